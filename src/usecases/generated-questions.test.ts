// Questions of every kind, answered by the use case and by SQL alone: every count, rate and coverage must be the same. How many
// are asked is said by QUESTIONS; the suite asks some, `QUESTIONS=1000 npm test -- src/usecases/generated-questions` more.

import { afterAll, beforeAll, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Viewer } from "../domain/access/viewer.js";
import type { MeasureKey } from "../domain/catalog/measures.js";
import { METRICS, type MetricKey } from "../domain/catalog/metrics.js";
import type { CountyFips, StateCode } from "../domain/geography.js";
import { GRAINS, type Grain } from "../domain/period.js";
import type { ChapterId } from "../domain/reporting/chapter.js";
import { addMonths, monthAt, reportingMonth } from "../domain/reporting-month.js";
import type { Rate } from "../domain/statistics/figure.js";
import { wholeOf, YEAR_KINDS, type AskedQuestion } from "../domain/statistics/outcome-question.js";
import type { OutcomeRow } from "../domain/statistics/outcome-source.js";
import { assemblePlatform, type Platform } from "../platform.js";
import { testNow } from "../testkit/app.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import { atLeast, atMost } from "../testkit/poisson-tails.js";
import { NAIVE_FIGURES, NAIVE_QUESTION, type NaiveSums } from "../testkit/naive-figures.js";

const QUESTIONS = Number(process.env["QUESTIONS"] ?? "150");

let database: TestDatabase;
let platform: Platform;
let analyst: Viewer;
let stopKeeping: () => Promise<void>;
beforeAll(async () => {
  database = await copyDatabase("demonstration");
  platform = assemblePlatform(database, testNow);
  stopKeeping = await platform.keepFigures();
  const chapters = await database.query<{ id: ChapterId }>("SELECT id FROM chapter");
  analyst = {
    accountId: 1,
    displayName: "An analyst",
    isDemonstration: false,
    grants: [{ role: "ANALYST", stateCode: "MO" as StateCode, chapterSlug: null }],
    reach: new Set(chapters.map(({ id }) => id)),
  };
});
afterAll(async () => {
  await stopKeeping();
  await database.drop();
});

/** Among them those of Carter County, which changes its chapter, and of chapters that begin late and end early. */
const COUNTIES = ["29035", "29115", "29510", "29217", "29077"] as CountyFips[];
const CHAPTERS = ["three-rivers", "current-river", "linn", "nevada-vernon", "st-louis-area", "greene"];

/** Ranges around the demonstration, the pilot year in which Carter County changes chapter, and the running month. */
const anyQuestion = fc
  .record({
    start: fc.integer({ min: 0, max: 96 }),
    months: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 14 }) }, fc.integer({ min: 1, max: 60 })),
    by: fc.subarray(["REGION", "CHAPTER", "COUNTY"] as const),
    grain: fc.constantFrom<Grain>(...GRAINS),
    window: fc.oneof(
      { weight: 2, arbitrary: fc.constant({}) },
      fc.integer({ min: 1, max: 24 }).map((rollingMonths) => ({ rollingMonths })),
      fc.constantFrom(...YEAR_KINDS).map((toDate) => ({ toDate })),
    ),
    chapters: maybe(CHAPTERS),
    counties: maybe(COUNTIES),
    regions: maybe(["Central", "St. Louis", "Southeast"]),
    exceptCounties: maybe(COUNTIES),
  })
  .map(({ start, months, window, ...rest }): AskedQuestion => {
    const from = addMonths(reportingMonth("2019-01"), start);
    return { ...wholeOf("MO", from, addMonths(from, months)), ...rest, ...window };
  }); // prettier-ignore

function maybe<T>(list: readonly T[]): fc.Arbitrary<T[] | null> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.subarray([...list], { minLength: 1 }));
}

interface NaiveRow {
  readonly region: string | null;
  readonly chapter: string | null;
  readonly county: string | null;
  readonly from: string;
  readonly until: string;
  readonly coverage: Readonly<Record<string, number>>;
  readonly figures: readonly NaiveSums[];
}

function naively(asked: AskedQuestion): Promise<readonly NaiveRow[]> {
  const by = (["REGION", "CHAPTER", "COUNTY"] as const).map((split) => asked.by.includes(split));
  return database.query<NaiveRow>(NAIVE_QUESTION, [
    ...[asked.from, asked.until, asked.chapters, asked.counties, asked.regions, asked.exceptCounties],
    ...[...by, asked.grain, asked.rollingMonths, asked.toDate, monthAt(testNow(), "America/Chicago")],
  ]);
}

/** Everything that is said of a row, as lines that show at once where two differ. */
function lineOf(row: Omit<NaiveRow, "figures">, figures: readonly string[]): string {
  const { region, chapter, county, from, until, coverage } = row;
  const { expected, received, accepted, partial, onTime } = coverage;
  return [region, chapter, county, from, until, expected, received, accepted, partial, onTime, ...figures].map(String).join(" ");
} // prettier-ignore

