// One year of one state, protected: lattice in, cells with what may be seen of them out, and the evidence that goes with it.

import { ATTACK_BUDGET, BOUNDS_BUDGET, BudgetedSolver, SEARCH_BUDGET } from "./budget.js";
import { withholdAround, type Pattern, type Standing } from "./complementary-suppression.js";
import type { Insiders } from "./insider.js";
import type { LatticeCell } from "./lattice-cell.js";
import type { YearLattice } from "./lattice.js";
import { systemOf, type LinearSystem, type Unknown } from "./linear-system.js";
import { isSmall, type DisclosurePolicy } from "./policy.js";
import { problem, refused, accepted, type Outcome } from "../problem.js";
import type { Bounds, CellStatus, History, PublicCell, Suppression } from "./protected-lattice.js";
import type { Solver } from "./solver.js";
import { viewOf } from "./view.js";
import { attackAsInsiders, attackAsPublic, type AttackReport } from "./attack.js";
import { proofOf, type Proof } from "./proof.js";
import { publicBounds } from "./public-bounds.js";
import { publishedRelations } from "./published-relations.js";
import { smallCounts } from "./secret.js";

/** What a release shows of a year, and what its builder keeps. */
export interface ProtectedYear {
  readonly stateCode: string;
  readonly year: string;
  /** In the order of the lattice. */
  readonly cells: readonly PublicCell[];
  /** Why each withheld cell is withheld. Only for staff. */
  readonly suppressions: ReadonlyMap<string, Suppression>;
  /** True numbers with the moves that prove them safe. Only for the builder; gate 2 is run over it. */
  readonly proof: Proof;
  /** Ids of published cells: totals and their parts. */
  readonly relations: readonly (readonly string[])[];
  /** Gate 1. */
  readonly publicAttack: AttackReport;
  /** Gate 3, by chapter. */
  readonly insiderAttacks: ReadonlyMap<string, AttackReport>;
  readonly solver: string;
}

/** Each step takes seconds to minutes; told so that a job can say how far it is. */
export type OnStep = (step: "WITHHOLDING" | "ATTACKING" | "ATTACKING_AS_INSIDER" | "BOUNDING") => void;

/**
 * @param history cells of the year that are out already: they stay as they are, and everybody knows them
 * @returns problems where the history is not what the lattice says, or where a gate found something
 */
export function protect(
  lattice: YearLattice,
  policy: DisclosurePolicy,
  history: History,
  solver: Solver,
  onStep: OnStep = () => {},
): Outcome<ProtectedYear> {
  const moved = lattice.cells.filter(({ id, reading }) => (history.get(id)?.reading ?? reading) !== reading);
  if (moved.length > 0) return refused(...moved.map(movedSince));
  const system = systemOf(lattice);
  const frozen = system.unknowns.map((unknown) => standingOf(unknown, history));
  const insiders = insidersOf(lattice, system);
  const secrets = smallCounts(system, policy);
  onStep("WITHHOLDING");
  const searching = new BudgetedSolver(solver, SEARCH_BUDGET);
  const pattern = withholdAround(system, frozen, secrets, insiders, policy, searching);
  const statuses = new Map(lattice.cells.map((cell) => [cell.id, statusOf(cell, system, pattern, history)]));
  const isShown = system.unknowns.map(({ cells }) => cells.some(({ id }) => statuses.get(id) === "REPORTED"));
  const target = { system, isShown, wasShown: frozen.map((standing) => standing === "SHOWN"), secrets };
  onStep("ATTACKING");
  const attacking = new BudgetedSolver(solver, ATTACK_BUDGET);
  const publicAttack = attackAsPublic(target, attacking);
  onStep("ATTACKING_AS_INSIDER");
  const insiderAttacks = attackAsInsiders(target, insiders, pattern.moves, attacking);
  const problems = [publicAttack, ...insiderAttacks.values()].flatMap(({ failures }) => failures.map(worked));
  if (problems.length > 0) return refused(...outOfBudget(lattice, searching, attacking), ...problems);
  onStep("BOUNDING");
  const bounds = boundsOf(system, isShown, new BudgetedSolver(solver, BOUNDS_BUDGET));
  return accepted({
    stateCode: lattice.stateCode,
    year: lattice.year,
    cells: lattice.cells.map((cell) => publicCell(cell, statuses.get(cell.id) ?? "WITHHELD", system, bounds)),
    suppressions: suppressionsOf(lattice, statuses, policy),
    proof: proofOf(lattice, system, isShown, insiders, pattern, publicAttack, policy),
    relations: publishedRelations(system),
    publicAttack,
    insiderAttacks,
    solver: solver.name,
  });
}

