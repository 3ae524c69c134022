// A CIT chapter: a local council, the counties it serves from month to month, and the months it is expected to report.

import type { CountyFips, StateCode } from "../geography.js";
import { contains, overlap, type MonthRange, type ReportingMonth } from "../reporting-month.js";

declare const chapterId: unique symbol;

/** Internal number of a chapter; outside, a chapter is named by state and slug. */
export type ChapterId = number & { readonly [chapterId]: true };

/** A county belongs to a chapter, in a region of the state, from one month until another. */
export interface Membership extends MonthRange {
  readonly county: CountyFips;
  readonly region: string;
  /** "published": found in public pages. "illustrative": a plausible stand-in, to be replaced by the operator. */
  readonly source: string;
}

/** Months for which a chapter is expected to report. */
export interface Expectation extends MonthRange {
  /** Invented with the demonstration data: nobody asked the real chapter to report. */
  readonly isDemonstration: boolean;
}

export interface Chapter {
  readonly id: ChapterId;
  readonly stateCode: StateCode;
  /** Short name in addresses, unique within the state. */
  readonly slug: string;
  readonly name: string;
  readonly memberships: readonly Membership[];
  /** Months for which a report of each county is expected. */
  readonly expectations: readonly Expectation[];
}

export function membershipsIn(chapter: Chapter, month: ReportingMonth): readonly Membership[] {
  return chapter.memberships.filter((membership) => contains(membership, month));
}

/** The region of a chapter in a month; null when it serves no county then. */
export function regionIn(chapter: Chapter, month: ReportingMonth): string | null {
  return membershipsIn(chapter, month)[0]?.region ?? null;
}

/** Under which expectation the chapter was to report for a month; null when it was not. */
export function expectationIn(chapter: Chapter, month: ReportingMonth): Expectation | null {
  return chapter.expectations.find((expectation) => contains(expectation, month)) ?? null;
}

/** The chapter that serves a county in a month; null when none does. */
export function chapterOf(
  chapters: readonly Chapter[],
  county: CountyFips,
  month: ReportingMonth,
): Chapter | null {
  return (
    chapters.find((chapter) => membershipsIn(chapter, month).some((entry) => entry.county === county)) ?? null
  );
}

/** Two memberships that give one county to two chapters in the same month, or one chapter two regions. */
export function clash(
  left: Membership & { readonly chapterSlug: string },
  right: Membership & { readonly chapterSlug: string },
): "COUNTY_TWICE" | "TWO_REGIONS" | null {
  if (!overlap(left, right)) return null;
  if (left.county === right.county) return "COUNTY_TWICE";
  return left.chapterSlug === right.chapterSlug && left.region !== right.region ? "TWO_REGIONS" : null;
}
