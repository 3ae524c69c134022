// The evidence that a year is safe, as data: the true table, what of it is shown, and moves by which every small count can change
// far enough while all that is shown stays. `npm run release:verify` replays it in whole numbers, without any of this code.
// It holds every secret of the release: it stays with the builder, and is never published.

import type { AttackReport } from "./attack.js";
import type { Pattern } from "./complementary-suppression.js";
import type { Insiders } from "./insider.js";
import type { LinearSystem } from "./linear-system.js";
import type { DisclosurePolicy } from "./policy.js";

export const PROOF_FORMAT = "intercept-one/release-proof/3";

/** `S`: shown. `W`: withheld. `H`: never published. */
export type Mark = "S" | "W" | "H";

/** Places are positions in `unknowns`. */
export interface Proof {
  readonly format: typeof PROOF_FORMAT;
  readonly stateCode: string;
  readonly year: string;
  readonly threshold: number;
  readonly provableShare: readonly [numerator: number, denominator: number];
  /** What is proved of coordinators: see the policy. */
  readonly coordinatorProtection: DisclosurePolicy["coordinatorProtection"];
  readonly unknowns: readonly (readonly [mark: Mark, value: number, ...ids: string[]])[];
  /** Total first, then its parts. */
  readonly relations: readonly (readonly number[])[];
  /** Chapter → places that its coordinator knows, and by turns each place of which its reports are a part, and how much of it. */
  readonly insiders: Readonly<
    Record<string, { readonly known: readonly number[]; readonly ownParts: readonly number[] }>
  >;
  /**
   * Places that no release could lower further, and how far they can be. The attack has found that out; the checker can count
   * most of it itself, and says how many it had to believe.
   */
  readonly floors: readonly (readonly [place: number, least: number])[];
  /** Place and change by turns. */
  readonly moves: readonly (readonly number[])[];
  /** Of a restatement: smaller changes are as secret as small counts. */
  readonly smallestRestatement?: number;
  /** Of a restatement: places of figures, with the number that stands in public, null: none; then others that were shown. */
  readonly before?: readonly (readonly [place: number, stands: number | null, ...others: number[]])[];
}

export function proofOf(
  { stateCode, year }: { readonly stateCode: string; readonly year: string },
  { unknowns, relations, placeOf }: LinearSystem,
  isShown: readonly boolean[],
  insiders: Insiders,
  { moves }: Pick<Pattern, "moves">,
  { floors }: AttackReport,
  { threshold, provableShare, coordinatorProtection }: DisclosurePolicy,
): Proof {
  return {
    format: PROOF_FORMAT,
    stateCode,
    year,
    threshold,
    provableShare: [provableShare.numerator, provableShare.denominator],
    coordinatorProtection,
    unknowns: unknowns.map(({ ids, value, cells }, place) => [
      isShown[place] === true ? "S" : cells.length > 0 ? "W" : "H",
      value,
      ...ids,
    ]),
    relations: relations.map(({ total, parts }) => [total, ...parts]),
    insiders: Object.fromEntries(
      [...insiders].map(([chapter, { known, ownParts }]) => [
        chapter,
        { known: [...known], ownParts: [...ownParts].flat() },
      ]),
    ),
    floors: floors.flatMap(({ ids, range }) => {
      const place = placeOf.get(ids[0] ?? "");
      return place === undefined ? [] : [[place, range.lower] as const];
    }),
    moves: moves.map((move) => [...move].flat()),
  };
}
