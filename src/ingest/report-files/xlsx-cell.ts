// One cell of a sheet → what stands in it.

import { isBlank } from "../../domain/text.js";
import { quoted, UnreadableFile } from "./file-problems.js";
import { LONGEST_CELL } from "./limits.js";
import type { Attributes } from "./read-xml.js";
import type { Cell } from "./sheet.js";
import type { Workbook } from "./workbook.js";
import { fromXstring } from "./xstring.js";

/**
 * @param attributes of the element `c`: `t` is the type, `s` the style
 * @returns null for an empty cell
 */
export function cellOf(attributes: Attributes, written: string, workbook: Workbook): Cell | null {
  const text = textOf(attributes, written, workbook).trim();
  if (isBlank(text)) return null;
  if (text.length > LONGEST_CELL) {
    throw new UnreadableFile(
      `A cell that begins with ${quoted(text)} has ${text.length} characters.`,
      `Keep to ${LONGEST_CELL} characters a cell.`,
    );
  }
  switch (attributes["t"] ?? "n") {
    case "n":
      return numberOf(text, workbook, Number(attributes["s"] ?? 0));
    case "b":
      return { kind: "BOOLEAN", isTrue: text === "1" };
    case "e":
      return { kind: "ERROR", text };
    default:
      return { kind: "TEXT", text };
  }
}

function textOf({ t: type }: Attributes, written: string, { texts }: Workbook): string {
  if (type === "s") return plain(texts[Number(written)] ?? "");
  return type === "inlineStr" || type === "str" ? plain(written) : written;
}

/** Line ends as "\n". */
function plain(text: string): string {
  return fromXstring(text).replace(/\r\n?/g, "\n");
}

function numberOf(text: string, { formats, dayShift }: Workbook, style: number): Cell {
  const value = Number(text);
  if (!Number.isFinite(value)) return { kind: "TEXT", text };
  return { kind: "NUMBER", value, shownAs: formats[style] ?? "NUMBER", serial: value + dayShift };
}
