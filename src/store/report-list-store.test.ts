import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { CountyFips } from "../domain/geography.js";
import type { ChapterId } from "../domain/reporting/chapter.js";
import { reportKeyText, type FiledReport } from "../domain/reporting/monthly-report.js";
import { reportingMonth } from "../domain/reporting-month.js";
import type { ReportFilter } from "../usecases/ports.js";
import { accountOf, copyDatabase, type TestDatabase } from "../testkit/database.js";
import { reportLister } from "./report-list-store.js";

let database: TestDatabase;
let analyst: { readonly accountId: number };
let all: ReportFilter;
beforeAll(async () => {
  database = await copyDatabase("demonstration");
  analyst = { accountId: await accountOf(database, "analyst") };
  const chapters = await database.query<{ id: ChapterId }>("SELECT id FROM chapter WHERE state_code = 'MO'");
  all = { chapters: chapters.map(({ id }) => id), counties: null, statuses: null, from: null, until: null };
});
afterAll(() => database.drop());

/** Keys in the order of the list, page by page. */
async function throughPages(filter: ReportFilter, first: number): Promise<readonly string[]> {
  const keys: string[] = [];
  let after: string | null = null;
  for (;;) {
    const { items, hasNext } = await reportLister(database.pool).page(
      analyst,
      filter,
      { first, after },
      new Set(),
    );
    keys.push(...items.map(({ report }) => reportKeyText(report)));
    if (!hasNext) return keys;
    after = keys.at(-1) ?? null;
  }
}

/** The same by one statement of its own. */
async function inOrder(condition: string): Promise<readonly string[]> {
  const rows = await database.query<{ key: string }>(
    `SELECT concat_ws(' ', month, chapter_id, county_fips) AS key FROM monthly_report
     WHERE chapter_id IN (SELECT id FROM chapter WHERE state_code = 'MO') AND ${condition}
     ORDER BY month DESC, chapter_id, county_fips`,
  );
  return rows.map(({ key }) => key);
}

const [FROM, UNTIL] = [reportingMonth("2026-05"), reportingMonth("2026-09")];

describe("pages of reports", () => {
  it.each<[number, Partial<ReportFilter>, string]>([
    [100, {}, "true"],
    [7, { from: FROM, until: UNTIL }, "month >= '2026-05' AND month < '2026-09'"],
    [1, { from: reportingMonth("2026-10") }, "month >= '2026-10'"],
    [3, { counties: ["29077", "29510"] as unknown as CountyFips[] }, "county_fips IN ('29077', '29510')"],
    [5, { statuses: ["SUBMITTED", "RETURNED"] }, "status IN ('SUBMITTED', 'RETURNED')"],
  ])(
    "of %i hold every report that is asked for once, the latest month first: %j",
    async (first, asked, condition) => {
      const expected = await inOrder(condition);
      expect(expected.length).toBeGreaterThan(first);
      expect(await throughPages({ ...all, ...asked }, first)).toEqual(expected);
    },
  );

  it("tell of leave to file late where it was given", async () => {
    await database.query(`
      INSERT INTO lock_override (chapter_id, county_fips, month, until_day, reason, granted_by, granted_at)
      SELECT chapter_id, county_fips, month, '2026-12-24', 'Flooded.', 1, now() FROM monthly_report
      WHERE month = '2026-05' AND county_fips = '29077'`);
    const { items } = await page(new Set(), { from: FROM, until: reportingMonth("2026-06") });
    const leaves = items.flatMap(({ report, lockOverride }) =>
      lockOverride === null ? [] : [[report.county, lockOverride]],
    );
    expect(leaves).toEqual([["29077", { until: "2026-12-24", reason: "Flooded." }]]);
  });

  it("hold no part of a report that was not asked for, and do not pass it off as empty", async () => {
    const { items } = await page(new Set(["REVISIONS"]), {});
    const [report] = items.map((one) => one.report) as [FiledReport];
    expect(report.revisions.length).toBeGreaterThan(0);
    expect(report.revisions[0]?.values).toBeUndefined();
    expect(() => report.draft).toThrow(/nobody had asked/);
    expect(() => report.events).toThrow(/nobody had asked/);
  });

  it("are empty for an account that reaches nothing", async () => {
    const { items } = await reportLister(database.pool).page(
      { accountId: 0 },
      all,
      { first: 10, after: null },
      new Set(),
    );
    expect(items).toEqual([]);
  });
});

function page(parts: Parameters<ReturnType<typeof reportLister>["page"]>[3], asked: Partial<ReportFilter>) {
  return reportLister(database.pool).page(analyst, { ...all, ...asked }, { first: 100, after: null }, parts);
}
