// Looks for moves, near by first: a chapter's counts are exchanged with those of its region, a region's with those of the state,
// and only what cannot be met so is looked for in the whole measure tree, and at last in everything at once. Trees have only
// ceilings in common: a move in one is completed by what lies below each ceiling.

import { leastFor, PUBLIC, type Insider } from "./insider.js";
import type { Island } from "./islands.js";
import { ceilingsOf, type LinearSystem, type SystemRelation } from "./linear-system.js";
import { TOLERANCE, wholeMove, wholeMultiple, type Move } from "./move.js";
import { MoveProgram, NO_ROOM, type Room } from "./move-program.js";
import type { Solver } from "./solver.js";
import { circlesOf } from "./surroundings.js";

/** How an unknown may change. */
export interface Freedom {
  /** Cost of changing it by one, in either direction. */
  readonly cost: number;
  /** It is published, and stays as it is. */
  readonly isFixed: boolean;
}

interface KeptProgram {
  readonly program: MoveProgram;
  /** Whose knowledge it respects. */
  onlooker: Insider;
  /** How many changes of costs it has heard of. */
  changes: number;
}

/** How often an island is asked for a whole move; a large one costs seconds each time. */
const ATTEMPTS = 6;
const ATTEMPTS_ON_LARGE = 2;
const DEARER = 8;
/** Costs that lie too far apart bring the solver to a stall. */
const MUCH_DEARER = 64;
/** Larger islands, by unknowns: too large for many attempts, and for a search in whole numbers. */
const LARGE = 2_000;

export class MoveSearch {
  /** How many linear programmes were solved. */
  solved = 0;
  /** By place: the islands on which it lies, the smallest first. */
  private readonly around: readonly (readonly Island[])[];
  private readonly programs = new Map<Island, KeptProgram>();
  private readonly ceilings: ReadonlyMap<number, readonly SystemRelation[]>;
  private onlooker = PUBLIC;
  /** Unknowns whose cost has changed since the beginning, in order. */
  private readonly changed: number[] = [];

  /** @param freedomOf how an unknown may change at the moment */
  constructor(
    private readonly system: LinearSystem,
    private readonly freedomOf: (place: number) => Freedom,
    private readonly solver: Solver,
  ) {
    this.ceilings = ceilingsOf(system);
    const around: Island[][] = system.unknowns.map(() => []);
    for (const islands of circlesOf(system, () => true))
      for (const island of islands) for (const place of island.around) around[place]?.push(island);
    this.around = around;
  }

  /** A cheap move by which the unknown changes by exactly so much; null where none was found. */
  by(place: number, change: number): Move | null {
    return this.nearBy(place, (island) => this.ask(island, (program) => program.by(place, change)));
  }

  /** How far the unknown can change in the direction of the change, at most so far. */
  reach(place: number, change: number): number {
    const everything = this.around[place]?.at(-1);
    if (everything === undefined) return 0;
    return this.ask(everything, (program) => program.towards(place, change))?.get(place) ?? 0;
  }

  /** Like {@link by}, in whole numbers only; it may go further. */
  byWhole(place: number, change: number): Move | null {
    return (
      this.nearBy(place, (island) => this.askForWhole(island, place, change)) ??
      this.nearBy(place, (island) => this.askWhole(island, place, change))
    );
  }

  /** Until told otherwise, nothing moves that the onlooker knows, nor further than the onlooker could believe. */
  lookedOnBy(onlooker: Insider): void {
    this.onlooker = onlooker;
  }

  /** The freedom of an unknown is another one than before, as far as its cost goes. */
  costChanged(place: number): void {
    this.changed.push(place);
  }

  close(): void {
    for (const { program } of this.programs.values()) program.close();
  }

  private nearBy(place: number, look: (island: Island) => Move | null): Move | null {
    for (const island of this.around[place] ?? []) {
      const move = look(island);
      const completed = move === null ? null : this.completed(move);
      if (completed !== null) return completed;
    }
    return null;
  }

