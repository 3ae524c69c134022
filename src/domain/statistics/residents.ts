// Residents behind a per-resident rate: each reported county-month lends a twelfth of that county's population.

import { populationIn, type CountyFips, type PopulationSeries } from "../geography.js";
import { yearOf, type ReportingMonth } from "../reporting-month.js";

export interface Residents {
  /** Residents × years, to the nearest whole; null when they cannot be said, for the reason in the note. */
  readonly years: number | null;
  /** The one census vintage they rest on; null when there is none, or more than one. */
  readonly vintage: string | null;
  /** Which estimates they rest on. */
  readonly note: string;
}

/**
 * Sums residents × months over the counted reports. A year that the census has not published yet takes the latest
 * estimate before it. Two vintages are never mixed: numbers of different vintages are not comparable.
 */
export function countResidents(
  counted: Iterable<{ readonly county: CountyFips; readonly month: ReportingMonth }>,
  populations: ReadonlyMap<CountyFips, PopulationSeries>,
): Residents {
  const vintages = new Set<string>();
  const years = new Set<number>();
  let residentMonths = 0;
  for (const { county, month } of counted) {
    const estimate = populationIn(populations.get(county) ?? [], yearOf(month));
    if (estimate === null) {
      return {
        years: null,
        vintage: null,
        note: `No census population is on file for county ${county} up to ${month}.`,
      };
    }
    residentMonths += estimate.people;
    vintages.add(estimate.vintage);
    years.add(estimate.year);
  }
  const basis = `census estimates of ${[...years].sort().join(", ")}, vintage ${[...vintages].sort().join(" and ")}`;
  if (vintages.size > 1) {
    return {
      years: null,
      vintage: null,
      note: `Not worked out across a break between ${basis}: ask for the years on each side.`,
    };
  }
  const [vintage = null] = vintages;
  return { years: Math.round(residentMonths / 12), vintage, note: `Residents: ${basis}.` };
}
