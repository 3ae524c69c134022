// Tries to undo a release, knowing all that was ever published of the year: gate 1 as the public, gate 3 as the coordinator of
// each chapter. It must fail. It believes nothing that the code says which chose the pattern.

import { countedBounds } from "./counted-bounds.js";
import { floorsFor } from "./floors.js";
import { isHiddenFrom, type Insiders } from "./insider.js";
import type { LinearSystem } from "./linear-system.js";
import type { Move } from "./move.js";
import type { Bounds } from "./protected-lattice.js";
import { rangesOf } from "./ranges.js";
import { farMoves, type Secret } from "./secret.js";
import type { Solver } from "./solver.js";
import { SurroundedRanges } from "./surrounded-ranges.js";
import { viewOf } from "./view.js";
import { Witnesses } from "./witnesses.js";

/**
 * `EXACT`: the number is worked out. `NARROW_ABOVE`: the upper end can be ruled out. `NARROW_BELOW`: so can the lower one, and of a
 * small count more is proved than may be. `FLOOR`: so it is, but no release could help it, since numbers that are shown stand below.
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
  /** Secrets that were attacked. */
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
  /** At most one a place. */
  readonly secrets: readonly Secret[];
}

/** Gate 1. */
export function attackAsPublic(target: Target, solver: Solver): AttackReport {
  const { system, isShown, wasShown, secrets } = target;
  const places = secrets.map(({ place }) => place);
  const bySecret = new Map(secrets.map((secret) => [secret.place, secret]));
  const required = (place: number) => bySecret.get(place) ?? null;
  const isKnown = (place: number) => isShown[place] === true;
  const ranges = new SurroundedRanges(system, isKnown, required, solver).of(places);
  const found = secrets.flatMap((secret) => {
    const { place } = secret;
    const range = ranges.get(place) ?? surely(system, place);
    const finding = judge(range, secret);
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
 * Gate 3, by chapter: its coordinator may neither work a secret of others out nor rule its far end out.
 * @param moves of which some may show that at once; none is believed before it has been replayed
 */
export function attackAsInsiders(
  target: Target,
  insiders: Insiders,
  moves: readonly Move[],
  solver: Solver,
): ReadonlyMap<string, AttackReport> {
  const { system, isShown, wasShown, secrets } = target;
  const valueOf = (place: number) => system.unknowns[place]?.value ?? 0;
  const bySecret = new Map(secrets.map((secret) => [secret.place, secret]));
  const isKnown = (place: number) => isShown[place] === true;
  const enough = (place: number) => {
    const secret = bySecret.get(place);
    return secret === undefined ? null : enoughOf(secret, valueOf(place));
  };
  const surrounded = new SurroundedRanges(system, isKnown, enough, solver);
  const witnesses = new Witnesses(system, isKnown, moves);
  return new Map(
    [...insiders].map(([insider, one]) => {
      const floorOf = floorsFor(one, system, (place) => wasShown[place] === true);
      const hidden = secrets.filter(({ place }) => isHiddenFrom(one, place, system));
      const farOf = (secret: Secret) => farMoves(secret, valueOf(secret.place), floorOf(secret));
      const isShownSafe = (secret: Secret) => {
        const far = farOf(secret);
        const show = (isEnough: (change: number) => boolean) => witnesses.show(secret.place, isEnough, one);
        return far.length === 0
          ? show((change) => change !== 0)
          : far.every((least) => show((change) => (least > 0 ? change >= least : change <= least)));
      };
      const open = hidden.filter((secret) => !isShownSafe(secret));
      const ranges = surrounded.of(
        open.map(({ place }) => place),
        one,
      );
      const discoveries = open.flatMap((secret): readonly Discovery[] => {
        const { place } = secret;
        const range = ranges.get(place) ?? surely(system, place);
        const finding = judge(range, requiredOf(valueOf(place), farOf(secret)));
        return finding === null ? [] : [{ finding, ids: system.unknowns[place]?.ids ?? [], range, insider }];
      });
      return [insider, reportOf(hidden.length, discoveries)];
    }),
  );
}

interface Ends {
  readonly lower: number;
  readonly upper: number;
}

/** No more needs to be known of a range than whether it contains this: the far ends, and that the number is not known. */
function enoughOf({ farEnds }: Secret, value: number): Ends {
  if (farEnds.length === 0) return { lower: value, upper: value + 1 };
  if (farEnds.every((end) => end > value)) return { lower: value, upper: Math.max(...farEnds) };
  return { lower: Math.min(value - 1, ...farEnds), upper: Math.max(value + 1, ...farEnds) };
}

/** What the range found must contain for the secret to be safe from an insider; none of it where it must only not be exact. */
function requiredOf(value: number, far: readonly number[]): Ends {
  return {
    lower: Math.min(...far.map((change) => (change < 0 ? value + change : Infinity))),
    upper: Math.max(...far.map((change) => (change > 0 ? value + change : -Infinity))),
  };
}

/** What is shown is worked out by reading it. */
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
