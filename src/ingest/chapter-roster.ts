// The two reference files about chapters: which counties they serve from when to when, and when they are to report.

import type { StateCode } from "../domain/geography.js";
import { clash } from "../domain/reporting/chapter.js";
import { overlap } from "../domain/reporting-month.js";
import type { ChapterRef, ReferenceData } from "../usecases/load-reference-data.js";
import type { ReferenceSheet } from "./reference-sheet.js";

type Roster = Pick<ReferenceData, "chapters" | "memberships">;
type Membership = ReferenceData["memberships"][number];

export function parseRoster(sheet: ReferenceSheet, stateOfCounty: ReadonlyMap<string, StateCode>): Roster {
  const chapters = new Map<string, ReferenceData["chapters"][number]>();
  const memberships = sheet.rows.map((row) => {
    const stateCode = sheet.state(row, "state");
    const slug = sheet.text(row, "chapter_slug");
    const name = sheet.text(row, "chapter_name");
    const county = sheet.county(row, "county_fips");
    const known = chapters.get(`${stateCode} ${slug}`);
    chapters.set(`${stateCode} ${slug}`, known ?? { stateCode, slug, name });
    if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug)) {
      const fix = "Use small letters, digits and single hyphens.";
      sheet.refuse("BAD_VALUE", row, "chapter_slug", `"${slug}" is no slug.`, fix);
    }
    if (known !== undefined && known.name !== name) {
      const fix = "Give a chapter one name on all its rows.";
      sheet.refuse("CONFLICT", row, "chapter_name", `"${slug}" is also called "${known.name}".`, fix);
    }
    if (stateOfCounty.get(county) !== stateCode) {
      const message = `counties.csv has no county ${county} in "${stateCode}".`;
      sheet.refuse("UNKNOWN_COUNTY", row, "county_fips", message, "Give a county of the chapter's state.");
    }
    const region = sheet.text(row, "region");
    const source = sheet.text(row, "membership_source");
    return { ...sheet.months(row), stateCode, chapterSlug: slug, county, region, source };
  });
  refuseClashes(sheet, memberships);
  return { chapters: [...chapters.values()], memberships };
}

function refuseClashes(sheet: ReferenceSheet, memberships: readonly Membership[]): void {
  forEachPair(sheet, memberships, (earlier, later, row, earlierLine) => {
    const kind = earlier.stateCode === later.stateCode ? clash(earlier, later) : null;
    if (kind === "COUNTY_TWICE") {
      const message = `County ${later.county} belongs to two chapters at once: see line ${earlierLine}.`;
      sheet.refuse("CONFLICT", row, "county_fips", message, "End the earlier membership with until_month.");
    } else if (kind === "TWO_REGIONS") {
      const message = `The chapter is in region "${earlier.region}" on line ${earlierLine}.`;
      sheet.refuse("CONFLICT", row, "region", message, "Give a chapter one region at a time.");
    }
  });
}

export function parseExpectations(
  sheet: ReferenceSheet,
  chapters: Roster["chapters"],
): ReferenceData["expectations"] {
  const known = new Set(chapters.map(({ stateCode, slug }) => `${stateCode} ${slug}`));
  const expectations = sheet.rows.map((row) => {
    const stateCode = sheet.state(row, "state");
    const chapterSlug = sheet.text(row, "chapter_slug");
    if (!known.has(`${stateCode} ${chapterSlug}`)) {
      const message = `The roster has no chapter "${chapterSlug}" in "${stateCode}".`;
      sheet.refuse("UNKNOWN_CHAPTER", row, "chapter_slug", message, "Add it to chapter-roster.csv.");
    }
    return { ...sheet.months(row), stateCode, chapterSlug };
  });
  forEachPair(sheet, expectations, (earlier, later, row, earlierLine) => {
    if (!isSameChapter(earlier, later) || !overlap(earlier, later)) return;
    const message = `The months overlap those on line ${earlierLine}.`;
    sheet.refuse("CONFLICT", row, "from_month", message, "Make one row of the two.");
  });
  return expectations;
}

function isSameChapter(left: ChapterRef, right: ChapterRef): boolean {
  return left.stateCode === right.stateCode && left.chapterSlug === right.chapterSlug;
}

/** Hands over each row with each one before it. */
function forEachPair<T>(
  sheet: ReferenceSheet,
  entries: readonly T[],
  check: (earlier: T, later: T, row: ReferenceSheet["rows"][number], earlierLine: string) => void,
): void {
  for (const [index, row] of sheet.rows.entries()) {
    for (const [earlierIndex, earlierRow] of sheet.rows.slice(0, index).entries()) {
      const [earlier, later] = [entries[earlierIndex], entries[index]];
      if (earlier !== undefined && later !== undefined) check(earlier, later, row, String(earlierRow.line));
    }
  }
}
