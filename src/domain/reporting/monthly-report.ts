// What one chapter says of one county in one month, and the revisions in which it has said so.

import { REPORTED_MEASURES, type ReportValues } from "../catalog/catalog.js";
import type { CountyFips } from "../geography.js";
import type { LocalDate, ReportingMonth } from "../reporting-month.js";
import { dueDate } from "../reporting-month.js";
import type { ChapterId } from "./chapter.js";

export const REPORT_STATUSES = ["DRAFT", "SUBMITTED", "RETURNED", "ACCEPTED", "REOPENED"] as const;
export type ReportStatus = (typeof REPORT_STATUSES)[number];

/** `DERIVED`: added up from encounters on file. `DEMONSTRATION`: invented by the demonstration generator. */
export type RevisionOrigin = "DERIVED" | "DEMONSTRATION";

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
  /** Why it differs from the revision before; null on the first. */
  readonly reason: string | null;
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

export interface MonthlyReport extends ReportKey {
  readonly status: ReportStatus;
  /** Null while only drafted. */
  readonly firstSubmittedOn: LocalDate | null;
  readonly isDemonstration: boolean;
  /** In order of number; empty while only drafted. */
  readonly revisions: readonly Revision[];
}

/** The figure of record: the last revision that was accepted, whatever has been submitted since. */
export function acceptedRevision(report: MonthlyReport): Revision | null {
  return report.revisions.findLast((revision) => revision.acceptedAt !== null) ?? null;
}

/** On time: first submitted on or before the due date. */
export function isOnTime(month: ReportingMonth, firstSubmittedOn: LocalDate | null): boolean {
  return firstSubmittedOn !== null && firstSubmittedOn <= dueDate(month);
}

/** Same measures with the same values. */
export function saysTheSame(left: ReportValues, right: ReportValues): boolean {
  return REPORTED_MEASURES.every(({ key }) => left[key] === right[key]);
}
