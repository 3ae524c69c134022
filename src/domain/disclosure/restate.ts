// A year that is out, looked at once more when late corrections have come. A figure is restated where it has changed by more than
// is small; everything else keeps its first number. A small change says as much of a person as a small count does, so it is kept
// from everybody in the same way: of the new numbers only those of restated figures become known, and nobody may work out from
// them by how little another figure has changed, or what a small count is now.
//
// What was shown before tells next to nothing of the new numbers: a figure that is kept may have changed little, or much, or not
// at all. But it has not become zero, which would have been told. So the new numbers are a table of their own, attacked by
// itself, in which what was shown and is kept is at least 1.

import { attackAsInsiders, attackAsPublic, type AttackReport } from "./attack.js";
import { ATTACK_BUDGET, BudgetedSolver, SEARCH_BUDGET } from "./budget.js";
import { withholdAround, type Standing } from "./complementary-suppression.js";
import type { LatticeCell } from "./lattice-cell.js";
import type { YearLattice } from "./lattice.js";
import { systemOf, type LinearSystem } from "./linear-system.js";
import { coordinatorEnds, isSmall, requiredRange, type DisclosurePolicy } from "./policy.js";
import { proofOf, type Proof } from "./proof.js";
import type { FrozenCell, History, PublicCell } from "./protected-lattice.js";
import { insidersOf, outOfBudget, worked, type OnStep } from "./protect.js";
import { accepted, refused, type Outcome } from "../problem.js";
import type { Secret } from "./secret.js";
import type { Solver } from "./solver.js";

/** What is restated of a year, and what its builder keeps. */
export interface RestatedYear {
  readonly stateCode: string;
  readonly year: string;
  /** In the order of the lattice. */
  readonly cells: readonly PublicCell[];
  /** True new numbers, with the moves that prove them safe. Only for the builder. */
  readonly proof: Proof;
  /** Gate 1. */
  readonly publicAttack: AttackReport;
  /** Gate 3, by chapter. */
  readonly insiderAttacks: ReadonlyMap<string, AttackReport>;
  readonly solver: string;
}

/**
 * @param lattice the year with all that is accepted by now
 * @param published each cell as it stands in public
 * @returns problems where a gate found something
 */
export function restate(
  lattice: YearLattice,
  policy: DisclosurePolicy,
  published: History,
  solver: Solver,
  onStep: OnStep = () => {},
): Outcome<RestatedYear> {
  const candidates = lattice.cells.filter((cell) => isLargeChange(cell, published.get(cell.id), policy));
  const offered = new Set(candidates);
  const surelySome = lattice.cells.filter(
    (cell) => !offered.has(cell) && isNoZero(cell, published.get(cell.id), policy),
  );
  const system = systemOf(offering(lattice, new Set([...candidates, ...surelySome])));
  const insiders = insidersOf(lattice, system);
  const secrets = secretsOf(lattice, offered, published, system, policy);
  const frozen = system.unknowns.map(({ cells }) => standingOf(cells, offered));
  onStep("WITHHOLDING");
  const searching = new BudgetedSolver(solver, SEARCH_BUDGET);
  const pattern = withholdAround(system, frozen, secrets, insiders, policy, searching);
  const isShown = pattern.standings.map((standing) => standing === "SHOWN");
  const target = { system, isShown, wasShown: isShown.map(() => false), secrets };
  onStep("ATTACKING");
  const attacking = new BudgetedSolver(solver, ATTACK_BUDGET);
  const publicAttack = attackAsPublic(target, attacking);
  onStep("ATTACKING_AS_INSIDER");
  const insiderAttacks = attackAsInsiders(target, insiders, pattern.moves, attacking);
  const problems = [publicAttack, ...insiderAttacks.values()].flatMap(({ failures }) => failures.map(worked));
  if (problems.length > 0) return refused(...outOfBudget(lattice, searching, attacking), ...problems);
  const restated = candidates.filter(({ id }) => isKnown(system.placeOf.get(id), isShown));
  return accepted({
    stateCode: lattice.stateCode,
    year: lattice.year,
    cells: restated.map(publicCell),
    proof: {
      ...proofOf(lattice, system, isShown, insiders, pattern, publicAttack, policy),
      smallestRestatement: policy.smallestRestatement,
      before: beforeOf(lattice, published, system),
    },
    publicAttack,
    insiderAttacks,
    solver: solver.name,
  });
}

/** A zero has no place of its own: where it is offered, it is shown. */
function isKnown(place: number | undefined, isShown: readonly boolean[]): boolean {
  return place === undefined || isShown[place] === true;
}

/**
 * What was withheld stays so; nothing becomes a small count; a report that came late is a change from nothing. It is little
 * different from no other number either that was published of it: three years' numbers 30, 60 and 31 tell of one person more.
 */
