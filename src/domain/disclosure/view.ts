// What somebody knows of a lattice: the public knows what is shown, a coordinator knows the own chapter as well. Nothing here
// depends on a number that the person does not know.

import { leastFor, PUBLIC, type Insider } from "./insider.js";
import type { LinearSystem, SystemRelation } from "./linear-system.js";

export interface View {
  readonly relations: readonly SystemRelation[];
  /** By place: the number, or null for what is not known. */
  readonly known: readonly (number | null)[];
  /** By place: what is not known is at least this. */
  readonly least: readonly number[];
}

/** @param isShown whether the numbers of a place are published */
export function viewOf(
  system: LinearSystem,
  isShown: (place: number) => boolean,
  insider: Insider = PUBLIC,
): View {
  const { unknowns, relations } = system;
  return {
    relations,
    known: unknowns.map(({ value }, place) => (isShown(place) || insider.known.has(place) ? value : null)),
    least: unknowns.map((_, place) => leastFor(insider, place, system)),
  };
}
