// The public file of a release: the policy, every cell as it is shown, and what adds up to what among them. Its hash names the
// release. It is made of public values only, so that two data files that show the same figures have the same hash: no digest of
// what went in is part of it, since that would let a guess at a withheld number be tried out.

import type { DisclosurePolicy } from "../disclosure/policy.js";
import type { PublicCell } from "../disclosure/protected-lattice.js";

export const RELEASE_FORMAT = "intercept-one/release/1";

/** Id, status, value, smallest and largest possible value, reports expected, reports in the number. */
export type ManifestCell = readonly [
  id: string,
  status: string,
  value: number | null,
  lower: number | null,
  upper: number | null,
  expected: number,
  counted: number,
];

export interface Manifest {
  readonly format: typeof RELEASE_FORMAT;
  readonly stateCode: string;
  readonly policy: DisclosurePolicy;
  /** In order of id. */
  readonly cells: readonly ManifestCell[];
  /** Ids: a total and its parts, in order. */
  readonly relations: readonly (readonly string[])[];
}

/** What one year of a release shows. */
export interface ManifestYear {
  readonly cells: readonly PublicCell[];
  readonly relations: readonly (readonly string[])[];
}

/** Order and form follow from the contents alone. */
export function manifestOf(
  stateCode: string,
  policy: DisclosurePolicy,
  years: readonly ManifestYear[],
): Manifest {
  return {
    format: RELEASE_FORMAT,
    stateCode,
    policy,
    cells: years
      .flatMap(({ cells }) => cells.map(manifestCell))
      .sort(([left], [right]) => (left < right ? -1 : 1)),
    relations: years
      .flatMap(({ relations }) => relations)
      .sort((left, right) => (left.join(" ") < right.join(" ") ? -1 : 1)),
  };
}

function manifestCell({ id, status, value, bounds, coverage }: PublicCell): ManifestCell {
  return [
    id,
    status,
    value,
    bounds?.lower ?? null,
    bounds?.upper ?? null,
    coverage.expected,
    coverage.counted,
  ];
}
