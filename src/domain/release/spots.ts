// Where a release has figures: a place in a period, with the county months that are counted there. What can be said of any
// other set of county months is put together from these.

import type { MeasureKey } from "../catalog/measures.js";
import type { LatticePeriod, Place } from "../disclosure/lattice-cell.js";
import { parseCellId } from "../disclosure/lattice-cell.js";
import { periodsOfTable } from "../disclosure/year-table.js";
import { addMonths, contains, yearOf, type ReportingMonth } from "../reporting-month.js";
import type { PublishedFigure, PublishedMonth, PublishedRelease } from "./published-release.js";

/** Number of a county month: its place among the months of the release. */
export type MonthNumber = number;

export interface Spot {
  readonly place: Place;
  readonly period: LatticePeriod;
  readonly months: ReadonlySet<MonthNumber>;
  /** As they were first published. */
  readonly figures: ReadonlyMap<MeasureKey, PublishedFigure>;
  /** Those of them that a restatement has changed. */
  readonly restated: ReadonlyMap<MeasureKey, PublishedFigure>;
}

/** The spots of each calendar year, those with the most county months first. */
export function spotsByYear({
  stateCode,
  from,
  until,
  figures,
  restated,
  months,
}: Pick<PublishedRelease, "stateCode" | "from" | "until" | "figures" | "restated" | "months">): ReadonlyMap<
  number,
  readonly Spot[]
> {
  const bySpot = figuresBySpot(figures);
  const restatedBySpot = figuresBySpot(restated);
  const inPlace = monthsByPlace(stateCode, months);
  const years = new Map<number, Spot[]>();
  for (const year of yearsOf(from, until)) {
    const periods = new Map(periodsOfTable(wholeYear(year)).map((period) => [period.label, period]));
    const spots: Spot[] = [];
    for (const [name, measures] of bySpot) {
      const [place = "", label = ""] = name.split("|");
      const period = periods.get(label);
      if (period === undefined) continue;
      const counted = (inPlace.get(place) ?? [])
        .filter(({ month }) => contains(period, month))
        .map(({ number }) => number);
      if (counted.length > 0)
        spots.push({
          place: placeNamed(place),
          period,
          months: new Set(counted),
          figures: measures,
          restated: restatedBySpot.get(name) ?? NOTHING,
        });
    }
    years.set(
      year,
      spots.sort((left, right) => right.months.size - left.months.size),
    );
  }
  return years;
}

type Figures = ReadonlyMap<MeasureKey, PublishedFigure>;

const NOTHING: Figures = new Map();

function figuresBySpot(figures: ReadonlyMap<string, PublishedFigure>): ReadonlyMap<string, Figures> {
  const bySpot = new Map<string, Map<MeasureKey, PublishedFigure>>();
  for (const figure of figures.values()) {
    const { spot, measure } = parseCellId(figure.id);
    const measures = bySpot.get(spot);
    if (measures === undefined) bySpot.set(spot, new Map([[measure, figure]]));
    else measures.set(measure, figure);
  }
  return bySpot;
}

interface NumberedMonth {
  readonly number: MonthNumber;
  readonly month: ReportingMonth;
}

/** Of a text such as "CHAPTER:greene". */
export function placeNamed(text: string): Place {
  const colon = text.indexOf(":");
  return { level: text.slice(0, colon) as Place["level"], code: text.slice(colon + 1) };
}

function monthsByPlace(
  stateCode: string,
  months: readonly PublishedMonth[],
): ReadonlyMap<string, readonly NumberedMonth[]> {
  const places = new Map<string, NumberedMonth[]>();
  const add = (place: string, month: NumberedMonth) => {
    const known = places.get(place);
    if (known === undefined) places.set(place, [month]);
    else known.push(month);
  };
  months.forEach(({ county, chapter, region, month }, number) => {
    add(`STATE:${stateCode}`, { number, month });
    add(`REGION:${region}`, { number, month });
    add(`CHAPTER:${chapter}`, { number, month });
    add(`COUNTY:${county}`, { number, month });
  });
  return places;
}

function* yearsOf(from: ReportingMonth, until: ReportingMonth): Generator<number> {
  for (let year = yearOf(from); year <= yearOf(addMonths(until, -1)); year++) yield year;
}

function wholeYear(year: number): { readonly from: ReportingMonth; readonly until: ReportingMonth } {
  return { from: `${String(year)}-01` as ReportingMonth, until: `${String(year + 1)}-01` as ReportingMonth };
}
