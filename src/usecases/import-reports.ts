// Many reports from one file: the same rules and the same writing as one by one, each report for itself, all answers together.

import type { Viewer } from "../domain/access/viewer.js";
import type { ReportValues } from "../domain/catalog/catalog.js";
import type { CountyFips } from "../domain/geography.js";
import type { Problem } from "../domain/problem.js";
import { zeroFiling, type Filing } from "../domain/reporting/filing.js";
import { lastRevision, type ContentChange, type Revision } from "../domain/reporting/monthly-report.js";
import { sha256Of } from "./audit.js";
import type { ReportingMonth } from "../domain/reporting-month.js";
import type { ChangeReport, ReportAnswer } from "./change-report.js";
import type { Receipt } from "./receipt.js";

/** One row of a file, as far as it could be read. With a problem that is an error it is not filed; the other rows are. */
export interface ReportEntry {
  /** Null: the chapter that the import names. */
  readonly chapterSlug: string | null;
  readonly county: CountyFips;
  readonly month: ReportingMonth;
  /** An empty cell is an absent key; all of them absent is a row that nobody filled in. */
  readonly values: ReportValues;
  readonly isZeroReport: boolean;
  /** Null: the row does not say. */
  readonly isPartial: boolean | null;
  readonly comment: string | null;
  readonly problems: readonly Problem[];
  /** "line 7" of a CSV file, "row 7" of a workbook. */
  readonly row: string;
  /** Where a column of this row is, such as "F7": in a spreadsheet, also when the file is CSV. */
  readonly cellOf: (column: string) => string;
}

export interface ImportOrder {
  readonly state: string;
  /** Slug; for rows that name none. */
  readonly chapter: string;
  readonly entries: readonly ReportEntry[];
  /** Why accepted figures change; without it a row that would change one is refused. */
  readonly reason: string | null;
  readonly idempotencyKey: string;
  readonly isDryRun: boolean;
}

export interface ImportedReport {
  readonly row: string;
  readonly chapter: string;
  readonly county: CountyFips;
  readonly month: ReportingMonth;
  /** In a dry run: what it would be. `EMPTY`: nobody filled the row in, and nothing was done with it. */
  readonly outcome: "NEW" | "CHANGED" | "UNCHANGED" | "EMPTY" | "REFUSED";
  readonly changes: readonly ContentChange[];
  readonly problems: readonly Problem[];
  readonly receipt: Receipt | null;
  readonly isReplayed: boolean;
}

export type ImportReports = (viewer: Viewer, order: ImportOrder) => Promise<readonly ImportedReport[]>;

export function importReports(changeReport: ChangeReport): ImportReports {
  return async (viewer, order) => {
    const imported: ImportedReport[] = [];
    for (const entry of order.entries) imported.push(await importOne(changeReport, viewer, order, entry));
    return imported;
  };
}

async function importOne(
  changeReport: ChangeReport,
  viewer: Viewer,
  order: ImportOrder,
  entry: ReportEntry,
): Promise<ImportedReport> {
  const chapter = entry.chapterSlug ?? order.chapter;
  const { county, month, row } = entry;
  const place = { row, chapter, county, month };
  if (isEmpty(entry)) {
    return {
      ...place,
      outcome: "EMPTY",
      changes: [],
      problems: entry.problems,
      receipt: null,
      isReplayed: false,
    };
  }
  const { values, isZeroReport, isPartial, comment } = entry;
  const answer = await changeReport(viewer, {
    ref: { state: order.state, chapter, county, month },
    version: null,
    // Of one length, however long the sender's is.
    idempotencyKey: sha256Of([order.idempotencyKey, chapter, county, month]),
    operation: "importReports",
    body: { values, isZeroReport, isPartial, comment, reason: order.reason },
    faults: entry.problems,
    action: "SUBMIT",
    isDryRun: order.isDryRun,
    command: (report) => {
      const filing = filingOf(entry, report === null ? null : lastRevision(report));
      return { action: "SUBMIT", filing, origin: "UPLOADED", reason: order.reason };
    },
  });
  const { receipt, isReplayed, changes } = answer;
  const outcome = outcomeOf(answer);
  return { ...place, outcome, changes, receipt, isReplayed, problems: withCells(answer.problems, entry) };
}

function outcomeOf({ problems, isUnchanged, isFirst }: ReportAnswer): ImportedReport["outcome"] {
  if (problems.some(({ severity }) => severity === "ERROR")) return "REFUSED";
  if (isUnchanged) return "UNCHANGED";
  return isFirst ? "NEW" : "CHANGED";
}

/** Names a county and a month and says nothing of them, as the rows of a template do that nobody has come to. */
function isEmpty({ values, isZeroReport, isPartial, comment, problems }: ReportEntry): boolean {
  const isFaulty = problems.some(({ severity }) => severity === "ERROR");
  const isSilent =
    Object.keys(values).length === 0 && !isZeroReport && isPartial !== true && comment === null;
  return isSilent && !isFaulty;
}

/** A cell that is left empty says nothing: what was submitted last stands. A draft is nobody's business but the form's. */
function filingOf(entry: ReportEntry, last: Revision | null): Filing {
  const stands = entry.isZeroReport ? zeroFiling(last?.values ?? null, null).values : last?.values;
  return {
    values: { ...stands, ...entry.values },
    isZeroReport: entry.isZeroReport,
    isPartial: entry.isPartial ?? last?.isPartial ?? false,
    comment: entry.comment ?? last?.comment ?? null,
  };
}

/** Problems of a measure or a key column get the address of its cell. */
function withCells(problems: readonly Problem[], entry: ReportEntry): readonly Problem[] {
  return problems.map((found) => {
    if (found.cell !== undefined) return found;
    const column = COLUMN_OF[found.path] ?? /^values\.(\w+)$/.exec(found.path)?.[1];
    return { ...found, cell: column === undefined ? entry.row : entry.cellOf(column) };
  });
}

const COLUMN_OF: Readonly<Record<string, string>> = {
  chapter: "chapter_slug",
  county: "county_fips",
  month: "month",
  comment: "comment",
  isPartial: "partial",
  values: "zero_report",
};
