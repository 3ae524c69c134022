// The county a cell names by its FIPS code.

import { FIPS_RULE, isCountyFips, type CountyFips } from "../../domain/geography.js";
import { accepted, refused, type Outcome } from "../../domain/problem.js";
import { cellProblem, shown, wordsOf, type CellPlace } from "./cell-place.js";
import type { Cell } from "./sheet.js";

/** The county of a cell that is not empty. Four digits are a code that lost its leading zero in a spreadsheet program. */
export function readCounty(cell: Cell, place: CellPlace): Outcome<CountyFips> {
  const isPlain = cell.kind === "TEXT" || (cell.kind === "NUMBER" && cell.shownAs === "NUMBER");
  const code = isPlain ? wordsOf(cell) : "";
  const fips = /^\d{4}$/.test(code) ? `0${code}` : code;
  if (isCountyFips(fips)) return accepted(fips);
  return refused(
    cellProblem(
      "BAD_FIPS",
      place,
      `${shown(cell)} is no county code.`,
      `${FIPS_RULE}; the template has the codes of your counties.`,
    ),
  );
}