function isLargeChange(
  { reading }: LatticeCell,
  before: FrozenCell | undefined,
  policy: DisclosurePolicy,
): boolean {
  if (before === undefined || before.status === "WITHHELD") return false;
  if (typeof reading !== "number" || isSmall(policy, reading)) return false;
  const first = typeof before.reading === "number" ? before.reading : 0;
  const { otherwiseShown = [] } = before;
  const isLarge = (change: number) => Math.abs(change) >= policy.smallestRestatement;
  return isLarge(reading - first) && otherwiseShown.every((one) => one === reading || isLarge(reading - one));
}

/** Everybody knows that it is at least 1: a figure that has become zero has changed by much, and every zero is told. */
function isNoZero(
  { reading }: LatticeCell,
  before: FrozenCell | undefined,
  { smallestRestatement }: DisclosurePolicy,
): boolean {
  if (typeof reading !== "number" || reading === 0 || before?.status !== "REPORTED") return false;
  return typeof before.reading === "number" && before.reading >= smallestRestatement;
}

/** The same sums; of all but some cells not even that they are no zeros is known. */
function offering(lattice: YearLattice, known: ReadonlySet<LatticeCell>): YearLattice {
  const kept = lattice.cells.flatMap((cell) => {
    const { id, reading, place } = cell;
    return typeof reading === "number" && !known.has(cell) ? [{ id, value: reading, place }] : [];
  });
  const cells = lattice.cells.filter((cell) => known.has(cell));
  return { ...lattice, cells, hidden: [...lattice.hidden, ...kept] };
}

/** What is up for publication is decided yet; what keeps its first number stays so. */
function standingOf(cells: readonly LatticeCell[], offered: ReadonlySet<LatticeCell>): Standing {
  if (cells.length === 0) return "HIDDEN";
  return cells.some((cell) => offered.has(cell)) ? "OPEN" : "WITHHELD";
}

/** Small counts as they are now, and small changes of what is shown; those with the least room to move first. */
function secretsOf(
  { cells }: YearLattice,
  offered: ReadonlySet<LatticeCell>,
  published: History,
  { placeOf }: LinearSystem,
  policy: DisclosurePolicy,
): readonly Secret[] {
  const secrets = new Map<number, Secret & { readonly value: number }>();
  for (const cell of cells) {
    const [place, { id, reading }] = [placeOf.get(cell.id), cell];
    if (place === undefined || typeof reading !== "number" || offered.has(cell)) continue;
    const found = [
      smallCount(reading, policy),
      ...numbersOf(published.get(id)).map((shown) => smallChange(reading, shown, policy)),
      secrets.get(place) ?? null,
    ].filter((one) => one !== null);
    if (found.length === 0) continue;
    const farEnds = [...new Set(found.flatMap((one) => one.farEnds))];
    const lower = Math.min(...found.map((one) => one.lower));
    const upper = Math.max(...found.map((one) => one.upper));
    secrets.set(place, { place, value: reading, lower, upper, farEnds });
  }
  return [...secrets.values()].sort((left, right) => left.value - right.value || left.place - right.place);
}

type Range = Omit<Secret, "place">;

function smallCount(reading: number, policy: DisclosurePolicy): Range | null {
  if (!isSmall(policy, reading)) return null;
  return { ...requiredRange(policy, reading), farEnds: coordinatorEnds(policy, policy.threshold) };
}

/** Nobody may prove more than a part of a small change, nor rule out that it is as large as a small one can be. */
function smallChange(reading: number, shown: number, policy: DisclosurePolicy): Range | null {
  const change = reading - shown;
  const most = policy.smallestRestatement - 1;
  if (change === 0 || Math.abs(change) > most) return null;
  const { numerator, denominator } = policy.provableShare;
  const least = Math.ceil((Math.abs(change) * numerator) / denominator);
  if (change > 0) {
    const upper = shown + most;
    return { lower: shown + least, upper, farEnds: coordinatorEnds(policy, upper) };
  }
  const lower = Math.max(0, shown - most);
  return { lower, upper: shown - least, farEnds: coordinatorEnds(policy, lower) };
}

/** Every number that was published of a cell, the one that stands first. */
function numbersOf(before: FrozenCell | undefined): readonly number[] {
  if (before === undefined || before.status === "WITHHELD") return [];
  const { reading, otherwiseShown = [] } = before;
  return typeof reading === "number" ? [reading, ...otherwiseShown] : otherwiseShown;
}

function publicCell({ id, place, period, measure, coverage, reading }: LatticeCell): PublicCell {
  const status = reading === 0 ? "REPORTED_ZERO" : "REPORTED";
  return { id, place, period, measure, coverage, status, value: Number(reading), bounds: null };
}

/** Each published figure's place with the number that stands in public, or null, and any other that was published of it. */
function beforeOf(
  { cells }: YearLattice,
  published: History,
  { placeOf }: LinearSystem,
): NonNullable<Proof["before"]> {
  return cells.flatMap(({ id }) => {
    const [place, before] = [placeOf.get(id), published.get(id)];
    if (place === undefined) return [];
    const stands =
      before?.status === "WITHHELD" || typeof before?.reading !== "number" ? null : before.reading;
    return [[place, stands, ...(before?.otherwiseShown ?? [])] as const];
  });
}
