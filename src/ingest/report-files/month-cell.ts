// The month a cell names, in every way in which people and spreadsheet programs write one.

import { isReportingMonth, type ReportingMonth } from "../../domain/reporting-month.js";
import { accepted, refused, type Outcome } from "../../domain/problem.js";
import { cellProblem, shown, type CellPlace } from "./cell-place.js";
import { nearestWhole } from "../whole-number.js";
import { dateOf, momentOf, type Cell, type NumberCell } from "./sheet.js";

const NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const FULL_NAMES =
  /^(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?[ ,-]+(\d{4}|\d{2})$/i;

/** Days since 1899-12-30 of dates in 1954 and 2119. A number outside is hardly meant as a date. */
const FIRST_SERIAL = 20_000;
const LAST_SERIAL = 80_000;

const SERIAL = /^\d{5}(?:\.\d*)?$/;
const DATE_AND_TIME = /^(\d+[-/]\d+[-/]\d+)[T ]+(\d{1,2}:\d{2}.*)$/;

type Found = ReportingMonth | "NO_MONTH" | "DAY" | "TIME";

/** The month of a cell that is not empty. A date stands for its month only when it is the first of it. */
export function readMonth(cell: Cell, place: CellPlace): Outcome<ReportingMonth> {
  const found =
    cell.kind === "NUMBER" ? ofNumber(cell) : cell.kind === "TEXT" ? ofText(cell.text) : "NO_MONTH";
  if (isReportingMonth(found)) return accepted(found);
  const fix = "Write the month as YYYY-MM, such as 2026-03.";
  return refused(cellProblem("BAD_MONTH", place, `${asWritten(cell)} ${FAULTS[found]}.`, fix));
}

const FAULTS = {
  NO_MONTH: "is no month with a year from 1900 to 2199",
  DAY: "names a day; a date stands for its month only when it is the first day of it",
  TIME: "names a time of day; a date stands for its month only without one",
} as const;

/** A bare number with the date that a spreadsheet program would show for it. */
function asWritten(cell: Cell): string {
  const serial =
    cell.kind === "NUMBER" && cell.shownAs === "NUMBER"
      ? cell.serial
      : cell.kind === "TEXT" && SERIAL.test(cell.text)
        ? Number(cell.text)
        : null;
  const date = serial === null || serial < FIRST_SERIAL || serial > LAST_SERIAL ? null : momentOf(serial);
  return date === null ? shown(cell) : `${shown(cell)}, which spreadsheets show as ${date},`;
}

function ofNumber({ serial, shownAs }: NumberCell): Found {
  return shownAs === "PERCENT" ? "NO_MONTH" : ofSerial(serial);
}

function ofSerial(serial: number): Found {
  const date = serial < FIRST_SERIAL || serial > LAST_SERIAL ? null : dateOf(serial);
  if (date === null) return "NO_MONTH";
  const whole = nearestWhole(serial);
  if (whole !== null) return ofDate(...ofParts(dateOf(whole) ?? date));
  const day = ofDate(...ofParts(date));
  return isReportingMonth(day) ? "TIME" : day;
}

function ofParts(date: string): [year: string, month: string, day: string] {
  return [date.slice(0, 4), date.slice(5, 7), date.slice(8)];
}

function ofText(text: string): Found {
  const yearFirst = /^(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?)?$/.exec(text);
  if (yearFirst) return ofDate(yearFirst[1], yearFirst[2], yearFirst[3]);
  const monthFirst = /^(\d{1,2})[-/](?:(\d{1,2})[-/])?(\d{4})$/.exec(text);
  if (monthFirst) return ofDate(monthFirst[3], monthFirst[1], monthFirst[2]);
  const named = FULL_NAMES.exec(text);
  if (named) return ofName(named[1] ?? "", named[2] ?? "");
  const [, date = "", time] = DATE_AND_TIME.exec(text) ?? [];
  if (time !== undefined) return isReportingMonth(ofText(date)) ? "TIME" : ofText(date);
  return SERIAL.test(text) ? ofSerial(Number(text)) : "NO_MONTH";
}

function ofDate(year = "", month = "", day = "1"): Found {
  const found = monthFrom(year, month);
  return found !== "NO_MONTH" && Number(day) !== 1 ? "DAY" : found;
}

/** "Mar-26" is how Excel saves 2026-03 in a CSV file. */
function ofName(name: string, year: string): Found {
  const month = NAMES.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  return monthFrom(year.length === 2 ? `20${year}` : year, String(month));
}

function monthFrom(year: string, month: string): Found {
  const text = `${year}-${month.padStart(2, "0")}`;
  return isReportingMonth(text) ? text : "NO_MONTH";
}
