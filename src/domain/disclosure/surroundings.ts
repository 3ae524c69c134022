// How far one looks around a number: inside its region while state and regions stay as they are; inside its region while the
// figures of the state stay, and where reports leave measures out their shares in them do not; among the regions while chapters
// and counties stay as they are; in its region and one other while the state stays as it is; in its whole measure tree; in
// everything at once. What is possible in a smaller circle is possible in a larger one, and most of what has to be possible is
// so in a small one.

import { islandsOf, type Island } from "./islands.js";
import type { LinearSystem, SystemRelation } from "./linear-system.js";
import type { PlaceLevel } from "./policy.js";

/** Unknowns that may change while all others stay as they are. */
export interface Surrounding extends Island {
  /** Those of them around which it lies. */
  readonly around: readonly number[];
}

/**
 * By circle, the smallest first; an unknown has at most one surrounding in each, and one in the last.
 * @param isLoose whether an unknown may change at all
 */
export function circlesOf(
  { unknowns, relations }: LinearSystem,
  isLoose: (place: number) => boolean,
): readonly (readonly Surrounding[])[] {
  const sums = relations.filter(({ isCeiling }) => !isCeiling);
  const levels = unknowns.map(({ places }) => new Set(places.map(({ level }) => level)));
  const isAt = (place: number, ...some: readonly PlaceLevel[]) =>
    some.some((level) => levels[place]?.has(level) === true);
  const cut = (within: readonly SystemRelation[], isIn: (place: number) => boolean) =>
    islandsOf(unknowns.length, within, (place) => isIn(place) && isLoose(place));
  const homes = homesOf({ unknowns, sums }, (place) => isAt(place, "STATE"));
  /** What of a figure of the state comes from reports that say the same: one gives way to another while the figure stays. */
  const isShare = (place: number) => unknowns[place]?.cells.length === 0 && isAt(place, "STATE");
  const inside = (region: string, other = region) =>
    cut(sums, (place) => homes[place] === region || homes[place] === other || isShare(place)).map(
      (island) => ({ ...island, around: island.places.filter((place) => homes[place] === region) }),
    );
  const regions = unknowns.some((_, place) => isShare(place))
    ? [...new Set(homes)].filter((home) => home !== null)
    : [];
  return [
    cut(sums, (place) => !isAt(place, "STATE", "REGION")),
    regions.flatMap((region) => inside(region)),
    cut(sums, (place) => !isAt(place, "CHAPTER", "COUNTY")),
    pairsOf(homes, unknowns).flatMap(([region, other]) => inside(region, other)),
    cut(sums, () => true),
    cut(relations, () => true),
  ].map((circle, index, { length }) =>
    circle
      .filter(({ places }) => places.length > 1 || index === length - 1)
      .map((island) => ({ around: island.places, ...island })),
  );
}

/** By place: the region in which all of it lies; null: there are several, or none. */
function homesOf(
  {
    unknowns,
    sums,
  }: { readonly unknowns: LinearSystem["unknowns"]; readonly sums: readonly SystemRelation[] },
  isOfState: (place: number) => boolean,
): readonly (string | null)[] {
  const homes = unknowns.map(({ places }) => places.find(({ level }) => level === "REGION")?.code ?? null);
  const isInside = (place: number) => homes[place] === null && !isOfState(place);
  for (const { places, relations } of islandsOf(unknowns.length, sums, isInside)) {
    const regions = new Set(
      relations.flatMap(({ total, parts }) => [total, ...parts].flatMap((place) => homes[place] ?? [])),
    );
    const [only = null] = regions;
    if (regions.size === 1) for (const place of places) homes[place] = only;
  }
  return homes;
}

/** Each region with the one in which most is counted, and so most can move. */
function pairsOf(
  homes: readonly (string | null)[],
  unknowns: LinearSystem["unknowns"],
): readonly (readonly [region: string, other: string])[] {
  const sizes = new Map<string, number>();
  homes.forEach((home, place) => {
    if (home !== null) sizes.set(home, (sizes.get(home) ?? 0) + (unknowns[place]?.value ?? 0));
  });
  const largest = [...sizes].sort(([, left], [, right]) => right - left).map(([region]) => region);
  return largest.flatMap((region) => {
    const other = largest.find((one) => one !== region);
    return other === undefined ? [] : [[region, other] as const];
  });
}
