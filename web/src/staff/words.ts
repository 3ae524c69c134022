// Months, days and counts as people in the United States read them.

const MONTH = new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" });
const SHORT_MONTH = new Intl.DateTimeFormat("en-US", { month: "short", timeZone: "UTC" });
const DAY = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });
/** With its time zone: the day of a receipt may be another one in the state. */
const INSTANT = new Intl.DateTimeFormat("en-US", {
  month: "short",
  day: "numeric",
  year: "numeric",
  hour: "numeric",
  minute: "2-digit",
  timeZoneName: "short",
});
const TIME = new Intl.DateTimeFormat("en-US", { timeStyle: "short" });

/** The first month of the catalogue. */
export const FIRST_MONTH = "2014-01";

/** @param month "2026-07"; what is no month stays as it is: the server says what is wrong with it */
export function monthInWords(month: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return month;
  return MONTH.format(new Date(`${month}-01T00:00:00Z`));
}

export function shortMonth(month: string): string {
  return SHORT_MONTH.format(new Date(`${month}-01T00:00:00Z`));
}

/** @param date "2026-07-15" */
export function dayInWords(date: string): string {
  return DAY.format(new Date(`${date}T00:00:00Z`));
}

/** In the time zone of the reader. */
export function instantInWords(instant: string): string {
  return INSTANT.format(new Date(instant));
}

export function timeInWords(instant: Date): string {
  return TIME.format(instant);
}

export function countInWords(count: number): string {
  return count.toLocaleString("en-US");
}

/** @param months may be negative */
export function monthsLater(month: string, months: number): string {
  const ordinal = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months;
  return `${String(Math.floor(ordinal / 12))}-${String((ordinal % 12) + 1).padStart(2, "0")}`;
}

/** @returns 2 from "2026-05" to "2026-07"; negative when they are the wrong way round */
export function monthsBetween(from: string, to: string): number {
  const ordinal = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  return ordinal(to) - ordinal(from);
}

/** @param month "07" @returns "July" */
export function nameOfMonth(month: string): string {
  return monthInWords(`2000-${month}`).slice(0, -" 2000".length);
}

/** Of two months or days, written with the largest unit first. */
export function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

export function later(one: string, other: string): string {
  return one < other ? other : one;
}

/** @param date "2026-07-15" */
export function daysLater(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** @param one "cell" @returns "1 cell", "32 cells" */
export function many(count: number, one: string): string {
  return `${countInWords(count)} ${one}${count === 1 ? "" : "s"}`;
}
