// Tries to undo a release, knowing all that was ever published of the year: gate 1 as the public, gate 3 as the coordinator of
// each chapter. It must fail. It believes nothing that the code says which chose the pattern.

import { countedBounds } from "./counted-bounds.js";
import { isHiddenFrom, type Insiders } from "./demand.js";
import type { LinearSystem } from "./linear-system.js";
import type { Move } from "./move.js";
import { isSmall, requiredRange, type DisclosurePolicy } from "./policy.js";
import type { Bounds } from "./protected-lattice.js";
import { rangesOf } from "./ranges.js";
import type { Solver } from "./solver.js";
import { SurroundedRanges } from "./surrounded-ranges.js";
import { viewOf } from "./view.js";
import { Witnesses } from "./witnesses.js";

/**
 * `EXACT`: the number is worked out. `NARROW_ABOVE`: the threshold can be ruled out. `NARROW_BELOW`: more than may be proved is
 * proved. `FLOOR`: so it is, but no release could help it, since numbers that are shown stand below.
 */
export type Finding = "EXACT" | "NARROW_ABOVE" | "NARROW_BELOW" | "FLOOR";

export interface Discovery {
  readonly finding: Finding;
  /** The cell under all of its names. */
  readonly ids: readonly string[];
  /** What is worked out. */
  readonly range: Bounds;
  /** Slug of the chapter whose coordinator finds it; null: everybody. */
  readonly insider: string | null;
}

export interface AttackReport {
  /** Small counts that were attacked. */
  readonly attacked: number;
  /** What must not be; a release with any of them is not published. */
  readonly failures: readonly Discovery[];
  /** Counted apart, since nothing can be done about them. */
  readonly floors: readonly Discovery[];
}

export interface Target {
  readonly system: LinearSystem;
  /** By place: whether its numbers are published. */
  readonly isShown: readonly boolean[];
  /** By place: whether they were published by an earlier release. */
  readonly wasShown: readonly boolean[];
  readonly policy: DisclosurePolicy;
}

/** Gate 1. */
export function attackAsPublic(target: Target, solver: Solver): AttackReport {
  const { system, isShown, wasShown, policy } = target;
  const places = smallPlaces(target);
  const required = (place: number) => requiredRange(policy, system.unknowns[place]?.value ?? 0);
  const isKnown = (place: number) => isShown[place] === true;
  const ranges = new SurroundedRanges(system, isKnown, required, solver).of(places);
  const found = places.flatMap((place) => {
    const range = ranges.get(place) ?? surely(system, place);
    const finding = judge(range, required(place));
    return finding === null ? [] : [{ finding, place, range }];
  });
  const low = found.filter(({ finding }) => finding === "NARROW_BELOW");
  // What is left when everything is withheld that no earlier release has shown: the zeros are public all the same.
  const bare = viewOf(system, (place) => wasShown[place] === true);
  const counted = countedBounds(bare).lower;
  const floors = rangesOf(
    // Without ceilings more is possible, so that a floor found so is one; and trees are separate, so that it is found soon.
    { ...bare, relations: bare.relations.filter(({ isCeiling }) => !isCeiling) },
    low.flatMap(({ place, range }) => (range.lower > (counted[place] ?? 0) ? [place] : [])),
    required,
    solver,
  );
  const floorOf = (place: number) => Math.max(counted[place] ?? 0, floors.get(place)?.lower ?? 0);
  const discoveries = found.map(({ finding, place, range }): Discovery => {
    const isFloor = finding === "NARROW_BELOW" && range.lower <= floorOf(place);
    const ids = system.unknowns[place]?.ids ?? [];
    return { finding: isFloor ? "FLOOR" : finding, ids, range, insider: null };
  });
  return reportOf(places.length, discoveries);
}

/**
 * Gate 3, by chapter: its coordinator may neither work a small count of others out nor rule the threshold out.
 * @param moves of which some may show that at once; none is believed before it has been replayed
 */
export function attackAsInsiders(
  target: Target,
  insiders: Insiders,
  moves: readonly Move[],
  solver: Solver,
): ReadonlyMap<string, AttackReport> {
  const { system, isShown, policy } = target;
  const enough = (place: number) => {
    const value = system.unknowns[place]?.value ?? 0;
    return value < policy.threshold
      ? { lower: value, upper: policy.threshold }
      : { lower: value - 1, upper: value + 1 };
  };
  const small = smallPlaces(target);
  const isKnown = (place: number) => isShown[place] === true;
  const surrounded = new SurroundedRanges(system, isKnown, enough, solver);
  const witnesses = new Witnesses(system, isKnown, moves);
  const isHiding = (place: number) => {
    const value = system.unknowns[place]?.value ?? 0;
    return (change: number) => (value < policy.threshold ? value + change >= policy.threshold : change !== 0);
  };
  return new Map(
    [...insiders].map(([insider, one]) => {
      const places = small.filter((place) => isHiddenFrom(one, place));
      const open = places.filter((place) => !witnesses.show(place, isHiding(place), one.known));
      const ranges = surrounded.of(open, one.known);
      const discoveries = open.flatMap((place): readonly Discovery[] => {
        const range = ranges.get(place) ?? surely(system, place);
        const finding = judge(range, { lower: Infinity, upper: policy.threshold });
        if (finding === null) return [];
        return [{ finding, ids: system.unknowns[place]?.ids ?? [], range, insider }];
      });
      return [insider, reportOf(places.length, discoveries)];
    }),
  );
}

function smallPlaces({ system, policy }: Target): readonly number[] {
  return system.unknowns.flatMap(({ value, cells }, place) =>
    cells.length > 0 && isSmall(policy, value) ? [place] : [],
  );
}

/** A small count that is shown is worked out by reading it. */
function surely({ unknowns }: LinearSystem, place: number): Bounds {
  const value = unknowns[place]?.value ?? 0;
  return { lower: value, upper: value };
}

function judge({ lower, upper }: Bounds, required: { lower: number; upper: number }): Finding | null {
  if (upper !== null && upper <= lower) return "EXACT";
  if (upper !== null && upper < required.upper) return "NARROW_ABOVE";
  return lower > required.lower ? "NARROW_BELOW" : null;
}

function reportOf(attacked: number, discoveries: readonly Discovery[]): AttackReport {
  return {
    attacked,
    failures: discoveries.filter(({ finding }) => finding !== "FLOOR"),
    floors: discoveries.filter(({ finding }) => finding === "FLOOR"),
  };
}
