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

/** The solver reckons in floating point; its numbers are right to about this much. */
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

  /** A known move by which the unknown changes so far, or a multiple of one, which is then known too. */
  find(place: number, change: number, allows: Allows): Move | null {
    for (const index of this.byPlace.get(place) ?? []) {
      const move = this.moves[index];
      const by = move?.get(place);
      if (move === undefined || by === undefined) continue;
      const isEnough = change > 0 ? by >= change : by <= change;
      if (isEnough && allowsAll(move, allows)) return move;
      const multiple = isEnough ? null : wholeMultiple(move, change / by);
      if (multiple === null || !allowsAll(multiple, allows)) continue;
      this.add(multiple);
      return multiple;
    }
    return null;
  }
}

function allowsAll(move: Move, allows: Allows): boolean {
  for (const [place, change] of move) if (!allows(place, change)) return false;
  return true;
}

/** Null where it would not be whole. */
function wholeMultiple(move: Move, factor: number): Move | null {
  const multiple = new Map<number, number>();
  for (const [place, change] of move) {
    const scaled = Math.round(change * factor);
    if (Math.abs(scaled - change * factor) > TOLERANCE) return null;
    multiple.set(place, scaled);
  }
  return multiple;
}
