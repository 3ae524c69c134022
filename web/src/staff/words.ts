// Months, days and counts as people in the United States read them.

const MONTH = new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" });
const SHORT_MONTH = new Intl.DateTimeFormat("en-US", { month: "short", timeZone: "UTC" });
const DAY = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });
const INSTANT = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeStyle: "short" });
const TIME = new Intl.DateTimeFormat("en-US", { timeStyle: "short" });

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

/** The month that is running where the reader is. */
export function thisMonth(): string {
  const now = new Date();
  return `${String(now.getFullYear())}-${String(now.getMonth() + 1).padStart(2, "0")}`;
}
