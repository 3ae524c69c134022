// A column of a file: its name, what it means, and how it is read off a line. Every format, and the data dictionary, is
// written from columns alone.

import { frozen } from "../domain/frozen.js";

/** What the values of a column are. A decimal is the exact text of a number; a month is "YYYY-MM". */
export type ColumnKind = "text" | "integer" | "decimal" | "boolean" | "month" | "instant";

/** Null is an empty cell: nothing is known, which is never a 0. */
export type Value = string | number | boolean | Date | null;

/** The entry of the catalogue that a column rests on. */
export interface Definition {
  readonly key: string;
  readonly version: number;
  readonly source: string;
}

export interface Column<Line> {
  /** Stable: programs read columns by it. */
  readonly name: string;
  readonly kind: ColumnKind;
  /** What one of it is, such as "encounters"; null for what is no quantity. */
  readonly unit: string | null;
  readonly description: string;
  readonly definition: Definition | null;
  /** What each word means, where a value is one of a closed list. */
  readonly meanings: Readonly<Record<string, string>> | null;
  readonly of: (line: Line) => Value;
}

type Usual = "unit" | "definition" | "meanings";

/** A column; left out, it has no unit, no definition and no closed list of values. */
export function column<Line>(
  name: string,
  kind: ColumnKind,
  description: string,
  of: (line: Line) => Value,
  rest: Partial<Pick<Column<Line>, Usual>> = {},
): Column<Line> {
  return frozen({ unit: null, definition: null, meanings: null, ...rest, name, kind, description, of });
}

/** The name of a catalogue key in files: "JAIL_BOOKINGS" is jail_bookings. */
export function nameOf(key: string): string {
  return key.toLowerCase();
}
