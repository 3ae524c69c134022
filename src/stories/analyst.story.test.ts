// The state analyst: jail or hospital, by county, chapter, region and time, and how complete the answer is.
// What the API says is compared with sums that PostgreSQL makes of the accepted revisions.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { startApp, type TestApp } from "../testkit/app.js";
import { AnalystJailAndHospitalByCountyDocument } from "../testkit/generated/graphql.js";

let app: TestApp;
beforeAll(async () => {
  app = await startApp("demonstration");
});
afterAll(() => app.close());

interface CountFigure {
  readonly value: number | null;
  readonly status: string;
  readonly note: string | null;
}

interface RateFigure {
  readonly value: string | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly interval: {
    readonly lower: string;
    readonly upper: string;
    readonly level: string;
    readonly method: string;
  } | null;
  readonly reliability: string;
  readonly status: string;
  readonly note: string | null;
}

interface Coverage {
  readonly expectedReports: number;
  readonly receivedReports: number;
  readonly acceptedReports: number;
  readonly countedReports: number;
  readonly partialReports: number;
  readonly demonstrationReports: number;
  readonly missingReports: number;
  readonly fraction: string | null;
  readonly complete: boolean;
  readonly missing: readonly {
    readonly chapter: { slug: string };
    readonly county: { fips: string };
    readonly month: string;
  }[];
}

interface Row {
  readonly region: string | null;
  readonly chapter: { readonly slug: string } | null;
  readonly county: { readonly fips: string } | null;
  readonly period: {
    readonly from: string;
    readonly until: string;
    readonly label: string;
    readonly partial: boolean;
  };
  readonly coverage: Coverage;
  readonly encounters: CountFigure;
  readonly jailBookings: CountFigure;
  readonly hospitalDiversions: CountFigure;
  readonly veterans: CountFigure;
  readonly swornOfficers: CountFigure;
  readonly diversionRate: RateFigure;
  readonly subjectInjuryRate: RateFigure;
}

interface Table {
  readonly notices: readonly string[];
  readonly rows: readonly Row[];
  readonly total: Row;
}

const FIGURES = `
  region chapter { slug } county { fips } period { from until label partial }
  coverage { expectedReports receivedReports acceptedReports countedReports partialReports demonstrationReports
    missingReports fraction complete missing(first: 24) { chapter { slug } county { fips } month } }
  encounters { value status note } jailBookings { value status note } hospitalDiversions { value status note }
  veterans: count(of: VETERANS) { value status note } swornOfficers: count(of: SWORN_OFFICERS) { value status note }
  diversionRate { value numerator denominator interval { lower upper level method } reliability status note }
  subjectInjuryRate { value numerator denominator interval { lower upper level method } reliability status note }
`;

async function askLive(question: Readonly<Record<string, unknown>>): Promise<Table> {
  const { data, errors } = await app.ask(
    "analyst",
    `query ($question: OutcomeQuestion!) { liveOutcomes(question: $question) { notices rows { ${FIGURES} } total { ${FIGURES} } } }`,
    { question },
  );
  expect(errors).toEqual([]);
  return (data as unknown as { liveOutcomes: Table }).liveOutcomes;
}

/** A county-month on file, as the database has it. */
interface OnFile {
  readonly chapter: string;
  readonly county: string;
  readonly month: string;
  readonly values: Readonly<Record<string, number | null>> | null;
  readonly zero: boolean | null;
  readonly partial: boolean | null;
}

function onFile(from: string, until: string): Promise<readonly OnFile[]> {
  return app.database.query<OnFile>(
    `SELECT chapter.slug AS chapter, county_fips AS county, month, revision."values", revision.is_zero_report AS zero, revision.is_partial AS partial
     FROM monthly_report report JOIN chapter ON chapter.id = report.chapter_id
     LEFT JOIN report_revision revision ON revision.id = report.accepted_revision_id
     WHERE chapter.state_code = 'MO' AND month >= $1 AND month < $2 ORDER BY county_fips, month`,
    [from, until],
  );
}

function sum(reports: readonly OnFile[], ...measures: readonly string[]): number {
  return reports.reduce(
    (total, { values }) => total + measures.reduce((part, key) => part + (values?.[key] ?? 0), 0),
    0,
  );
}

