// What comes from people or files, made safe to stand in a mail: names on one line, comments on a few, days in words.

import { monthOfYear, yearOf, type LocalDate, type ReportingMonth } from "../../domain/reporting-month.js";

/** Controls, line and paragraph separators, and the marks that turn the direction of what follows. */
const UNSAFE = /[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** On one line, so that a name can neither start a header nor a paragraph of its own. */
export function oneLine(text: string): string {
  return text.replace(UNSAFE, " ").replace(/ +/g, " ").trim();
}

/** Line by line, without blank ones at the ends. */
export function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => line.replace(UNSAFE, " ").trimEnd());
  const isSaid = (line: string) => line !== "";
  return lines.slice(lines.findIndex(isSaid), lines.findLastIndex(isSaid) + 1);
}

const MONTH_NAMES = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** Such as "October 2026". */
export function monthInWords(month: ReportingMonth): string {
  return `${MONTH_NAMES[monthOfYear(month) - 1] ?? month} ${String(yearOf(month))}`;
}

/** Such as "November 15, 2026". */
export function dayInWords(date: LocalDate): string {
  const [year = "", month = "", day = ""] = date.split("-");
  return `${MONTH_NAMES[Number(month) - 1] ?? month} ${String(Number(day))}, ${year}`;
}
