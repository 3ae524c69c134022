// Keeps of two sides only what can be set side by side: counties that reported completely, so that a difference is not one of
// who reported.

import { measure } from "../catalog/catalog.js";
import type { MeasureKey } from "../catalog/measures.js";
import { eachMonth, monthOfYear, overlap, type MonthRange, type ReportingMonth } from "../reporting-month.js";
import { AreaSeries } from "./area-series.js";
import type { Overlap } from "./comparison-sides.js";
import type { FigurePlan } from "./figure-plan.js";
import type { ReportGrid, Series } from "./report-grid.js";

/** What one side asks about. */
export interface AskedSide {
  readonly grid: ReportGrid;
  readonly series: readonly Series[];
  readonly range: MonthRange & { readonly until: ReportingMonth };
  /** The first month that is not over yet. */
  readonly runningMonth: ReportingMonth;
}

export interface KeptSide {
  readonly kept: readonly Series[];
  /** Counties that were to report and did not do so completely, here or on the other side. */
  readonly leftOut: readonly Series[];
}

/** Counties that both sides ask about are kept where they are complete on both; any other, where it is complete on its own side. */
export function likeWithLike(
  plan: FigurePlan,
  left: AskedSide,
  right: AskedSide,
): { readonly left: KeptSide; readonly right: KeptSide } {
  const [onLeft, onRight] = [completeOf(plan, left), completeOf(plan, right)];
  const keep = (side: AskedSide, own: ReadonlySet<Series>, other: AskedSide, others: ReadonlySet<Series>) => {
    const isShared = new Set(other.series);
    const served = side.series.filter(({ membership }) => overlap(membership, side.range));
    const kept = served.filter((one) => own.has(one) && (!isShared.has(one) || others.has(one)));
    return { kept, leftOut: served.filter((one) => !kept.includes(one)) };
  };
  return { left: keep(left, onLeft, right, onRight), right: keep(right, onRight, left, onLeft) };
}

function completeOf(plan: FigurePlan, { grid, series, range, runningMonth }: AskedSide): ReadonlySet<Series> {
  return new Set(
    series.filter((one) => {
      const area = new AreaSeries([one], grid);
      const { expected } = area.marks(range, runningMonth);
      const { counted, partial } = area.sum(plan, range);
      return expected > 0 && counted === expected && partial === 0;
    }),
  );
}

/** Whether two sides count the same reports, or the same stock at two times. */
export function overlapOf({ isStock }: FigurePlan, left: AskedSide, right: AskedSide): Overlap {
  // A stock is read in the last month of its range.
  if (isStock && left.range.until !== right.range.until && shareCounties(left, right)) return "SAME_STOCK";
  const others = new Set(right.series);
  const shared = left.series.filter((one) => others.has(one));
  if (shared.length === 0 || !overlap(left.range, right.range)) return "APART";
  const isSame =
    shared.length === left.series.length &&
    shared.length === right.series.length &&
    left.range.from === right.range.from &&
    left.range.until === right.range.until;
  return isSame ? "SAME" : "OVERLAPPING";
}

/** Officers stay with their county when it changes its chapter. */
function shareCounties(left: AskedSide, right: AskedSide): boolean {
  const countiesOf = ({ series, range }: AskedSide) =>
    series.filter(({ membership }) => overlap(membership, range)).map(({ membership }) => membership.county);
  const others = new Set(countiesOf(right));
  return countiesOf(left).some((county) => others.has(county));
}

/** What must be said where the sides cover other months of the year; null where each month weighs the same on both. */
export function seasonNotice(left: AskedSide, right: AskedSide): string | null {
  const [one, other] = [shareOfMonths(left), shareOfMonths(right)];
  if (one.every((share, month) => share === other[month])) return null;
  return "The two sides cover different months of the year: what differs between seasons is in the difference.";
}

/** What must be said where the sides leave different parts out; null where they leave out the same. */
export function partsNotice(left: readonly MeasureKey[], right: readonly MeasureKey[]): string | null {
  if (left.length === right.length && left.every((key) => right.includes(key))) return null;
  return `The two sides do not count the same: ${leaving("the left", left)}, ${leaving("the right", right)}.`;
}

/** What must be said where some of many do not count all that the others count; null where all leave out the same. */
export function unlikePartsNotice(
  what: "areas" | "periods",
  leftOut: readonly (readonly MeasureKey[])[],
): string | null {
  const named = [...new Set(leftOut.flat())];
  const unlike = named.filter((key) => !leftOut.every((parts) => parts.includes(key)));
  if (unlike.length === 0) return null;
  return `Not all ${what} count the same: some leave out ${unlike.map((key) => measure(key).title).join(", ")} where it is not collected.`;
}

function leaving(side: string, parts: readonly MeasureKey[]): string {
  if (parts.length === 0) return `${side} leaves nothing out`;
  return `${side} leaves out ${parts.map((key) => measure(key).title).join(", ")} where it is not collected`;
}

/** By month of the year, how much of a range it makes up. */
function shareOfMonths({ range }: AskedSide): readonly number[] {
  const months = Array.from(eachMonth(range.from, range.until), monthOfYear);
  return Array.from(
    { length: 12 },
    (_, index) => months.filter((month) => month === index + 1).length / months.length,
  );
}
