// What filings are judged against besides the report on file, read for one or for ten thousand in the same few statements.

import type { Viewer } from "../domain/access/viewer.js";
import type { CountyFips } from "../domain/geography.js";
import { reportKeyText, type ReportKey } from "../domain/reporting/monthly-report.js";
import { HISTORY_MONTHS } from "../domain/reporting/unusual-change.js";
import { addMonths, eachMonth } from "../domain/reporting-month.js";
import type { ReportReader, WholeMonth } from "./ports.js";
import type { Background } from "./report-order.js";

/** @returns the background of each of the keys */
export async function readBackgrounds(
  { reports }: { readonly reports: ReportReader },
  viewer: Viewer,
  keys: readonly ReportKey[],
): Promise<(key: ReportKey) => Background> {
  const asked = combinationsOf(keys);
  const before = asked.months.flatMap((month) => [...eachMonth(addMonths(month, -HISTORY_MONTHS), month)]);
  const months = [...new Set(before)];
  const { lockOverrides, ofRecord } = await reports.background(viewer, { ...asked, months });
  const byCounty = new Map(asked.counties.map((county) => [county, [] as WholeMonth[]]));
  for (const one of ofRecord) byCounty.get(one.county)?.push(one);
  return (key) => ({
    lockOverride: lockOverrides.get(reportKeyText(key)) ?? null,
    history: historyOf(byCounty, key),
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

function historyOf(
  byCounty: ReadonlyMap<CountyFips, readonly WholeMonth[]>,
  { county, month }: ReportKey,
): Background["history"] {
  const first = addMonths(month, -HISTORY_MONTHS);
  return (byCounty.get(county) ?? [])
    .filter((one) => first <= one.month && one.month < month)
    .map(({ values }) => values);
}
