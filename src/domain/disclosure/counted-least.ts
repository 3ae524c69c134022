// What every number is at least, by counting alone: a total has at least what its parts have, and a withheld part has at least 1.
// A linear programme may find more, never less.

import type { View } from "./view.js";

/** By place. */
export function countedLeast({ relations, known, least }: View): readonly number[] {
  const counted = known.map((value, place) => value ?? least[place] ?? 0);
  for (let isRising = true; isRising;) {
    isRising = false;
    for (const { total, parts } of relations) {
      const sum = parts.reduce((so, part) => so + (counted[part] ?? 0), 0);
      if (sum <= (counted[total] ?? 0)) continue;
      counted[total] = sum;
      isRising = true;
    }
  }
  return counted;
}
