// When a month's report is due, early, late or locked. Dates are those of the state's wall calendar.

import { addMonths, dueDate, monthOf, type LocalDate, type ReportingMonth } from "../reporting-month.js";

/** `EARLY`: at least this many days before the due day. */
export const EARLY_DAYS = 7;

export type Timeliness = "EARLY" | "ON_TIME" | "LATE";

/** When the first submission came; null while there is none. */
export function timelinessOf(month: ReportingMonth, firstSubmittedOn: LocalDate | null): Timeliness | null {
  if (firstSubmittedOn === null) return null;
  const due = dueDate(month);
  if (firstSubmittedOn > due) return "LATE";
  return firstSubmittedOn <= addDays(due, -EARLY_DAYS) ? "EARLY" : "ON_TIME";
}

/** How long after the end of a month its report can still be filed or corrected. */
export interface LockRule {
  /** Days after the last day of the month on which it is still open: with 90, November until the 28th of February. */
  readonly afterDays: number;
}

/** What holds unless the operator sets REPORT_LOCK_DAYS. */
export const USUAL_LOCK: LockRule = { afterDays: 90 };

/** The first day on which the month is locked: the one after those days. */
export function lockedFrom(month: ReportingMonth, { afterDays }: LockRule): LocalDate {
  return addDays(`${addMonths(month, 1)}-01` as LocalDate, afterDays);
}

/** The last day on which the chapter can file or correct the month. */
export function lastOpenDay(month: ReportingMonth, rule: LockRule): LocalDate {
  return addDays(lockedFrom(month, rule), -1);
}

/** The last month that is due: its due day has passed, so that a report that is not there is missing. */
export function latestDueMonth(today: LocalDate): ReportingMonth {
  const last = addMonths(monthOf(today), -1);
  return today > dueDate(last) ? last : addMonths(last, -1);
}

/** The last month that is closed to its chapter, so that a release can end with it. */
export function latestLockedMonth(today: LocalDate, rule: LockRule): ReportingMonth {
  let month = addMonths(monthOf(today), -1);
  while (!isLocked(month, today, rule, null)) month = addMonths(month, -1);
  return month;
}

/** A reviewer's leave to file a locked month after all. */
export interface LockOverride {
  /** Last day on which it holds. */
  readonly until: LocalDate;
  readonly reason: string;
}

export function isLocked(
  month: ReportingMonth,
  today: LocalDate,
  rule: LockRule,
  override: LockOverride | null,
): boolean {
  return today >= lockedFrom(month, rule) && (override === null || today > override.until);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000)
    .toISOString()
    .slice(0, 10) as LocalDate;
}
