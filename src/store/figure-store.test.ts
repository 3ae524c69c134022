import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { CountyFips } from "../domain/geography.js";
import type { ChapterId } from "../domain/reporting/chapter.js";
import type { MonthlyReport } from "../domain/reporting/monthly-report.js";
import { addMonths, reportingMonth, type LocalDate, type ReportingMonth } from "../domain/reporting-month.js";
import type { OutcomeSource } from "../domain/statistics/outcome-source.js";
import { testNow } from "../testkit/app.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import { listenForChanges } from "./change-listener.js";
import { figureStore, type FigureStore } from "./figure-store.js";
import { countingStatements, noStatements } from "./statements.js";
import { inTransaction } from "./transaction.js";

const COUNTY = "29045" as CountyFips;
const MONTH = reportingMonth("2015-01");

let database: TestDatabase;
let chapter: ChapterId;
let figures: FigureStore;
let stop: () => Promise<void>;
beforeAll(async () => {
  database = await copyDatabase("demonstration");
  const [row] = await database.query<{ id: ChapterId }>(
    "SELECT chapter_id AS id FROM chapter_membership WHERE county_fips = $1",
    [COUNTY],
  );
  chapter = row!.id;
});
afterAll(() => database.drop());
beforeEach(async () => {
  figures = figureStore(database.prisma, testNow);
  stop = await listenForChanges(database.newListener, figures);
});
afterEach(() => stop());

function report(
  month: ReportingMonth,
  encounters: number,
  acceptedAt = new Date("2016-02-04T10:00:00Z"),
): MonthlyReport {
  return {
    chapterId: chapter,
    county: COUNTY,
    month,
    status: "ACCEPTED",
    firstSubmittedOn: "2016-02-03" as LocalDate,
    isDemonstration: true,
    revisions: [
      {
        number: 1,
        origin: "DEMONSTRATION",
        isZeroReport: false,
        isPartial: false,
        values: { ENCOUNTERS: encounters },
        reason: null,
        comment: null,
        submittedBy: null,
        submittedAt: acceptedAt,
        acceptedAt,
      },
    ],
  };
}

/** Encounters of the county in a month. */
function encounters(source: OutcomeSource | null, month: ReportingMonth): number | null {
  if (source === null) throw new Error("There is no such state.");
  const range = { from: month, until: addMonths(month, 1) };
  const scope = {
    ...range,
    by: [],
    counties: new Set([COUNTY]),
    chapters: null,
    regions: null,
    except: null,
  };
  const period = { ...range, label: month, isPartial: false };
  return source.row(source.areas.whole(scope), period, reportingMonth("2026-11")).cell.count("ENCOUNTERS")
    .value;
}

async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const tally = noStatements();
  await countingStatements(tally, work);
  return tally.statements;
}

describe("figures in memory", () => {
  it("cost two statements the first time, and none from then on", async () => {
    expect(await statementsOf(() => figures.current("MO"))).toBe(2);
    expect(await statementsOf(() => figures.current("MO"))).toBe(0);
    expect(await figures.current("ZZ")).toBeNull();
  });

  it("hold what this process has written by its next question, and read only what has changed", async () => {
    // The database would tell of it as well, a moment later; this one hears the transaction only.
    const own = figureStore(database.prisma, testNow);
    own.listening(true);
    await own.current("MO");
    const write = inTransaction(database.prisma, (change) => {
      own.forget(change);
    });
    for (const [index, many] of [3, 1, 4, 1, 5].entries()) {
      const month = addMonths(MONTH, index);
      await write((writer) => writer.addReports([report(month, many)]));
      const cost = await statementsOf(async () => {
        expect(encounters(await own.current("MO"), month)).toBe(many);
      });
      // The first one adds a month to the columns, so that all is read anew.
      expect(cost).toBe(index === 0 ? 3 : 1);
    }
  });

  it("would lack it if the transaction told nobody", async () => {
    const deaf = figureStore(database.prisma, testNow);
    deaf.listening(true);
    await deaf.current("MO");
    const month = addMonths(MONTH, 10);
    await inTransaction(database.prisma)((writer) => writer.addReports([report(month, 9)]));
    expect(encounters(await deaf.current("MO"), month)).toBeNull();
  });

  it("hold what another process has written, within a second", async () => {
    await figures.current("MO");
    const month = addMonths(MONTH, 11);
    await inTransaction(database.prisma)((writer) => writer.addReports([report(month, 7)]));
    await untilItHolds(async () => encounters(await figures.current("MO"), month) === 7);
  });

  it("follow the roster", async () => {
    expect((await figures.current("MO"))?.roster.state.name).toBe("Missouri");
    await database.query("UPDATE state SET name = 'Show-Me State' WHERE code = 'MO'");
    await untilItHolds(async () => (await figures.current("MO"))?.roster.state.name === "Show-Me State");
    await database.query("UPDATE state SET name = 'Missouri' WHERE code = 'MO'");
  });

  it("are read anew for each question while nobody would tell of a change, and kept again after that", async () => {
    await figures.current("MO");
    await database.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN figures' AND datname = current_database()",
    );
    await untilItHolds(async () => (await statementsOf(() => figures.current("MO"))) === 2);
    const month = addMonths(MONTH, 13);
    await inTransaction(database.prisma)((writer) => writer.addReports([report(month, 8)]));
    expect(encounters(await figures.current("MO"), month)).toBe(8);
    await untilItHolds(async () => (await statementsOf(() => figures.current("MO"))) === 0, 5_000);
  });

  it("are never older than what was acknowledged, however many ask while it is written", async () => {
    const write = inTransaction(database.prisma, (change) => {
      figures.forget(change);
    });
    const missed: string[] = [];
    const writing = async (from: number) => {
      for (let index = 0; index < 6; index++) {
        const month = addMonths(MONTH, from + index);
        await write((writer) => writer.addReports([report(month, index + 1)]));
        const seen = await Promise.all(
          [1, 2, 3].map(async () => encounters(await figures.current("MO"), month)),
        );
        if (seen.some((many) => many !== index + 1)) missed.push(`${month}: ${seen.join(", ")}`);
      }
    };
    await Promise.all([writing(20), writing(26), writing(32)]);
    expect(missed).toEqual([]);
  });
});

