// A reviewer's leave to file a locked month after all: for some days, with a reason.

import type { CountyFips } from "../geography.js";
import { problem, type Problem } from "../problem.js";
import type { LocalDate, ReportingMonth } from "../reporting-month.js";
import type { Chapter } from "./chapter.js";
import { dayName, monthName } from "../period.js";
import { addDays, isLocked, lastOpenDay, type LockOverride, type LockRule } from "./deadlines.js";
import { isBlank } from "../text.js";
import { checkComment, checkPlace } from "./filing.js";
import type { FiledReport } from "./monthly-report.js";
import { checkMark } from "./report-refusals.js";

/** A leave holds for at most this many days from the one on which it is given. */
export const LONGEST_LEAVE_DAYS = 60;

/** What a leave is judged against. */
export interface LeaveSetting {
  readonly chapter: Chapter;
  readonly county: CountyFips;
  readonly month: ReportingMonth;
  readonly today: LocalDate;
  readonly lock: LockRule;
  /** Null: nothing is on file. */
  readonly report: FiledReport | null;
  /** The reviewer is a demonstration user. */
  readonly isDemonstration: boolean;
}

/** All that is wrong with a leave. */
export function checkLeave(leave: LockOverride, setting: LeaveSetting): readonly Problem[] {
  return [
    ...checkPlace(setting),
    ...checkMark(setting.report, setting.isDemonstration),
    ...checkLocked(setting),
    ...checkLeaveReason(leave),
    ...checkLastDay(leave, setting),
  ];
}

/** What is wrong with its reason, wherever the leave is given. */
export function checkLeaveReason({ reason }: Pick<LockOverride, "reason">): readonly Problem[] {
  if (!isBlank(reason)) return checkComment("reason", reason);
  return [
    problem(
      "REASON_NEEDED",
      "reason",
      "A lock is lifted without a reason.",
      "Say why the report comes so late.",
    ),
  ];
}

function checkLocked({ month, today, lock }: LeaveSetting): readonly Problem[] {
  if (isLocked(month, today, lock, null)) return [];
  return [
    problem(
      "WRONG_STATUS",
      "month",
      `${monthName(month)} is open to its chapter through ${dayName(lastOpenDay(month, lock))}.`,
      "The chapter can file it without an extension once the month is over.",
    ),
  ];
}

function checkLastDay({ until }: LockOverride, { today }: LeaveSetting): readonly Problem[] {
  const last = addDays(today, LONGEST_LEAVE_DAYS);
  if (until >= today && until <= last) return [];
  return [
    problem(
      "BAD_VALUE",
      "until",
      `${dayName(until)} is not a day from ${dayName(today)} through ${dayName(last)}.`,
      "Choose a day in that range: the chapter can file on it, too.",
    ),
  ];
}
