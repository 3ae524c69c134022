// The areas of an answer: which rows a question has, before anything is counted.

import type { CountyFips } from "../geography.js";
import type { Chapter } from "../reporting/chapter.js";
import { overlap, type ReportingMonth } from "../reporting-month.js";

export const DIMENSIONS = ["REGION", "CHAPTER", "COUNTY"] as const;

/** What rows are split by. */
export type Dimension = (typeof DIMENSIONS)[number];

/** Where and when a question looks. */
export interface Scope {
  readonly from: ReportingMonth;
  readonly until: ReportingMonth;
  /** Without doubles, in the order of {@link DIMENSIONS}. */
  readonly by: readonly Dimension[];
  /** Null: every county of the state. */
  readonly counties: ReadonlySet<CountyFips> | null;
  /** Slugs. Null: every chapter of the state. */
  readonly chapters: ReadonlySet<string> | null;
}

/** Null: the rows are not split by it, or the county is served by no chapter, or the chapter serves no county. */
export interface AreaNames {
  readonly region: string | null;
  /** Slug. */
  readonly chapter: string | null;
  readonly county: CountyFips | null;
}

interface Place {
  readonly region: string;
  readonly chapter: Chapter;
  readonly county: CountyFips;
}

export function isAsked({ chapters, counties }: Scope, { chapter, county }: Omit<Place, "region">): boolean {
  return (chapters?.has(chapter.slug) ?? true) && (counties?.has(county) ?? true);
}

/** The area that a place falls into. */
export function areaOf({ region, chapter, county }: Place, by: readonly Dimension[]): AreaNames {
  return {
    region: by.includes("REGION") ? region : null,
    chapter: by.includes("CHAPTER") ? chapter.slug : null,
    county: by.includes("COUNTY") ? county : null,
  };
}

/** Sorts by region, chapter and county. */
export function areaKey({ region, chapter, county }: AreaNames): string {
  return [region ?? "", chapter ?? "", county ?? ""].join("\u0000");
}

/** The areas that the roster knows at some time in the range, and those that the question names, in order. */
export function areasOf(scope: Scope, chapters: readonly Chapter[]): readonly AreaNames[] {
  if (scope.by.length === 0) return [{ region: null, chapter: null, county: null }];
  const served = chapters.flatMap((chapter) =>
    chapter.memberships
      .filter((membership) => overlap(membership, scope) && isAsked(scope, { ...membership, chapter }))
      .map((membership) => areaOf({ ...membership, chapter }, scope.by)),
  );
  const distinct = new Map([...served, ...unserved(scope, served)].map((area) => [areaKey(area), area]));
  return [...distinct.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, area]) => area);
}

/** What the question names and the roster does not place: a county without a chapter, a chapter without a county. */
function unserved({ by, counties, chapters }: Scope, served: readonly AreaNames[]): readonly AreaNames[] {
  if (chapters === null && by.includes("COUNTY")) {
    const known = new Set(served.map((area) => area.county));
    const rest = [...(counties ?? [])].filter((county) => !known.has(county));
    return rest.map((county) => ({ region: null, chapter: null, county }));
  }
  if (counties === null && by.includes("CHAPTER")) {
    const known = new Set(served.map((area) => area.chapter));
    const rest = [...(chapters ?? [])].filter((chapter) => !known.has(chapter));
    return rest.map((chapter) => ({ region: null, chapter, county: null }));
  }
  return [];
}
