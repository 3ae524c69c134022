// The cells of a release one by one, as anybody may read them, with the names of their places.

import type { MeasureKey } from "../catalog/measures.js";
import { parseCellId, type LatticePeriod, type Place } from "../disclosure/lattice-cell.js";
import { periodsOfTable } from "../disclosure/year-table.js";
import type { ReportingMonth } from "../reporting-month.js";
import type { PublishedFigure, PublishedRelease } from "./published-release.js";
import { placeNamed } from "./spots.js";

export interface ShownCell {
  readonly place: Place;
  /** What people call the place; null: the roster of the release does not know it. */
  readonly name: string | null;
  readonly period: LatticePeriod;
  readonly measure: MeasureKey;
  readonly figure: PublishedFigure;
  /** As it was published first, where a restatement has changed it; null: it still stands so. */
  readonly first: PublishedFigure | null;
}

/** In order of their ids, which depends on no withheld value. Made one by one, as they are asked for. */
export function* shownCells({ roster, figures, restated }: PublishedRelease): Generator<ShownCell> {
  const names = namesOf(roster);
  const periods = new Map<string, LatticePeriod>();
  for (const first of figures.values()) {
    const figure = restated.get(first.id) ?? first;
    const { spot, measure } = parseCellId(first.id);
    const [place = "", label = ""] = spot.split("|");
    const period = periods.get(label) ?? learnYear(label, periods);
    yield {
      place: placeNamed(place),
      name: names.get(place) ?? null,
      period,
      measure,
      figure,
      first: figure === first ? null : first,
    };
  }
}

function namesOf({ state, counties, chapters }: PublishedRelease["roster"]): ReadonlyMap<string, string> {
  const regions = chapters.flatMap(({ memberships }) => memberships.map(({ region }) => region));
  return new Map([
    [`STATE:${state.code}`, state.name],
    ...regions.map((region): [string, string] => [`REGION:${region}`, region]),
    ...chapters.map(({ slug, name }): [string, string] => [`CHAPTER:${slug}`, name]),
    ...counties.map(({ fips, name }): [string, string] => [`COUNTY:${fips}`, name]),
  ]);
}

/** @throws RangeError for a label that no calendar year has */
function learnYear(label: string, periods: Map<string, LatticePeriod>): LatticePeriod {
  const year = Number(label.slice(0, 4));
  const range = {
    from: `${String(year)}-01` as ReportingMonth,
    until: `${String(year + 1)}-01` as ReportingMonth,
  };
  for (const period of periodsOfTable(range)) periods.set(period.label, period);
  const found = periods.get(label);
  if (found === undefined) throw new RangeError(`${label} is no period of a release.`);
  return found;
}
