// A move changes a few unknowns of a table so that every sum stays right and every published number stays as it is. What can
// be moved cannot be known: moves are how a pattern of withheld cells is found, and how it is proved later.

/** Place of the unknown → by how much; never 0. */
export type Move = ReadonlyMap<number, number>;

/** Whole changes, in the order of places; null where the change of some unknown is no whole number. */
export function wholeMove(changes: Move): Move | null {
  const whole = new Map<number, number>();
  for (const [place, change] of changes) {
    const rounded = Math.round(change);
    if (Math.abs(change - rounded) > TOLERANCE) return null;
    if (rounded !== 0) whole.set(place, rounded);
  }
  return whole;
}

/** Of a move of simple fractions the smallest multiple that is whole and may be made; it goes further than the move itself. */
export function wholeMultiple(changes: Move, mayBe: (move: Move) => boolean): Move | null {
  for (let factor = 2; factor <= MOST_TIMES; factor++) {
    const multiple = wholeMove(new Map([...changes].map(([place, change]) => [place, change * factor])));
    if (multiple !== null && mayBe(multiple)) return multiple;
  }
  return null;
}

const MOST_TIMES = 6;

/** The solver computes in floating point; its numbers are right to about this much. */
export const TOLERANCE = 1e-6;

/** Whether an unknown may change by so much. */
export type Allows = (place: number, change: number) => boolean;

/** Moves that are known to be possible, and stay so while more and more is withheld. */
export class MovePool {
  readonly moves: Move[] = [];
  private readonly byPlace = new Map<number, number[]>();

  add(move: Move): void {
    const index = this.moves.push(move) - 1;
    for (const place of move.keys()) {
      const list = this.byPlace.get(place);
      if (list === undefined) this.byPlace.set(place, [index]);
      else list.push(index);
    }
  }

  /** A known move by which the unknown changes so far, or else a multiple of one, which is then known too. */
  find(place: number, change: number, allows: Allows): Move | null {
    const moves = (this.byPlace.get(place) ?? []).flatMap((index) => this.moves[index] ?? []);
    const isEnough = (by: number) => (change > 0 ? by >= change : by <= change);
    for (const move of moves)
      if (isEnough(move.get(place) ?? 0) && allowsMultiple(move, 1, allows)) return move;
    for (const move of moves) {
      const by = move.get(place) ?? 0;
      if (isEnough(by) || !allowsMultiple(move, change / by, allows)) continue;
      const multiple = new Map([...move].map(([one, step]) => [one, Math.round((step * change) / by)]));
      this.add(multiple);
      return multiple;
    }
    return null;
  }
}

/** Whether the move may be made so many times, and is whole then. */
function allowsMultiple(move: Move, factor: number, allows: Allows): boolean {
  for (const [place, change] of move) {
    const scaled = Math.round(change * factor);
    if (Math.abs(scaled - change * factor) > TOLERANCE || !allows(place, scaled)) return false;
  }
  return true;
}
