// A table of cells with addresses, as CSV and XLSX both give it. Nothing here knows what a column means.

import { nearestWhole } from "../whole-number.js";

/** What stands in a cell. An empty cell is absent from its row. */
export type Cell =
  | { readonly kind: "TEXT"; readonly text: string }
  | NumberCell
  | { readonly kind: "BOOLEAN"; readonly isTrue: boolean }
  /** Digits with a separator that can stand before thousands or before a fraction. */
  | { readonly kind: "AMBIGUOUS"; readonly text: string }
  /** A spreadsheet error such as #REF!. */
  | { readonly kind: "ERROR"; readonly text: string }
  | { readonly kind: "FORMULA" }
  | { readonly kind: "MERGED"; readonly range: string };

export interface NumberCell {
  readonly kind: "NUMBER";
  readonly value: number;
  readonly shownAs: "NUMBER" | "DATE" | "PERCENT";
  /** The value as days since 1899-12-30, whatever day the workbook counts from. */
  readonly serial: number;
}

export interface SheetRow {
  /** Where the row is, in the words of the format: "line 7" of a CSV file, "row 7" of a workbook. */
  readonly place: string;
  /** Row in a spreadsheet, from 1. Not the line: a quoted cell can hold line ends. */
  readonly number: number;
  readonly isHidden: boolean;
  /** By column, from 0; without the empty ones. */
  readonly cells: ReadonlyMap<number, Cell>;
  /** Why the row cannot be taken apart; null for every row of a workbook. */
  readonly fault: string | null;
}

export interface Sheet {
  /** How problems call it: "file", or `sheet "Reports"`. */
  readonly title: string;
  /** In order, without blank ones; the first is the header. */
  readonly rows: readonly SheetRow[];
  /** Names of other sheets of the same file that a person sees and that are not read. */
  readonly otherSheets: readonly OtherSheet[];
}

export interface OtherSheet {
  readonly name: string;
  /** What stands in its first rows that are not blank. */
  readonly beginning: readonly SheetRow[];
}

/** A, B … Z, AA … for columns from 0. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last;
}

/** Column, from 0, of letters such as "AB". */
export function columnIndex(letters: string): number {
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** "F7". */
export function addressOf(row: SheetRow, column: number): string {
  return `${columnLetters(column)}${row.number}`;
}

const LAST_SERIAL = 2_958_465;

/** The date, YYYY-MM-DD, so many days after 1899-12-30; null when no spreadsheet shows the number as a date. */
export function dateOf(serial: number): string | null {
  if (serial < 0 || serial > LAST_SERIAL) return null;
  return new Date((Math.floor(serial) - 25_569) * 86_400_000).toISOString().slice(0, 10);
}

/** The same with the time of day, if it has one: "2026-11-01 06:00". */
export function momentOf(serial: number): string | null {
  const date = dateOf(serial);
  const minutes = Math.round((serial - Math.floor(serial)) * 1440);
  if (date === null || nearestWhole(serial) !== null) return date;
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) =>
    String(part).padStart(2, "0"),
  );
  return `${date} ${hour ?? ""}:${minute ?? ""}`;
}
