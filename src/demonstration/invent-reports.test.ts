import { beforeAll, describe, expect, it } from "@jest/globals";
import { REPORTED_MEASURES } from "../domain/catalog/catalog.js";
import type { CountyFips, Population, PopulationSeries } from "../domain/geography.js";
import { populationIn } from "../domain/geography.js";
import type { Chapter, ChapterId } from "../domain/reporting/chapter.js";
import { acceptedRevision, isOnTime, type MonthlyReport } from "../domain/reporting/monthly-report.js";
import { addMonths, reportingMonth, yearOf } from "../domain/reporting-month.js";
import { readReferenceFiles } from "../ingest/reference-files.js";
import { inventDemonstration, type Demonstration, type DemonstrationInput } from "./invent-reports.js";

const CARTER = "29035" as CountyFips;
const START = reportingMonth("2022-11");

let input: DemonstrationInput;
let demonstration: Demonstration;

beforeAll(async () => {
  const files = await readReferenceFiles("prisma/reference");
  if (!files.ok) throw new Error(JSON.stringify(files.problems));
  const { data } = files.value;
  const chapters: readonly Chapter[] = data.chapters
    .filter(({ stateCode }) => stateCode === "MO")
    .map((chapter, index) => ({
      ...chapter,
      id: (index + 1) as ChapterId,
      memberships: data.memberships.filter(({ chapterSlug }) => chapterSlug === chapter.slug),
      expectations: [],
    }));
  const populations = new Map<CountyFips, Population[]>();
  for (const { county, ...estimate } of data.populations) {
    populations.set(county, [...(populations.get(county) ?? []), estimate]);
  }
  input = {
    chapters,
    populations: populations satisfies ReadonlyMap<CountyFips, PopulationSeries>,
    runningMonth: reportingMonth("2026-11"),
    now: new Date("2026-11-23T18:00:00Z"),
    seed: 1,
  };
  demonstration = inventDemonstration(input);
});

function slugOf({ chapterId }: MonthlyReport): string {
  return input.chapters.find(({ id }) => id === chapterId)?.slug ?? "";
}

