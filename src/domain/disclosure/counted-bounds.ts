// What every number is at least and at most, by counting alone: a total has at least what its parts have at least, and a part at
// most what the other parts leave of the total. A linear programme may find more, never less, and takes far longer.

import type { SystemRelation } from "./linear-system.js";
import type { View } from "./view.js";

export interface CountedBounds {
  readonly lower: readonly number[];
  /** May be Infinity. */
  readonly upper: readonly number[];
}

/** Each round may narrow a little more; what is known after any of them is true. */
const ROUNDS = 100;

/** By place. */
export function countedBounds({ relations, known, least }: View): CountedBounds {
  const lower = known.map((value, place) => value ?? least[place] ?? 0);
  const upper = known.map((value) => value ?? Infinity);
  const narrow = (place: number, atLeast: number, atMost: number): boolean => {
    const isNarrower = atLeast > (lower[place] ?? 0) || atMost < (upper[place] ?? Infinity);
    lower[place] = Math.max(lower[place] ?? 0, atLeast);
    upper[place] = Math.min(upper[place] ?? Infinity, atMost);
    return isNarrower;
  };
  for (let round = 0, isNarrower = true; isNarrower && round < ROUNDS; round++) {
    isNarrower = false;
    for (const relation of relations) if (narrowed(relation, lower, upper, narrow)) isNarrower = true;
  }
  return { lower, upper };
}

function narrowed(
  { total, parts }: SystemRelation,
  lower: readonly number[],
  upper: readonly number[],
  narrow: (place: number, atLeast: number, atMost: number) => boolean,
): boolean {
  const [low, high] = [sumOf(parts, lower), sumOf(parts, upper)];
  let isNarrower = narrow(total, low, high);
  const [least, most] = [lower[total] ?? 0, upper[total] ?? Infinity];
  for (const part of parts) {
    const above = upper[part] ?? Infinity;
    const others =
      high < Infinity
        ? high - above
        : above < Infinity
          ? Infinity
          : sumOf(
              parts.filter((one) => one !== part),
              upper,
            );
    if (narrow(part, least - others, most - (low - (lower[part] ?? 0)))) isNarrower = true;
  }
  return isNarrower;
}

function sumOf(places: readonly number[], values: readonly number[]): number {
  return places.reduce((sum, place) => sum + (values[place] ?? 0), 0);
}
