// Which cells are withheld for their own sake, and what withholding another one would cost.

import type { LinearSystem, Unknown } from "./linear-system.js";
import { isSmall, type DisclosurePolicy } from "./policy.js";

/** Places of the small counts, the smallest first: they have the least room to move, so their neighbours are found first. */
export function primariesOf({ unknowns }: LinearSystem, policy: DisclosurePolicy): readonly number[] {
  return unknowns
    .map(({ value, cells }, place) => ({ place, value, isPublished: cells.length > 0 }))
    .filter(({ value, isPublished }) => isPublished && isSmall(policy, value))
    .sort((left, right) => left.value - right.value || left.place - right.place)
    .map(({ place }) => place);
}

/** What it costs to withhold an unknown under all of its names. Headline totals are dear, so they stay. */
export function costOf({ value, cells }: Unknown, { priorities }: DisclosurePolicy): number {
  return cells.reduce(
    (sum, { depth, place, period }) =>
      sum +
      (1 + Math.log2(value)) *
        priorities.depth[depth] *
        priorities.place[place.level] *
        priorities.grain[period.grain],
    0,
  );
}
