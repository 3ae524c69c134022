// Which unknowns depend on each other. What stays as it is ties nothing together, so a large system falls into small ones as soon
// as enough of it is settled.

import type { SystemRelation } from "./linear-system.js";

/** Unknowns, by their places, and every relation that one of them stands in. */
export interface Island {
  readonly places: readonly number[];
  readonly relations: readonly SystemRelation[];
}

/**
 * Sets of unknowns that relations tie together, in the order of their first places.
 * @param size how many unknowns there are
 * @param isLoose whether an unknown may change; what may not is on no island
 */
export function islandsOf(
  size: number,
  relations: readonly SystemRelation[],
  isLoose: (place: number) => boolean,
): readonly Island[] {
  const leaders = Int32Array.from({ length: size }, (_, place) => place);
  const leaderOf = (place: number): number => {
    let leader = place;
    while (leaders[leader] !== leader) leader = leaders[leader] ?? leader;
    leaders[place] = leader;
    return leader;
  };
  const firstLoose = ({ total, parts }: SystemRelation) => (isLoose(total) ? total : parts.find(isLoose));
  for (const relation of relations) {
    const first = firstLoose(relation);
    if (first === undefined) continue;
    for (const part of relation.parts) if (isLoose(part)) leaders[leaderOf(part)] = leaderOf(first);
  }
  const islands = new Map<number, { places: number[]; relations: SystemRelation[] }>();
  for (let place = 0; place < size; place++) {
    if (!isLoose(place)) continue;
    const island = islands.get(leaderOf(place));
    if (island === undefined) islands.set(leaderOf(place), { places: [place], relations: [] });
    else island.places.push(place);
  }
  for (const relation of relations) {
    const first = firstLoose(relation);
    if (first !== undefined) islands.get(leaderOf(first))?.relations.push(relation);
  }
  return [...islands.values()];
}
