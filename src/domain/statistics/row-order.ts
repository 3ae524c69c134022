// In which order rows are given, and where a page of them begins. A place in the order is told by what the row is and by what
// it was sorted by, so that a page goes on in the right place also when figures have changed since the one before.

import { measure, metric } from "../catalog/catalog.js";
import type { MeasureKey } from "../catalog/measures.js";
import type { MetricKey } from "../catalog/metrics.js";
import { pageOf, type Page, type PageRequest } from "../page.js";
import { accepted, problem, refused, type Outcome } from "../problem.js";
import type { OutcomeRow } from "./outcome-source.js";

export const DIRECTIONS = ["ASCENDING", "DESCENDING"] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** By one figure. Rows without a value come last, whatever the direction; equal ones in the order of the table. */
export interface RowOrder {
  readonly by:
    | { readonly kind: "COUNT"; readonly of: MeasureKey }
    | { readonly kind: "RATE"; readonly of: MetricKey }
    | { readonly kind: "COVERAGE" };
  readonly direction: Direction;
}

/** Names a row within its table, for as long as the table can be asked for. */
export function rowKey({ region, chapter, county, period }: OutcomeRow): string {
  return JSON.stringify([region, chapter?.slug ?? null, county?.fips ?? null, period.from, period.until]);
}

/** @param order null: as the table gives them, by region, chapter and county, then by period */
export function inOrder(rows: readonly OutcomeRow[], order: RowOrder | null): readonly OutcomeRow[] {
  return order === null ? rows : sorted(rows, order).map(({ row }) => row);
}

interface Ranked {
  readonly row: OutcomeRow;
  readonly value: number | null;
  /** Where it stands in the table. */
  readonly place: number;
}

function sorted(rows: readonly OutcomeRow[], order: RowOrder): readonly Ranked[] {
  return rows
    .map((row, place): Ranked => ({ row, place, value: valueOf(row, order) }))
    .sort((left, right) => compare(left, right, order.direction));
}

function compare(
  left: Pick<Ranked, "value" | "place">,
  right: Pick<Ranked, "value" | "place">,
  direction: Direction,
): number {
  if (left.value === right.value) return left.place - right.place;
  if (left.value === null) return 1;
  if (right.value === null) return -1;
  return direction === "ASCENDING" ? left.value - right.value : right.value - left.value;
}

function valueOf({ cell }: OutcomeRow, { by }: RowOrder): number | null {
  if (by.kind === "COUNT") return cell.count(measure(by.of).key).value;
  const text = by.kind === "RATE" ? cell.rate(metric(by.of).key).value : cell.coverage.fraction;
  return text === null ? null : Number(text);
}

/** The cursor of a row: what it is, and what it was sorted by. */
export function cursorOf(row: OutcomeRow, order: RowOrder | null): string {
  return JSON.stringify([rowKey(row), order === null ? null : valueOf(row, order)]);
}

/** One page of the rows in order. The row that the cursor names must still be one of the table; its figure may have changed. */
export function pageOfRows(
  rows: readonly OutcomeRow[],
  order: RowOrder | null,
  { first, after }: PageRequest,
): Outcome<Page<OutcomeRow>> {
  if (after === null) return accepted(pageOf(inOrder(rows, order).slice(0, first + 1), first));
  const last = parseCursor(after);
  const place = last === null ? -1 : rows.findIndex((row) => rowKey(row) === last.key);
  if (last === null || place < 0) return refused(strangeCursor());
  const behind =
    order === null
      ? rows.slice(place + 1)
      : sorted(rows, order)
          .filter((one) => compare(one, { value: last.value, place }, order.direction) > 0)
          .map(({ row }) => row);
  return accepted(pageOf(behind.slice(0, first + 1), first));
}

function parseCursor(text: string): { readonly key: string; readonly value: number | null } | null {
  try {
    const [key, value, ...rest] = JSON.parse(text) as readonly unknown[];
    const isCursor = typeof key === "string" && (value === null || typeof value === "number");
    return isCursor && rest.length === 0 ? { key, value } : null;
  } catch {
    return null;
  }
}

function strangeCursor() {
  return problem(
    "BAD_CURSOR",
    "after",
    "The cursor is of another table.",
    'Ask the same question in the same order as the page before, or leave "after" out.',
  );
}
