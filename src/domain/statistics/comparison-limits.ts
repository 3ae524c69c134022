// How far apart two rates may truly be: 95 % limits of a difference and of a ratio, worked out from the counts.

import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import type { Counts } from "./counts.js";
import { poissonLimits, TAIL, wilsonLimits, type Limits, type OpenLimits } from "./interval.js";

/** A rate with the limits of its own interval. */
interface Estimate extends Limits {
  readonly value: number;
}

/**
 * Limits of `left − right` for two proportions: always within −1 and 1, also where a proportion is 0 or 1.
 * @source Newcombe, Statistics in Medicine 17 (1998) 873–890, method 10
 */
export function newcombeLimits(left: Counts, right: Counts): Limits {
  return squareAndAdd(ofTrials(left), ofTrials(right));
}

/**
 * Limits of `left ÷ right` for two proportions, by variance recovery (MOVER-R). They come from the same two Wilson intervals
 * as {@link newcombeLimits}, so they leave out 1 just when those leave out 0: difference and ratio never contradict each
 * other, as they can with Koopman's score limits.
 * @source Donner and Zou, Statistical Methods in Medical Research 21 (2012) 347–359; with Wilson limits: Fagerland, Lydersen
 * and Laake, Statistical Methods in Medical Research 24 (2015) 224–254
 */
export function moverRatioLimits(left: Counts, right: Counts): OpenLimits {
  const [one, other] = [ofTrials(left), ofTrials(right)];
  return {
    lower: lowerRatio(one, other),
    upper: right.events === 0 ? null : 1 / lowerRatio(other, one),
  };
}

/**
 * The lower limit of `left ÷ right`. The printed formula is (pq − √(p²q² − ab)) ÷ b; with the root moved below the line
 * nothing cancels, and b may be 0.
 */
function lowerRatio(left: Estimate, right: Estimate): number {
  const product = left.value * right.value;
  const a = left.lower * (2 * left.value - left.lower);
  const b = right.upper * (2 * right.value - right.upper);
  return a === 0 ? 0 : a / (product + Math.sqrt(product * product - a * b));
}

/**
 * Limits of `left − right` for two rates of events.
 * @source Zou and Donner, Statistics in Medicine 27 (2008) 1693–1702: squares of the distances to Garwood's limits, added
 */
export function moverDifferenceLimits(left: Counts, right: Counts): Limits {
  return squareAndAdd(ofEvents(left), ofEvents(right));
}

/**
 * Exact limits of `left ÷ right` for two rates of events: given all the events, those on the left are binomial.
 * @source Przyborowski and Wilenski, Biometrika 31 (1940) 313–323; Clopper and Pearson, Biometrika 26 (1934) 404–413
 */
export function conditionalRatioLimits(left: Counts, right: Counts): OpenLimits {
  const exposure = right.base / left.base;
  return {
    lower: left.events === 0 ? 0 : lowerOdds(left.events, right.events) * exposure,
    upper: right.events === 0 ? null : exposure / lowerOdds(right.events, left.events),
  };
}

/** Odds of a proportion at its lower Clopper–Pearson limit; both sides of the quotient are small-tail quantiles. */
function lowerOdds(events: number, others: number): number {
  return betaQuantile(TAIL, events, others + 1) / betaQuantile(1 - TAIL, others + 1, events);
}

function squareAndAdd(left: Estimate, right: Estimate): Limits {
  const difference = left.value - right.value;
  return {
    lower: difference - Math.hypot(left.value - left.lower, right.upper - right.value),
    upper: difference + Math.hypot(left.upper - left.value, right.value - right.lower),
  };
}

function ofTrials({ events, base }: Counts): Estimate {
  return { value: events / base, ...wilsonLimits(events, base) };
}

function ofEvents({ events, base }: Counts): Estimate {
  const { lower, upper } = poissonLimits(events);
  return { value: events / base, lower: lower / base, upper: upper / base };
}
