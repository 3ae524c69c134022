// Which published cells add up to which: what is left of the lattice's relations without its hidden sums. Everybody can work it
// out from the roster and from what is reported, so it is published with the cells.

import type { LinearSystem } from "./linear-system.js";

/** Ids: a total and its parts; a cell alone with another one equals it. Zeros are left out of the sums. */
export function publishedRelations({ unknowns, relations }: LinearSystem): readonly (readonly string[])[] {
  const names = unknowns.map(({ cells }) => cells.map(({ id }) => id as string));
  const equals = names.flatMap(([first, ...others]) =>
    first === undefined ? [] : others.map((other) => [first, other]),
  );
  const sums = relations.flatMap(({ total, parts }) => {
    const ids = [total, ...parts].map((place) => names[place]?.[0]);
    return ids.every((id) => id !== undefined) ? [ids] : [];
  });
  return [...equals, ...sums];
}
