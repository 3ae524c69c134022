// The analyst who must be able to stand by a number: what it is made of, what was known when, and whether a difference is real.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { startApp, type TestApp } from "../testkit/app.js";

const LATER = new Date("2026-12-20T12:00:00Z");
const BEFORE = "2026-12-20T10:00:00.000Z";

let app: TestApp;
/** Stands after the correction below is settled. */
let now = LATER;
/** A county of the demonstration coordinator's chapter that reported September 2026. */
let county: string;
beforeAll(async () => {
  app = await startApp("demonstration", (platform) => platform, { clock: () => now });
  const [row] = await app.database.query<{ county: string }>(
    `SELECT county_fips AS county FROM monthly_report report JOIN chapter ON chapter.id = report.chapter_id
     JOIN report_revision revision ON revision.id = report.accepted_revision_id
     WHERE slug = 'saints-avenue' AND month = '2026-09' AND (revision."values"->>'RESOLVED_ON_SCENE')::int > 0
     ORDER BY county_fips`,
  );
  if (row === undefined) throw new Error("Nobody of the chapter reported September 2026.");
  county = row.county;
});
afterAll(() => app.close());

interface Explained {
  readonly value: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly explain: {
    readonly countedReports: number;
    readonly reports: {
      readonly edges: readonly {
        readonly node: {
          readonly month: string;
          readonly revision: number;
          readonly county: { readonly fips: string };
          readonly chapter: { readonly slug: string };
          readonly numerator: number;
          readonly denominator: number;
        };
      }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
}

const EXPLAIN = `diversionRate { value numerator denominator explain { countedReports reports(first: 100) {
  edges { node { month revision county { fips } chapter { slug } numerator denominator } } pageInfo { hasNextPage endCursor } } } }`;

async function ask<T>(query: string): Promise<T> {
  const { data, errors } = await app.ask("analyst", query);
  expect(errors).toEqual([]);
  return data as T;
}

describe("a figure traced to its reports", () => {
  it("is the sum of what they lend, and they are the accepted revisions on file", async () => {
    const { liveOutcomes } = await ask<{ liveOutcomes: { total: { diversionRate: Explained } } }>(
      `{ liveOutcomes(question: { state: "MO", from: "2026-01", until: "2026-04", regions: ["Northwest"] }) { total { ${EXPLAIN} } } }`,
    );
    const { numerator, denominator, value, explain } = liveOutcomes.total.diversionRate;
    const reports = explain.reports.edges.map(({ node }) => node);
    expect(reports.length).toBe(explain.countedReports);
    expect(reports.length).toBeGreaterThan(5);
    expect(reports.reduce((sum, report) => sum + report.numerator, 0)).toBe(numerator);
    expect(reports.reduce((sum, report) => sum + report.denominator, 0)).toBe(denominator);
    expect(Number(value)).toBeCloseTo(numerator / denominator, 11);
    const onFile = await app.database.query<{ place: string; care: number; jail: number; number: number }>(
      `SELECT chapter.slug || ' ' || county_fips || ' ' || month AS place, revision.number,
         (v->>'HOSPITAL_VOLUNTARY')::int + (v->>'HOLDS_ACCEPTED')::int + (v->>'CRISIS_CENTER')::int
           + (v->>'DETOX_SOBERING')::int AS care, (v->>'JAIL_BOOKINGS')::int AS jail
       FROM monthly_report report JOIN chapter ON chapter.id = report.chapter_id
       JOIN report_revision revision ON revision.id = report.accepted_revision_id
       CROSS JOIN LATERAL (SELECT revision."values" AS v) AS said`,
    );
    const byPlace = new Map(onFile.map((row) => [row.place, row]));
    for (const { chapter, county, month, revision, numerator: care, denominator: both } of reports) {
      const row = byPlace.get(`${chapter.slug} ${county.fips} ${month}`);
      expect([revision, care, both]).toEqual([row?.number, row?.care, (row?.care ?? 0) + (row?.jail ?? 0)]);
    }
  });

  it("costs the same few statements however many figures are explained", async () => {
    const explained = (until: string) =>
      `{ liveOutcomes(question: { state: "MO", from: "2026-01", until: "${until}", by: [COUNTY], grain: MONTH }) {
         rows { encounters { explain { reports(first: 5) { edges { node { month numerator county { name } } } } } } } } }`;
    await app.ask("analyst", explained("2026-02"));
    const [one, many] = [
      await app.ask("analyst", explained("2026-02")),
      await app.ask("analyst", explained("2026-06")),
    ];
    expect([one.errors, many.errors]).toEqual([[], []]);
    expect(many.sqlStatements).toBe(one.sqlStatements);
  });

  it("goes on page by page, and refuses a cursor of another figure", async () => {
    const page = (after: string) =>
      `{ liveOutcomes(question: { state: "MO", from: "2026-01", until: "2026-02", chapters: ["saints-avenue"] }) {
         total { encounters { explain { reports(first: 2${after}) { edges { node { month } } pageInfo { hasNextPage endCursor } } } } } } }`;
    type Pages = { liveOutcomes: { total: { encounters: Pick<Explained, "explain"> } } };
    const first = (await ask<Pages>(page(""))).liveOutcomes.total.encounters.explain.reports;
    expect(first.pageInfo.hasNextPage).toBe(true);
    const next = (await ask<Pages>(page(`, after: "${first.pageInfo.endCursor ?? ""}"`))).liveOutcomes;
    expect(next.total.encounters.explain.reports.edges.length).toBeGreaterThan(0);
    const { errors } = await app.ask("analyst", page(', after: "YWZ0ZXI6bm93aGVyZQ"'));
    expect(errors[0]?.extensions.problems).toMatchObject([{ code: "BAD_CURSOR" }]);
  });

  it("is not told to a coordinator beyond the own chapter", async () => {
    const { errors } = await app.ask(
      "coordinator",
      `{ liveOutcomes(question: { state: "MO", from: "2026-01", until: "2026-02" }) { total { encounters { explain { countedReports } } } } }`,
    );
    expect(errors[0]?.extensions.code).toBe("FORBIDDEN");
  });
});

describe("the same question before and after a late correction", () => {
  const figures = (asOf: string) =>
    `{ liveOutcomes(question: { state: "MO", from: "2026-09", until: "2026-10", counties: ["${county}"], by: [COUNTY] }${asOf}) {
       asOf rows { encounters { value note coverage { countedReports } } jailBookings { value } diversionRate { value } } total { encounters { value } } } }`;
  const answer = async (asOf: string) => (await app.ask("analyst", figures(asOf))).text;
  const atInstant = `, asOf: "${BEFORE}"`;

  it("is answered as it was known then, the same bytes for ever, and with the correction from now on", async () => {
    const thenBefore = await answer(atInstant);
    const nowBefore = await answer("");
    await correct();
    expect(await answer(atInstant)).toBe(thenBefore);
    const [before, after] = [nowBefore, await answer("")].map(
      (text) =>
        (JSON.parse(text) as { data: { liveOutcomes: { total: { encounters: { value: number } } } } }).data
          .liveOutcomes.total.encounters.value,
    );
    expect(after).toBe((before ?? 0) + 1);
    now = new Date(LATER.getTime() + 3_600_000);
    const settled = await answer(`, asOf: "${LATER.toISOString()}"`);
    expect(settled).toContain(`"value":${String(after)}`);
    expect(await answer(atInstant)).toBe(thenBefore);
  });

  it("cannot be asked as of an instant that is not settled, or not over", async () => {
    for (const instant of [now, new Date(now.getTime() + 86_400_000)]) {
      const { errors } = await app.ask("analyst", figures(`, asOf: "${instant.toISOString()}"`));
      expect(errors[0]?.extensions.problems).toMatchObject([{ code: "BAD_VALUE", path: "asOf" }]);
    }
  });

  /** One more encounter, resolved on scene, is accepted for the county in September. */
  async function correct(): Promise<void> {
    const [row] = await app.database.query<{ version: number; values: Record<string, number | null> }>(
      `SELECT version, revision."values" FROM monthly_report report
       JOIN report_revision revision ON revision.id = report.accepted_revision_id
       WHERE county_fips = $1 AND month = '2026-09'`,
      [county],
    );
    if (row === undefined) throw new Error("The county did not report September 2026.");
    const values = { ...row.values };
    for (const key of ["ENCOUNTERS", "RESOLVED_ON_SCENE"]) values[key] = (values[key] ?? 0) + 1;
    const report = { state: "MO", chapter: "saints-avenue", county, month: "2026-09" };
    const sent = await app.ask(
      "coordinator",
      `mutation ($input: SubmitReportInput!) { submitReport(input: $input) { report { version } userErrors { code path message } } }`,
      {
        input: {
          report,
          version: row.version,
          idempotencyKey: "correction",
          values: Object.entries(values).map(([measure, value]) => ({ measure, value })),
          reason: "One more was found.",
        },
      },
    );
    expect([sent.errors, sent.data]).toMatchObject([[], { submitReport: { userErrors: [] } }]);
    const { version } = (sent.data as { submitReport: { report: { version: number } } }).submitReport.report;
    const judged = await app.ask(
      "reviewer",
      `mutation ($input: AcceptReportInput!) { acceptReport(input: $input) { userErrors { code path message } } }`,
      { input: { report, version, idempotencyKey: "acceptance" } },
    );
    expect([judged.errors, judged.data]).toMatchObject([[], { acceptReport: { userErrors: [] } }]);
  }
});

describe("two sides of a comparison", () => {
  const compare = (left: string, right: string, rest = "") =>
    `{ liveComparison(metric: DIVERSION_RATE, left: { state: "MO", from: "2025-07", until: "2026-07"${left} },
       right: { state: "MO", ${right} }${rest}) { left { name countiesLeftOut rate { numerator denominator coverage { complete } } }
       right { name countiesLeftOut rate { numerator denominator coverage { complete } } }
       comparison { difference distinguishable refusal sentence } } }`;
  interface Compared {
    readonly liveComparison: {
      readonly left: Side;
      readonly right: Side;
      readonly comparison: {
        readonly difference: string | null;
        readonly distinguishable: boolean | null;
        readonly refusal: string | null;
        readonly sentence: string;
      };
    };
  }
  interface Side {
    readonly name: string;
    readonly countiesLeftOut: number;
    readonly rate: {
      readonly numerator: number;
      readonly denominator: number;
      readonly coverage: { complete: boolean };
    };
  }
  const THE_YEAR = 'from: "2025-07", until: "2026-07"';

  it("are told apart, or not, in a sentence that names both", async () => {
    const { liveComparison } = await ask<Compared>(
      compare(', counties: ["29510"]', `${THE_YEAR}, exceptCounties: ["29510"]`),
    );
    const { left, right, comparison } = liveComparison;
    expect([left.name, right.name]).toEqual([
      "St. Louis city, July 2025 to June 2026",
      "Missouri without St. Louis city, July 2025 to June 2026",
    ]);
    expect(Number(comparison.difference)).toBeCloseTo(
      left.rate.numerator / left.rate.denominator - right.rate.numerator / right.rate.denominator,
      10,
    );
    expect(comparison.sentence).toContain("St. Louis city");
    expect(comparison.refusal).toBeNull();
  });

  it("are not compared where they share reports", async () => {
    const { liveComparison } = await ask<Compared>(compare(', counties: ["29510"]', THE_YEAR));
    expect(liveComparison.comparison).toMatchObject({ difference: null, distinguishable: null });
    expect(liveComparison.comparison.refusal).toContain("share reports");
    const same = (await ask<Compared>(compare("", THE_YEAR))).liveComparison.comparison;
    expect(same.refusal).toContain("set against itself");
  });

  it("are not compared where they are the same officers at two times, but between areas at one time", async () => {
    const certified = async (left: string, right: string) => {
      const query = compare(left, right).replace("metric: DIVERSION_RATE", "metric: CIT_CERTIFIED_SHARE");
      expect(query).toContain("CIT_CERTIFIED_SHARE");
      return (await ask<Compared>(query)).liveComparison.comparison;
    };
    const before = 'from: "2024-07", until: "2025-07"';
    for (const place of ["", ', counties: ["29510"]', ', chapters: ["greene"]']) {
      const { refusal, difference } = await certified(place, before + place);
      expect([refusal, difference]).toEqual([expect.stringContaining("mostly the same officers"), null]);
    }
    expect((await certified("", `${before}, counties: ["29510"]`)).refusal).toContain("mostly the same officers");
    const apart = await certified(', counties: ["29510"]', `${THE_YEAR}, exceptCounties: ["29510"]`);
    expect([apart.refusal, apart.difference]).toEqual([null, expect.anything()]);
    const flow = await ask<Compared>(compare("", before));
    expect(flow.liveComparison.comparison.refusal).toBeNull();
  }); // prettier-ignore

  it("are like with like where only complete counties are asked for: complete, and the same on both sides", async () => {
    const before = 'from: "2024-07", until: "2025-07"';
    const { left, right } = (await ask<Compared>(compare("", before, ", whatIf: COMPLETE_ONLY")))
      .liveComparison;
    expect([left.rate.coverage.complete, right.rate.coverage.complete]).toEqual([true, true]);
    expect(left.countiesLeftOut).toBeGreaterThan(0);
    const count = (name: string) => /\((\d+) complete counties\)/.exec(name)?.[1];
    expect(count(left.name)).toBe(count(right.name));
    const all = (await ask<Compared>(compare("", before))).liveComparison;
    expect(all.left.rate.denominator).toBeGreaterThan(left.rate.denominator);
  });

  it("are both checked, with every problem and where it stands", async () => {
    const { errors } = await app.ask(
      "analyst",
      compare(', counties: ["99999"]', 'from: "2026-07", until: "2026-07"'),
    );
    expect(errors[0]?.extensions.problems).toMatchObject([
      { code: "UNKNOWN_COUNTY", path: "left.counties[0]" },
      { code: "EMPTY_RANGE", path: "right.until" },
    ]);
  });
});

describe("pages of rows", () => {
  it("put together are the rows in that order", async () => {
    const question = '{ state: "MO", from: "2025-07", until: "2026-07", by: [COUNTY] }';
    const order = "orderBy: { rate: DIVERSION_RATE, direction: ASCENDING }";
    const ROW = "county { fips } diversionRate { value }";
    const { liveOutcomes } = await ask<{ liveOutcomes: { rows: readonly object[] } }>(
      `{ liveOutcomes(question: ${question}) { rows(${order}) { ${ROW} } } }`,
    );
    const read: object[] = [];
    for (let after = ""; ;) {
      const page = await ask<{
        liveOutcomes: {
          page: { edges: { node: object }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
        };
      }>(
        `{ liveOutcomes(question: ${question}) { page(first: 30, ${order}${after}) { edges { node { ${ROW} } } pageInfo { hasNextPage endCursor } } } }`,
      );
      const { edges, pageInfo } = page.liveOutcomes.page;
      read.push(...edges.map(({ node }) => node));
      if (!pageInfo.hasNextPage) break;
      after = `, after: "${pageInfo.endCursor}"`;
    }
    expect(read).toEqual(liveOutcomes.rows);
    expect(read.length).toBeGreaterThan(70);
  });
});
