// Moves as evidence. Whoever found a move, once it has been replayed it shows a table that agrees with everything that is known to
// somebody who knows nothing of what moves by it.

import type { LinearSystem, SystemRelation } from "./linear-system.js";
import type { Move } from "./move.js";

export class Witnesses {
  private readonly byPlace = new Map<number, Move[]>();

  /** Only the moves that hold: whole, every sum right, nothing that is shown changed, nothing below what it must be. */
  constructor(
    private readonly system: LinearSystem,
    private readonly isShown: (place: number) => boolean,
    moves: readonly Move[],
  ) {
    const relationsOf = new Map<number, SystemRelation[]>();
    for (const relation of system.relations)
      for (const place of [relation.total, ...relation.parts])
        relationsOf.set(place, [...(relationsOf.get(place) ?? []), relation]);
    for (const move of moves) {
      if (!this.holds(move, relationsOf)) continue;
      for (const place of move.keys()) this.byPlace.set(place, [...(this.byPlace.get(place) ?? []), move]);
    }
  }

  /** Whether a place can change as asked while all that is known stays as it is. */
  show(place: number, isEnough: (change: number) => boolean, known: ReadonlySet<number>): boolean {
    return (this.byPlace.get(place) ?? []).some(
      (move) => isEnough(move.get(place) ?? 0) && ![...move.keys()].some((one) => known.has(one)),
    );
  }

  private holds(move: Move, relationsOf: ReadonlyMap<number, readonly SystemRelation[]>): boolean {
    const by = (place: number) => move.get(place) ?? 0;
    const isRight = ({ total, parts }: SystemRelation) =>
      parts.reduce((sum, part) => sum + by(part), 0) === by(total);
    return [...move].every(([place, change]) => {
      const { value = 0, cells = [] } = this.system.unknowns[place] ?? {};
      const isPossible = Number.isSafeInteger(change) && value + change >= (cells.length > 0 ? 1 : 0);
      return isPossible && !this.isShown(place) && (relationsOf.get(place) ?? []).every(isRight);
    });
  }
}
