// The county a cell names by its FIPS code.

import { FIPS_RULE, isCountyFips, type CountyFips } from "../../domain/geography.js";
import { accepted, refused, type Outcome } from "../../domain/problem.js";
import { cellProblem, shown, wordsOf, type CellPlace } from "./cell-place.js";
import { wholeDigits } from "../whole-number.js";
import type { Cell } from "./sheet.js";

/** The county of a cell that is not empty. Four digits are a code that lost its leading zero in a spreadsheet program. */
export function readCounty(cell: Cell, place: CellPlace): Outcome<CountyFips> {
  const isPlain = cell.kind === "TEXT" || (cell.kind === "NUMBER" && cell.shownAs === "NUMBER");
  const written = isPlain ? wordsOf(cell) : "";
  const code = written.includes(",") ? written : (wholeDigits(written) ?? written);
  const fips = /^\d{4}$/.test(code) ? `0${code}` : code;
  if (isCountyFips(fips)) return accepted(fips);
  return refused(
    cellProblem(
      "BAD_FIPS",
      place,
      `${shown(cell)} ${faultOf(code)}.`,
      `${FIPS_RULE}; the template has the codes of your counties.`,
    ),
  );
}

function faultOf(code: string): string {
  return /^\d+$/.test(code)
    ? `has ${String(code.length)} digits, and a county code has five`
    : "is no county code";
}

/** The code as it was typed, where that is not how it was read: a message must name what the sender can find in the file. */
export function writtenCounty(cell: Cell | undefined, county: CountyFips): string | null {
  const written = cell === undefined ? county : wordsOf(cell);
  return written === county ? null : written;
}
