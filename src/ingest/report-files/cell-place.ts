// Where a cell is, and problems about it.

import { problem, type Problem, type ProblemCode } from "../../domain/problem.js";
import type { ColumnName } from "./columns.js";
import { UNSTORABLE_FIX, unstorablePart } from "../../domain/text.js";
import { nearestWhole } from "../whole-number.js";
import { quoted } from "./file-problems.js";
import { momentOf, type Cell, type NumberCell } from "./sheet.js";

export interface CellPlace {
  /** "line 7" or "row 7". */
  readonly row: string;
  readonly column: ColumnName;
  /** "F7". */
  readonly address: string;
}

export function cellProblem(code: ProblemCode, place: CellPlace, message: string, fix: string): Problem {
  return { ...problem(code, `${place.row}, column ${place.column}`, message, fix), cell: place.address };
}

/** Why a cell holds no plain value, whatever its column, and what to do about it; null when it does. */
export function notPlain(
  cell: Cell,
  place: Pick<CellPlace, "address">,
): readonly [message: string, fix: string] | null {
  switch (cell.kind) {
    case "FORMULA":
      return [
        `${place.address} holds a formula; what it comes to can differ from one computer to the next.`,
        "Replace it by its value: copy the cell, then Paste Special, Values.",
      ];
    case "ERROR":
      return [
        `${place.address} holds the spreadsheet error ${cell.text.slice(0, 20)}.`,
        "Write the value itself, or leave the cell empty.",
      ];
    case "MERGED":
      return [
        `${place.address} is part of the merged cells ${cell.range}, so it is not clear where the value belongs.`,
        "Unmerge them (Home, Merge & Center) and fill in each cell.",
      ];
    case "TEXT": {
      const part = unstorablePart(cell.text);
      return part === null
        ? null
        : [`${place.address} holds ${part}, which cannot be stored or shown.`, UNSTORABLE_FIX];
    }
    case "AMBIGUOUS":
      return [
        `${place.address} holds ${quoted(cell.text)}. In a file with semicolons that can be a number in thousands or a decimal number.`,
        `Write a number in thousands without a separator, such as ${cell.text.replace(/[.,]/g, "")}.`,
      ];
    default:
      return null;
  }
}

/** The words of a cell as a person reads them, for a message or for a column of text. */
export function wordsOf(cell: Cell): string {
  switch (cell.kind) {
    case "TEXT":
    case "ERROR":
    case "AMBIGUOUS":
      return cell.text;
    case "NUMBER":
      return wordsOfNumber(cell);
    case "BOOLEAN":
      return cell.isTrue ? "TRUE" : "FALSE";
    default:
      return "";
  }
}

function wordsOfNumber({ value, shownAs, serial }: NumberCell): string {
  if (shownAs === "DATE") return momentOf(serial) ?? String(value);
  // Twelve digits: 0.07 is stored as something that times 100 gives 7.000000000000001.
  return shownAs === "PERCENT"
    ? `${Number((value * 100).toPrecision(12))}%`
    : String(nearestWhole(value) ?? value);
}

/** A cell as a message names it. */
export function shown(cell: Cell): string {
  return quoted(wordsOf(cell));
}
