// What filings are judged against besides the report on file, read for one or for ten thousand in the same few statements.

import type { Viewer } from "../domain/access/viewer.js";
import { reportKeyText, type ReportKey } from "../domain/reporting/monthly-report.js";
import { HISTORY_MONTHS } from "../domain/reporting/unusual-change.js";
import { addMonths, eachMonth } from "../domain/reporting-month.js";
import type { FiledMonth, ReportReader, WholeMonth } from "./ports.js";
import type { Background } from "./report-order.js";

/** What months are filed for, and what else has a say in it. */
interface AskedBackgrounds {
  readonly keys: readonly ReportKey[];
  /** One of them is a zero report, which keeps to what the chapter collects. */
  readonly hasZeroReport: boolean;
  /** Months that are filed together, each with what is said of it. */
  readonly filedTogether?: readonly FiledMonth[];
}

/** @returns the background of each of the keys */
export async function readBackgrounds(
  { reports }: { readonly reports: ReportReader },
  viewer: Viewer,
  { keys, hasZeroReport: isFiledAsked, filedTogether = [] }: AskedBackgrounds,
): Promise<(key: ReportKey) => Background> {
  const asked = combinationsOf(keys);
  const before = asked.months.flatMap((month) => [...eachMonth(addMonths(month, -HISTORY_MONTHS), month)]);
  const months = [...new Set(before)];
  const { lockOverrides, ofRecord, filed } = await reports.background(viewer, {
    ...asked,
    months,
    isFiledAsked,
  });
  const recordOf = grouped(ofRecord, ({ county }) => county);
  const filedOf = grouped(isFiledAsked ? [...filedTogether, ...filed] : [], placeOf);
  return (key) => ({
    lockOverride: lockOverrides.get(reportKeyText(key)) ?? null,
    history: yearBefore(recordOf.get(key.county) ?? [], key).map(({ values }) => values),
    filedBefore: yearBefore(filedOf.get(placeOf(key)) ?? [], key)
      .toSorted((left, right) => (left.month < right.month ? 1 : Number(left.month === right.month) - 1))
      .map(({ values }) => values),
  });
}

/** Every chapter, county and month that one of the keys names. */
export function combinationsOf(keys: readonly ReportKey[]) {
  return {
    chapters: [...new Set(keys.map(({ chapterId }) => chapterId))],
    counties: [...new Set(keys.map(({ county }) => county))],
    months: [...new Set(keys.map(({ month }) => month))],
  };
}

function placeOf({ chapterId, county }: Omit<ReportKey, "month">): string {
  return `${String(chapterId)} ${county}`;
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function yearBefore<Month extends WholeMonth | FiledMonth>(
  months: readonly Month[],
  { month }: ReportKey,
): readonly Month[] {
  const first = addMonths(month, -HISTORY_MONTHS);
  return months.filter((one) => first <= one.month && one.month < month);
}
