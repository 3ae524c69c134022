import { expect, it } from "@jest/globals";
import type { Viewer } from "../domain/access/viewer.js";
import type { County, CountyFips } from "../domain/geography.js";
import type { Chapter, ChapterId } from "../domain/reporting/chapter.js";
import { reportingMonth, type LocalDate } from "../domain/reporting-month.js";
import { wholeOf } from "../domain/statistics/outcome-question.js";
import { acceptedValues, MISSOURI, sourceOf } from "../testkit/grid.js";
import { readFunnel } from "./read-funnel.js";

const MAY = reportingMonth("2025-05");
const JUNE = reportingMonth("2025-06");
const CHAPTER: Chapter = {
  id: 7 as ChapterId,
  stateCode: MISSOURI.code,
  slug: "both",
  name: "Both",
  memberships: ["29001", "29019"].map((county) => ({
    county: county as CountyFips,
    region: "Central",
    from: MAY,
    until: null,
    source: "published" as const,
  })),
  expectations: [{ from: MAY, until: null, isDemonstration: false }],
};
const ANALYST: Viewer = {
  accountId: 1,
  displayName: "An analyst",
  isDemonstration: false,
  grants: [{ role: "ANALYST", stateCode: MISSOURI.code, chapterSlug: null }],
  reach: new Set([CHAPTER.id]),
};

/** One month of two counties. */
async function noticesOf(...crisisCenters: readonly (number | null)[]): Promise<readonly string[]> {
  const counts = {
    JAIL_BOOKINGS: 30,
    HOSPITAL_VOLUNTARY: 50,
    HOLDS_ACCEPTED: 40,
    DETOX_SOBERING: 10,
  };
  const reports = CHAPTER.memberships.map(({ county }, index) => ({
    chapterId: CHAPTER.id,
    county,
    month: MAY,
    firstSubmittedOn: "2025-06-05" as LocalDate,
    isDemonstration: false,
    isReturned: false,
    accepted: acceptedValues({ ...counts, CRISIS_CENTER: crisisCenters[index] ?? null }),
  }));
  const counties = CHAPTER.memberships.map(({ county }): County => ({
    fips: county,
    stateCode: MISSOURI.code,
    name: county,
  }));
  const source = sourceOf({
    counties,
    chapters: [CHAPTER],
    reports,
    populations: new Map(),
    runningMonth: JUNE,
  });
  const read = readFunnel({
    figures: { current: () => Promise.resolve(source), asOf: () => Promise.resolve(source) },
    geography: { countiesByFips: () => Promise.resolve([]) },
    clock: () => new Date("2025-06-15T12:00:00Z"),
  });
  const outcome = await read(
    ANALYST,
    { metric: "DIVERSION_RATE", by: "COUNTY", scope: wholeOf("MO", MAY, JUNE) },
    null,
  );
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value.notices;
}

it("says where some areas do not count the parts that others count", async () => {
  expect(await noticesOf(60, null)).toEqual([
    "Not all areas count the same: some leave out Crisis center where it is not collected.",
  ]);
  expect(await noticesOf(60, 20)).toEqual([]);
  expect(await noticesOf(null, null)).toEqual([]);
});