/** What each coordinator has of the lattice. */
export function insidersOf({ known, ownParts }: YearLattice, { placeOf }: LinearSystem): Insiders {
  const placed = (parts: ReadonlyMap<string, number>) =>
    [...parts].flatMap(([id, part]): (readonly [number, number])[] => {
      const place = placeOf.get(id);
      return place === undefined ? [] : [[place, part]];
    });
  // One who has reported zeros only has no part of anything, and knows that.
  const chapters = [...new Set([...known.keys(), ...ownParts.keys()])].sort();
  return new Map(
    chapters.map((chapter) => [
      chapter,
      {
        known: new Set((known.get(chapter) ?? []).flatMap((id) => placeOf.get(id) ?? [])),
        ownParts: new Map(placed(ownParts.get(chapter) ?? new Map())),
      },
    ]),
  );
}

/** What is out under any of its names is known under all of them. */
export function standingOf({ cells }: Unknown, history: History): Standing {
  if (cells.length === 0) return "HIDDEN";
  const statuses = cells.map(({ id }) => history.get(id)?.status);
  if (statuses.includes("REPORTED")) return "SHOWN";
  return statuses.includes("WITHHELD") ? "WITHHELD" : "OPEN";
}

function statusOf(
  { id, reading }: LatticeCell,
  { placeOf }: LinearSystem,
  { standings }: Pattern,
  history: History,
): CellStatus {
  const before = history.get(id);
  if (before !== undefined) return before.status;
  if (typeof reading !== "number") return reading;
  if (reading === 0) return "REPORTED_ZERO";
  return standings[placeOf.get(id) ?? -1] === "SHOWN" ? "REPORTED" : "WITHHELD";
}

function boundsOf(
  system: LinearSystem,
  isShown: readonly boolean[],
  solver: Solver,
): ReadonlyMap<number, Bounds> {
  const withheld = system.unknowns.flatMap(({ cells }, place) =>
    cells.length > 0 && isShown[place] !== true ? [place] : [],
  );
  const view = viewOf(system, (place) => isShown[place] === true);
  return publicBounds(view, withheld, solver);
}

function publicCell(
  { id, place, period, measure, coverage, reading }: LatticeCell,
  status: CellStatus,
  { placeOf }: LinearSystem,
  bounds: ReadonlyMap<number, Bounds>,
): PublicCell {
  const isReported = status === "REPORTED" || status === "REPORTED_ZERO";
  return {
    id,
    place,
    period,
    measure,
    coverage,
    status,
    value: isReported && typeof reading === "number" ? reading : null,
    // Under another name it may have been shown for long.
    bounds: status === "WITHHELD" ? (bounds.get(placeOf.get(id) ?? -1) ?? exactly(reading)) : null,
  };
}

function exactly(reading: LatticeCell["reading"]): Bounds | null {
  return typeof reading === "number" ? { lower: reading, upper: reading } : null;
}

function suppressionsOf(
  { cells }: YearLattice,
  statuses: ReadonlyMap<string, CellStatus>,
  policy: DisclosurePolicy,
): ReadonlyMap<string, Suppression> {
  return new Map(
    cells
      .filter(({ id }) => statuses.get(id) === "WITHHELD")
      .map(({ id, reading }) => [
        id,
        typeof reading === "number" && isSmall(policy, reading) ? "PRIMARY" : "COMPLEMENTARY",
      ]),
  );
}

function movedSince({ id, reading }: LatticeCell) {
  return problem(
    "CONFLICT",
    id,
    `${id} is ${String(reading)} and was something else when it was first published.`,
    "Build from the values as they were when each month was locked; later corrections wait for the restatement.",
  );
}

/** Said first where a search was cut short, since what was found after that may only be what was not found in time. */
export function outOfBudget(
  { stateCode, year }: Pick<YearLattice, "stateCode" | "year">,
  ...solvers: readonly BudgetedSolver[]
) {
  if (solvers.every(({ spentShare }) => spentShare < 1)) return [];
  return [
    problem(
      "SEARCH_LIMIT",
      `${stateCode} ${year}`,
      `The search for figures of ${year} that can safely be shown reached its limit before it found enough of them.`,
      "Release fewer months, or leave a finer level out.",
    ),
  ];
}

export function worked({ finding, ids, range, insider }: AttackReport["failures"][number]) {
  const who = insider === null ? "Anybody" : `The coordinator of ${insider}`;
  const upper = range.upper === null ? "more" : String(range.upper);
  return problem(
    "DISCLOSED",
    ids[0] ?? "",
    `${who} could work out that ${ids[0] ?? ""} lies between ${String(range.lower)} and ${upper} (${finding}).`,
    "Leave a level out of the lattice; nothing is published while a cell can be worked out.",
  );
}
