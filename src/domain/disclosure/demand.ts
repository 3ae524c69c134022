// What must stay possible for somebody: that a small count changes by so much while all that the person knows stays as it is.

import type { LinearSystem } from "./linear-system.js";
import { requiredRange, type DisclosurePolicy } from "./policy.js";

/** What a coordinator has of a lattice, by place. */
export interface Insider {
  /** What is made of the own reports alone. */
  readonly known: ReadonlySet<number>;
  /** What counts nothing but the own: nothing of others can be learned from it. */
  readonly own: ReadonlySet<number>;
}

/** By slug of the chapter, in order. */
export type Insiders = ReadonlyMap<string, Insider>;

export function isHiddenFrom({ known, own }: Insider, place: number): boolean {
  return !known.has(place) && !own.has(place);
}

export interface Demand {
  readonly place: number;
  /** Signed; a move that goes further will do. */
  readonly change: number;
  /** Slug of the chapter whose coordinator looks on; null: the public. */
  readonly insider: string | null;
}

/** Nobody may rule out the threshold, and nobody may prove more than a part of the truth. */
export function publicDemands(
  place: number,
  { unknowns }: LinearSystem,
  policy: DisclosurePolicy,
): readonly Demand[] {
  const value = unknowns[place]?.value ?? 0;
  const { lower, upper } = requiredRange(policy, value);
  return [
    { place, change: upper - value, insider: null },
    { place, change: lower - value, insider: null },
  ].filter(({ change }) => change !== 0);
}

/**
 * A coordinator may neither rule out the threshold nor know the count. For a count at the threshold the first says nothing, so
 * that it must be able to change at all: one up, or else one down.
 */
export function insiderDemands(
  place: number,
  insider: string,
  { unknowns }: LinearSystem,
  policy: DisclosurePolicy,
): readonly Demand[] {
  const rise = requiredRange(policy, unknowns[place]?.value ?? 0).upper - (unknowns[place]?.value ?? 0);
  return rise > 0
    ? [{ place, change: rise, insider }]
    : [
        { place, change: 1, insider },
        { place, change: -1, insider },
      ];
}
