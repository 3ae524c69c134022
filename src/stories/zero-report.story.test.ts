// What a chapter does not collect, or never said, is no zero either in a month in which no encounter happened.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import type { ReportValues } from "../domain/catalog/catalog.js";
import { startApp, type TestApp } from "../testkit/app.js";
import { plantFiler, type Filer } from "../testkit/filer.js";
import { sentMonth, type SentValue } from "../testkit/sent-month.js";

const UNCOLLECTED = { WEAPON_PRESENT: null, GRADUATES_DISPATCH: null, CRISIS_CENTER: null } as const;
/** Of which nothing is said at all. */
const UNSAID = ["COURSES_HELD", "SWORN_OFFICERS", "REFERRALS_SENT"];
const PLACE = { state: "MO", chapter: "barry", county: "29009" };

let app: TestApp;
let filer: Filer;

beforeAll(async () => {
  app = await startApp("reference", undefined, { lockDays: 36_600 });
  filer = await plantFiler(app);
  await send("submitReport", "2020-01", 0, { values: january() });
});
afterAll(() => app.close());

function january(): readonly SentValue[] {
  return sentMonth(UNCOLLECTED).filter(({ measure }) => !UNSAID.includes(measure));
}

async function send(mutation: string, month: string, version: number, more: object = {}): Promise<void> {
  const input = { report: { ...PLACE, month }, version, idempotencyKey: randomUUID(), ...more };
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  const { payload } = await filer.ask<{ payload: { userErrors: readonly { severity: string }[] } }>(
    `mutation ($input: ${type}!) { payload: ${mutation}(input: $input) { userErrors { code severity path } } }`,
    { input },
  );
  const errors = payload.userErrors.filter(({ severity }) => severity === "ERROR");
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
}

async function filed(month: string): Promise<ReportValues> {
  const [row] = await app.database.query<{ values: ReportValues }>(
    `SELECT revision."values" FROM monthly_report report JOIN report_revision revision ON revision.report_id = report.id
     WHERE county_fips = '29009' AND month = $1 ORDER BY number DESC LIMIT 1`,
    [month],
  );
  return row!.values;
}

describe("a zero report", () => {
  it("says 0 of encounters, keeps what is not collected so, and leaves open what was never said", async () => {
    await send("fileZeroReport", "2020-02", 0);
    const values = await filed("2020-02");
    expect(values).toMatchObject({ ENCOUNTERS: 0, JAIL_BOOKINGS: 0, VETERANS: 0, ...UNCOLLECTED });
    for (const measure of [...UNSAID, "GRADUATES_EDUCATION"]) expect(values).not.toHaveProperty(measure);
  });

  it("leaves standing what was said of the month besides encounters", async () => {
    await send("submitReport", "2020-03", 0, { values: sentMonth({ GRADUATES_FIRE_EMS: 5 }) });
    await send("fileZeroReport", "2020-03", 1);
    expect(await filed("2020-03")).toMatchObject({
      ENCOUNTERS: 0,
      GRADUATES_FIRE_EMS: 5,
      SWORN_OFFICERS: 40,
      // It is counted since March, as March itself said before.
      WEAPON_PRESENT: 0,
    });
  });

  it("knows of the reports of a year, and of none before", async () => {
    await send("submitReport", "2018-01", 0, { values: january() });
    await send("fileZeroReport", "2019-01", 0);
    expect(await filed("2019-01")).toMatchObject(UNCOLLECTED);
    await send("submitReport", "2016-01", 0, { values: january() });
    await send("fileZeroReport", "2017-02", 0);
    expect(await filed("2017-02")).toMatchObject({ WEAPON_PRESENT: 0, CRISIS_CENTER: 0 });
  });

  it("is in a file as it is in the API, and a cell of its row wins", async () => {
    const csv =
      "county_fips,month,zero_report,FORCE_USED,COURSES_HELD\n29009,2020-04,yes,NC,1\n29009,2020-05,yes,,\n";
    await send("submitReport", "2020-03", 2, { values: january(), reason: "Asked again." });
    expect((await filer.upload("state=MO&chapter=barry", csv)).reports).toMatchObject([
      { outcome: "NEW", problems: [] },
      { outcome: "NEW", problems: [] },
    ]);
    const april = await filed("2020-04");
    expect(april).toMatchObject({ ...UNCOLLECTED, FORCE_USED: null, COURSES_HELD: 1, ENCOUNTERS: 0 });
    expect(april).not.toHaveProperty("SWORN_OFFICERS");
    // The row above is filed before.
    expect(await filed("2020-05")).toMatchObject({ ...UNCOLLECTED, FORCE_USED: null });
    expect(await filed("2020-05")).not.toHaveProperty("COURSES_HELD");
  });

  it("counts no encounter, also where the file says so in a cell", async () => {
    const csv = "county_fips,month,zero_report,VETERANS\n29009,2020-06,yes,1\n";
    const { reports } = await filer.upload("state=MO&chapter=barry&dryRun=true", csv);
    expect(reports[0]!.problems.map(({ code }) => code)).toContain("ZERO_REPORT");
  });

  it("costs the same statements, however many a file holds", async () => {
    const cost = async (rows: number) => {
      const lines = Array.from(
        { length: rows },
        (_, index) => `29009,2021-${String(index + 1).padStart(2, "0")},yes`,
      );
      const before = app.log.length;
      const file = ["county_fips,month,zero_report", ...lines].join("\n");
      await filer.upload("state=MO&chapter=barry&dryRun=true", file);
      const id = app.log.slice(before).find(({ reqId }) => reqId !== undefined)?.reqId;
      return app.costOf(id ?? "");
    };
    await cost(1);
    expect(await cost(10)).toBe(await cost(1));
  });
});
