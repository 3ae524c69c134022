// Whether ranges are wide enough, found out by the one who knows the truth: what a number can be while its surroundings are as they
// are in truth, it can be. So circle after circle is searched, and only what no smaller circle shows is left to all at once.

import { leastFor, PUBLIC, type Insider } from "./insider.js";
import { islandsOf, type Island } from "./islands.js";
import { ceilingsOf, type LinearSystem, type SystemRelation } from "./linear-system.js";
import type { Bounds } from "./protected-lattice.js";
import { RangeSearch, type Enough } from "./range-search.js";
import type { Solver } from "./solver.js";
import { circlesOf, type Surrounding } from "./surroundings.js";

export class SurroundedRanges {
  private readonly circles: readonly Circle[];
  private readonly ceilingsOf: ReadonlyMap<number, readonly SystemRelation[]>;

  /**
   * @param isShown whether everybody knows a place
   * @param enough range that has to be possible; the same whoever looks on
   */
  constructor(
    private readonly system: LinearSystem,
    isShown: (place: number) => boolean,
    private readonly enough: Enough,
    private readonly solver: Solver,
  ) {
    this.circles = circlesOf(system, (place) => !isShown(place)).map((islands) => new Circle(islands));
    this.ceilingsOf = ceilingsOf(system);
  }

  /** Ranges of the places, as far as asked. @param insider who looks on */
  of(places: readonly number[], insider = PUBLIC): ReadonlyMap<number, Bounds> {
    const ranges = new Map<number, Bounds>();
    const known = [...insider.known, ...this.raisedBy(insider)];
    for (const circle of this.circles) {
      const open = places.filter((place) => !this.isWide(place, ranges));
      const touched = circle.islandsUnder(known);
      for (const [island, mine] of circle.byIsland(open)) {
        const found = touched.has(island)
          ? this.search(island, mine, insider)
          : circle.once(mine, (fresh) => this.search(island, fresh, PUBLIC));
        for (const [place, range] of found) ranges.set(place, range);
      }
    }
    return ranges;
  }

  /** What the insider knows to be more than everybody does, and what lies above and below such a rest under a ceiling. */
  private raisedBy(insider: Insider): readonly number[] {
    const { system } = this;
    const raised = [...insider.ownParts.keys()].filter(
      (place) => leastFor(insider, place, system) > leastFor(PUBLIC, place, system),
    );
    const isRaised = new Set(raised);
    const around = system.relations.filter(
      ({ isCeiling, parts }) => isCeiling && isRaised.has(parts[1] ?? -1),
    );
    return [...raised, ...around.flatMap(({ total, parts }) => [total, ...parts.slice(0, 1)])];
  }

  private isWide(place: number, ranges: ReadonlyMap<number, Bounds>): boolean {
    const [range, enough] = [ranges.get(place), this.enough(place)];
    if (range === undefined || enough === null) return false;
    return range.lower <= enough.lower && (range.upper ?? Infinity) >= enough.upper;
  }

  private search(island: Island, places: readonly number[], insider: Insider): ReadonlyMap<number, Bounds> {
    const ranges = new Map<number, Bounds>();
    const loose = new Set(island.places.filter((place) => !insider.known.has(place)));
    const asked = new Set(places);
    const { unknowns } = this.system;
    for (const part of islandsOf(unknowns.length, island.relations, (place) => loose.has(place))) {
      const mine = part.places.filter((place) => asked.has(place));
      if (mine.length === 0) continue;
      const search = new RangeSearch(
        this.withCeilings(part),
        (place) => leastFor(insider, place, this.system),
        (place) => unknowns[place]?.value ?? 0,
        this.solver,
      );
      for (const [place, range] of search.rangesOf(mine, this.enough))
        ranges.set(place, withTruth(range, unknowns[place]?.value ?? 0));
    }
    return ranges;
  }

  /** With what lies between counts and their ceilings, which gives way as far as it can. */
  private withCeilings({ places, relations }: Island): Island {
    const [on, all] = [new Set(places), new Set(relations)];
    for (const place of places)
      for (const ceiling of this.ceilingsOf.get(place) ?? []) {
        all.add(ceiling);
        on.add(ceiling.parts[1] ?? place);
      }
    return { places: [...on], relations: [...all] };
  }
}

/** What is true is possible, also where the solver gave up before it had found any table. */
function withTruth({ lower, upper }: Bounds, value: number): Bounds {
  return { lower: Math.min(lower, value), upper: upper === null ? null : Math.max(upper, value) };
}

/** Islands with what has been found out on them for everybody. */
class Circle {
  private readonly around = new Map<number, Island>();
  private readonly islandsWith = new Map<number, Island[]>();
  private readonly found = new Map<number, Bounds>();

  constructor(islands: readonly Surrounding[]) {
    for (const island of islands) {
      for (const place of island.around) this.around.set(place, island);
      for (const place of island.places)
        this.islandsWith.set(place, [...(this.islandsWith.get(place) ?? []), island]);
    }
  }

  /** The places by the island around each, as far as it lies around any. */
  byIsland(places: readonly number[]): ReadonlyMap<Island, readonly number[]> {
    const groups = new Map<Island, number[]>();
    for (const place of places) {
      const island = this.around.get(place);
      if (island === undefined) continue;
      const group = groups.get(island);
      if (group === undefined) groups.set(island, [place]);
      else group.push(place);
    }
    return groups;
  }

  islandsUnder(places: readonly number[]): ReadonlySet<Island> {
    return new Set(places.flatMap((place) => this.islandsWith.get(place) ?? []));
  }

  /** What is found out once is not looked for again. */
  once(
    places: readonly number[],
    search: (places: readonly number[]) => ReadonlyMap<number, Bounds>,
  ): ReadonlyMap<number, Bounds> {
    const fresh = places.filter((place) => !this.found.has(place));
    if (fresh.length > 0) for (const [place, range] of search(fresh)) this.found.set(place, range);
    return new Map(
      places.flatMap((place) => {
        const range = this.found.get(place);
        return range === undefined ? [] : [[place, range] as const];
      }),
    );
  }
}
