// Moves as evidence. Whoever found a move, once it has been replayed it shows a table that agrees with everything that is known to
// somebody who knows nothing of what moves by it.

import { leastFor, PUBLIC, type Insider } from "./insider.js";
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

  /** Whether a place can change as asked while all that the insider knows stays true. */
  show(place: number, isEnough: (change: number) => boolean, insider: Insider): boolean {
    const isBelievable = ([one, change]: readonly [number, number]) => {
      if (insider.known.has(one)) return false;
      return this.valueOf(one) + change >= leastFor(insider, one, this.system);
    };
    return (this.byPlace.get(place) ?? []).some(
      (move) => isEnough(move.get(place) ?? 0) && [...move].every(isBelievable),
    );
  }

  private holds(move: Move, relationsOf: ReadonlyMap<number, readonly SystemRelation[]>): boolean {
    const by = (place: number) => move.get(place) ?? 0;
    const isRight = ({ total, parts }: SystemRelation) =>
      parts.reduce((sum, part) => sum + by(part), 0) === by(total);
    return [...move].every(([place, change]) => {
      if (this.isShown(place) || !Number.isSafeInteger(change)) return false;
      const isPossible = this.valueOf(place) + change >= leastFor(PUBLIC, place, this.system);
      return isPossible && (relationsOf.get(place) ?? []).every(isRight);
    });
  }

  private valueOf(place: number): number {
    return this.system.unknowns[place]?.value ?? 0;
  }
}