describe("figures of a past instant", () => {
  const month = addMonths(MONTH, 40);
  const before = new Date("2018-05-01T00:00:00Z");
  const first = new Date("2018-06-01T10:00:00Z");
  const second = new Date("2018-07-01T10:00:00Z");

  it("are what was accepted by then, whatever was accepted later", async () => {
    const added = report(month, 10, first);
    const [revision] = added.revisions as readonly [MonthlyReport["revisions"][number]];
    const corrected = {
      ...revision,
      number: 2,
      values: { ENCOUNTERS: 12 },
      reason: "Two were found in a drawer.",
      submittedAt: second,
      acceptedAt: second,
    };
    await inTransaction(database.prisma)((writer) =>
      writer.addReports([{ ...added, revisions: [revision, corrected] }]),
    );
    const seen = (instant: Date) => figures.asOf("MO", instant).then((source) => encounters(source, month));
    expect(await seen(before)).toBeNull();
    expect(await seen(first)).toBe(10);
    expect(await seen(new Date(second.getTime() - 1))).toBe(10);
    expect(await seen(second)).toBe(12);
    expect(encounters(await figures.current("MO"), month)).toBe(12);
  });

  it("are those of now, as of now", async () => {
    const now = new Date(testNow().getTime() - 3_600_000);
    const [past, current] = [await figures.asOf("MO", now), await figures.current("MO")];
    const { reports, ...rest } = await difference(past, current);
    expect(rest).toEqual({ span: true, roster: true });
    expect(reports).toEqual([]);
  });

  it("rest on the roster of then", async () => {
    const since = new Date("2026-11-20T00:00:00Z");
    await database.query("UPDATE chapter SET name = 'Renamed since' WHERE slug = 'linn'");
    await inTransaction(database.prisma)((writer) =>
      writer.keepRosterEditions(new Date("2026-11-24T00:00:00Z")),
    );
    const nameIn = async (instant: Date) =>
      (await figures.asOf("MO", instant))?.roster.chapters.find(({ slug }) => slug === "linn")?.name;
    expect(await nameIn(since)).not.toBe("Renamed since");
    expect(await nameIn(new Date("2026-11-24T00:00:01Z"))).toBe("Renamed since");
  });
});

/** Where two readings differ, series by series. */
function difference(past: OutcomeSource | null, current: OutcomeSource | null) {
  if (past === null || current === null) throw new Error("There is no such state.");
  const reports = past.grid.series.filter((series, index) => {
    const other = current.grid.series[index];
    return other === undefined || Buffer.compare(Buffer.from(series.marks), Buffer.from(other.marks)) !== 0;
  });
  return Promise.resolve({
    span: past.grid.span.from === current.grid.span.from,
    roster: past.roster.chapters.length === current.roster.chapters.length,
    reports: reports.map(({ chapter: { slug }, membership: { county } }) => `${slug} ${county}`),
  });
}

async function untilItHolds(condition: () => Promise<boolean>, patienceMs = 1_000): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`It does not hold after ${String(patienceMs)} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
