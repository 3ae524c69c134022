// What somebody knows of a lattice: the public knows what is shown, a coordinator knows the own chapter as well. Nothing here
// depends on a number that the person does not know.

import type { LinearSystem, SystemRelation } from "./linear-system.js";

export interface View {
  readonly relations: readonly SystemRelation[];
  /** By place: the number, or null for what is not known. */
  readonly known: readonly (number | null)[];
  /** By place: a withheld cell is at least 1, since zeros are shown; a sum that was never published may be 0. */
  readonly least: readonly number[];
}

/**
 * @param isShown whether the numbers of a place are published
 * @param alsoKnown places that the person knows beside them
 */
export function viewOf(
  { unknowns, relations }: LinearSystem,
  isShown: (place: number) => boolean,
  alsoKnown: ReadonlySet<number> = new Set(),
): View {
  return {
    relations,
    known: unknowns.map(({ value }, place) => (isShown(place) || alsoKnown.has(place) ? value : null)),
    least: unknowns.map(({ cells }) => (cells.length > 0 ? 1 : 0)),
  };
}