describe("the demonstration", () => {
  it("is the same for the same roster, month and seed, and another for another seed", () => {
    const said = JSON.stringify(demonstration);
    expect(JSON.stringify(inventDemonstration(input)) === said).toBe(true);
    expect(JSON.stringify(inventDemonstration({ ...input, seed: 2 })) === said).toBe(false);
  });

  it("covers 36 chapters, 80 counties and 48 months, and a pilot year", () => {
    const months = [...new Set(demonstration.reports.map(({ month }) => month))].sort();
    expect(new Set(demonstration.reports.map(slugOf)).size).toBe(36);
    expect(new Set(demonstration.reports.map(({ county }) => county)).size).toBe(80);
    expect(months.filter((month) => month >= START)).toHaveLength(48);
    expect([months[0], months[11]]).toEqual(["2019-07", "2020-06"]);
  });

  it("shows what really happens", () => {
    const { reports } = demonstration;
    const expected = 79 * 48; // Roughly: every county but those of the joiner and the leaver, every month.
    const first = reports.map(({ revisions }) => revisions[0]!);
    const seen = {
      missing: expected - reports.length,
      late: reports.filter(({ month, firstSubmittedOn }) => !isOnTime(month, firstSubmittedOn)).length,
      zero: first.filter(({ isZeroReport }) => isZeroReport).length,
      partial: first.filter(({ isPartial }) => isPartial).length,
      corrected: reports.filter(({ revisions }) => revisions.length > 1).length,
      returned: reports.filter(({ status }) => status === "RETURNED").length,
      waiting: reports.filter(({ status }) => status === "SUBMITTED").length,
    };
    for (const [event, times] of Object.entries(seen)) expect([event, times > 0]).toEqual([event, true]);
  });

  it("has a chapter that joins in the middle and one that falls silent and leaves the list", () => {
    const monthsOf = (slug: string) =>
      demonstration.reports
        .filter((report) => slugOf(report) === slug)
        .map(({ month }) => month)
        .sort();
    const joiner = monthsOf("nevada-vernon");
    const leaver = monthsOf("linn");
    expect(joiner[0]! >= addMonths(START, 24)).toBe(true);
    expect(leaver.at(-1)! < addMonths(START, 30)).toBe(true);
    const linn = input.chapters.find(({ slug }) => slug === "linn")!;
    expect(demonstration.expectations.filter(({ chapterId }) => chapterId === linn.id)).toEqual([
      { chapterId: linn.id, range: { from: START, until: addMonths(START, 36) } },
    ]);
  });

  it("follows Carter County from Three Rivers to Current River", () => {
    const carter = demonstration.reports.filter(({ county, month }) => county === CARTER && month < START);
    const before = carter.filter(({ month }) => month < "2019-10").map(slugOf);
    const after = carter.filter(({ month }) => month >= "2019-10").map(slugOf);
    expect([new Set(before), new Set(after)]).toEqual([
      new Set(["three-rivers"]),
      new Set(["current-river"]),
    ]);
  });

  it("keeps every rule of the catalogue in every revision", () => {
    for (const { revisions } of demonstration.reports) {
      for (const { values } of revisions) {
        const parts = REPORTED_MEASURES.filter(({ partOf }) => partOf === "ENCOUNTERS");
        expect(parts.reduce((sum, { key }) => sum + (values[key] ?? 0), 0)).toBe(values.ENCOUNTERS);
        const excesses = REPORTED_MEASURES.filter(({ key, atMost }) => {
          const limit = atMost === null ? null : values[atMost as typeof key];
          return limit != null && (values[key] ?? 0) > limit;
        });
        expect(excesses.map(({ key }) => key)).toEqual([]);
      }
    }
  });

  it("calls no measure zero in a quiet month that the chapter does not collect", () => {
    const said = (isZero: boolean) =>
      demonstration.reports
        .flatMap((report) => report.revisions.map((revision) => ({ ...revision, slug: slugOf(report) })))
        .filter(({ isZeroReport }) => isZeroReport === isZero);
    const uncollected = new Set(
      said(false).flatMap(({ slug, values }) =>
        Object.entries(values).flatMap(([key, value]) => (value === null ? [`${slug} ${key}`] : [])),
      ),
    );
    const ofQuiet = said(true).flatMap(({ slug, values }) =>
      Object.entries(values).map(([key, value]) => ({ name: `${slug} ${key}`, value })),
    );
    const kept = ofQuiet.filter(({ name }) => uncollected.has(name));
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.filter(({ value }) => value !== null)).toEqual([]);
  });

  it("lets nothing happen after the instant it is made at, nor in the wrong order", () => {
    for (const { revisions } of demonstration.reports) {
      for (const { submittedAt, acceptedAt } of revisions) {
        expect(submittedAt.getTime()).toBeLessThanOrEqual(input.now.getTime());
        if (acceptedAt === null) continue;
        expect(acceptedAt.getTime()).toBeLessThanOrEqual(input.now.getTime());
        expect(acceptedAt.getTime()).toBeGreaterThan(submittedAt.getTime());
      }
    }
  });

  it("has 0.14 to 1.2 encounters per 1,000 residents and month in each county, but for chance", () => {
    const byCounty = new Map<CountyFips, { encounters: number; thousands: number }>();
    for (const report of demonstration.reports) {
      const revision = acceptedRevision(report);
      if (revision === null || revision.isPartial) continue;
      const people = populationIn(input.populations.get(report.county) ?? [], yearOf(report.month))!.people;
      const sum = byCounty.get(report.county) ?? { encounters: 0, thousands: 0 };
      sum.encounters += revision.values.ENCOUNTERS ?? 0;
      sum.thousands += people / 1_000;
      byCounty.set(report.county, sum);
    }
    const outside = [...byCounty].filter(([, { encounters, thousands }]) => {
      // Four standard deviations of a Poisson count: one county in some ten thousand.
      const play = 4 * Math.sqrt(encounters + 1);
      return encounters + play < 0.14 * thousands || encounters - play > 1.2 * thousands;
    });
    expect(outside).toEqual([]);
  });
});