  private ask<T>(island: Island, question: (program: MoveProgram) => T): T {
    this.solved++;
    let kept = this.programs.get(island);
    if (kept === undefined) {
      const { onlooker, changed } = this;
      kept = { program: this.open(island, "AFRESH"), onlooker, changes: changed.length };
      this.programs.set(island, kept);
    }
    this.bringUpToDate(kept);
    return question(kept.program);
  }

  /** Most programmes are asked rarely, so each hears of what has happened only when it is. */
  private bringUpToDate(kept: KeptProgram): void {
    for (const place of this.changed.slice(kept.changes))
      kept.program.setCost(place, this.freedomOf(place).cost);
    kept.changes = this.changed.length;
    if (kept.onlooker === this.onlooker) return;
    kept.onlooker = this.onlooker;
    kept.program.refresh();
  }

  /**
   * Where a move is of fractions, a multiple of it may be whole. Where none is, what moves by fractions is made dear for a while:
   * often the next move is whole, and soon found.
   */
  private askForWhole(island: Island, place: number, change: number): Move | null {
    const dear = new Map<number, number>();
    const attempts = island.places.length > LARGE ? ATTEMPTS_ON_LARGE : ATTEMPTS;
    const move = this.ask(island, (program) => {
      for (let attempt = 0; attempt < attempts; attempt++) {
        const found = program.by(place, change);
        if (found === null) return null;
        const whole = wholeMove(found) ?? wholeMultiple(found, (multiple) => program.allows(multiple));
        if (whole !== null) return whole;
        for (const [one, by] of found) {
          if (wholeMove(new Map([[one, by]])) !== null) continue;
          const times = Math.min((dear.get(one) ?? 1) * DEARER, MUCH_DEARER);
          dear.set(one, times);
          program.setCost(one, times * this.freedomOf(one).cost);
        }
        this.solved++;
      }
      return null;
    });
    for (const one of dear.keys()) this.costChanged(one);
    return move;
  }

  private askWhole(island: Island, place: number, change: number): Move | null {
    if (island.places.length > LARGE) return null;
    this.solved++;
    const program = this.open(island, "WHOLE");
    const move = program.by(place, change);
    program.close();
    return move;
  }

  private open(island: Island, search: "AFRESH" | "WHOLE"): MoveProgram {
    const on = new Set(island.places);
    const costOf = (place: number) => this.freedomOf(place).cost;
    return new MoveProgram(island, costOf, (place) => this.roomOf(place, on), this.solver, search);
  }

  /** What lies between a count and its ceiling gives way, as far as it can. */
  private roomOf(place: number, on: ReadonlySet<number>): Room {
    if (this.freedomOf(place).isFixed || this.onlooker.known.has(place)) return NO_ROOM;
    const room = { rise: Infinity, fall: this.slackOf(place) };
    for (const { total, parts } of this.ceilings.get(place) ?? []) {
      const [part = -1, rest = -1] = parts;
      if (on.has(rest)) continue;
      const left = this.slackOf(rest);
      if (place === part) room.rise = Math.min(room.rise, left);
      if (place === total) room.fall = Math.min(room.fall, left);
    }
    return room;
  }

  /** How far an unknown can fall for the onlooker to believe it. */
  private slackOf(place: number): number {
    return (this.system.unknowns[place]?.value ?? 0) - leastFor(this.onlooker, place, this.system);
  }

  /** With the change of what lies between a count and its ceiling; null where both ends moved, and there is too little left. */
  private completed(move: Move): Move | null {
    const whole = new Map(move);
    for (const place of move.keys())
      for (const { total, parts } of this.ceilings.get(place) ?? []) {
        const [part = -1, rest = -1] = parts;
        const change = (move.get(total) ?? 0) - (move.get(part) ?? 0);
        if (this.slackOf(rest) + change < -TOLERANCE) return null;
        if (change !== 0) whole.set(rest, change);
      }
    return whole;
  }
}
