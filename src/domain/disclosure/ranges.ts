// What can be worked out for numbers that are not known: the smallest and the largest value each of them has in any table that
// agrees with everything that is. Each set of numbers that depend on each other has a linear program of its own.

import { islandsOf } from "./islands.js";
import type { Bounds } from "./protected-lattice.js";
import { RangeSearch, type Enough } from "./range-search.js";
import type { Solver } from "./solver.js";
import type { View } from "./view.js";

/**
 * Ranges of the places that are not known, as far as asked; none of a place where the solver gave up. An empty range would mean
 * that the view contradicts itself.
 */
export function rangesOf(
  { known, least, relations }: View,
  places: readonly number[],
  enough: Enough,
  solver: Solver,
): ReadonlyMap<number, Bounds> {
  const asked = new Set(places);
  const ranges = new Map<number, Bounds>();
  for (const island of islandsOf(known.length, relations, (place) => known[place] === null)) {
    const mine = island.places.filter((place) => asked.has(place));
    if (mine.length === 0) continue;
    const search = new RangeSearch(
      island,
      (place) => least[place] ?? 0,
      (place) => known[place] ?? 0,
      solver,
    );
    const found = search.rangesOf(mine, enough);
    if (!search.gaveUp) for (const [place, range] of found) ranges.set(place, range);
  }
  return ranges;
}
