// The linear program behind every move: the cheapest way to change one unknown by so much. Kept open between questions.

import type { Island } from "./islands.js";
import type { SystemRelation } from "./linear-system.js";
import type { Move } from "./move.js";
import { TOLERANCE } from "./move.js";
import type { OpenProgram, Solver } from "./solver.js";

/** How far an unknown may rise and fall. */
export interface Room {
  readonly rise: number;
  readonly fall: number;
}

export class MoveProgram {
  private readonly program: OpenProgram;
  private readonly columnOf: ReadonlyMap<number, number>;
  /** By column pair, as the programme has them now. */
  private rooms: readonly Room[];

  constructor(
    private readonly island: Island,
    private readonly costOf: (place: number) => number,
    private readonly roomOf: (place: number) => Room,
    solver: Solver,
    search: "AFRESH" | "WHOLE" = "AFRESH",
  ) {
    this.rooms = island.places.map(roomOf);
    this.columnOf = new Map(island.places.map((place, index) => [place, 2 * index]));
    this.program = solver.open({
      columns: island.places.flatMap((place, index) => {
        const [cost, { rise, fall }] = [costOf(place), this.rooms[index] ?? NO_ROOM];
        return [
          { cost, lower: 0, upper: rise },
          { cost, lower: 0, upper: fall },
        ];
      }),
      rows: island.relations.map((relation) => ({ terms: this.termsOf(relation), equals: 0 })),
      search,
    });
  }

  /** The cheapest move by which the unknown changes by exactly so much; null where none was found within the solver's limits. */
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
    this.program.setCost(column, this.costOf(place));
    this.release(place);
    return move;
  }

  /** Whether each unknown may change so far. */
  allows(move: Move): boolean {
    return [...move].every(([place, change]) => {
      const { rise, fall } = this.rooms[(this.columnOf.get(place) ?? -1) / 2] ?? NO_ROOM;
      return change > 0 ? change <= rise : -change <= fall;
    });
  }

  setCost(place: number, cost: number): void {
    const column = this.columnOf.get(place);
    if (column === undefined) return;
    this.program.setCost(column, cost);
    this.program.setCost(column + 1, cost);
  }

  /** Asks anew how far everything may rise and fall. */
  refresh(): void {
    const before = this.rooms;
    this.rooms = this.island.places.map(this.roomOf);
    this.island.places.forEach((place, index) => {
      const [was, is] = [before[index] ?? NO_ROOM, this.rooms[index] ?? NO_ROOM];
      if (was.rise !== is.rise || was.fall !== is.fall) this.release(place);
    });
  }

  close(): void {
    this.program.close();
  }

  private release(place: number): void {
    const { rise, fall } = this.rooms[(this.columnOf.get(place) ?? -1) / 2] ?? NO_ROOM;
    this.bound(place, [0, rise], [0, fall]);
  }

  private bound(place: number, rise: readonly [number, number], fall: readonly [number, number]): void {
    const column = this.columnOf.get(place);
    if (column === undefined) return;
    this.program.setBounds(column, ...rise);
    this.program.setBounds(column + 1, ...fall);
  }

  private solve(): Move | null {
    const values = this.program.cheapest();
    if (typeof values === "string") return null;
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

export const NO_ROOM: Room = { rise: 0, fall: 0 };
