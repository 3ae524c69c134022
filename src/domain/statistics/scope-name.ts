// What a part of a state in a stretch of time is called in a sentence.

import type { Roster } from "./report-grid.js";
import type { Scope } from "./area.js";

/** So many names are given one by one; of more, their number. */
const MOST_NAMES = 3;

/** Such as "Boone County", "the counties of the chapter NEMO", "Missouri without Boone County". */
export function placeName(
  scope: Pick<Scope, "counties" | "chapters" | "regions" | "except">,
  roster: Roster,
): string {
  const { state, chapters, counties } = roster;
  const countyNames = new Map(counties.map(({ fips, name }) => [fips, name]));
  const chapterNames = new Map(chapters.map(({ slug, name }) => [slug, name]));
  const parts = [
    list(scope.counties, (fips) => countyNames.get(fips) ?? fips, "counties"),
    list(scope.chapters, (slug) => `the chapter ${chapterNames.get(slug) ?? slug}`, "chapters"),
    list(scope.regions, (region) => `the region ${region}`, "regions"),
  ].filter((part) => part !== null);
  const place = parts.length === 0 ? state.name : parts.join(" in ");
  const without = list(scope.except, (fips) => countyNames.get(fips) ?? fips, "counties");
  return without === null ? place : `${place} without ${without}`;
}

function list<T>(names: ReadonlySet<T> | null, inWords: (name: T) => string, plural: string): string | null {
  if (names === null) return null;
  if (names.size > MOST_NAMES) return `${String(names.size)} ${plural}`;
  return [...names].map(inWords).join(" and ");
}