describe("the headline: jail or hospital, by county over a year", () => {
  it("answers for all 80 counties what the accepted reports say, in the order of their codes", async () => {
    const { liveOutcomes } = await app.run("analyst", AnalystJailAndHospitalByCountyDocument);
    const reports = await onFile("2025-11", "2026-11");
    const fips = liveOutcomes.rows.map(({ county }) => county?.fips ?? "");
    expect(fips).toHaveLength(80);
    expect(fips).toEqual([...fips].sort());
    for (const { county, jailBookings, hospitalDiversions, coverage } of liveOutcomes.rows) {
      const own = reports.filter((report) => report.county === county?.fips && report.values !== null);
      expect([county?.fips, jailBookings.value, hospitalDiversions.value, coverage.acceptedReports]).toEqual([
        county?.fips,
        own.length === 0 ? null : sum(own, "JAIL_BOOKINGS"),
        own.length === 0 ? null : sum(own, "HOSPITAL_VOLUNTARY", "HOLDS_ACCEPTED"),
        own.length,
      ]);
    }
  });

  it("has a total that is the sum of the counties, and says that it is demonstration data", async () => {
    const { liveOutcomes } = await app.run("analyst", AnalystJailAndHospitalByCountyDocument);
    const { rows, total, notices } = liveOutcomes;
    expect(total.jailBookings.value).toBe(rows.reduce((all, row) => all + (row.jailBookings.value ?? 0), 0));
    expect(total.coverage.expectedReports).toBe(
      rows.reduce((all, row) => all + row.coverage.expectedReports, 0),
    );
    expect(total.coverage.demonstrationReports).toBe(total.coverage.acceptedReports);
    expect(notices.join()).toMatch(/^Demonstration data: .* invented/);
    expect(total.jailBookings.note).toMatch(/^Demonstration data: invented/);
  });

  it("carries 95 % intervals around each share, as Wilson's formula gives them", async () => {
    const { rows } = await askLive({ state: "MO", from: "2025-11", until: "2026-11", by: ["COUNTY"] });
    const rates = rows.map((row) => row.diversionRate).filter((rate) => rate.value !== null);
    expect(rates.length).toBeGreaterThan(60);
    for (const { value, numerator, denominator, interval } of rates) {
      const [k, n, z] = [numerator ?? NaN, denominator ?? NaN, 1.959963984540054];
      const middle = (k + (z * z) / 2) / (n + z * z);
      const half = (z / (n + z * z)) * Math.sqrt((k * (n - k)) / n + (z * z) / 4);
      expect(Number(value)).toBeCloseTo(k / n, 10);
      expect(Number(interval?.lower)).toBeCloseTo(middle - half, 10);
      expect(Number(interval?.upper)).toBeCloseTo(middle + half, 10);
      expect([interval?.level, interval?.method]).toEqual(["0.95", "WILSON_SCORE"]);
    }
  });

  it("says of injuries, which one encounter can bring several of, a rate with a Poisson interval", async () => {
    const { total } = await askLive({ state: "MO", from: "2025-11", until: "2026-11" });
    const { value, numerator, denominator, interval, reliability } = total.subjectInjuryRate;
    expect(Number(value)).toBeCloseTo((1000 * (numerator ?? NaN)) / (denominator ?? NaN), 8);
    expect([interval?.method, reliability]).toEqual(["POISSON_EXACT", "RELIABLE"]);
    expect(Number(interval?.lower)).toBeLessThan(Number(value));
    expect(Number(interval?.upper)).toBeGreaterThan(Number(value));
  });

  it("warns of every rate that rests on few events", async () => {
    const { rows } = await askLive({ state: "MO", from: "2025-11", until: "2026-11", by: ["COUNTY"] });
    for (const { diversionRate } of rows.filter((row) => row.diversionRate.value !== null)) {
      const [care, all] = [diversionRate.numerator ?? NaN, diversionRate.denominator ?? NaN];
      const events = Math.min(care, all - care);
      const expected = events < 10 ? "UNRELIABLE" : events < 20 ? "USE_WITH_CAUTION" : "RELIABLE";
      expect(diversionRate.reliability).toBe(expected);
    }
    expect(new Set(rows.map((row) => row.diversionRate.reliability)).size).toBeGreaterThan(1);
  });
});

