// How far one looks around a number: inside its region while state and regions stay as they are; among the regions while chapters
// and counties stay as they are; in its whole measure tree; in everything at once. What is possible in a smaller circle is
// possible in a larger one, and most of what has to be possible is so in the smallest.

import { islandsOf, type Island } from "./islands.js";
import type { LinearSystem } from "./linear-system.js";
import type { PlaceLevel } from "./policy.js";

/**
 * By circle, the smallest first: the sets of unknowns that may change while all others stay as they are.
 * @param isLoose whether an unknown may change at all
 */
export function circlesOf(
  { unknowns, relations }: LinearSystem,
  isLoose: (place: number) => boolean,
): readonly (readonly Island[])[] {
  const sums = relations.filter(({ isCeiling }) => !isCeiling);
  const beyond = (levels: readonly PlaceLevel[]) =>
    unknowns.map(({ cells }) => !cells.some(({ place }) => levels.includes(place.level)));
  const [within, among] = [beyond(["STATE", "REGION"]), beyond(["CHAPTER", "COUNTY"])];
  const size = unknowns.length;
  const near = [within, among].map((circle) =>
    islandsOf(size, sums, (place) => circle[place] === true && isLoose(place)),
  );
  return [
    ...[...near, islandsOf(size, sums, isLoose)].map((islands) => islands.filter(isMore)),
    islandsOf(size, relations, isLoose),
  ];
}

/** Alone nothing moves. */
function isMore({ places }: Island): boolean {
  return places.length > 1;
}
