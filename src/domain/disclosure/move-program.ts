// The linear programme behind every move: the cheapest way to change one unknown by so much. Kept open between questions.

import type { LinearSystem } from "./linear-system.js";
import type { Move } from "./move.js";
import { TOLERANCE } from "./move.js";
import type { LinearProgram, OpenProgram, Solver } from "./solver.js";

/** How an unknown may change. */
export interface Freedom {
  /** Cost of changing it by one, in either direction. */
  readonly cost: number;
  /** Smallest value it may take; null: it is published and stays as it is. */
  readonly least: number | null;
}

export class MoveProgram {
  private readonly program: OpenProgram;
  /** Largest fall of each unknown; −1 where it cannot move. */
  private readonly falls: Float64Array;

  constructor(
    system: LinearSystem,
    private readonly freedoms: readonly Freedom[],
    solver: Solver,
    isWhole = false,
  ) {
    this.falls = Float64Array.from(system.unknowns, ({ value }, place) => {
      const least = freedoms[place]?.least ?? null;
      return least === null ? -1 : value - least;
    });
    this.program = solver.open(programOf(system, freedoms, this.falls, isWhole));
  }

  /** The cheapest move by which the unknown changes by exactly so much; null where there is none. */
  by(place: number, change: number): Move | null {
    this.bound(place, change > 0 ? [change, change] : [0, 0], change < 0 ? [-change, -change] : [0, 0]);
    const move = this.solve();
    this.release(place);
    return move;
  }

  /** A move by which the unknown changes as far as possible in the direction of the change, up to it. */
  towards(place: number, change: number): Move | null {
    this.bound(place, change > 0 ? [0, change] : [0, 0], change < 0 ? [0, -change] : [0, 0]);
    const column = change > 0 ? 2 * place : 2 * place + 1;
    this.program.setCost(column, -ABOVE_ALL);
    const move = this.solve();
    this.program.setCost(column, this.freedoms[place]?.cost ?? 0);
    this.release(place);
    return move;
  }

  setCost(place: number, cost: number): void {
    this.program.setCost(2 * place, cost);
    this.program.setCost(2 * place + 1, cost);
  }

  /** For a while the unknown is known, and cannot move. */
  hold(place: number): void {
    this.bound(place, [0, 0], [0, 0]);
  }

  release(place: number): void {
    const fall = this.falls[place] ?? -1;
    if (fall < 0) this.hold(place);
    else this.bound(place, [0, Infinity], [0, fall]);
  }

  close(): void {
    this.program.close();
  }

  private bound(place: number, rise: readonly [number, number], fall: readonly [number, number]): void {
    this.program.setBounds(2 * place, ...rise);
    this.program.setBounds(2 * place + 1, ...fall);
  }

  private solve(): Move | null {
    const values = this.program.cheapest();
    if (values === null) return null;
    const move = new Map<number, number>();
    for (let place = 0; place < this.falls.length; place++) {
      const change = (values[2 * place] ?? 0) - (values[2 * place + 1] ?? 0);
      if (Math.abs(change) > TOLERANCE) move.set(place, change);
    }
    return move;
  }
}

/** Dearer than any move, so that reach comes first. */
const ABOVE_ALL = 1e9;

function programOf(
  { unknowns, relations }: LinearSystem,
  freedoms: readonly Freedom[],
  falls: Float64Array,
  isWhole: boolean,
): LinearProgram {
  const isFree = (place: number) => (falls[place] ?? -1) >= 0;
  const change = (place: number, sign: 1 | -1) =>
    isFree(place)
      ? ([
          [2 * place, sign],
          [2 * place + 1, -sign],
        ] as const)
      : [];
  return {
    columns: unknowns.flatMap((_, place) => {
      const cost = freedoms[place]?.cost ?? 0;
      return [
        { cost, lower: 0, upper: isFree(place) ? Infinity : 0 },
        { cost, lower: 0, upper: Math.max(0, falls[place] ?? 0) },
      ];
    }),
    rows: relations
      .map(({ total, parts }) => ({
        terms: [...parts.flatMap((part) => change(part, 1)), ...change(total, -1)],
        equals: 0,
      }))
      .filter(({ terms }) => terms.length > 0),
    isWhole,
  };
}
