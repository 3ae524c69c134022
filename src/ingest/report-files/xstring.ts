// Texts of a workbook, in which _x000D_ stands for the character U+000D and _x005F_ for an underscore that is meant as one.
// @source ECMA-376 part 1, 22.9.2.19 (ST_Xstring)

export function fromXstring(written: string): string {
  return written.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** Keeps a text that looks like an escape from being read as one. */
export function toXstring(text: string): string {
  return text.replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_");
}
