// Confidence intervals: how far the true rate may lie from the one observed, were the same chances to play out again.

import gammaQuantile from "@stdlib/stats-base-dists-gamma-quantile";
import { toDecimal, type Decimal } from "./decimal.js";

/** `WILSON_SCORE` for proportions, `POISSON_EXACT` (Garwood) for events per residents or per 1,000 encounters. */
export type IntervalMethod = "WILSON_SCORE" | "POISSON_EXACT";

/**
 * Between two proportions: `NEWCOMBE_HYBRID_SCORE` for the difference, `MOVER_WILSON` for the ratio, both from the two Wilson
 * intervals. Between two rates: `MOVER_POISSON` for the difference, from the two Garwood intervals, and `CONDITIONAL_EXACT`
 * for the ratio.
 */
export type ComparisonMethod =
  "NEWCOMBE_HYBRID_SCORE" | "MOVER_WILSON" | "MOVER_POISSON" | "CONDITIONAL_EXACT";

export interface Interval<Method extends IntervalMethod | ComparisonMethod = IntervalMethod> {
  readonly lower: Decimal;
  readonly upper: Decimal;
  /** Coverage probability, "0.95". */
  readonly level: Decimal;
  readonly method: Method;
}

/** An interval that may have no upper end. */
export interface OpenInterval<Method extends ComparisonMethod> extends Omit<Interval<Method>, "upper"> {
  /** Null: however large, no value can be ruled out. */
  readonly upper: Decimal | null;
}

export interface Limits {
  readonly lower: number;
  readonly upper: number;
}

/** Limits of a ratio; the upper one is null where the ratio may be as large as it likes. */
export interface OpenLimits {
  readonly lower: number;
  readonly upper: number | null;
}

const LEVEL = toDecimal(0.95);

/** What each limit of an interval leaves outside. */
export const TAIL = 0.025;

/** From here on stdlib's upper quantiles are off in the fifth digit: its incomplete gamma changes to a series that does not hold. */
const QUANTILE_TRUSTED_BELOW = 1_000;

/** Quadratic convergence: three bring five right digits to all that a double holds. */
const NEWTON_STEPS = 3;

/** Standard normal quantile at 0.975. */
const Z = 1.959963984540054;

/**
 * 95 % Wilson score limits of a proportion, without continuity correction.
 * @source Wilson, J. Am. Stat. Assoc. 22 (1927) 209–212; Newcombe, Statistics in Medicine 17 (1998) 857–872, method 3
 */
export function wilsonLimits(events: number, trials: number): Limits {
  const share = events / trials;
  const z2 = Z * Z;
  const center = share + z2 / (2 * trials);
  const half = Z * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials));
  const scale = 1 + z2 / trials;
  return {
    lower: events === 0 ? 0 : (center - half) / scale,
    upper: events === trials ? 1 : (center + half) / scale,
  };
}

/**
 * 95 % exact limits of a Poisson count.
 * @source Garwood, Biometrika 28 (1936) 437–442
 */
export function poissonLimits(events: number): Limits {
  const known = poissonLimitsKnown.get(events);
  if (known !== undefined) return known;
  const limits = findPoissonLimits(events);
  if (poissonLimitsKnown.size >= MOST_KNOWN) poissonLimitsKnown.clear();
  poissonLimitsKnown.set(events, limits);
  return limits;
}

/** By count of events. Finding them takes longer than all else in a row, and counts of a county or a month come again and again. */
const poissonLimitsKnown = new Map<number, Limits>();
const MOST_KNOWN = 10_000;

function findPoissonLimits(events: number): Limits {
  const upper = gammaQuantile(1 - TAIL, events + 1, 1);
  return {
    lower: events === 0 ? 0 : gammaQuantile(TAIL, events, 1),
    upper: upper < QUANTILE_TRUSTED_BELOW ? upper : polishUpper(upper, events),
  };
}

/** Newton steps from near the limit at which P(X ≤ events) is the tail. */
function polishUpper(near: number, events: number): number {
  return Array.from({ length: NEWTON_STEPS }).reduce<number>((limit) => {
    const { sum, probability } = lowerTail(limit, events);
    return limit + sum - TAIL / probability;
  }, near);
}

/**
 * P(X = events) where `expected` are expected, and P(X ≤ events) as a multiple of it.
 * @param events large enough for Stirling's series
 */
function lowerTail(expected: number, events: number): { readonly probability: number; readonly sum: number } {
  let sum = 0;
  for (let term = 1, k = events; term > Number.EPSILON; k--) {
    sum += term;
    term *= k / expected;
  }
  const excess = expected - events;
  const stirling = Math.log(2 * Math.PI * events) / 2 + 1 / (12 * events) - 1 / (360 * events ** 3);
  return { sum, probability: Math.exp(events * Math.log1p(excess / events) - excess - stirling) };
}

export function wilsonInterval(events: number, trials: number): Interval {
  return describe(wilsonLimits(events, trials), 1, "WILSON_SCORE");
}

/** @param scale what one event contributes to the rate: `per` divided by the denominator */
export function poissonInterval(events: number, scale: number): Interval {
  return describe(poissonLimits(events), scale, "POISSON_EXACT");
}

/** @param scale what the limits are multiplied by */
export function describe<Method extends IntervalMethod | ComparisonMethod>(
  { lower, upper }: Limits,
  scale: number,
  method: Method,
): Interval<Method> {
  return {
    lower: toDecimal(lower * scale),
    upper: toDecimal(upper * scale),
    level: LEVEL,
    method,
  };
}

export function describeOpen<Method extends ComparisonMethod>(
  { lower, upper }: OpenLimits,
  method: Method,
): OpenInterval<Method> {
  return {
    lower: toDecimal(lower),
    upper: upper === null ? null : toDecimal(upper),
    level: LEVEL,
    method,
  };
}
