import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Grant, Viewer } from "../domain/access/viewer.js";
import type { CountyFips, StateCode } from "../domain/geography.js";
import { GRAINS, type Grain } from "../domain/period.js";
import { addMonths, reportingMonth } from "../domain/reporting-month.js";
import type { ChapterId } from "../domain/reporting/chapter.js";
import type { AskedQuestion } from "../domain/statistics/outcome-question.js";
import { assemblePlatform, type Platform } from "../platform.js";
import { testNow } from "../testkit/app.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import type { LiveOutcomes } from "./read-live-outcomes.js";

const MO = "MO" as StateCode;
/** Every chapter there is: here the permission table alone keeps anybody out. */
const everyChapter = new Set<ChapterId>();
const ANALYST = holding({ role: "ANALYST", stateCode: MO, chapterSlug: null });
const COORDINATOR = holding({ role: "COORDINATOR", stateCode: MO, chapterSlug: "saints-avenue" });

const NAMESAKE = holding({ role: "COORDINATOR", stateCode: MO, chapterSlug: "seattle" });

/** A year of the whole state. */
const YEAR: AskedQuestion = {
  state: "MO",
  from: reportingMonth("2024-01"),
  until: reportingMonth("2025-01"),
  by: [],
  grain: "WHOLE",
  counties: null,
  chapters: null,
};

function holding(...grants: readonly Grant[]): Viewer {
  return { accountId: 1, displayName: "A viewer", isDemonstration: false, grants, reach: everyChapter };
}

let database: TestDatabase;
let platform: Platform;
beforeAll(async () => {
  database = await copyDatabase("demonstration");
  platform = assemblePlatform(database, testNow);
  for (const { id } of await database.query<{ id: ChapterId }>("SELECT id FROM chapter"))
    everyChapter.add(id);
});
afterAll(() => database.drop());

