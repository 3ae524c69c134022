// What one chapter says of one county in one month, and the revisions in which it has said so.

import { REPORTED_MEASURES, type ReportValues } from "../catalog/catalog.js";
import type { MeasureKey } from "../catalog/measures.js";
import type { CountyFips } from "../geography.js";
import type { LocalDate, ReportingMonth } from "../reporting-month.js";
import { dueDate } from "../reporting-month.js";
import type { ChapterId } from "./chapter.js";
import type { ReportAction, ReportStatus } from "./report-status.js";

export const REVISION_ORIGINS = ["ENTERED", "UPLOADED", "DERIVED", "DEMONSTRATION"] as const;

/**
 * `ENTERED`: sent through the form or the API. `UPLOADED`: read from a file. `DERIVED`: added up from encounters on file.
 * `DEMONSTRATION`: invented by the demonstration generator.
 */
export type RevisionOrigin = (typeof REVISION_ORIGINS)[number];

/** One submission. Never changed after it is written. */
export interface Revision {
  /** 1, 2, 3 … within the report. */
  readonly number: number;
  readonly origin: RevisionOrigin;
  /** Filed to say that nothing happened. */
  readonly isZeroReport: boolean;
  /** The month is only partly covered by what was counted. */
  readonly isPartial: boolean;
  readonly values: ReportValues;
  /** Rows of the source that were refused and are of this month, or may be; left out: none. */
  readonly refusedRows?: number;
  /** Of no month that can be told. */
  readonly undatedRows?: number;
  /** Why it differs from the revision before; null on the first. */
  readonly reason: string | null;
  /** What the chapter says about the month, such as what made a number jump. */
  readonly comment: string | null;
  /** Account that submitted it; null for what was derived or invented. */
  readonly submittedBy: number | null;
  readonly submittedAt: Date;
  /** Null while no reviewer has accepted it. */
  readonly acceptedAt: Date | null;
}

/** Chapter × county × month. */
export interface ReportKey {
  readonly chapterId: ChapterId;
  readonly county: CountyFips;
  readonly month: ReportingMonth;
}

/** The key as one text, which sorts nowhere: only for cursors and maps. */
export function reportKeyText({ month, chapterId, county }: ReportKey): string {
  return [month, String(chapterId), county].join(" ");
}

/** Null for a text that is no key. */
export function parseReportKey(text: string): ReportKey | null {
  const [, month, chapterId, county] = /^(\d{4}-\d{2}) (\d{1,9}) (\d{5})$/.exec(text) ?? [];
  if (month === undefined) return null;
  return {
    month: month as ReportingMonth,
    chapterId: Number(chapterId) as ChapterId,
    county: county as CountyFips,
  };
}

export interface MonthlyReport extends ReportKey {
  readonly status: ReportStatus;
  /** Null while only drafted. */
  readonly firstSubmittedOn: LocalDate | null;
  readonly isDemonstration: boolean;
  /** In order of number; empty while only drafted. */
  readonly revisions: readonly Revision[];
}

/** Values kept for later, not submitted: no figure ever reads them. */
export interface Draft {
  readonly values: ReportValues;
  readonly isPartial: boolean;
  readonly comment: string | null;
  readonly savedAt: Date;
  readonly savedBy: number;
}

/** One step of a report's life, never changed after it is written. */
export interface ReportEvent {
  readonly action: ReportAction;
  readonly statusBefore: ReportStatus | null;
  readonly statusAfter: ReportStatus;
  /** The revision that was submitted, accepted or returned; null for a draft. */
  readonly revision: number | null;
  /** The reviewer's comment, or the reason for reopening. */
  readonly comment: string | null;
  readonly at: Date;
  /** Account; null for what was derived or invented. */
  readonly by: number | null;
}

/** A report with all that its chapter and its reviewers work with. */
export interface FiledReport extends MonthlyReport {
  /** Rises with every change, so that a stale one is found out. 0: nothing is on file. */
  readonly version: number;
  readonly draft: Draft | null;
  /** In order of time. */
  readonly events: readonly ReportEvent[];
}

/** The figure of record: the last revision that was accepted, whatever has been submitted since. */
export function acceptedRevision(report: MonthlyReport): Revision | null {
  return report.revisions.findLast((revision) => revision.acceptedAt !== null) ?? null;
}

/** On time: first submitted on or before the due date. */
export function isOnTime(month: ReportingMonth, firstSubmittedOn: LocalDate | null): boolean {
  return firstSubmittedOn !== null && firstSubmittedOn <= dueDate(month);
}

/** The last revision, whatever became of it. */
export function lastRevision(report: MonthlyReport): Revision | null {
  return report.revisions.at(-1) ?? null;
}

/** Measures on which two sets of values differ. */
export function differences(left: ReportValues, right: ReportValues): readonly MeasureKey[] {
  return REPORTED_MEASURES.map(({ key }) => key).filter((key) => left[key] !== right[key]);
}

/** Same measures with the same values. */
export function saysTheSame(left: ReportValues, right: ReportValues): boolean {
  return differences(left, right).length === 0;
}