function naiveLine(row: NaiveRow): string {
  return lineOf(
    row,
    NAIVE_FIGURES.map(({ key, kind, per = 1 }, index) => {
      const [numerator, denominator, counted] = row.figures[index]!;
      if (kind === "COUNT") return `${key}=${String(numerator)}/${String(counted)}`;
      const isSaid =
        numerator !== null && denominator !== null && denominator > 0 && !(kind === "PROPORTION" && numerator > denominator);
      return `${key}=${isSaid ? ratio(numerator, denominator, (numerator * per) / denominator) : "none"}/${String(counted)}`;
    }),
  );
} // prettier-ignore

function line({ region, chapter, county, period, cell }: OutcomeRow): string {
  const { coverage } = cell;
  const row = {
    ...{ region, chapter: chapter?.slug ?? null, county: county?.fips ?? null },
    ...{ from: period.from, until: period.until },
    coverage: {
      expected: coverage.expectedReports,
      received: coverage.receivedReports,
      accepted: coverage.acceptedReports,
      partial: coverage.partialReports,
      onTime: coverage.onTimeReports,
    },
  };
  return lineOf(
    row,
    NAIVE_FIGURES.map(({ key, kind }) => {
      const figure = kind === "COUNT" ? cell.count(key as MeasureKey) : cell.rate(key as MetricKey);
      const counted = `/${String(figure.coverage.countedReports)}`;
      if (!("numerator" in figure)) return `${key}=${String(figure.value)}${counted}`;
      const { numerator, denominator, value } = figure;
      return `${key}=${value === null ? "none" : ratio(numerator, denominator, Number(value))}${counted}`;
    }),
  );
}

function ratio(numerator: number | null, denominator: number | null, value: number): string {
  return `${String(numerator)}:${String(denominator)}=${value.toPrecision(12)}`;
}

/** Two-sided 95 %: the 0.975 quantile of the standard normal, as tabled. */
const Z2 = 1.959963984540054 ** 2;

/** Wilson's limits are the shares that lie z standard errors from the one observed: the roots of a quadratic. */
function judgeWilson({ numerator, denominator, interval }: Rate): void {
  const [events, trials] = [numerator ?? NaN, denominator ?? NaN];
  const [a, b, c] = [1 + Z2 / trials, (2 * events + Z2) / trials, (events / trials) ** 2];
  const upper = (b + Math.sqrt(b * b - 4 * a * c)) / (2 * a);
  expect(Number(interval?.lower)).toBeCloseTo(c / (a * upper), 9);
  expect(Number(interval?.upper)).toBeCloseTo(upper, 9);
}

/** Garwood's limits leave 2.5 % in each tail. */
function judgeGarwood({ numerator, denominator, per, interval }: Rate): void {
  const [events, scale] = [numerator ?? NaN, per / (denominator ?? NaN)];
  expect(atMost(events, Number(interval?.upper) / scale)).toBeCloseTo(0.025, 9);
  if (events === 0) expect(interval?.lower).toBe("0");
  else expect(atLeast(events, Number(interval?.lower) / scale)).toBeCloseTo(0.025, 9);
}

/** @returns how many it judged */
function judgeIntervals({ cell }: OutcomeRow): number {
  const rates = METRICS.map(({ key }) => cell.rate(key)).filter(({ value }) => value !== null);
  for (const rate of rates) (rate.definition.kind === "PROPORTION" ? judgeWilson : judgeGarwood)(rate);
  return rates.length;
}

it("are answered as SQL alone answers them", async () => {
  const seen = { rows: 0, intervals: 0 };
  await fc.assert(
    fc.asyncProperty(anyQuestion, async (asked) => {
      const answer = await platform.useCases.readLiveOutcomes(analyst, asked, null);
      if (!answer.ok) throw new Error(JSON.stringify(answer.problems));
      const { rows, total } = answer.value;
      const expected = (await naively(asked)).map(naiveLine).sort();
      // Rows in which nothing was expected are in the table only.
      expect(rows.filter(({ cell }) => cell.coverage.expectedReports > 0).map(line).sort()).toEqual(expected);
      const [whole] = await naively({ ...asked, by: [], grain: "WHOLE", rollingMonths: null, toDate: null });
      if (whole === undefined) expect(total.cell.coverage.expectedReports).toBe(0);
      else expect(line(total)).toBe(naiveLine(whole));
      seen.rows += expected.length;
      seen.intervals += judgeIntervals(total);
    }),
    { numRuns: QUESTIONS, endOnFailure: true },
  );
  expect(seen.rows).toBeGreaterThan(QUESTIONS);
}, 3_600_000); // prettier-ignore
