// The header row → where each column stands.

import type { MeasureKey } from "../../domain/catalog/measures.js";
import { problem, type Problem } from "../../domain/problem.js";
import { notPlain, wordsOf } from "./cell-place.js";
import { columnOf, isMeasureColumn, type ColumnName } from "./columns.js";
import { quoted } from "./file-problems.js";
import { addressOf, columnLetters, type Cell, type Sheet, type SheetRow } from "./sheet.js";

export interface Header {
  readonly positions: ReadonlyMap<ColumnName, number>;
  /** The same as a spreadsheet shows them, such as "F". */
  readonly letters: ReadonlyMap<string, string>;
  readonly measures: readonly MeasureKey[];
  /** Headers that mean no column, as they are written. */
  readonly ignored: readonly string[];
  /** Columns, from 0, that have a header. */
  readonly named: ReadonlySet<number>;
  readonly problems: readonly Problem[];
}

const REQUIRED = ["county_fips", "month"] as const;

export function readHeader(sheet: Sheet, row: SheetRow): Header {
  const positions = new Map<ColumnName, number>();
  const ignored: string[] = [];
  const problems: Problem[] = [];
  for (const [index, cell] of [...row.cells].sort(([left], [right]) => left - right)) {
    const column = columnOf(wordsOf(cell));
    const fault = unusable(row, index, cell) ?? repeated(row, index, column, positions);
    if (fault !== null) problems.push(fault);
    else if (column === null) ignored.push(wordsOf(cell).slice(0, 100));
    else positions.set(column, index);
  }
  // A header that cannot be read may be the very one that seems to be missing.
  if (problems.length === 0) problems.push(...missing(sheet, row, positions, ignored));
  const measures = [...positions.keys()].filter(isMeasureColumn);
  const letters = new Map([...positions].map(([column, index]) => [column, columnLetters(index)]));
  return { positions, letters, measures, ignored, named: new Set(row.cells.keys()), problems };
}

/** A header that is no plain text may hide a column that is needed. */
function unusable(row: SheetRow, index: number, cell: Cell): Problem | null {
  const address = addressOf(row, index);
  const fault = notPlain(cell, { address });
  return fault && { ...problem("BAD_VALUE", headerOf(row), ...fault), cell: address };
}

function repeated(
  row: SheetRow,
  index: number,
  column: ColumnName | null,
  positions: ReadonlyMap<ColumnName, number>,
): Problem | null {
  const first = column === null ? undefined : positions.get(column);
  if (column === null || first === undefined) return null;
  const [here, there] = [addressOf(row, index), addressOf(row, first)];
  return {
    ...problem(
      "DUPLICATE",
      headerOf(row),
      `${there} and ${here} both name the column ${column}.`,
      "Keep the one that holds the values, and give the other another name.",
    ),
    cell: here,
  };
}

function missing(
  sheet: Sheet,
  row: SheetRow,
  positions: ReadonlyMap<ColumnName, number>,
  ignored: readonly string[],
): readonly Problem[] {
  const found = [...positions.keys(), ...ignored]
    .slice(0, 12)
    .map((header) => quoted(header))
    .join(", ");
  const problems = REQUIRED.filter((column) => !positions.has(column)).map((column) =>
    problem(
      "MISSING_COLUMN",
      headerOf(row),
      `The first row of the ${sheet.title} has no column ${column}; it has ${found || "nothing"}.`,
      `Add a column ${column} to the first row, or use the template.`,
    ),
  );
  if (positions.has("zero_report") || [...positions.keys()].some(isMeasureColumn)) return problems;
  const none = problem(
    "MISSING_COLUMN",
    headerOf(row),
    `The ${sheet.title} has no column of a measure, such as ENCOUNTERS, and no column zero_report.`,
    "Add a column for each measure you report, or use the template.",
  );
  return [...problems, none];
}

function headerOf(row: SheetRow): string {
  return `${row.place}, the header`;
}
