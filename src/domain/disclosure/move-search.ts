// Looks for moves. A measure tree is searched by itself first, since trees have only ceilings in common: a move is then completed
// by what lies below each ceiling, and only one that would break through a ceiling is looked for in everything at once.

import type { LinearSystem, SystemRelation } from "./linear-system.js";
import type { Move } from "./move.js";
import { MoveProgram, sectionsOf, type Freedom, type Section } from "./move-program.js";
import type { Solver } from "./solver.js";

export class MoveSearch {
  /** How many linear programmes were solved. */
  solved = 0;
  private readonly sectionOf = new Map<number, Section>();
  private readonly everything: Section;
  private readonly programs = new Map<Section, MoveProgram>();
  private readonly ceilings = new Map<number, SystemRelation[]>();
  private held: ReadonlySet<number> = new Set();

  /** @param freedomOf how an unknown may change at the moment */
  constructor(
    private readonly system: LinearSystem,
    private readonly freedomOf: (place: number) => Freedom,
    private readonly solver: Solver,
  ) {
    const { unknowns, relations } = system;
    this.everything = { places: unknowns.map((_, place) => place), relations };
    for (const section of sectionsOf(system))
      for (const place of section.places) this.sectionOf.set(place, section);
    for (const relation of relations.filter(({ isCeiling }) => isCeiling))
      for (const place of [relation.total, ...relation.parts.slice(0, 1)])
        this.ceilings.set(place, [...(this.ceilings.get(place) ?? []), relation]);
  }

  /** A cheap move by which the unknown changes by exactly so much; null where there is none. */
  by(place: number, change: number): Move | null {
    const move = this.ask(this.sectionOf.get(place) ?? this.everything, (program) =>
      program.by(place, change),
    );
    const completed = move === null ? null : this.completed(move);
    return move === null || completed !== null
      ? completed
      : this.ask(this.everything, (program) => program.by(place, change));
  }

  /** How far the unknown can change in the direction of the change, at most so far. */
  reach(place: number, change: number): number {
    const move = this.ask(this.everything, (program) => program.towards(place, change));
    return move?.get(place) ?? 0;
  }

  /** Like {@link by}, in whole numbers only. */
  byWhole(place: number, change: number): Move | null {
    const alone = this.askWhole(this.sectionOf.get(place) ?? this.everything, place, change);
    const completed = alone === null ? null : this.completed(alone);
    return completed ?? this.askWhole(this.everything, place, change);
  }

  /** Until told otherwise these unknowns are known, and cannot move. */
  hold(known: ReadonlySet<number>): void {
    for (const program of this.programs.values()) {
      for (const place of this.held) program.release(place);
      for (const place of known) program.hold(place);
    }
    this.held = known;
  }

  setCost(place: number, cost: number): void {
    for (const program of this.programs.values()) program.setCost(place, cost);
  }

  close(): void {
    for (const program of this.programs.values()) program.close();
  }

  private ask<T>(section: Section, question: (program: MoveProgram) => T): T {
    this.solved++;
    let program = this.programs.get(section);
    if (program === undefined) {
      program = this.open(section, "AFRESH");
      this.programs.set(section, program);
    }
    return question(program);
  }

  private askWhole(section: Section, place: number, change: number): Move | null {
    this.solved++;
    const program = this.open(section, "WHOLE");
    const move = program.by(place, change);
    program.close();
    return move;
  }

  private open(section: Section, search: "AFRESH" | "WHOLE"): MoveProgram {
    const program = new MoveProgram(this.system, section, this.freedomOf, this.solver, search);
    for (const place of this.held) program.hold(place);
    return program;
  }

  /** With the change of what lies between a count and its ceiling; null where the count would rise above it. */
  private completed(move: Move): Move | null {
    const whole = new Map(move);
    for (const place of move.keys())
      for (const { total, parts } of this.ceilings.get(place) ?? []) {
        const [part = -1, rest = -1] = parts;
        const change = (move.get(total) ?? 0) - (move.get(part) ?? 0);
        if ((this.system.unknowns[rest]?.value ?? 0) + change < 0) return null;
        if (change !== 0) whole.set(rest, change);
      }
    return whole;
  }
}
