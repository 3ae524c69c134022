import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { ReportValues } from "../domain/catalog/catalog.js";
import type { CountyFips } from "../domain/geography.js";
import type { ChapterId } from "../domain/reporting/chapter.js";
import type { MonthlyReport, Revision } from "../domain/reporting/monthly-report.js";
import { addMonths, reportingMonth, type LocalDate, type ReportingMonth } from "../domain/reporting-month.js";
import type { AcceptedValues, ReportOnFile } from "../domain/statistics/report-grid.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import { platformReportStore } from "./report-store.js";
import { countingStatements, noStatements } from "./statements.js";
import { inTransaction } from "./transaction.js";

let database: TestDatabase;
let chapters: readonly ChapterId[];
beforeAll(async () => {
  database = await copyDatabase("demonstration");
  const rows = await database.query<{ id: ChapterId }>("SELECT id FROM chapter ORDER BY slug");
  chapters = rows.map((row) => row.id);
});
afterAll(() => database.drop());

interface Row {
  readonly chapter_id: ChapterId;
  readonly county_fips: CountyFips;
  readonly month: ReportingMonth;
  readonly day: LocalDate | null;
  readonly is_demonstration: boolean;
  readonly status: string;
  readonly accepted_revision_id: number | null;
}

/** Reads every report and revision, each table as it stands, and joins them in JavaScript. */
async function everything(): Promise<readonly ReportOnFile[]> {
  const rows = await database.query<Row>("SELECT *, first_submitted_on::text AS day FROM monthly_report");
  const revisions = await database.query<{
    id: number;
    values: ReportValues;
    is_partial: boolean;
    is_zero_report: boolean;
  }>("SELECT * FROM report_revision");
  const byId = new Map<number | null, AcceptedValues>(
    revisions.map(({ id, values, is_partial: isPartial, is_zero_report: isZeroReport }) => [
      id,
      { values, isPartial, isZeroReport, revision: id },
    ]),
  );
  return rows.map((row) => ({
    chapterId: row.chapter_id,
    county: row.county_fips,
    month: row.month,
    firstSubmittedOn: row.day,
    isDemonstration: row.is_demonstration,
    isReturned: row.status === "RETURNED",
    accepted: byId.get(row.accepted_revision_id) ?? null,
  }));
}

function inOrder(reports: readonly ReportOnFile[]): readonly ReportOnFile[] {
  const key = ({ chapterId, county, month }: ReportOnFile) => [chapterId, county, month].join(" ");
  return reports.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}

describe("reports on file", () => {
  it("are those of the chapters and months asked for, with the figure of record", async () => {
    const anyRange = fc.tuple(fc.integer({ min: 0, max: 140 }), fc.integer({ min: 1, max: 24 }));
    const some = fc.subarray([...chapters]);
    const all = await everything();
    let found = 0;
    await fc.assert(
      fc.asyncProperty(some, anyRange, async (asked, [start, months]) => {
        const from = addMonths(reportingMonth("2015-01"), start);
        const until = addMonths(from, months);
        const reports = await platformReportStore(database.prisma).onFile(asked, { from, until });
        const expected = all.filter(
          (one) => asked.includes(one.chapterId) && one.month >= from && one.month < until,
        );
        expect(inOrder(reports)).toEqual(inOrder(expected));
        found += reports.length;
      }),
      { numRuns: 15, examples: [[[...chapters], [0, 144]]] },
    );
    expect(found).toBeGreaterThanOrEqual(all.length);
  });

  it("cost one statement, however many chapters are asked for", async () => {
    const range = { from: reportingMonth("2015-01"), until: reportingMonth("2027-01") };
    for (const asked of [[], chapters.slice(0, 1), chapters]) {
      const tally = noStatements();
      await countingStatements(tally, () => platformReportStore(database.prisma).onFile(asked, range));
      expect(tally.statements).toBe(1);
    }
  });
});

describe("reports that are added", () => {
  const KEY = { county: "29045" as CountyFips, month: reportingMonth("2016-01") };

  function revision(number: number, change: Partial<Revision> = {}): Revision {
    return {
      number,
      origin: "DEMONSTRATION",
      isZeroReport: false,
      isPartial: false,
      values: { ENCOUNTERS: number, VETERANS: null },
      reason: number === 1 ? null : "A correction.",
      comment: null,
      submittedBy: null,
      submittedAt: new Date("2016-02-03T10:00:00Z"),
      acceptedAt: new Date("2016-02-04T10:00:00Z"),
      ...change,
    };
  }

  function report(change: Partial<MonthlyReport>): MonthlyReport {
    return {
      ...KEY,
      chapterId: chapters[0]!,
      status: "ACCEPTED",
      firstSubmittedOn: "2016-02-03" as LocalDate,
      isDemonstration: true,
      revisions: [revision(1)],
      ...change,
    };
  }

  /** Adds reports and reads them back, in a transaction that is undone. */
  async function readBack(...reports: readonly MonthlyReport[]) {
    const read: MonthlyReport[] = [];
    const undone = inTransaction(database.prisma)(async (writer) => {
      await writer.addReports(reports);
      for (const { chapterId, county, month } of reports) {
        const report = await writer.lockReport({ chapterId, county, month });
        if (report === null) throw new Error("A report is not there.");
        const {
          chapterId: id,
          county: fips,
          month: of,
          status,
          firstSubmittedOn,
          isDemonstration,
          revisions,
        } = report;
        expect(report).toMatchObject({ version: 1, draft: null, events: [] });
        read.push({
          chapterId: id,
          county: fips,
          month: of,
          status,
          firstSubmittedOn,
          isDemonstration,
          revisions,
        });
      }
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    return read;
  }

  it("come back as they were", async () => {
    const reports = [
      report({}),
      report({ month: reportingMonth("2016-02"), status: "DRAFT", firstSubmittedOn: null, revisions: [] }),
      report({
        month: reportingMonth("2016-03"),
        status: "SUBMITTED",
        revisions: [revision(1, { acceptedAt: null })],
      }),
      report({
        month: reportingMonth("2016-04"),
        revisions: [revision(1), revision(2, { isPartial: true })],
      }),
      report({
        month: reportingMonth("2016-05"),
        revisions: [revision(1, { isZeroReport: true, values: { ENCOUNTERS: 0 } })],
      }),
    ];
    expect(await readBack(...reports)).toEqual(reports);
  });

  it("have the last accepted revision as their figure of record, whatever was submitted since", async () => {
    const waiting = revision(3, { acceptedAt: null });
    const added = report({ revisions: [revision(1), revision(2), waiting] });
    const ofRecord = async () => {
      const range = { from: KEY.month, until: addMonths(KEY.month, 1) };
      const [onFile] = await platformReportStore(database.prisma).onFile([added.chapterId], range);
      return onFile?.accepted?.values.ENCOUNTERS;
    };
    await inTransaction(database.prisma)((writer) => writer.addReports([added]));
    expect(await ofRecord()).toBe(2);
  });

  it("may be none", async () => {
    expect(await readBack()).toEqual([]);
  });
});
