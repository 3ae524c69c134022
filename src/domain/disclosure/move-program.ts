// The linear programme behind every move: the cheapest way to change one unknown by so much. Kept open between questions.

import type { Island } from "./islands.js";
import type { LinearSystem, SystemRelation } from "./linear-system.js";
import type { Move } from "./move.js";
import { TOLERANCE } from "./move.js";
import type { Column, OpenProgram, Solver } from "./solver.js";

/** How an unknown may change. */
export interface Freedom {
  /** Cost of changing it by one, in either direction. */
  readonly cost: number;
  /** Smallest value it may take; null: it is published and stays as it is. */
  readonly least: number | null;
}

export class MoveProgram {
  private readonly program: OpenProgram;
  private readonly columnOf: ReadonlyMap<number, number>;

  constructor(
    system: LinearSystem,
    private readonly island: Island,
    private readonly freedomOf: (place: number) => Freedom,
    solver: Solver,
    search: "AFRESH" | "WHOLE" = "AFRESH",
  ) {
    this.columnOf = new Map(island.places.map((place, index) => [place, 2 * index]));
    this.program = solver.open({
      columns: island.places.flatMap((place) => columnsOf(system, place, freedomOf(place))),
      rows: island.relations.map((relation) => ({ terms: this.termsOf(relation), equals: 0 })),
      search,
    });
    this.falls = island.places.map((place) => fallOf(system, place, freedomOf(place)));
  }

  /** By column pair: largest fall; null where it cannot move. */
  private readonly falls: readonly (number | null)[];

  /** The cheapest move by which the unknown changes by exactly so much; null where there is none. */
  by(place: number, change: number): Move | null {
    this.bound(place, change > 0 ? [change, change] : [0, 0], change < 0 ? [-change, -change] : [0, 0]);
    const move = this.solve();
    this.release(place);
    return move;
  }

  /** A move by which the unknown changes as far as possible in the direction of the change, up to it. */
  towards(place: number, change: number): Move | null {
    const column = (this.columnOf.get(place) ?? 0) + (change > 0 ? 0 : 1);
    this.bound(place, change > 0 ? [0, change] : [0, 0], change < 0 ? [0, -change] : [0, 0]);
    this.program.setCost(column, -ABOVE_ALL);
    const move = this.solve();
    this.program.setCost(column, this.freedomOf(place).cost);
    this.release(place);
    return move;
  }

  setCost(place: number, cost: number): void {
    const column = this.columnOf.get(place);
    if (column === undefined) return;
    this.program.setCost(column, cost);
    this.program.setCost(column + 1, cost);
  }

  /** For a while the unknown is known, and cannot move. */
  hold(place: number): void {
    this.bound(place, [0, 0], [0, 0]);
  }

  release(place: number): void {
    const fall = this.falls[(this.columnOf.get(place) ?? 0) / 2] ?? null;
    if (fall === null) this.hold(place);
    else this.bound(place, [0, Infinity], [0, fall]);
  }

  close(): void {
    this.program.close();
  }

  private bound(place: number, rise: readonly [number, number], fall: readonly [number, number]): void {
    const column = this.columnOf.get(place);
    if (column === undefined) return;
    this.program.setBounds(column, ...rise);
    this.program.setBounds(column + 1, ...fall);
  }

  private solve(): Move | null {
    const values = this.program.cheapest();
    if (values === null) return null;
    const move = new Map<number, number>();
    this.island.places.forEach((place, index) => {
      const change = (values[2 * index] ?? 0) - (values[2 * index + 1] ?? 0);
      if (Math.abs(change) > TOLERANCE) move.set(place, change);
    });
    return move;
  }

  /** What is not on the island stays as it is. */
  private termsOf({ total, parts }: SystemRelation): readonly (readonly [number, number])[] {
    const change = (place: number, sign: 1 | -1) => {
      const column = this.columnOf.get(place);
      if (column === undefined) return [];
      return [
        [column, sign],
        [column + 1, -sign],
      ] as const;
    };
    return [...parts.flatMap((part) => change(part, 1)), ...change(total, -1)];
  }
}

/** Dearer than any move, so that reach comes first. */
const ABOVE_ALL = 1e9;

function fallOf({ unknowns }: LinearSystem, place: number, { least }: Freedom): number | null {
  return least === null ? null : (unknowns[place]?.value ?? 0) - least;
}

/** How far an unknown rises and how far it falls. */
function columnsOf(system: LinearSystem, place: number, freedom: Freedom): readonly Column[] {
  const [fall, cost] = [fallOf(system, place, freedom), freedom.cost];
  return [
    { cost, lower: 0, upper: fall === null ? 0 : Infinity },
    { cost, lower: 0, upper: fall ?? 0 },
  ];
}
