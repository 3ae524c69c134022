// Areas with their rates standardised to the state's mix of call sources. Only encounters say how the police came to know, so
// an area that files monthly reports alone is told why it has no standardised rate.

import type { MetricDefinition } from "../catalog/metric.js";
import type { CallSource } from "../encounters/encounter.js";
import type { CountyFips } from "../geography.js";
import type { ChapterId } from "../reporting/chapter.js";
import { contains, type ReportingMonth } from "../reporting-month.js";
import type { Area } from "./area.js";
import type { AreaSeries } from "./area-series.js";
import { standardize, type Standardization } from "./standardization.js";
import { strataByCallSource, type AlikeEncounters, type Strata } from "./strata.js";

/** Encounters of one chapter, county and month of which the same is recorded. */
export interface EncounterGroup extends AlikeEncounters {
  readonly chapterId: ChapterId;
  readonly county: CountyFips;
  readonly month: ReportingMonth;
}

export interface StandardizedArea {
  readonly area: Area;
  /** Counted in the area's encounters. */
  readonly strata: Strata<CallSource>;
  /** Chapter, county and month: those of which encounters are on file. */
  readonly encounterMonths: number;
  readonly result: Standardization;
}

export interface StandardizedAreas {
  /** Counted in all encounters of the state. */
  readonly reference: Strata<CallSource>;
  /** In the order given. */
  readonly areas: readonly StandardizedArea[];
}

/**
 * @param encounters of all the state in the stretch of time
 * @returns null for a metric that encounters cannot tell
 */
export function standardizeAreas(
  definition: MetricDefinition,
  areas: readonly Area[],
  state: AreaSeries,
  encounters: readonly EncounterGroup[],
): StandardizedAreas | null {
  const groups = byPlace(encounters);
  const reference = strataByCallSource(definition, encountersOf(state, groups));
  if (reference === null) return null;
  const standardized = areas.flatMap((area) => {
    const own = encountersOf(area.reports, groups);
    const strata = strataByCallSource(definition, own);
    if (strata === null) return [];
    const encounterMonths = new Set(own.map((one) => `${placeOf(one)} ${one.month}`)).size;
    return { area, strata, encounterMonths, result: standardize(definition, strata, reference) };
  });
  return { reference, areas: standardized };
}

function encountersOf(
  { series }: AreaSeries,
  groups: ReadonlyMap<string, readonly EncounterGroup[]>,
): readonly EncounterGroup[] {
  return series.flatMap(({ chapter, membership }) =>
    (groups.get(placeOf({ chapterId: chapter.id, county: membership.county })) ?? []).filter(({ month }) =>
      contains(membership, month),
    ),
  );
}

function byPlace(encounters: readonly EncounterGroup[]): ReadonlyMap<string, readonly EncounterGroup[]> {
  const groups = new Map<string, EncounterGroup[]>();
  for (const one of encounters) {
    const group = groups.get(placeOf(one));
    if (group === undefined) groups.set(placeOf(one), [one]);
    else group.push(one);
  }
  return groups;
}

function placeOf({ chapterId, county }: Pick<EncounterGroup, "chapterId" | "county">): string {
  return `${String(chapterId)} ${county}`;
}
