// Numbers that nobody may work out, and what must stay possible for each of them.

import type { LinearSystem } from "./linear-system.js";
import { isSmall, requiredRange, type DisclosurePolicy } from "./policy.js";

export interface Secret {
  readonly place: number;
  /** Whole numbers, the true one among them. Everybody must be able to believe both ends. */
  readonly lower: number;
  readonly upper: number;
  /** Nobody may rule this end out, whatever else they know. */
  readonly farEnd: "LOWER" | "UPPER";
}

/** Small counts, the smallest first: they have the least room to move, so their neighbours are found first. */
export function smallCounts({ unknowns }: LinearSystem, policy: DisclosurePolicy): readonly Secret[] {
  return unknowns
    .flatMap(({ value, cells }, place) =>
      cells.length > 0 && isSmall(policy, value) ? [{ place, value }] : [],
    )
    .sort((left, right) => left.value - right.value || left.place - right.place)
    .map(({ place, value }) => ({ place, ...requiredRange(policy, value), farEnd: "UPPER" }));
}

/**
 * How far the secret must be able to move for somebody not to rule its far end out; 0: it stands there.
 * @param floor what that person knows it to be at least, whatever is withheld
 */
export function farMove({ lower, upper, farEnd }: Secret, value: number, floor: number): number {
  return (farEnd === "UPPER" ? upper : Math.min(value, Math.max(lower, floor))) - value;
}
