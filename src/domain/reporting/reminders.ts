// Who should be reminded of what on a given day. Pure: what was already sent is not known here, and need not be, because
// the same reminder always carries the same name.

import type { CountyFips } from "../geography.js";
import {
  addMonths,
  contains,
  dueDate,
  monthOf,
  type LocalDate,
  type ReportingMonth,
} from "../reporting-month.js";
import { membershipsIn, type Chapter } from "./chapter.js";
import { addDays } from "./deadlines.js";
import type { ReportKey } from "./monthly-report.js";

/** Days before the due day from which on a chapter is told that it is near. */
export const DAYS_AHEAD = 5;

/** A chapter is told that it is late on the day after the due day, and again every week, this often in all. */
export const MOST_OVERDUE_REMINDERS = 4;
const DAYS_BETWEEN = 7;

/** A report as reminders need it. */
export interface RemindedReport extends ReportKey {
  /** Null while only drafted. */
  readonly firstSubmittedOn: LocalDate | null;
}

/** One chapter and month of which reports are open. */
export interface Reminder {
  readonly kind: "DUE_SOON" | "OVERDUE";
  /** 1 for the first reminder of its kind, 2 for the second … */
  readonly round: number;
  readonly chapter: Chapter;
  readonly month: ReportingMonth;
  readonly dueOn: LocalDate;
  /** Counties of which no report was ever submitted, by FIPS code; at least one. */
  readonly openCounties: readonly CountyFips[];
  /** The day after the last one on which it would still be true. */
  readonly uselessOn: LocalDate;
}

/** The months of which reminders can be due on a day; `until` is not included. */
export function monthsToRemindOf(today: LocalDate): { from: ReportingMonth; until: ReportingMonth } {
  const running = monthOf(today);
  // The last weekly reminder of a month comes in the second month after it.
  return { from: addMonths(running, -2), until: running };
}

/**
 * The reminders that are due, at most one a chapter and month. A day on which nobody looked is made up for: each kind is
 * due until the next one takes its place. What was expected only for demonstration is no reason to write to anybody.
 * @param reports those on file of the chapters, in `monthsToRemindOf(today)`
 */
export function remindersDue(
  chapters: readonly Chapter[],
  reports: readonly RemindedReport[],
  today: LocalDate,
): readonly Reminder[] {
  const filed = new Set(reports.filter((report) => report.firstSubmittedOn !== null).map(keyOf));
  const { from, until } = monthsToRemindOf(today);
  return chapters.flatMap((chapter) =>
    [from, addMonths(until, -1)].flatMap((month): readonly Reminder[] => {
      const stage = stageOn(today, dueDate(month));
      if (stage === null || !isReallyExpected(chapter, month)) return [];
      const openCounties = membershipsIn(chapter, month)
        .map(({ county }) => county)
        .filter((county) => !filed.has(keyOf({ chapterId: chapter.id, county, month })))
        .sort();
      return openCounties.length === 0
        ? []
        : [{ ...stage, chapter, month, dueOn: dueDate(month), openCounties }];
    }),
  );
}

function stageOn(today: LocalDate, dueOn: LocalDate): Pick<Reminder, "kind" | "round" | "uselessOn"> | null {
  const daysLate = daysBetween(dueOn, today);
  if (daysLate < -DAYS_AHEAD) return null;
  if (daysLate <= 0) return { kind: "DUE_SOON", round: 1, uselessOn: addDays(dueOn, 1) };
  const round = Math.floor((daysLate - 1) / DAYS_BETWEEN) + 1;
  if (round > MOST_OVERDUE_REMINDERS) return null;
  return { kind: "OVERDUE", round, uselessOn: addDays(dueOn, 1 + round * DAYS_BETWEEN) };
}

function isReallyExpected(chapter: Chapter, month: ReportingMonth): boolean {
  return chapter.expectations.some(
    (expectation) => !expectation.isDemonstration && contains(expectation, month),
  );
}

function keyOf({ chapterId, county, month }: ReportKey): string {
  return `${String(chapterId)} ${county} ${month}`;
}

const DAY_MS = 24 * 60 * 60 * 1000;

function daysBetween(from: LocalDate, until: LocalDate): number {
  return (Date.parse(until) - Date.parse(from)) / DAY_MS;
}
