// A text as it stands in a program: whatever it holds, the program reads it as that text and as nothing else.

/** For POSIX shells: between single quotes nothing has a meaning but the quote itself. */
export function inShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The escapes of JSON are those of Python, for texts without a half of a character. */
export function inPython(text: string): string {
  return JSON.stringify(text);
}

/** The escapes of JSON are those of R, too, but for U+0000, which no text of R can hold. */
export function inR(text: string): string {
  return JSON.stringify(text);
}
