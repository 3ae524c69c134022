// What goes into a release: each county's month as it was known at an instant, cut into the calendar years that are laid out one
// by one.

import { REPORTED_MEASURES, type ReportValues } from "../catalog/catalog.js";
import type { YearTable } from "../disclosure/year-table.js";
import type { StateCode } from "../geography.js";
import {
  addMonths,
  contains,
  monthIndex,
  yearOf,
  type MonthRange,
  type ReportingMonth,
} from "../reporting-month.js";
import {
  MARK,
  NOT_COLLECTED,
  NOT_SAID,
  placesOf,
  type ReportGrid,
  type Series,
} from "../statistics/report-grid.js";
import type { PublishedMonth } from "./published-release.js";

/** With everything that was reported, which stays with the builder. */
export interface InputMonth extends PublishedMonth {
  readonly values: ReportValues | null;
}

/** What a grid holds of a range: county months that were expected or came, by county and month. */
export function inputMonths(
  { series, span }: ReportGrid,
  range: { readonly from: ReportingMonth; readonly until: ReportingMonth },
): readonly InputMonth[] {
  const first = monthIndex(span.from);
  const length = monthIndex(span.until) - first;
  const [from, until] = placesOf(range, first, length);
  return series
    .flatMap((one) =>
      Array.from({ length: until - from }, (_, step) => inputMonth(one, from + step, span.from)).filter(
        (month) => month !== null,
      ),
    )
    .sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}

function keyOf({ county, month }: InputMonth): string {
  return `${county} ${month}`;
}

function inputMonth(
  { chapter, membership, marks, values }: Series,
  place: number,
  firstMonth: ReportingMonth,
): InputMonth | null {
  const mark = marks[place] ?? 0;
  if ((mark & (MARK.EXPECTED | MARK.RECEIVED)) === 0) return null;
  const said = REPORTED_MEASURES.flatMap(({ key }, index): readonly (readonly [string, number | null])[] => {
    const value = values[index]?.[place] ?? NOT_SAID;
    if (value === NOT_SAID) return [];
    return [[key, value === NOT_COLLECTED ? null : value]];
  });
  return {
    county: membership.county,
    month: addMonths(firstMonth, place),
    chapter: chapter.slug,
    region: membership.region,
    // That nothing happened in a month is a count of a single county and month, which is never published.
    marks: mark & ~MARK.ZERO_REPORT,
    values: (mark & MARK.ACCEPTED) === 0 ? null : Object.fromEntries(said),
  };
}

/**
 * The same reports, in the places for which their months are out: of which counties a figure tells does not change with a later
 * roster. What was never out lies with the rest of its chapter.
 */
export function inPublishedPlaces(
  months: readonly InputMonth[],
  published: readonly Pick<PublishedMonth, "county" | "month" | "chapter" | "region">[],
): readonly InputMonth[] {
  const places = new Map(published.map((one) => [`${one.county} ${one.month}`, one]));
  const regions = new Map(published.map(({ chapter, month, region }) => [`${chapter} ${month}`, region]));
  return months.map((one) => {
    const { chapter, region } = places.get(`${one.county} ${one.month}`) ?? one;
    return { ...one, chapter, region: regions.get(`${chapter} ${one.month}`) ?? region };
  });
}

const PLAIN: ReadonlySet<string> = new Set(
  REPORTED_MEASURES.filter(({ sensitivity }) => sensitivity === "NONE").map(({ key }) => key),
);

/** The same without anything that is about persons. */
export function plainMonth({ values, ...month }: InputMonth): PublishedMonth {
  if (values === null) return { ...month, values };
  return { ...month, values: Object.fromEntries(Object.entries(values).filter(([key]) => PLAIN.has(key))) };
}

/** Calendar years that hold a month of the range, each as far as everything before `until` reaches. */
export function yearTables(
  stateCode: StateCode,
  months: readonly InputMonth[],
  sets: MonthRange & { readonly until: ReportingMonth },
  until: ReportingMonth,
): readonly YearTable[] {
  const tables: YearTable[] = [];
  for (let year = yearOf(sets.from); year <= yearOf(addMonths(sets.until, -1)); year++) {
    const from = `${String(year)}-01` as ReportingMonth;
    const end = addMonths(from, 12);
    const range = { from, until: end < until ? end : until };
    tables.push({
      stateCode,
      ...range,
      countyMonths: months
        .filter(({ month }) => contains(range, month))
        .map(({ county, chapter, region, month, values }) => ({ county, chapter, region, month, values })),
    });
  }
  return tables;
}
