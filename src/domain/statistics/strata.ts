// Numerator and denominator of a metric, counted in encounters by how the police came to know of them.

import { isRecorded, measure } from "../catalog/catalog.js";
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
  const ofNumerator = termsOf(numerator);
  const ofDenominator = denominator === null ? null : termsOf(denominator);
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

/** A measure as counts of the reported measures it is made of. */
interface Term {
  readonly sign: 1 | -1;
  readonly needsEveryPart: boolean;
  readonly counts: readonly EncounterCount[];
}

/** What is counted in each encounter; null when a part of the expression cannot be. */
function termsOf({ plus: added, minus: takenAway }: Expression): readonly Term[] | null {
  const terms = [...added.map((key) => termOf(key, 1)), ...takenAway.map((key) => termOf(key, -1))];
  return terms.every((term) => term !== null) ? terms : null;
}

function termOf(key: MeasureKey, sign: 1 | -1): Term | null {
  const { sumOf, needsEveryPart, fromEncounters } = measure(key);
  const parts =
    sumOf.length === 0 ? [fromEncounters] : sumOf.map((part) => measure(part as MeasureKey).fromEncounters);
  return parts.every((count) => count !== null) ? { sign, needsEveryPart, counts: parts } : null;
}

/** Null where the source does not record what the metric needs. */
function countIn(encounter: EncounterFacts, terms: readonly Term[]): number | null {
  let sum = 0;
  for (const { sign, needsEveryPart, counts } of terms) {
    const recorded = counts.filter((count) => isRecorded(count, encounter));
    if (recorded.length === 0 || (needsEveryPart && recorded.length < counts.length)) return null;
    for (const { count } of recorded) sum += sign * count(encounter);
  }
  return sum;
}
