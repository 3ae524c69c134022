// Numerator and denominator of a metric, counted in encounters by how the police came to know of them.

import { measure } from "../catalog/catalog.js";
import type { EncounterCount } from "../catalog/measure.js";
import type { MeasureKey } from "../catalog/measures.js";
import type { Expression, MetricDefinition } from "../catalog/metric.js";
import type { CallSource, EncounterFacts } from "../encounters/encounter.js";

export interface StratumCount {
  readonly numerator: number;
  readonly denominator: number;
}

export interface Strata<Stratum extends string> {
  /** What tells the strata apart, in words. */
  readonly by: string;
  readonly known: ReadonlyMap<Stratum, StratumCount>;
  /** Of encounters whose stratum the source did not record. */
  readonly unknown: StratumCount;
  /** All that are on file, whether or not the metric counts them. */
  readonly encounters: number;
}

/** Encounters of which the same is recorded. */
export interface AlikeEncounters extends EncounterFacts {
  readonly many: number;
}

const NOTHING: StratumCount = { numerator: 0, denominator: 0 };

/**
 * An encounter of which something that the metric counts is not recorded lends neither numerator nor denominator.
 * @returns null for a metric that encounters cannot tell: per residents, or of measures that are only reported
 */
export function strataByCallSource(
  { numerator, denominator }: MetricDefinition,
  encounters: readonly AlikeEncounters[],
): Strata<CallSource> | null {
  const ofNumerator = countsOf(numerator);
  const ofDenominator = denominator === null ? null : countsOf(denominator);
  if (ofNumerator === null || ofDenominator === null) return null;
  const known = new Map<CallSource, StratumCount>();
  let unknown = NOTHING;
  for (const encounter of encounters) {
    const [above, below] = [countIn(encounter, ofNumerator), countIn(encounter, ofDenominator)];
    if (above === null || below === null) continue;
    const { callSource, many } = encounter;
    const one = { numerator: above * many, denominator: below * many };
    if (callSource === null) unknown = plus(unknown, one);
    else known.set(callSource, plus(known.get(callSource) ?? NOTHING, one));
  }
  return {
    by: "call source",
    known,
    unknown,
    encounters: encounters.reduce((sum, { many }) => sum + many, 0),
  };
}

export function plus(left: StratumCount, right: StratumCount): StratumCount {
  return {
    numerator: left.numerator + right.numerator,
    denominator: left.denominator + right.denominator,
  };
}

interface SignedCount extends EncounterCount {
  readonly sign: 1 | -1;
}

/** What is counted in each encounter; null when a part of the expression cannot be. */
function countsOf({ plus: added, minus: takenAway }: Expression): readonly SignedCount[] | null {
  const counts = [
    ...added.flatMap(reportedParts).map((key) => ({ key, sign: 1 as const })),
    ...takenAway.flatMap(reportedParts).map((key) => ({ key, sign: -1 as const })),
  ].map(({ key, sign }) => {
    const { fromEncounters } = measure(key);
    return fromEncounters === null ? null : { ...fromEncounters, sign };
  });
  return counts.every((count) => count !== null) ? counts : null;
}

function reportedParts(key: MeasureKey): readonly MeasureKey[] {
  const parts = measure(key).sumOf as readonly MeasureKey[];
  return parts.length === 0 ? [key] : parts.flatMap(reportedParts);
}

function countIn(encounter: EncounterFacts, counts: readonly SignedCount[]): number | null {
  const isRecorded = counts.every(({ needs }) => needs === null || encounter[needs] !== null);
  return isRecorded ? counts.reduce((sum, { count, sign }) => sum + sign * count(encounter), 0) : null;
}
