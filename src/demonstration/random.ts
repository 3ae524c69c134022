// Chance that can be repeated: every draw follows from a seed and the words that name what is drawn for.

import { createHash } from "node:crypto";
import { randomLcg, randomPoisson } from "d3-random";

export interface Chance {
  /** From 0 to 1, 1 not included. */
  unit(): number;
  /** Evenly between two numbers. */
  between(low: number, high: number): number;
  /** Evenly a whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  /** True with the given probability. */
  happens(probability: number): boolean;
  /** Events where so many are expected. */
  poisson(expected: number): number;
  /** One of the entries, by weight. */
  pick<T>(weighted: readonly (readonly [T, number])[]): T;
}

/** The same seed and words give the same draws, whatever else is drawn. */
export function chance(seed: number, ...words: readonly string[]): Chance {
  const digest = createHash("sha256")
    .update([seed, ...words].join(" "))
    .digest();
  const unit = randomLcg(digest.readUInt32BE(0) / 2 ** 32);
  const between = (low: number, high: number) => low + (high - low) * unit();
  return {
    unit,
    between,
    whole: (low, high) => Math.floor(between(low, high + 1)),
    happens: (probability) => unit() < probability,
    poisson: (expected) => randomPoisson.source(unit)(expected)(),
    pick: (weighted) => {
      let rest = unit() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
      const chosen = weighted.find(([, weight]) => (rest -= weight) < 0) ?? weighted.at(-1);
      if (chosen === undefined) throw new RangeError("Nothing to pick from.");
      return chosen[0];
    },
  };
}
