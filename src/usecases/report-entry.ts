// One row of a file of reports: what it says, what that comes to with what is on file, and where in the file a problem lies.

import { REPORTED_MEASURES, type ReportValues } from "../domain/catalog/catalog.js";
import type { CountyFips } from "../domain/geography.js";
import type { Problem } from "../domain/problem.js";
import { checkContents, zeroFiling, type Filing } from "../domain/reporting/filing.js";
import { lastRevision } from "../domain/reporting/monthly-report.js";
import { FIRST_MONTH, type Unread } from "../domain/reporting/report-rules.js";
import type { ReportingMonth } from "../domain/reporting-month.js";
import type { OnFile } from "./report-order.js";

/** One row of a file, as far as it could be read. With a problem that is an error it is not filed; the other rows are. */
export interface ReportEntry extends RowContent {
  /** Null: the chapter that the import names. */
  readonly chapterSlug: string | null;
  readonly county: CountyFips;
  /** The code as the file has it, such as "2904" or "29045.0"; null: just so. */
  readonly countyWritten: string | null;
  readonly month: ReportingMonth;
  /** Version of the report that the row was made from; null: the row does not say. */
  readonly version: number | null;
  readonly problems: readonly Problem[];
  /** How many more problems were found than are carried along. */
  readonly moreProblems: number;
}

export interface RowContent {
  /** An empty cell is an absent key; all of them absent is a row that nobody filled in. */
  readonly values: ReportValues;
  readonly isZeroReport: boolean;
  /** Null: the row does not say. */
  readonly isPartial: boolean | null;
  readonly comment: string | null;
  /** Measures, and "isZeroReport", "isPartial" or "comment", whose cell holds something that could not be read. */
  readonly unread: Unread;
  /** "line 7" of a CSV file, "row 7" of a workbook. */
  readonly row: string;
  /** Row in a spreadsheet, also when the file is CSV, and the letters of each column that the file has. */
  readonly number: number;
  readonly columns: ReadonlyMap<string, string>;
}

/** Where a column of a row is, such as "F7"; the row when the file has no such column. */
export function cellOf(
  { row, number, columns }: Pick<RowContent, "row" | "number" | "columns">,
  column: string,
): string {
  const letters = columns.get(column);
  return letters === undefined ? row : `${letters}${String(number)}`;
}

/** Names a county and a month and says nothing of them, as the rows of a template do that nobody has come to. */
export function isEmpty({ values, isZeroReport, isPartial, comment, problems }: ReportEntry): boolean {
  const isFaulty = problems.some(({ severity }) => severity === "ERROR");
  const isSilent =
    Object.keys(values).length === 0 && !isZeroReport && isPartial !== true && comment === null;
  return isSilent && !isFaulty;
}

/**
 * A cell that is left empty says nothing: what was submitted last stands. A draft is nobody's business but the form's.
 * @param month null: not known
 */
export function filingOf(
  row: RowContent,
  onFile: OnFile,
  filedBefore: readonly ReportValues[],
  month: ReportingMonth | null = null,
): Filing {
  const last = onFile === null || onFile === "UNKNOWN" ? null : lastRevision(onFile);
  const stands = row.isZeroReport ? zeroFiling(last?.values ?? null, filedBefore, null).values : last?.values;
  const values: ReportValues = { ...uncollectedBy(row, month), ...stands, ...row.values };
  // What the row leaves out follows from what is on file, and from whether it is a zero report.
  const isOpen = onFile === "UNKNOWN" || row.unread.has("isZeroReport");
  const said = row.isZeroReport ? values : row.values;
  const open = isOpen ? REPORTED_MEASURES.map(({ key }) => key).filter((key) => !(key in said)) : [];
  return {
    values,
    isZeroReport: row.isZeroReport,
    isPartial: row.isPartial ?? last?.isPartial ?? false,
    comment: row.comment ?? last?.comment ?? null,
    unread: new Set([
      ...row.unread,
      ...open,
      ...(onFile === "UNKNOWN" && row.isPartial === null ? ["isPartial"] : []),
    ]),
  };
}

/** A file that was made before a measure came into the catalog has no column of it: whoever sends it does not collect it. */
function uncollectedBy({ columns }: RowContent, month: ReportingMonth | null): ReportValues {
  const later = REPORTED_MEASURES.filter(
    ({ key, since, partOf }) =>
      partOf !== null && since > FIRST_MONTH && month !== null && since <= month && !columns.has(key),
  );
  return Object.fromEntries(later.map(({ key }) => [key, null]));
}

/** The rules that can be judged of a row that names no county, or no month, that can be understood. */
export function checkUnplaced(row: RowContent, month: ReportingMonth | null): readonly Problem[] {
  return withCells(checkContents(filingOf(row, "UNKNOWN", [], month), month), row);
}

/** Problems of a measure or a key column get the address of its cell; of a value that is on file and not in the file, they say so. */
export function withCells(problems: readonly Problem[], content: RowContent): readonly Problem[] {
  return problems.map((found) => {
    if (found.cell !== undefined) return found;
    const measure = /^values\.(\w+)$/.exec(found.path)?.[1];
    const column = COLUMN_OF[found.path] ?? measure;
    if (column === undefined) return { ...found, cell: content.row };
    const isOnFile = measure !== undefined && found.code !== "MISSING_VALUE" && isLeftOut(measure, content);
    return { ...found, cell: isOnFile ? `${content.row}, on file` : cellOf(content, column) };
  });
}

/** Where a code was not read as it is written, what is said of the county says so first. */
export function asWritten(found: Problem, { county, countyWritten }: ReportEntry): Problem {
  if (found.path !== "county" || countyWritten === null) return found;
  return { ...found, message: `"${countyWritten}" was read as ${county}. ${found.message}` };
}

/** What was submitted last stands for it. */
function isLeftOut(measure: string, { values, unread, isZeroReport }: RowContent): boolean {
  return !(measure in values) && !unread.has(measure) && !isZeroReport;
}

const COLUMN_OF: Readonly<Record<string, string>> = {
  chapter: "chapter_slug",
  county: "county_fips",
  month: "month",
  version: "version",
  comment: "comment",
  isPartial: "partial",
  values: "zero_report",
};
