// The areas of an answer: which rows a question has, before anything is counted.

import type { CountyFips } from "../geography.js";
import type { Chapter } from "../reporting/chapter.js";
import { overlap, type MonthRange, type ReportingMonth } from "../reporting-month.js";

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

/** From when until when a chapter in question serves a county in question. */
export interface Service extends MonthRange {
  readonly area: AreaNames;
}

export function servicesOf(scope: Scope, chapters: readonly Chapter[]): readonly Service[] {
  return chapters.flatMap((chapter) =>
    chapter.memberships
      .filter((membership) => overlap(membership, scope) && isAsked(scope, { ...membership, chapter }))
      .map((membership) => ({
        area: areaOf({ ...membership, chapter }, scope.by),
        from: membership.from,
        until: membership.until,
      })),
  );
}

/** The areas that the roster knows at some time in the range, and those that the question names, in order. */
export function areasOf(scope: Scope, chapters: readonly Chapter[]): readonly AreaNames[] {
  if (scope.by.length === 0) return [{ region: null, chapter: null, county: null }];
  const served = servicesOf(scope, chapters).map(({ area }) => area);
  const distinct = new Map([...served, ...unserved(scope, served)].map((area) => [areaKey(area), area]));
  return [...distinct.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, area]) => area);
}

/**
 * What the question names and the roster does not place: a county that none of the chapters in question serves, a chapter
 * that serves none of the counties.
 */
function unserved({ by, counties, chapters }: Scope, served: readonly AreaNames[]): readonly AreaNames[] {
  const knownCounties = new Set(served.map((area) => area.county));
  const knownChapters = new Set(served.map((area) => area.chapter));
  const restOfCounties = by.includes("COUNTY") ? [...(counties ?? [])] : [];
  const restOfChapters = by.includes("CHAPTER") ? [...(chapters ?? [])] : [];
  return [
    ...restOfCounties
      .filter((county) => !knownCounties.has(county))
      .map((county) => ({ region: null, chapter: null, county })),
    ...restOfChapters
      .filter((chapter) => !knownChapters.has(chapter))
      .map((chapter) => ({ region: null, chapter, county: null })),
  ];
}
