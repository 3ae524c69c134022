// What a rate would be were the area's mix of encounters that of the whole state: indirect standardisation.

import type { MetricDefinition } from "../catalog/metric.js";
import { toDecimal, type Decimal } from "./decimal.js";
import { poissonInterval, wilsonInterval, wilsonLimits, type Interval } from "./interval.js";
import { obstacleOf, type StandardizationAbsence, type Working } from "./standardization-absence.js";
import { plus, type Strata, type StratumCount } from "./strata.js";

/** All but `knownFraction` is about those whose stratum is known. */
export interface Standardization {
  readonly observed: number;
  readonly denominator: number;
  readonly crudeRate: Decimal | null;
  /** Crude rate of the reference. */
  readonly referenceRate: Decimal | null;
  /** Part of the denominator whose stratum is known; null where the denominator is 0. */
  readonly knownFraction: Decimal | null;
  /** Null when there is a ratio. */
  readonly absence: StandardizationAbsence | null;
  /** Events, had each of the area's strata the rate that it has in the reference. */
  readonly expected: Decimal | null;
  /** Observed ÷ expected: above 1 there are more than the reference would have of the same mix. */
  readonly ratio: Decimal | null;
  readonly ratioInterval: Interval | null;
  /** The ratio times the crude rate of the reference. Null also of a share that would come out above 1. */
  readonly rate: Decimal | null;
  readonly rateInterval: Interval | null;
  readonly note: string;
}

/**
 * The interval takes the expected events as known, which holds where the reference is many times the area. It is the exact
 * Poisson interval (Garwood) of event rates, and the Wilson interval of shares: events that are a large part of their trials
 * scatter less than Poisson counts. A large area is itself much of its reference, which draws its ratio towards 1.
 * @param area strata by call source, say, whose numerators and denominators the metric defines
 * @param reference strata of the whole state, the area included
 * @source Breslow and Day, Statistical Methods in Cancer Research II (1987) 65; Silcocks, Journal of Epidemiology and Community
 * Health 48 (1994) 313–317, on expected events that are uncertain themselves
 */
export function standardize<Stratum extends string>(
  definition: MetricDefinition,
  area: Strata<Stratum>,
  reference: Strata<Stratum>,
): Standardization {
  const working = workOut(area, reference);
  const { observed, denominator } = working;
  const obstacle = obstacleOf(definition.kind, working, area, reference);
  const result = obstacle === null ? resultOf(definition, working) : NO_RESULT;
  return {
    observed: observed.numerator,
    denominator: observed.denominator,
    crudeRate: crudeRate(definition, observed),
    referenceRate: crudeRate(definition, working.reference),
    knownFraction: denominator === 0 ? null : toDecimal(observed.denominator / denominator),
    absence: obstacle?.absence ?? null,
    ...result,
    note: [obstacle?.note ?? (result.rate === null ? BEYOND_ALL : AGAINST_WHOLE), partNote(working, area.by)]
      .filter((sentence) => sentence !== null)
      .join(" "),
  };
}

const AGAINST_WHOLE =
  "Measured against the whole state at the same mix; two areas of different mix are not to be set against each other.";
const BEYOND_ALL = `${AGAINST_WHOLE} As a share it would come out above 1, so only the ratio is given.`;

const NO_RESULT = {
  expected: null,
  ratio: null,
  ratioInterval: null,
  rate: null,
  rateInterval: null,
} as const;

function workOut<Stratum extends string>(area: Strata<Stratum>, reference: Strata<Stratum>): Working {
  const observed = sumOf(area);
  const expected = [...area.known].map(([stratum, { denominator }]) => {
    const known = reference.known.get(stratum);
    return known === undefined || denominator === 0 ? 0 : (denominator * known.numerator) / known.denominator;
  });
  return {
    observed,
    reference: sumOf(reference),
    expected: expected.reduce((sum, one) => sum + one, 0),
    denominator: observed.denominator + area.unknown.denominator,
  };
}

function sumOf<Stratum extends string>({ known }: Strata<Stratum>): StratumCount {
  return [...known.values()].reduce(plus, { numerator: 0, denominator: 0 });
}

function resultOf(definition: MetricDefinition, { observed, reference, expected }: Working) {
  const { kind, per } = definition;
  const { numerator, denominator } = observed;
  const ratio = numerator / expected;
  const scale = (per * reference.numerator) / reference.denominator;
  const known = { expected: toDecimal(expected), ratio: toDecimal(ratio) };
  if (kind !== "PROPORTION")
    return {
      ...known,
      ratioInterval: poissonInterval(numerator, 1 / expected),
      rate: toDecimal(ratio * scale),
      rateInterval: poissonInterval(numerator, scale / expected),
    };
  const isPossible = ratio * scale <= per;
  return {
    ...known,
    ratioInterval: shareInterval(observed, denominator / expected, Infinity),
    rate: isPossible ? toDecimal(ratio * scale) : null,
    rateInterval: isPossible ? shareInterval(observed, (denominator * scale) / expected, per) : null,
  };
}

/** @param most what the limits cannot exceed */
function shareInterval({ numerator, denominator }: StratumCount, scale: number, most: number): Interval {
  const { lower, upper } = wilsonLimits(numerator, denominator);
  return {
    ...wilsonInterval(numerator, denominator),
    lower: toDecimal(lower * scale),
    upper: toDecimal(Math.min(upper * scale, most)),
  };
}

function crudeRate({ per }: MetricDefinition, { numerator, denominator }: StratumCount): Decimal | null {
  return denominator === 0 ? null : toDecimal((numerator * per) / denominator);
}

function partNote({ observed, denominator }: Working, by: string): string | null {
  if (observed.denominator === denominator || observed.denominator === 0) return null;
  return `Rests on ${String(observed.denominator)} of ${String(denominator)}: of the others the ${by} is not recorded.`;
}
