// The two counts that a rate is made of.

import type { Rate } from "./figure.js";

export interface Counts {
  readonly events: number;
  /** Trials, or what the events are counted over; more than 0. */
  readonly base: number;
}

/** @returns null where the rate has no value, or does not show what it is made of */
export function countsOf({ value, numerator, denominator }: Rate): Counts | null {
  if (value === null || numerator === null || denominator === null || denominator === 0) return null;
  return { events: numerator, base: denominator };
}
