// Many reports from one file: the same rules and the same writing as one by one, each report for itself, all answers together.

import type { Viewer } from "../domain/access/viewer.js";
import type { ReportValues } from "../domain/catalog/catalog.js";
import type { MeasureKey } from "../domain/catalog/measures.js";
import type { CountyFips } from "../domain/geography.js";
import type { Problem } from "../domain/problem.js";
import { zeroFiling, type Filing } from "../domain/reporting/filing.js";
import { differences, lastRevision, type FiledReport } from "../domain/reporting/monthly-report.js";
import type { ReportingMonth } from "../domain/reporting-month.js";
import type { ChangeReport, ReportAnswer } from "./change-report.js";
import type { Receipt } from "./receipt.js";

/** One row of a file, as far as it could be read. */
export interface ReportEntry {
  /** Null: the chapter that the import names. */
  readonly chapterSlug: string | null;
  readonly county: CountyFips;
  readonly month: ReportingMonth;
  readonly values: ReportValues;
  readonly isZeroReport: boolean;
  readonly isPartial: boolean;
  readonly comment: string | null;
  readonly problems: readonly Problem[];
  /** The row in words, such as "row 7". */
  readonly row: string;
  /** Spreadsheet address of a column in this row. */
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

export interface ValueChange {
  readonly measure: MeasureKey;
  /** Null: not collected. Undefined: nothing was said. */
  readonly before: number | null | undefined;
  readonly after: number | null | undefined;
}

export interface ImportedReport {
  readonly row: string;
  readonly chapter: string;
  readonly county: CountyFips;
  readonly month: ReportingMonth;
  /** In a dry run: what it would be. `EMPTY`: nobody filled the row in, and nothing was done with it. */
  readonly outcome: "NEW" | "CHANGED" | "UNCHANGED" | "EMPTY" | "REFUSED";
  readonly changes: readonly ValueChange[];
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
  let before: FiledReport | null = null;
  const { values, isZeroReport, isPartial, comment } = entry;
  const answer = await changeReport(viewer, {
    ref: { state: order.state, chapter, county, month },
    version: null,
    idempotencyKey: `${order.idempotencyKey}/${chapter}/${county}/${month}`,
    operation: "importReports",
    body: { values, isZeroReport, isPartial, comment, reason: order.reason },
    faults: entry.problems,
    action: "SUBMIT",
    isDryRun: order.isDryRun,
    command: (report) => {
      before = report;
      return { action: "SUBMIT", filing: filingOf(entry, report), origin: "UPLOADED", reason: order.reason };
    },
  });
  return { ...place, ...judged(entry, before, answer), problems: withCells(answer.problems, entry) };
}

/** Names a county and a month and says nothing of them, as the rows of a template do that nobody has come to. */
function isEmpty({ values, isZeroReport, problems }: ReportEntry): boolean {
  const isFaulty = problems.some(({ severity }) => severity === "ERROR");
  return Object.keys(values).length === 0 && !isZeroReport && !isFaulty;
}

/** A cell that is left empty says nothing: what is on file stands. */
function filingOf(entry: ReportEntry, report: FiledReport | null): Filing {
  const { isZeroReport, isPartial, comment } = entry;
  return { values: valuesAfter(entry, report), isZeroReport, isPartial, comment };
}

function valuesAfter(entry: ReportEntry, report: FiledReport | null): Record<string, number | null> {
  const onFile = report === null ? null : (report.draft?.values ?? lastRevision(report)?.values ?? null);
  return { ...(entry.isZeroReport ? zeroFiling(onFile, null).values : onFile), ...entry.values };
}

function judged(entry: ReportEntry, before: FiledReport | null, answer: ReportAnswer) {
  const { receipt, isReplayed, isUnchanged } = answer;
  const isRefused = answer.problems.some(({ severity }) => severity === "ERROR");
  const last = before === null ? null : lastRevision(before);
  const outcome = isRefused ? "REFUSED" : isUnchanged ? "UNCHANGED" : last === null ? "NEW" : "CHANGED";
  return {
    outcome,
    receipt,
    isReplayed,
    changes: changesOf(last?.values ?? {}, valuesAfter(entry, before)),
  } as const;
}

function changesOf(before: ReportValues, after: ReportValues): readonly ValueChange[] {
  return differences(before, after).map((measure) => ({
    measure,
    before: before[measure],
    after: after[measure],
  }));
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
