// A reporting month, "YYYY-MM": the grain in which chapters report. No clock and no time zone here.

declare const month: unique symbol;

/** "YYYY-MM", year 1900–2199 where it comes from outside. Sorts and compares as text. */
export type ReportingMonth = string & { readonly [month]: true };

/** "YYYY-MM-DD", a date on the wall calendar of the state. Sorts and compares as text. */
export type LocalDate = string & { readonly [month]: "date" };

/** Half-open: `from` is in it, `until` is the first month that is not; null is open-ended. */
export interface MonthRange {
  readonly from: ReportingMonth;
  readonly until: ReportingMonth | null;
}

const MONTH_PATTERN = /^(?:19|20|21)\d{2}-(?:0[1-9]|1[0-2])$/;

/** What a month must look like, in words for error messages. */
export const MONTH_RULE =
  "A month is written YYYY-MM, with a month from 01 to 12 and a year from 1900 to 2199";

export function isReportingMonth(text: string): text is ReportingMonth {
  return MONTH_PATTERN.test(text);
}

/** @throws RangeError when the text is no month: for values that are known to be good. */
export function reportingMonth(text: string): ReportingMonth {
  if (!isReportingMonth(text)) throw new RangeError(`${MONTH_RULE}; got "${text}".`);
  return text;
}

/** Months since the year 0, for arithmetic. */
export function monthIndex(value: ReportingMonth): number {
  return Number(value.slice(0, 4)) * 12 + Number(value.slice(5, 7)) - 1;
}

/** Not held to 1900–2199: a fiscal year of 1900 begins in 1899, and December 2199 is due in 2200. */
function fromIndex(index: number): ReportingMonth {
  const year = Math.floor(index / 12);
  return `${String(year).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}` as ReportingMonth;
}

export function addMonths(value: ReportingMonth, count: number): ReportingMonth {
  return fromIndex(monthIndex(value) + count);
}

/** Months from `from` to `until`, the latter not included; negative when they are the wrong way round. */
export function monthsBetween(from: ReportingMonth, until: ReportingMonth): number {
  return monthIndex(until) - monthIndex(from);
}

export function* eachMonth(from: ReportingMonth, until: ReportingMonth): Generator<ReportingMonth> {
  for (let index = monthIndex(from); index < monthIndex(until); index++) yield fromIndex(index);
}

export function yearOf(value: ReportingMonth): number {
  return Number(value.slice(0, 4));
}

/** 1–12. */
export function monthOfYear(value: ReportingMonth): number {
  return Number(value.slice(5, 7));
}

export function daysIn(value: ReportingMonth): number {
  return new Date(Date.UTC(yearOf(value), monthOfYear(value), 0)).getUTCDate();
}

export function contains(range: MonthRange, value: ReportingMonth): boolean {
  return range.from <= value && (range.until === null || value < range.until);
}

export function overlap(left: MonthRange, right: MonthRange): boolean {
  return (
    (right.until === null || left.from < right.until) && (left.until === null || right.from < left.until)
  );
}

/** The last day on which a report of this month is on time: the 15th of the next month. */
export function dueDate(value: ReportingMonth): LocalDate {
  return `${addMonths(value, 1)}-15` as LocalDate;
}

/** A real calendar date written YYYY-MM-DD, in a reporting month. */
export function isLocalDate(text: string): text is LocalDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !isReportingMonth(text.slice(0, 7))) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

export function monthOf(date: LocalDate): ReportingMonth {
  return reportingMonth(date.slice(0, 7));
}

/** The date on the wall calendar of a time zone at an instant. */
export function localDateAt(instant: Date, timeZone: string): LocalDate {
  return calendarOf(timeZone).format(instant) as LocalDate;
}

/** Making one takes longer than a whole question over reports; there are a handful of zones. */
const calendars = new Map<string, Intl.DateTimeFormat>();

function calendarOf(timeZone: string): Intl.DateTimeFormat {
  const calendar =
    calendars.get(timeZone) ??
    new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  calendars.set(timeZone, calendar);
  return calendar;
}

/** The month that is running in a time zone at an instant: the first one whose report cannot be expected yet. */
export function monthAt(instant: Date, timeZone: string): ReportingMonth {
  return monthOf(localDateAt(instant, timeZone));
}
