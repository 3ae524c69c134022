// The count a cell holds: a whole number, "not collected", or nothing.

import { accepted, refused, type Outcome } from "../../domain/problem.js";
import { cellProblem, shown, wordsOf, type CellPlace } from "./cell-place.js";
import { LARGEST_VALUE } from "../../domain/reporting/report-rules.js";
import { wholeDigits } from "../whole-number.js";
import type { Cell } from "./sheet.js";

/** How "not collected" is written in templates. */
export const NOT_COLLECTED = "NC";

const NOT_COLLECTED_SPELLINGS = /^(?:n\.?c\.?|n\/c|not[ _-]?collected)$/i;

/** What is wrong with a text that is no whole number; the first that fits is said. */
const FAULTS: readonly (readonly [pattern: RegExp, fault: string])[] = [
  [/^(?:[-−–]\s*[\d.,]+|\([\d.,]+\))$/, "is a negative number"],
  [/^[\d.,]+\s*%$/, "is a percentage"],
  [/^[\d.,]+e[-+]?\d+$/i, "is a number with an exponent"],
  [/^\+?\d*\.\d+$/, "is not a whole number"],
  [/^\+?[\d,]*,[\d,]*(?:\.\d*)?$/, "has a comma that does not stand before three digits"],
  [
    /^\d{4}-\d{2}-\d{2}$|^\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?$|^\d{1,2}-[a-z]{3}$|^[a-z]{3}-\d{2}$/i,
    "looks like a date",
  ],
  [/^n\.?\/?a\.?$/i, "can mean not collected, nothing to report, or zero"],
];

/** The count of a cell that is not empty; null for "not collected". */
export function readMeasure(cell: Cell, place: CellPlace): Outcome<number | null> {
  if (cell.kind === "TEXT" && NOT_COLLECTED_SPELLINGS.test(cell.text)) return accepted(null);
  const text = wordsOf(cell);
  const digits = cell.kind === "BOOLEAN" ? null : wholeDigits(text);
  const number = digits === null ? null : Number(digits);
  if (number !== null && number <= LARGEST_VALUE) return accepted(number);
  const fault = number === null ? faultOf(text) : `is more than ${LARGEST_VALUE}`;
  return refused(
    cellProblem(
      "BAD_VALUE",
      place,
      `${shown(cell)} ${fault}.`,
      `Write a whole number of 0 or more, ${NOT_COLLECTED} for what is not collected, or leave the cell empty.`,
    ),
  );
}

function faultOf(text: string): string {
  return FAULTS.find(([pattern]) => pattern.test(text))?.[1] ?? "is no number";
}
