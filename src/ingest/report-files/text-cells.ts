// The cells of a row that say how it is filed: the chapter, the version, yes or no, and the comment.

import { accepted, refused, type Outcome } from "../../domain/problem.js";
import { cellProblem, shown, wordsOf, type CellPlace } from "./cell-place.js";
import { checkComment } from "../../domain/reporting/filing.js";
import { wholeDigits } from "../whole-number.js";
import type { Cell } from "./sheet.js";

/** The chapter of a cell that is not empty, by its short name. */
export function readSlug(cell: Cell, place: CellPlace): Outcome<string> {
  const slug = wordsOf(cell).toLowerCase();
  if (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug)) return accepted(slug);
  return refused(
    cellProblem(
      "UNKNOWN_CHAPTER",
      place,
      `${shown(cell)} is no short name of a chapter: those have letters, digits and single hyphens.`,
      "Take it from the template or the web address of the chapter, or leave the column out.",
    ),
  );
}

/** The version of a cell that is not empty. */
export function readVersion(cell: Cell, place: CellPlace): Outcome<number> {
  const digits = wholeDigits(wordsOf(cell));
  if (digits !== null && digits.length < 10) return accepted(Number(digits));
  return refused(
    cellProblem(
      "BAD_VALUE",
      place,
      `${shown(cell)} is no version of a report: a whole number, 0 where nothing was on file.`,
      "Take it from the template, or leave the cell empty.",
    ),
  );
}

const YES = /^(?:yes|y|true|1)$/i;
const NO = /^(?:no|n|false|0)$/i;

/** Yes or no of a cell that is not empty. */
export function readFlag(cell: Cell, place: CellPlace): Outcome<boolean> {
  const written = wordsOf(cell);
  const words = wholeDigits(written) ?? written;
  if (YES.test(words)) return accepted(true);
  if (NO.test(words)) return accepted(false);
  return refused(
    cellProblem(
      "BAD_VALUE",
      place,
      `${shown(cell)} is neither yes nor no.`,
      "Write yes or no, or leave the cell empty.",
    ),
  );
}

/** The comment of a cell that is not empty. */
export function readComment(cell: Cell, place: CellPlace): Outcome<string> {
  const words = wordsOf(cell);
  const faults = checkComment("comment", words);
  if (faults.length === 0) return accepted(words);
  return refused(...faults.map(({ code, message, fix }) => cellProblem(code, place, message, fix)));
}
