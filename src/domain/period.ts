// The stretches of time into which an answer is split. No clock: the running month is handed in.

import {
  addMonths,
  monthOf,
  monthOfYear,
  monthsBetween,
  yearOf,
  type LocalDate,
  type MonthRange,
  type ReportingMonth,
} from "./reporting-month.js";

export const GRAINS = ["MONTH", "QUARTER", "YEAR", "FISCAL_YEAR", "WHOLE"] as const;

/** How finely time is split. `FISCAL_YEAR` follows the state's own fiscal year, named after the year it ends in. */
export type Grain = (typeof GRAINS)[number];

/** Up to which each period reaches back: a number of months, or to the beginning of its year. */
export type PeriodWindow =
  | { readonly kind: "ROLLING"; readonly months: number }
  | { readonly kind: "YEAR_TO_DATE" }
  | { readonly kind: "FISCAL_YEAR_TO_DATE" };

/** One stretch of months, `until` not included. */
export interface Period {
  readonly from: ReportingMonth;
  readonly until: ReportingMonth;
  readonly label: string;
  /** The question cuts this period short, it is a year that is not whole, or it is not over yet. */
  readonly isPartial: boolean;
}

/** A range of months, split into periods. */
export interface SplitRange {
  readonly from: ReportingMonth;
  readonly until: ReportingMonth;
  readonly grain: Grain;
  /** Null: each period is what its grain says. */
  readonly window: PeriodWindow | null;
}

const MONTH_NAMES = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
]; // prettier-ignore

const GRAIN_MONTHS = { MONTH: 1, QUARTER: 3, YEAR: 12, FISCAL_YEAR: 12 } as const;

/** "March 2026". */
export function monthName(month: ReportingMonth): string {
  return `${MONTH_NAMES[monthOfYear(month) - 1] ?? ""} ${String(yearOf(month))}`;
}

/** Such as "January 30, 2027". */
export function dayName(date: LocalDate): string {
  const [name = "", year = ""] = monthName(monthOf(date)).split(" ");
  return `${name} ${String(Number(date.slice(8)))}, ${year}`;
}

/**
 * Splits `from`–`until` at the borders of the grain. The first and last period may be cut by the range; they say so.
 * @param runningMonth the first month that is not over yet
 * @param fiscalYearStartMonth 1–12
 */
export function splitIntoPeriods(
  range: { readonly from: ReportingMonth; readonly until: ReportingMonth },
  grain: Grain,
  fiscalYearStartMonth: number,
  runningMonth: ReportingMonth,
): readonly Period[] {
  if (grain === "WHOLE") {
    const { from, until } = range;
    return [{ from, until, label: wholeLabel(range), isPartial: until > runningMonth }];
  }
  const periods: Period[] = [];
  let start = periodStart(range.from, grain, fiscalYearStartMonth);
  while (start < range.until) {
    const end = addMonths(start, GRAIN_MONTHS[grain]);
    const from = start < range.from ? range.from : start;
    const until = end > range.until ? range.until : end;
    const isPartial = from !== start || until !== end || until > runningMonth;
    periods.push({ from, until, label: grainLabel(start, grain, fiscalYearStartMonth), isPartial });
    start = end;
  }
  return periods;
}

/**
 * The periods of a question: split at the borders of the grain, each reaching back as far as its window says. A window may
 * reach back to before the range.
 * @param runningMonth the first month that is not over yet
 * @param fiscalYearStartMonth 1–12
 */
export function periodsOf(
  { window, grain, ...range }: SplitRange,
  fiscalYearStartMonth: number,
  runningMonth: ReportingMonth,
): readonly Period[] {
  const periods = splitIntoPeriods(range, grain, fiscalYearStartMonth, runningMonth);
  return window === null
    ? periods
    : periods.map(({ until }) => reachingBack(until, window, fiscalYearStartMonth, runningMonth));
}

function reachingBack(
  until: ReportingMonth,
  window: PeriodWindow,
  fiscalYearStartMonth: number,
  runningMonth: ReportingMonth,
): Period {
  const last = addMonths(until, -1);
  if (window.kind === "ROLLING") {
    const from = addMonths(until, -window.months);
    const label = `${String(window.months)} months to ${monthName(last)}`;
    return { from, until, label, isPartial: until > runningMonth };
  }
  const year = window.kind === "YEAR_TO_DATE" ? "YEAR" : "FISCAL_YEAR";
  const from = periodStart(last, year, fiscalYearStartMonth);
  const isWholeYear = monthsBetween(from, until) === GRAIN_MONTHS[year];
  const name = grainLabel(from, year, fiscalYearStartMonth);
  const label = isWholeYear ? name : `${name} to ${monthName(last)}`;
  return { from, until, label, isPartial: !isWholeYear || until > runningMonth };
}

/** How many periods {@link splitIntoPeriods} would make, without making them. */
export function countPeriods(
  range: MonthRange & { readonly until: ReportingMonth },
  grain: Grain,
  fiscalYearStartMonth: number,
): number {
  if (grain === "WHOLE") return 1;
  const start = periodStart(range.from, grain, fiscalYearStartMonth);
  return Math.ceil(monthsBetween(start, range.until) / GRAIN_MONTHS[grain]);
}

function periodStart(
  month: ReportingMonth,
  grain: Exclude<Grain, "WHOLE">,
  fiscalYearStartMonth: number,
): ReportingMonth {
  const firstMonthOfCycle = grain === "FISCAL_YEAR" ? fiscalYearStartMonth : 1;
  const monthsIntoCycle = (monthOfYear(month) - firstMonthOfCycle + 12) % 12;
  return addMonths(month, -(monthsIntoCycle % GRAIN_MONTHS[grain]));
}

function grainLabel(
  start: ReportingMonth,
  grain: Exclude<Grain, "WHOLE">,
  fiscalYearStartMonth: number,
): string {
  switch (grain) {
    case "MONTH":
      return monthName(start);
    case "QUARTER":
      return `${String(yearOf(start))} Q${String((monthOfYear(start) + 2) / 3)}`;
    case "YEAR":
      return String(yearOf(start));
    case "FISCAL_YEAR":
      return `FY ${String(yearOf(start) + (fiscalYearStartMonth === 1 ? 0 : 1))}`;
  }
}

function wholeLabel(range: { readonly from: ReportingMonth; readonly until: ReportingMonth }): string {
  const last = addMonths(range.until, -1);
  return range.from === last ? monthName(last) : `${monthName(range.from)} to ${monthName(last)}`;
}