async function answerTo(viewer: Viewer, change: Partial<AskedQuestion>): Promise<LiveOutcomes> {
  const outcome = await platform.useCases.readLiveOutcomes(viewer, { ...YEAR, ...change });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

function refusalOf(viewer: Viewer, change: Partial<AskedQuestion>) {
  return platform.useCases.readLiveOutcomes(viewer, { ...YEAR, ...change });
}

describe("live figures", () => {
  it.each<[string, Viewer, Partial<AskedQuestion>]>([
    ["nobody in particular", holding(), {}],
    ["a coordinator who asks about the whole state", COORDINATOR, {}],
    ["a coordinator who asks about a neighbour", COORDINATOR, { chapters: ["nemo"] }],
    [
      "a coordinator who asks about a neighbour as well",
      COORDINATOR,
      { chapters: ["saints-avenue", "nemo"] },
    ],
    [
      "a coordinator who asks about own counties instead of the chapter",
      COORDINATOR,
      { counties: ["29045" as CountyFips] },
    ],
    ["an analyst of another state", ANALYST, { state: "WA" }],
    [
      "a coordinator of a chapter of that name in another state",
      NAMESAKE,
      { state: "WA", chapters: ["seattle"] },
    ],
  ])("are refused to %s", async (_, viewer, change) => {
    expect(await refusalOf(viewer, change)).toMatchObject({ ok: false, problems: [{ code: "NOT_ALLOWED" }] });
  });

  it("are refused to a coordinator with the question that would be allowed", async () => {
    expect(await refusalOf(COORDINATOR, {})).toMatchObject({
      problems: [{ path: "question.chapters", fix: 'Ask with chapters: ["saints-avenue"].' }],
    });
    expect(await refusalOf(ANALYST, { state: "WA" })).toMatchObject({
      problems: [{ path: "question.state" }],
    });
  });

  it("of the own chapter are given to a coordinator, and are the analyst's figures of it", async () => {
    const own = { chapters: ["saints-avenue"], by: ["COUNTY"], grain: "YEAR" } as const;
    const answers = await Promise.all([COORDINATOR, ANALYST].map((viewer) => answerTo(viewer, own)));
    const [coordinators, analysts] = answers.map(({ rows }) =>
      rows.map((row) => [
        row.county?.fips,
        row.cell.count("ENCOUNTERS").value,
        row.cell.coverage.expectedReports,
      ]),
    );
    expect(coordinators).toHaveLength(7);
    expect(coordinators).toEqual(analysts);
  });

  it("of the own chapter hold nothing of a neighbour's county that is named beside it", async () => {
    const { rows, total } = await answerTo(COORDINATOR, {
      chapters: ["saints-avenue"],
      counties: ["29001" as CountyFips],
      by: ["COUNTY"],
    });
    expect(rows.filter((row) => row.cell.coverage.expectedReports > 0)).toEqual([]);
    expect(total.cell.count("ENCOUNTERS")).toMatchObject({ value: null, status: "NOT_EXPECTED" });
  });

  it("are refused with every problem of the question at once, whoever asks", async () => {
    const question = { until: YEAR.from, chapters: ["atlantis"], counties: ["99999" as CountyFips] };
    expect(await refusalOf(holding(), question)).toMatchObject({
      ok: false,
      problems: [{ code: "EMPTY_RANGE" }, { code: "UNKNOWN_COUNTY" }, { code: "UNKNOWN_CHAPTER" }],
    });
  });

  it("of a state without chapters are an answer in which nothing was expected", async () => {
    const analyst = holding({ role: "ANALYST", stateCode: "CA" as StateCode, chapterSlug: null });
    const { rows, total } = await answerTo(analyst, { state: "CA", by: ["COUNTY"] });
    expect(rows).toEqual([]);
    expect(total.cell.count("ENCOUNTERS").status).toBe("NOT_EXPECTED");
  });

  it("say as of when they are, and that they are invented", async () => {
    const answer = await answerTo(ANALYST, {});
    expect(answer.asOf).toEqual(testNow());
    expect(answer.notices).toEqual([expect.stringContaining("Demonstration data")]);
  });
});

/** The same question put to SQL alone: places and months first, then the reports on file beside them. */
const NAIVE = `
  WITH asked AS (
    SELECT to_char(day, 'YYYY-MM') AS month, day::date
    FROM generate_series(($1 || '-01')::date, ($2 || '-01')::date - interval '1 month', interval '1 month') day
  ), observed AS (
    SELECT membership.region, chapter.slug, membership.county_fips, asked.day, report.first_submitted_on,
           revision."values", revision.id IS NOT NULL AS is_accepted, revision.is_partial
    FROM chapter
    JOIN chapter_membership membership ON membership.chapter_id = chapter.id
    JOIN asked ON membership.from_month <= asked.month AND coalesce(asked.month < membership.until_month, true)
    LEFT JOIN monthly_report report ON report.chapter_id = chapter.id
      AND report.county_fips = membership.county_fips AND report.month = asked.month
    LEFT JOIN report_revision revision ON revision.id = report.accepted_revision_id
    WHERE chapter.state_code = 'MO'
      AND ($3::text[] IS NULL OR chapter.slug = ANY($3)) AND ($4::text[] IS NULL OR membership.county_fips = ANY($4))
      AND (report.first_submitted_on IS NOT NULL OR asked.month < '2026-11' AND EXISTS (
        SELECT FROM reporting_expectation expected WHERE expected.chapter_id = chapter.id
          AND expected.from_month <= asked.month AND coalesce(asked.month < expected.until_month, true)))
  )
  SELECT CASE WHEN $5 THEN region END AS region, CASE WHEN $6 THEN slug END AS chapter,
         CASE WHEN $7 THEN county_fips END AS county,
         to_char(greatest(CASE $8
           WHEN 'MONTH' THEN day
           WHEN 'QUARTER' THEN date_trunc('quarter', day)
           WHEN 'YEAR' THEN date_trunc('year', day)
           WHEN 'FISCAL_YEAR' THEN date_trunc('year', day - interval '6 months') + interval '6 months'
           ELSE '-infinity' END, ($1 || '-01')::date), 'YYYY-MM') AS from,
         count(*)::int AS expected, count(first_submitted_on)::int AS received,
         (count(*) FILTER (WHERE is_accepted))::int AS accepted,
         (count(*) FILTER (WHERE is_accepted AND is_partial))::int AS partial,
         (count(*) FILTER (WHERE first_submitted_on < day + interval '1 month 15 days'))::int AS on_time,
         sum(("values" ->> 'ENCOUNTERS')::int)::int AS encounters,
         sum(("values" ->> 'JAIL_BOOKINGS')::int)::int AS jail_bookings,
         sum(("values" ->> 'HOSPITAL_VOLUNTARY')::int + ("values" ->> 'HOLDS_ACCEPTED')::int)::int AS hospital_diversions,
         sum(("values" ->> 'VETERANS')::int)::int AS veterans
  FROM observed GROUP BY 1, 2, 3, 4`;

interface Figures {
  readonly region: string | null;
  readonly chapter: string | null;
  readonly county: string | null;
  readonly from: string;
  readonly expected: number;
}

function naively(asked: AskedQuestion): Promise<readonly Figures[]> {
  const by = (["REGION", "CHAPTER", "COUNTY"] as const).map((dimension) => asked.by.includes(dimension));
  const values = [asked.from, asked.until, asked.chapters, asked.counties, ...by, asked.grain];
  return database.query<Figures>(NAIVE, values);
}

function figuresOf({ region, chapter, county, period, cell }: LiveOutcomes["rows"][number]): Figures {
  return {
    region,
    chapter: chapter?.slug ?? null,
    county: county?.fips ?? null,
    from: period.from,
    expected: cell.coverage.expectedReports,
    ...{
      received: cell.coverage.receivedReports,
      accepted: cell.coverage.acceptedReports,
      partial: cell.coverage.partialReports,
      on_time: cell.coverage.onTimeReports,
      encounters: cell.count("ENCOUNTERS").value,
      jail_bookings: cell.count("JAIL_BOOKINGS").value,
      hospital_diversions: cell.count("HOSPITAL_DIVERSIONS").value,
      veterans: cell.count("VETERANS").value,
    },
  };
}

function inOrder(figures: readonly Figures[]): readonly Figures[] {
  const key = ({ region, chapter, county, from }: Figures) => [region, chapter, county, from].join("|");
  return figures.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}

describe("the table of live figures", () => {
  /** Ranges around the demonstration, the pilot year in which Carter County changes chapter, and the running month. */
  const anyQuestion = fc.record({
    state: fc.constant("MO"),
    range: fc.tuple(fc.integer({ min: 0, max: 96 }), fc.integer({ min: 1, max: 60 })),
    by: fc.subarray(["REGION", "CHAPTER", "COUNTY"] as const),
    grain: fc.constantFrom<Grain>(...GRAINS),
    chapters: fc.option(
      fc.subarray(["three-rivers", "current-river", "linn", "nevada-vernon", "st-louis-area"], {
        minLength: 1,
      }),
    ),
    counties: fc.option(fc.subarray(["29035", "29115", "29510", "29217"] as CountyFips[], { minLength: 1 })),
  });

  it("equals what SQL alone makes of the accepted revisions, for questions of every kind", async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(anyQuestion, async ({ range: [start, months], ...rest }) => {
        const from = addMonths(reportingMonth("2019-01"), start);
        const asked = { ...rest, from, until: addMonths(from, months) };
        const table = await answerTo(ANALYST, asked);
        const expected = await naively(asked);
        // Rows in which nothing was expected are in the table only.
        const rows = table.rows.map(figuresOf);
        expect(inOrder(rows.filter((row) => row.expected > 0))).toEqual(inOrder(expected));
        const [whole] = await naively({ ...asked, by: [], grain: "WHOLE" });
        expect(figuresOf(table.total)).toEqual(
          whole ?? expect.objectContaining({ expected: 0, encounters: null }),
        );
        compared += expected.length;
      }),
      { numRuns: 25 },
    );
    expect(compared).toBeGreaterThan(20);
  });
});