describe("time", () => {
  const range = { state: "MO", from: "2024-05", until: "2026-11" };

  it.each([
    ["MONTH", 30, "May 2024", "October 2026", false, false],
    ["QUARTER", 11, "2024 Q2", "2026 Q4", true, true],
    ["YEAR", 3, "2024", "2026", true, true],
    ["FISCAL_YEAR", 4, "FY 2024", "FY 2027", true, true],
    ["WHOLE", 1, "May 2024 to October 2026", "May 2024 to October 2026", false, false],
  ])(
    "is split by %s into %i periods that add up to the whole",
    async (grain, periods, first, last, cutFirst, cutLast) => {
      const { rows, total } = await askLive({ ...range, grain });
      expect(rows).toHaveLength(periods);
      expect([rows[0]?.period.label, rows.at(-1)?.period.label]).toEqual([first, last]);
      expect([rows[0]?.period.partial, rows.at(-1)?.period.partial]).toEqual([cutFirst, cutLast]);
      expect([rows[0]?.period.from, rows.at(-1)?.period.until]).toEqual(["2024-05", "2026-11"]);
      expect(rows.slice(1).map(({ period }) => period.from)).toEqual(
        rows.slice(0, -1).map(({ period }) => period.until),
      );
      const encounters = sum(await onFile("2024-05", "2026-11"), "ENCOUNTERS");
      expect(total.encounters.value).toBe(encounters);
      expect(rows.reduce((all, row) => all + (row.encounters.value ?? 0), 0)).toBe(encounters);
    },
  );

  it("takes a stock from the last month of the period, and says which", async () => {
    const { rows } = await askLive({ ...range, grain: "YEAR" });
    const year2025 = rows[1]?.swornOfficers;
    expect(year2025?.value).toBe(sum(await onFile("2025-12", "2026-01"), "SWORN_OFFICERS"));
    expect(year2025?.note).toContain("Stands for December 2025.");
  });

  it("expects nothing of the month that is running, and of none to come", async () => {
    const { rows } = await askLive({ state: "MO", from: "2026-10", until: "2027-01", grain: "MONTH" });
    expect(rows.map(({ encounters, coverage }) => [encounters.status, coverage.expectedReports > 0])).toEqual(
      [
        ["REPORTED", true],
        ["NOT_EXPECTED", false],
        ["NOT_EXPECTED", false],
      ],
    );
  });
});

describe("place", () => {
  const range = { state: "MO", from: "2025-07", until: "2026-07" };

  it.each([
    [["REGION"], 8],
    [["CHAPTER"], 36],
    [["COUNTY"], 80],
    [["REGION", "CHAPTER"], 36],
    [["CHAPTER", "COUNTY"], 80],
  ])("is split by %s, and the rows add up to the same whole", async (by, areas) => {
    const { rows, total } = await askLive({ ...range, by });
    expect(rows).toHaveLength(areas);
    const encounters = sum(await onFile("2025-07", "2026-07"), "ENCOUNTERS");
    expect(rows.reduce((all, row) => all + (row.encounters.value ?? 0), 0)).toBe(encounters);
    expect(total.encounters.value).toBe(encounters);
    expect(
      new Set(rows.map(({ region, chapter, county }) => JSON.stringify([region, chapter, county]))).size,
    ).toBe(rows.length);
  });

  it("can be narrowed to chapters, and to counties", async () => {
    const one = await askLive({ ...range, by: ["COUNTY"], chapters: ["capital-area"] });
    expect(one.rows.map(({ county }) => county?.fips)).toEqual(["29027", "29051", "29151"]);
    const two = await askLive({ ...range, by: ["COUNTY"], counties: ["29151", "29027"] });
    expect(two.rows.map(({ county }) => county?.fips)).toEqual(["29027", "29151"]);
    const ofBoth = (await onFile("2025-07", "2026-07")).filter(({ county }) =>
      ["29027", "29151"].includes(county),
    );
    expect(two.total.encounters.value).toBe(sum(ofBoth, "ENCOUNTERS"));
  });

  it("has a row for a county that is named but served by no chapter, and says that nothing is expected", async () => {
    const { data } = await app.ask(
      "analyst",
      '{ counties(state: "MO", first: 100) { edges { node { fips chapter { slug } } } } }',
    );
    const { counties } = data as unknown as {
      counties: { edges: readonly { node: { fips: string; chapter: unknown } }[] };
    };
    const unserved = counties.edges.find(({ node }) => node.chapter === null)?.node.fips ?? "";
    const { rows } = await askLive({ ...range, by: ["COUNTY"], counties: [unserved] });
    expect(rows.map(({ county, encounters }) => [county?.fips, encounters.value, encounters.status])).toEqual(
      [[unserved, null, "NOT_EXPECTED"]],
    );
  });
});

