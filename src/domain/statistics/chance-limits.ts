// How far chance alone carries a count: exact binomial and Poisson limits, interpolated so that lines can be drawn.

/** Chances this much smaller than the largest add nothing that a double could hold. */
const NEGLIGIBLE = 1e-20;

/** How likely each count is, told by the step from one count to the next. */
export interface CountLaw {
  /** The most likely count. */
  readonly mode: number;
  /** No count is larger. */
  readonly most: number;
  /** P(count + 1) ÷ P(count). */
  readonly rise: (count: number) => number;
}

/** Counts beyond which chance alone seldom leads. */
export interface CountLimits {
  readonly lower: number;
  readonly upper: number;
}

/** @param odds of an event: its probability over that of none; Infinity where every trial is one */
export function binomialLaw(trials: number, odds: number): CountLaw {
  const share = odds === Infinity ? 1 : odds / (1 + odds);
  return {
    mode: Math.min(Math.floor((trials + 1) * share), trials),
    most: trials,
    rise: (count) => ((trials - count) / (count + 1)) * odds,
  };
}

export function poissonLaw(expected: number): CountLaw {
  return { mode: Math.floor(expected), most: Infinity, rise: (count) => expected / (count + 1) };
}

/**
 * For each tail, the counts outside which chance alone leads at most that often, on either side. A count at a limit is inside.
 *
 * Spiegelhalter reads both limits off the same interpolated line of P(X ≤ count), so that above the upper one lies a count
 * whose chance is larger than the tail: 8 % instead of 2.5 % where one event is expected, and 21 % where 0.24 are.
 * Here the upper limit is read off P(X ≥ count), as the lower one is off P(X ≤ count): one event further up than his. Then
 * neither limit is ever passed more often than it says, and turning events into non-events mirrors the limits.
 * @source Spiegelhalter, Statistics in Medicine 24 (2005) 1185–1202, A.1.1; Manktelow and Seaton, PLoS ONE 7 (2012) e45723,
 * the method that is always within the nominal probability
 */
export function chanceLimits(law: CountLaw, tails: readonly number[]): readonly CountLimits[] {
  const spread = spreadOf(law);
  return tails.map((tail) => ({
    lower: Math.max(0, lowerLimit(spread, tail)),
    upper: Math.min(law.most, upperLimit(spread, tail)),
  }));
}

/** Chances of the counts from `first` on; what is left out is negligible. */
interface Spread {
  readonly first: number;
  readonly chances: readonly number[];
}

/** Relative to the mode first, so that nothing under- or overflows, then divided by their sum. */
function spreadOf({ mode, most, rise }: CountLaw): Spread {
  const below: number[] = [];
  for (let count = mode, weight = 1; count > 0; count--) {
    weight /= rise(count - 1);
    if (weight < NEGLIGIBLE) break;
    below.push(weight);
  }
  const above: number[] = [];
  for (let count = mode, weight = 1; count < most; count++) {
    weight *= rise(count);
    if (weight < NEGLIGIBLE) break;
    above.push(weight);
  }
  const weights = [...below.reverse(), 1, ...above];
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return { first: mode - below.length, chances: weights.map((weight) => weight / sum) };
}

/** Where P(X ≤ count), joined up between whole counts, passes the tail. */
function lowerLimit({ first, chances }: Spread, tail: number): number {
  return first - 1 + reach(chances, tail);
}

/** Where P(X ≥ count), joined up between whole counts, passes the tail. */
function upperLimit({ first, chances }: Spread, tail: number): number {
  return first + chances.length - reach(chances.toReversed(), tail);
}

/** How many chances, the last one in part, add up to the tail. */
function reach(chances: readonly number[], tail: number): number {
  let sum = 0;
  for (const [index, chance] of chances.entries()) {
    if (sum + chance > tail) return index + (tail - sum) / chance;
    sum += chance;
  }
  return chances.length;
}
