// Bounds that a release prints beside what it withholds. They follow from what everybody knows and from nothing else, so they
// give nothing away; they hold, and need not be the narrowest there are.

import { countedBounds } from "./counted-bounds.js";
import { islandsOf } from "./islands.js";
import type { Bounds } from "./protected-lattice.js";
import { RangeSearch } from "./range-search.js";
import type { Solver } from "./solver.js";
import type { View } from "./view.js";

/** On larger islands the narrowest bounds would take minutes, so what counting gives has to do. */
const LARGEST_ISLAND = 150;

/** By counting, and on small islands as narrow as their sums allow. */
export function publicBounds(
  view: View,
  withheld: readonly number[],
  solver: Solver,
): ReadonlyMap<number, Bounds> {
  const { known, relations } = view;
  const { lower, upper } = countedBounds(view);
  const asked = new Set(withheld);
  const bounds = new Map<number, Bounds>();
  const put = (place: number, found: Bounds) => {
    const most = Math.min(found.upper ?? Infinity, upper[place] ?? Infinity);
    bounds.set(place, {
      lower: Math.max(found.lower, lower[place] ?? 0),
      upper: most === Infinity ? null : most,
    });
  };
  const sums = relations.filter(({ isCeiling }) => !isCeiling);
  for (const island of islandsOf(known.length, sums, (place) => known[place] === null)) {
    const mine = island.places.filter((place) => asked.has(place));
    if (mine.length === 0) continue;
    for (const place of mine) put(place, { lower: 0, upper: null });
    if (island.places.length === 1 || island.places.length > LARGEST_ISLAND) continue;
    const search = new RangeSearch(
      island,
      (place) => lower[place] ?? 0,
      (place) => known[place] ?? 0,
      solver,
    );
    const found = search.rangesOf(mine, () => null);
    // Bounds that were not searched to the end may leave the truth out.
    if (!search.gaveUp) for (const [place, range] of found) put(place, range);
  }
  return bounds;
}
