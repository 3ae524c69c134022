// What withholding costs, so that it is done where it is missed least.

import type { Unknown } from "./linear-system.js";
import type { DisclosurePolicy } from "./policy.js";

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
