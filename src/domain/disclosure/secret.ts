// Numbers that nobody may work out, and what must stay possible for each of them.

import type { LinearSystem } from "./linear-system.js";
import { coordinatorEnds, isSmall, requiredRange, type DisclosurePolicy } from "./policy.js";

export interface Secret {
  readonly place: number;
  /** Whole numbers, the true one among them. Everybody must be able to believe both ends. */
  readonly lower: number;
  readonly upper: number;
  /**
   * No coordinator may rule any of these out; several where several numbers stand against it. None: coordinators must only not
   * know the number exactly.
   */
  readonly farEnds: readonly number[];
}

/** Small counts, the smallest first: they have the least room to move, so their neighbours are found first. */
export function smallCounts({ unknowns }: LinearSystem, policy: DisclosurePolicy): readonly Secret[] {
  return unknowns
    .flatMap(({ value, cells }, place) =>
      cells.length > 0 && isSmall(policy, value) ? [{ place, value }] : [],
    )
    .sort((left, right) => left.value - right.value || left.place - right.place)
    .map(({ place, value }) => ({
      place,
      ...requiredRange(policy, value),
      farEnds: coordinatorEnds(policy, policy.threshold),
    }));
}

/**
 * How far the secret must be able to move for somebody not to rule a far end out; none: it stands there.
 * @param floor what that person knows it to be at least, whatever is withheld
 */
export function farMoves({ farEnds }: Secret, value: number, floor: number): readonly number[] {
  return farEnds
    .map((end) => (end > value ? end : Math.min(value, Math.max(end, floor))) - value)
    .filter((change) => change !== 0);
}