describe("what is missing", () => {
  /** The first report of a chapter with one county that should be there and is not. */
  async function missingReport() {
    const { total } = await askLive({ state: "MO", from: "2025-11", until: "2026-11" });
    expect(total.coverage.missingReports).toBeGreaterThan(0);
    const { rows } = await askLive({ state: "MO", from: "2025-11", until: "2026-11", by: ["CHAPTER"] });
    const found = rows.find(
      ({ coverage }) =>
        coverage.missingReports > 0 && coverage.expectedReports === 12 && coverage.receivedReports > 0,
    );
    const [missing] = found?.coverage.missing ?? [];
    if (found === undefined || missing === undefined)
      throw new Error("No chapter with one county misses a month.");
    return { row: found, chapter: missing.chapter.slug, month: missing.month };
  }

  it("shows in the coverage of the year, which is below 1, and in the note beside the figure", async () => {
    const { row, chapter } = await missingReport();
    const received = (await onFile("2025-11", "2026-11")).filter((report) => report.chapter === chapter);
    expect(row.coverage.receivedReports).toBe(received.length);
    expect(row.coverage.missingReports).toBe(12 - received.length);
    expect(row.coverage.complete).toBe(false);
    expect(Number(row.coverage.fraction)).toBeCloseTo(row.coverage.countedReports / 12, 10);
    expect(Number(row.coverage.fraction)).toBeLessThan(1);
    expect(row.encounters.value).toBe(sum(received, "ENCOUNTERS"));
    expect(row.encounters.note).toContain(`${String(row.coverage.countedReports)} of 12 expected reports`);
  });

  it("is a month without a value, never a zero", async () => {
    const { chapter, month } = await missingReport();
    const { rows } = await askLive({
      state: "MO",
      from: "2025-11",
      until: "2026-11",
      by: ["CHAPTER"],
      chapters: [chapter],
      grain: "MONTH",
    });
    const gap = rows.find(({ period }) => period.from === month);
    expect(gap?.encounters).toMatchObject({ value: null, status: "NOT_REPORTED" });
    expect(gap?.diversionRate).toMatchObject({
      value: null,
      numerator: null,
      denominator: null,
      interval: null,
      status: "NOT_REPORTED",
      reliability: "NOT_ASSESSED",
    });
    expect(gap?.coverage).toMatchObject({
      expectedReports: 1,
      receivedReports: 0,
      countedReports: 0,
      fraction: "0",
      complete: false,
    });
    expect(rows.filter(({ encounters }) => encounters.value !== null)).toHaveLength(
      (await onFile("2025-11", "2026-11")).filter(
        (report) => report.chapter === chapter && report.values !== null,
      ).length,
    );
  });

  it("is not a month that was filed as zero: that one says so", async () => {
    const zero = (await onFile("2022-11", "2026-11")).find((report) => report.zero === true);
    if (zero === undefined) throw new Error("The demonstration holds no zero report.");
    const { rows } = await askLive({
      state: "MO",
      from: zero.month,
      until: "2026-11",
      by: ["COUNTY"],
      counties: [zero.county],
      grain: "MONTH",
    });
    expect(rows[0]?.encounters).toMatchObject({ value: 0, status: "REPORTED_ZERO" });
    expect(rows[0]?.coverage).toMatchObject({
      expectedReports: 1,
      countedReports: 1,
      fraction: "1",
      complete: true,
    });
    expect(rows[0]?.diversionRate).toMatchObject({ value: null, status: "NOT_APPLICABLE" });
  });

  it("is not what a chapter does not collect: that is no zero either", async () => {
    const silent = (await onFile("2025-11", "2026-11")).find(
      ({ values }) => values !== null && values["VETERANS"] === null,
    );
    if (silent === undefined) throw new Error("Every chapter of the demonstration collects veterans.");
    const { rows } = await askLive({
      state: "MO",
      from: silent.month,
      until: "2026-11",
      by: ["COUNTY"],
      counties: [silent.county],
      grain: "MONTH",
    });
    expect(rows[0]?.veterans).toMatchObject({ value: null, status: "NOT_COLLECTED" });
    expect(rows[0]?.encounters.value).not.toBeNull();
  });

  it("is not a month of which only a part was reported: that one counts, and is marked", async () => {
    const partial = (await onFile("2025-11", "2026-11")).find((report) => report.partial === true);
    if (partial === undefined) throw new Error("No report of the demonstration year is partial.");
    const { rows } = await askLive({
      state: "MO",
      from: partial.month,
      until: "2026-11",
      by: ["COUNTY"],
      counties: [partial.county],
      grain: "MONTH",
    });
    expect(rows[0]?.coverage).toMatchObject({
      countedReports: 1,
      partialReports: 1,
      fraction: "1",
      complete: false,
    });
    expect(rows[0]?.encounters.value).toBe(partial.values?.["ENCOUNTERS"]);
    expect(rows[0]?.encounters.note).toMatch(/covers only part of its month/);
  });

  it("is asked of at most so many at once", async () => {
    const ask = (first: number) =>
      app.ask(
        "analyst",
        `{ liveOutcomes(question: { state: "MO", from: "2025-11", until: "2026-11" }) { total { coverage { missing(first: ${String(first)}) { month } } } } }`,
      );
    const problems = async (first: number) =>
      (await ask(first)).errors.flatMap(({ extensions }) => extensions.problems ?? []);
    expect(await problems(1000)).toEqual([]);
    for (const first of [0, 1001])
      expect(await problems(first)).toMatchObject([{ code: "PAGE_SIZE", path: "first" }]);
  });
});
