// A filing: what a chapter hands in for one month of one county, and every rule it must keep, whichever way it comes in.

import { REPORTED_MEASURES, type ReportValues } from "../catalog/catalog.js";
import type { MeasureKey } from "../catalog/measures.js";
import type { CountyFips } from "../geography.js";
import { problem, type Problem } from "../problem.js";
import type { LocalDate, ReportingMonth } from "../reporting-month.js";
import { checkStorable, isBlank } from "../text.js";
import { membershipsIn, type Chapter } from "./chapter.js";
import { dayName, monthName } from "../period.js";
import { isLocked, lastOpenDay, type LockOverride, type LockRule } from "./deadlines.js";
import {
  checkCounts,
  findEmpty,
  readCounts,
  saysNoEncounterHappened,
  saysNothingHappened,
  type Counts,
  type GivenValues,
  type Unread,
} from "./report-rules.js";
import { findUnusualChanges } from "./unusual-change.js";

export interface Filing {
  readonly values: GivenValues;
  readonly isPartial: boolean;
  readonly isZeroReport: boolean;
  readonly comment: string | null;
  /** Measures, and "comment", "isPartial" or "isZeroReport", that could not be read; left out: everything was. */
  readonly unread?: Unread;
}

/** What a filing is judged against. */
export interface FilingSetting {
  readonly chapter: Chapter;
  readonly county: CountyFips;
  readonly month: ReportingMonth;
  readonly today: LocalDate;
  /** The first month that is not over yet. */
  readonly runningMonth: ReportingMonth;
  readonly lock: LockRule;
  readonly lockOverride: LockOverride | null;
  /** Values of record of the county in the months before. */
  readonly history: readonly ReportValues[];
}

export const LONGEST_COMMENT = 2_000;

/** Whether the chapter serves the county in that month. */
export function checkPlace({
  chapter,
  county,
  month,
}: Pick<FilingSetting, "chapter" | "county" | "month">): readonly Problem[] {
  const served = membershipsIn(chapter, month).map((membership) => membership.county);
  if (served.includes(county)) return [];
  const isKnown = chapter.memberships.some((membership) => membership.county === county);
  return [
    problem(
      "COUNTY_OUTSIDE_CHAPTER",
      "county",
      isKnown
        ? `${chapter.name} does not serve county ${county} in ${monthName(month)}.`
        : `No county that ${chapter.name} serves has the code ${county}.`,
      served.length === 0
        ? "Choose a month in which the chapter serves the county; a change of the roster is the operator's to make."
        : `Give one of the counties it serves in ${monthName(month)}: ${[...new Set(served)].sort().join(", ")}.`,
    ),
  ];
}

/** Whether the month can be filed at all by this chapter today. */
export function checkMonth(setting: FilingSetting): readonly Problem[] {
  const { month, today, runningMonth, lock, lockOverride } = setting;
  const problems: Problem[] = [...checkPlace(setting)];
  if (month > runningMonth) {
    problems.push(
      problem(
        "MONTH_IN_FUTURE",
        "month",
        `${monthName(month)} has not begun on ${dayName(today)}.`,
        "File it when it is over; a draft can be kept from its first day on.",
      ),
    );
  }
  if (month === runningMonth) {
    problems.push(
      problem(
        "MONTH_NOT_OVER",
        "month",
        `${monthName(month)} is not over on ${dayName(today)}.`,
        "File it from the first day of the next month on.",
      ),
    );
  }
  if (isLocked(month, today, lock, lockOverride)) {
    problems.push(
      problem(
        "MONTH_LOCKED",
        "month",
        `${monthName(month)} was open through ${dayName(lastOpenDay(month, lock))} and is locked now.`,
        "Ask your reviewer to reopen this month.",
      ),
    );
  }
  return problems;
}

/** All that is wrong with a filing, errors first, and what is unusual about it. */
export function checkFiling(filing: Filing, setting: FilingSetting): readonly Problem[] {
  const counts = readCounts(filing.values, filing.unread);
  // A comment answers the question, so it is not asked again.
  const isAnswered = !isBlank(filing.comment) || isUnread(filing, "comment");
  return [
    ...checkMonth(setting),
    ...checkContents(filing, setting.month, counts),
    ...(isAnswered ? [] : findUnusualChanges(counts.values, setting.history)),
    // A zero report leaves open on purpose what follows from no encounter.
    ...(filing.isZeroReport ? [] : findEmpty(counts, setting.month)),
  ];
}

/**
 * What is wrong with what is said, wherever it is filed.
 * @param month null: not known
 */
export function checkContents(
  filing: Filing,
  month: ReportingMonth | null,
  counts = readCounts(filing.values, filing.unread),
): readonly Problem[] {
  return [
    ...(isUnread(filing, "comment") ? [] : checkComment("comment", filing.comment)),
    ...checkCounts(counts, month),
    ...checkZero(filing, counts),
  ];
}

function isUnread({ unread }: Filing, part: "comment" | "isPartial" | "isZeroReport"): boolean {
  return unread?.has(part) === true;
}

function checkZero(filing: Filing, counts: Counts): readonly Problem[] {
  const { isZeroReport, isPartial } = filing;
  if (isUnread(filing, "isZeroReport") || isUnread(filing, "isPartial")) return [];
  if (isZeroReport && isPartial) {
    return [
      problem(
        "ZERO_REPORT",
        "isPartial",
        "A zero report says that no encounter happened in the whole month, and this one says it covers only a part.",
        "File the part with its counts instead.",
      ),
    ];
  }
  if (isZeroReport && saysNoEncounterHappened(counts) === false) {
    return [
      problem(
        "ZERO_REPORT",
        "values",
        "A zero report says that no encounter happened, and some of its counts of encounters are not 0.",
        "File it as an ordinary report.",
      ),
    ];
  }
  if (isZeroReport || isPartial || saysNothingHappened(counts) !== true) return [];
  return [
    problem(
      "ZERO_REPORT",
      "values",
      "Every count is 0. That nothing happened is said on purpose, never by leaving a form at 0.",
      "File it as a zero report (fileZeroReport, or zero_report in a file).",
    ),
  ];
}

export function checkComment(path: string, comment: string | null): readonly Problem[] {
  if (comment === null) return [];
  if (comment.length <= LONGEST_COMMENT) return checkStorable(path, comment);
  return [
    ...checkStorable(path, comment),
    problem(
      "TEXT_TOO_LONG",
      path,
      `The text has ${String(comment.length)} characters; at most ${String(LONGEST_COMMENT)} are kept.`,
      "Shorten it, or leave it out.",
    ),
  ];
}

/**
 * No encounter happened: what needs one is 0. What the chapter does not collect stays so, and what follows from no
 * encounter, such as a course, is left as it was said; nothing else is said of it.
 * @param standing what was said of the month last; null: nothing
 * @param before what the chapter filed of the county in the months before, the latest first
 */
export function zeroFiling(
  standing: ReportValues | null,
  before: readonly ReportValues[],
  comment: string | null,
): Filing {
  const filed = [standing ?? {}, ...before];
  const values: Partial<Record<MeasureKey, number | null>> = {};
  for (const { key, needsEncounter } of REPORTED_MEASURES) {
    // What was said of it last, if anything was.
    const isUncollected = filed.find((month) => month[key] !== undefined)?.[key] === null;
    const stands = standing?.[key];
    if (isUncollected && key !== "ENCOUNTERS") values[key] = null;
    else if (needsEncounter) values[key] = 0;
    else if (stands !== undefined) values[key] = stands;
  }
  return { values, isPartial: false, isZeroReport: true, comment };
}
