// The lines of a funnel: how far from the common rate chance alone carries an area of a given size.

import { binomialLaw, chanceLimits, poissonLaw, type CountLaw, type CountLimits } from "./chance-limits.js";
import { countsOf, type Counts } from "./counts.js";
import { toDecimal, type Decimal } from "./decimal.js";
import type { Rate } from "./figure.js";

/** Left outside on either side of the inner and of the outer lines: 95 % and 99.8 %. */
const TAILS = [0.025, 0.001] as const;

/** In the unit of the rate. */
export interface ControlLimits {
  readonly lower95: Decimal;
  readonly upper95: Decimal;
  readonly lower998: Decimal;
  readonly upper998: Decimal;
}

/** The lines at one denominator. */
export interface Lines {
  /** By chance alone. */
  readonly limits: ControlLimits;
  /** Moved apart where the areas differ by more than chance; else the same. */
  readonly adjustedLimits: ControlLimits;
}

/** What chance alone makes of areas that all have the common rate. */
export interface CommonRate {
  /** Events per one of the denominator. */
  readonly share: number;
  readonly per: number;
  /** No share is larger: 1 for a proportion. */
  readonly largest: number;
  /** Of the events in an area with this denominator. */
  readonly law: (base: number) => CountLaw;
  readonly variance: (base: number) => number;
}

/** @returns null where the pooled rate has no value */
export function commonRateOf(pooled: Rate): CommonRate | null {
  const counts = countsOf(pooled);
  if (counts === null) return null;
  const share = counts.events / counts.base;
  const { per } = pooled;
  if (pooled.definition.kind !== "PROPORTION") {
    const expected = (base: number) => base * share;
    return { share, per, largest: Infinity, law: (base) => poissonLaw(expected(base)), variance: expected };
  }
  const odds = counts.events / (counts.base - counts.events);
  return {
    share,
    per,
    largest: 1,
    law: (base) => binomialLaw(base, odds),
    variance: (base) => base * share * (1 - share),
  };
}

/** How many standard deviations of chance an area lies from the common rate. */
export function scoreOf({ events, base }: Counts, common: CommonRate): number {
  const variance = common.variance(base);
  return variance === 0 ? 0 : (events - base * common.share) / Math.sqrt(variance);
}

/** @param widening how many times as far from the common rate the adjusted lines lie */
export function linesAt(base: number, common: CommonRate, widening: number): Lines {
  const [inner, outer] = chanceLimits(common.law(base), TAILS) as [CountLimits, CountLimits];
  const limitsAt = (times: number): ControlLimits => {
    const line = (count: number) => written(common.share + times * (count / base - common.share), common);
    return {
      lower95: line(inner.lower),
      upper95: line(inner.upper),
      lower998: line(outer.lower),
      upper998: line(outer.upper),
    };
  };
  return { limits: limitsAt(1), adjustedLimits: limitsAt(widening) };
}

function written(share: number, { per, largest }: CommonRate): Decimal {
  return toDecimal(Math.min(Math.max(share, 0), largest) * per);
}
