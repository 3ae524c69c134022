// What a coordinator has of a lattice beside what everybody sees: the own reports, month by month. Some sums are made of them
// alone, and are known. Of the others they are a part, and no such sum can be less than that: others report no less than nothing.

import type { LinearSystem } from "./linear-system.js";

/** By place. */
export interface Insider {
  /** What is made of the own reports alone. */
  readonly known: ReadonlySet<number>;
  /** How much the own reports make up, where that is not nothing. */
  readonly ownParts: ReadonlyMap<number, number>;
}

/** By slug of the chapter, in order. */
export type Insiders = ReadonlyMap<string, Insider>;

/** Somebody who has nothing but what everybody sees. */
export const PUBLIC: Insider = { known: new Set(), ownParts: new Map() };

/** Not what counts nothing but the own: of others it tells that they have none, and zeros are shown anyway. */
export function isHiddenFrom(
  { known, ownParts }: Insider,
  place: number,
  { unknowns }: LinearSystem,
): boolean {
  return !known.has(place) && ownParts.get(place) !== unknowns[place]?.value;
}

/**
 * The smallest value that somebody can believe an unknown to have at first sight: a withheld cell is no zero, since zeros are
 * shown; a sum that was never published may be one.
 */
export function leastFor({ ownParts }: Insider, place: number, { unknowns }: LinearSystem): number {
  const { value = 0, cells = [] } = unknowns[place] ?? {};
  // Of what lies below a ceiling, others may have less than nothing where a report broke the rule; the truth stays possible.
  return Math.max(cells.length > 0 ? 1 : 0, Math.min(ownParts.get(place) ?? 0, value));
}

/** Somebody who has what all of them have, by which nobody's knowledge is made too little. */
export function together(insiders: readonly Insider[]): Insider {
  const [first = PUBLIC, ...others] = insiders;
  if (others.length === 0) return first;
  const known = new Set(first.known);
  const ownParts = new Map(first.ownParts);
  for (const other of others) {
    for (const place of other.known) known.add(place);
    for (const [place, part] of other.ownParts) ownParts.set(place, Math.max(part, ownParts.get(place) ?? 0));
  }
  return { known, ownParts };
}
