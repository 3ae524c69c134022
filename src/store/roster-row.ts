// A state's roster and residents as the view "roster" gives them, and as editions keep them.

import type { County, CountyFips, PopulationSeries, State } from "../domain/geography.js";
import type { Chapter, ChapterId, Expectation, Membership } from "../domain/reporting/chapter.js";
import type { Roster } from "../domain/statistics/report-grid.js";

export interface RosterRow {
  readonly state: State;
  readonly counties: readonly Pick<County, "fips" | "name">[];
  readonly chapters: readonly {
    readonly id: ChapterId;
    readonly slug: string;
    readonly name: string;
    readonly memberships: readonly Membership[];
    readonly expectations: readonly Expectation[];
  }[];
  /** County, year, people, vintage. */
  readonly populations: readonly (readonly [CountyFips, number, number, string])[];
}

export function toRoster({ state, counties, chapters, populations }: RosterRow): Roster {
  return {
    state,
    counties: counties.map(({ fips, name }): County => ({ fips, name, stateCode: state.code })),
    chapters: chapters.map((chapter): Chapter => ({ ...chapter, stateCode: state.code })),
    populations: seriesByCounty(populations),
  };
}

/** What {@link toRoster} makes a roster of. */
export function toRosterRow({ state, counties, chapters, populations }: Roster): RosterRow {
  return {
    state,
    counties: counties.map(({ fips, name }) => ({ fips, name })),
    chapters: chapters.map(({ id, slug, name, memberships, expectations }) => ({
      id,
      slug,
      name,
      memberships,
      expectations,
    })),
    populations: [...populations].flatMap(([county, series]) =>
      series.map(({ year, people, vintage }) => [county, year, people, vintage] as const),
    ),
  };
}

function seriesByCounty(populations: RosterRow["populations"]): ReadonlyMap<CountyFips, PopulationSeries> {
  const series = new Map<CountyFips, PopulationSeries[number][]>();
  for (const [county, year, people, vintage] of populations) {
    const known = series.get(county);
    const estimate = { year, people, vintage };
    if (known === undefined) series.set(county, [estimate]);
    else known.push(estimate);
  }
  return series;
}
