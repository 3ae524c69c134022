// One row → one entry, or why it has no usable key.

import type { MeasureKey } from "../../domain/catalog/measures.js";
import {
  accepted,
  problem,
  refused,
  type Outcome,
  type Problem,
  type ProblemCode,
} from "../../domain/problem.js";
import { cellProblem, notPlain, type CellPlace } from "./cell-place.js";
import type { ColumnName } from "./columns.js";
import { readCounty, writtenCounty } from "./county-cell.js";
import { readMeasure } from "./measure-cell.js";
import { readMonth } from "./month-cell.js";
import type { Header } from "./read-header.js";
import { checkUnplaced, type ReportEntry, type RowContent } from "../../usecases/report-entry.js";
import { addressOf, type Cell, type SheetRow } from "./sheet.js";
import { readComment, readFlag, readSlug, readVersion } from "./text-cells.js";

type CellReader<T> = (cell: Cell, place: CellPlace) => Outcome<T>;

/** Nothing that is read stands in the row: remarks in other columns do not make it a report. */
export function isBlank(row: SheetRow, header: Header): boolean {
  if (row.fault !== null) return false;
  for (const [column, index] of header.positions) {
    if (column !== "county_name" && row.cells.has(index)) return false;
  }
  return true;
}

/** @returns every problem of the row when it names no county and month that can be understood */
export function readRow(row: SheetRow, header: Header): Outcome<ReportEntry> {
  if (row.fault !== null) return refused(torn(row, row.fault));
  const cells = new RowReader(row, header);
  const chapterSlug = cells.read("chapter_slug", readSlug) ?? null;
  const county = cells.readRequired("county_fips", readCounty);
  const month = cells.readRequired("month", readMonth);
  const hasKey = cells.problems.length === 0;
  const version = cells.read("version", readVersion) ?? null;
  const isZeroReport = cells.read("zero_report", readFlag) ?? false;
  const isPartial = cells.read("partial", readFlag) ?? null;
  const comment = cells.read("comment", readComment) ?? null;
  const values: Partial<Record<MeasureKey, number | null>> = {};
  for (const key of header.measures) {
    const value = cells.read(key, readMeasure);
    if (value !== undefined) values[key] = value;
  }
  const problems = [...cells.problems, ...ofRow(row, header)];
  const said = { values, isZeroReport, isPartial, comment, unread: cells.unread };
  const content: RowContent = { ...said, row: row.place, number: row.number, columns: header.letters };
  if (!hasKey || county === undefined || month === undefined)
    return refused(...problems, ...checkUnplaced(content, month ?? null));
  const countyWritten = writtenCounty(row.cells.get(header.positions.get("county_fips") ?? -1), county);
  return accepted({
    ...content,
    chapterSlug,
    county,
    countyWritten,
    month,
    version,
    problems,
    moreProblems: 0,
  });
}

/** How the parts of a filing are called that have another name in a file. */
const PARTS: Readonly<Partial<Record<ColumnName, string>>> = {
  zero_report: "isZeroReport",
  partial: "isPartial",
};

/** Half a million cells have a place, and few ever need to say it. */
class PlaceInRow implements CellPlace {
  constructor(
    private readonly sheetRow: SheetRow,
    readonly column: ColumnName,
    private readonly index: number,
  ) {}

  get row(): string {
    return this.sheetRow.place;
  }

  get address(): string {
    return addressOf(this.sheetRow, this.index);
  }
}

/** Reads cells one by one and keeps what is wrong with them. */
class RowReader {
  readonly problems: Problem[] = [];
  /** What could not be read, by the names of the parts of a filing. */
  readonly unread = new Set<string>();

  constructor(
    private readonly row: SheetRow,
    private readonly header: Header,
  ) {}

  /** Undefined for a cell that is empty, not in the file, or wrong. */
  read<T>(column: ColumnName, reader: CellReader<T>): T | undefined {
    const index = this.header.positions.get(column);
    const cell = index === undefined ? undefined : this.row.cells.get(index);
    if (cell === undefined || index === undefined) return undefined;
    const place = new PlaceInRow(this.row, column, index);
    const fault = notPlain(cell, place);
    const outcome = fault === null ? reader(cell, place) : refused(cellProblem("BAD_VALUE", place, ...fault));
    if (outcome.ok) return outcome.value;
    this.problems.push(...outcome.problems);
    this.unread.add(PARTS[column] ?? column);
    return undefined;
  }

  readRequired<T>(column: "county_fips" | "month", reader: CellReader<T>): T | undefined {
    if (!this.row.cells.has(this.header.positions.get(column) ?? -1)) {
      const place = {
        row: this.row.place,
        column,
        address: addressOf(this.row, this.header.positions.get(column) ?? 0),
      };
      this.problems.push(
        cellProblem(
          "MISSING_VALUE",
          place,
          `The row has no ${column === "month" ? "month" : "county code"}.`,
          "Fill it in, or clear the whole row.",
        ),
      );
    }
    return this.read(column, reader);
  }
}

/** What is wrong with the row besides its cells. */
function ofRow(row: SheetRow, header: Header): readonly Problem[] {
  const problems: Problem[] = [];
  if (row.isHidden) {
    problems.push(
      rowProblem(
        "BAD_VALUE",
        row,
        0,
        "The row is hidden, so it may not be meant to be filed.",
        "Clear the filter or unhide the row; or delete it.",
      ),
    );
  }
  const stray = [...row.cells].find(([index, cell]) => !header.named.has(index) && cell.kind !== "MERGED");
  if (stray !== undefined) {
    problems.push(
      rowProblem(
        "BAD_VALUE",
        row,
        stray[0],
        `${addressOf(row, stray[0])} has a value, and its column has no name in the header: the cells of the row may have slipped.`,
        "Move the values under their headers, or name the column.",
      ),
    );
  }
  return problems;
}

function torn(row: SheetRow, fault: string): Problem {
  return rowProblem(
    "UNREADABLE_FILE",
    row,
    0,
    `The row cannot be taken apart: ${fault}.`,
    "Put a cell that holds a comma or a quote in quotes, and double each quote inside it.",
  );
}

function rowProblem(code: ProblemCode, row: SheetRow, column: number, message: string, fix: string): Problem {
  return { ...problem(code, row.place, message, fix), cell: addressOf(row, column) };
}
