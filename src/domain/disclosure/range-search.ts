// The linear program in which ranges are looked for: every table that agrees with what is known is a solution of it. Whatever
// table is found for one number is looked at for all the others too.

import type { Island } from "./islands.js";
import type { SystemRelation } from "./linear-system.js";
import { TOLERANCE } from "./move.js";
import type { Bounds } from "./protected-lattice.js";
import type { OpenProgram, Solver } from "./solver.js";

/** Numbers beyond this are as good as unlimited: no state counts so much. */
const UNLIMITED = 1e6;

/** As far as a range has to be known: a range that contains this is wide enough. Null: exactly. */
export type Enough = (place: number) => { readonly lower: number; readonly upper: number } | null;

export class RangeSearch {
  private readonly program: OpenProgram;
  private readonly columnOf: ReadonlyMap<number, number>;
  /** Smallest and largest value seen in any table so far. */
  private readonly seen: { lower: number; upper: number }[];
  private hasGivenUp = false;

  /**
   * @param leastOf smallest value that an unknown may have
   * @param valueOf value of what is not on the island
   */
  constructor(
    island: Island,
    private readonly leastOf: (place: number) => number,
    private readonly valueOf: (place: number) => number,
    solver: Solver,
  ) {
    this.columnOf = new Map(island.places.map((place, column) => [place, column]));
    this.seen = island.places.map(() => ({ lower: Infinity, upper: -Infinity }));
    this.program = solver.open({
      columns: island.places.map((place) => ({ cost: 0, lower: leastOf(place), upper: Infinity })),
      rows: island.relations.map((relation) => this.rowOf(relation)),
      search: "FROM_LAST",
    });
  }

  /** Whether the solver gave up on the way: then ranges may be wider than found, and nothing is known to lie outside of them. */
  get gaveUp(): boolean {
    return this.hasGivenUp;
  }

  /** Ranges of places on the island, as far as asked; once. */
  rangesOf(places: readonly number[], enough: Enough): ReadonlyMap<number, Bounds> {
    try {
      this.sweep(places, enough);
      return new Map(places.map((place) => [place, this.rangeOf(place, enough(place))]));
    } finally {
      this.program.close();
    }
  }

  /**
   * Where ranges need only be wide enough, many are at once: tables are looked for in which as many numbers as possible are as
   * large, or as small, as asked. A table with more than that is no use here, so the numbers are capped meanwhile.
   */
  private sweep(places: readonly number[], enough: Enough): void {
    for (const end of ["upper", "lower"] as const) {
      const isOpen = (place: number) => {
        const seen = this.seen[this.columnOf.get(place) ?? 0];
        const goal = enough(place)?.[end];
        if (goal === undefined || seen === undefined) return false;
        return end === "upper" ? seen.upper < goal - TOLERANCE : seen.lower > goal + TOLERANCE;
      };
      let open = places.filter(isOpen);
      for (let before = Infinity; open.length > 1 && open.length < before; open = open.filter(isOpen)) {
        before = open.length;
        this.reachTogether(open, end, enough);
      }
    }
  }

  private reachTogether(places: readonly number[], end: "upper" | "lower", enough: Enough): void {
    const columns = places.map((place) => [this.columnOf.get(place) ?? 0, place] as const);
    for (const [column, place] of columns) {
      const [least, goal] = [this.leastOf(place), enough(place)?.[end] ?? 0];
      if (end === "upper") this.program.setBounds(column, least, goal);
      else this.program.setBounds(column, goal, Infinity);
      this.program.setCost(column, end === "upper" ? -1 : 1);
    }
    this.look();
    for (const [column, place] of columns) {
      this.program.setBounds(column, this.leastOf(place), Infinity);
      this.program.setCost(column, 0);
    }
  }

  private rangeOf(place: number, enough: ReturnType<Enough>): Bounds {
    const column = this.columnOf.get(place) ?? 0;
    const seen = this.seen[column] ?? { lower: Infinity, upper: -Infinity };
    const least = this.leastOf(place);
    if (seen.lower > (enough?.lower ?? least) + TOLERANCE) this.reach(column, least, 1);
    if (enough === null || seen.upper < enough.upper - TOLERANCE) this.reach(column, least, -1);
    const upper = Math.floor(seen.upper + TOLERANCE);
    // Adding 0 makes a plain zero of a negative one.
    return { lower: Math.ceil(seen.lower - TOLERANCE) + 0, upper: upper >= UNLIMITED ? null : upper };
  }

  /** Finds the table in which the column is smallest (1) or largest (−1). Other columns are looked at in passing. */
  private reach(column: number, least: number, cost: 1 | -1): void {
    this.program.setBounds(column, least, UNLIMITED);
    this.program.setCost(column, cost);
    this.look();
    this.program.setCost(column, 0);
    this.program.setBounds(column, least, Infinity);
  }

  private look(): void {
    const values = this.program.cheapest();
    if (values === "NONE") throw new Error("No table agrees with what is known, not even the true one.");
    if (values === "GAVE_UP") {
      this.hasGivenUp = true;
      return;
    }
    this.seen.forEach((seen, place) => {
      const value = values[place] ?? 0;
      if (value < seen.lower) seen.lower = value;
      if (value > seen.upper) seen.upper = value;
    });
  }

  private rowOf({ total, parts }: SystemRelation) {
    const terms: (readonly [number, number])[] = [];
    let equals = 0;
    const put = (place: number, sign: 1 | -1) => {
      const column = this.columnOf.get(place);
      if (column === undefined) equals -= sign * this.valueOf(place);
      else terms.push([column, sign]);
    };
    for (const part of parts) put(part, 1);
    put(total, -1);
    return { terms, equals };
  }
}
