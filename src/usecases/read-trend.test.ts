import { expect, it } from "@jest/globals";
import type { Viewer } from "../domain/access/viewer.js";
import type { ReportValues } from "../domain/catalog/catalog.js";
import type { County, CountyFips } from "../domain/geography.js";
import type { Chapter, ChapterId } from "../domain/reporting/chapter.js";
import { addMonths, reportingMonth, type LocalDate } from "../domain/reporting-month.js";
import { wholeOf } from "../domain/statistics/outcome-question.js";
import { acceptedValues, MISSOURI, sourceOf } from "../testkit/grid.js";
import { readTrend, type TrendSubject } from "./read-trend.js";

const FROM = reportingMonth("2024-01");
const UNTIL = reportingMonth("2026-01");
const ADAIR = "29001" as CountyFips;
const BOONE = "29019" as CountyFips;
const CHAPTER: Chapter = {
  id: 7 as ChapterId,
  stateCode: MISSOURI.code,
  slug: "both",
  name: "Both",
  memberships: [ADAIR, BOONE].map((county) => ({
    county,
    region: "Central",
    from: FROM,
    until: null,
    source: "published" as const,
  })),
  expectations: [{ from: FROM, until: null, isDemonstration: false }],
};
const ANALYST: Viewer = {
  accountId: 1,
  displayName: "An analyst",
  isDemonstration: false,
  grants: [{ role: "ANALYST", stateCode: MISSOURI.code, chapterSlug: null }],
  reach: new Set([CHAPTER.id]),
};

/** Two years of two counties; of Adair County something else may be said in the fifth month. */
async function trendOf(subject: TrendSubject, usual: ReportValues, odd: ReportValues) {
  const reports = [ADAIR, BOONE].flatMap((county) =>
    Array.from({ length: 24 }, (_, index) => ({
      chapterId: CHAPTER.id,
      county,
      month: addMonths(FROM, index),
      firstSubmittedOn: `${addMonths(FROM, index + 1)}-05` as LocalDate,
      isDemonstration: false,
      isReturned: false,
      accepted: acceptedValues(county === ADAIR && index === 4 ? odd : usual),
    })),
  );
  const counties = [ADAIR, BOONE].map((fips): County => ({ fips, stateCode: MISSOURI.code, name: fips }));
  const source = sourceOf({ counties, chapters: [CHAPTER], reports, populations: new Map(), runningMonth: UNTIL });
  const read = readTrend({
    figures: { current: () => Promise.resolve(source), asOf: () => Promise.resolve(source) },
    geography: { countiesByFips: () => Promise.resolve([]) },
    clock: () => new Date("2026-01-15T12:00:00Z"),
  });
  const asked = { subject, scope: wholeOf("MO", FROM, UNTIL), grain: "MONTH" } as const;
  const outcome = await read(ANALYST, asked, null);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
} // prettier-ignore

/** Referrals of one month can be followed by contacts of the next, so that a county has more contacts than referrals. */
it.each<[string, ReportValues, ReportValues, number]>([
  ["has more events than it can", { CONTACTS_WITHIN_24_HOURS: 12, REFERRALS_SENT: 20 }, { CONTACTS_WITHIN_24_HOURS: 9, REFERRALS_SENT: 5 }, 21 / 25],
  ["has events of nothing", { CONTACTS_WITHIN_24_HOURS: 12, REFERRALS_SENT: 20 }, { CONTACTS_WITHIN_24_HOURS: 3, REFERRALS_SENT: 0 }, 15 / 20],
  ["has nothing at all", { CONTACTS_WITHIN_24_HOURS: 12, REFERRALS_SENT: 20 }, { CONTACTS_WITHIN_24_HOURS: 0, REFERRALS_SENT: 0 }, 12 / 20],
])("a county that %s is in the trend as it is in the figure", async (_what, usual, odd, value) => {
  const { trend } = await trendOf({ kind: "RATE", of: "CONTACT_WITHIN_24_HOURS" }, usual, odd);
  const { points } = trend;
  expect(points).toHaveLength(24);
  expect(Number(points[4]?.figure.value)).toBeCloseTo(value, 9);
  for (const { figure, centre, index } of points)
    expect(Number(index) * Number(centre)).toBeCloseTo(Number(figure.value), 9);
}); // prettier-ignore

it("says where some months do not count the parts that others count", async () => {
  const usual = {
    JAIL_BOOKINGS: 3,
    HOSPITAL_VOLUNTARY: 5,
    HOLDS_ACCEPTED: 4,
    CRISIS_CENTER: 6,
    DETOX_SOBERING: 1,
  };
  const subjects: readonly TrendSubject[] = [
    { kind: "RATE", of: "DIVERSION_RATE" },
    { kind: "COUNT", of: "HEALTH_DIVERSIONS" },
  ];
  for (const subject of subjects) {
    const { notices } = await trendOf(subject, usual, { ...usual, CRISIS_CENTER: null });
    expect(notices).toEqual([
      "Not all periods count the same: some leave out Crisis center where it is not collected.",
    ]);
    expect((await trendOf(subject, usual, usual)).notices).toEqual([]);
  }
});
