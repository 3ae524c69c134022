// What is read of many reports at once is what is read of each by itself, as far as the next act depends on it.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { ChapterId } from "../domain/reporting/chapter.js";
import { reportKeyText, type FiledReport } from "../domain/reporting/monthly-report.js";
import { REPORT_ACTIONS } from "../domain/reporting/report-status.js";
import { eachMonth, reportingMonth } from "../domain/reporting-month.js";
import { accountOf, copyDatabase, type TestDatabase } from "../testkit/database.js";
import { filedReader } from "./filing-store.js";
import { standingReader } from "./standing-store.js";

const [FROM, UNTIL] = [reportingMonth("2026-07"), reportingMonth("2026-11")];

/** Lives of several steps and revisions, and drafts of two kinds. */
const LIVES = `
  INSERT INTO report_event (report_id, action, status_before, status_after, revision, comment, at, by)
  SELECT id, action::report_action, status_before::report_status, status_after::report_status, revision, comment, now(), 1
  FROM monthly_report, (VALUES
    ('SUBMIT', NULL, 'SUBMITTED', 1, 'First.'), ('RETURN', 'SUBMITTED', 'RETURNED', 1, 'Once more?'),
    ('SUBMIT', 'RETURNED', 'SUBMITTED', 2, 'Again.'), ('RETURN', 'SUBMITTED', 'RETURNED', 2, 'And again?')
  ) step (action, status_before, status_after, revision, comment)
  WHERE status = 'RETURNED';
  INSERT INTO report_revision (report_id, number, origin, is_zero_report, is_partial, "values", reason, submitted_by, submitted_at)
  SELECT id, 2, 'ENTERED', false, true, '{"ENCOUNTERS": 3, "VETERANS": null}', 'Again.', 1, now() FROM monthly_report WHERE status = 'RETURNED';
  INSERT INTO report_draft SELECT id, '{"ENCOUNTERS": 4}', true, 'So far.', now(), 1 FROM monthly_report WHERE status = 'RETURNED';
  INSERT INTO monthly_report (chapter_id, county_fips, month, status)
  SELECT chapter_id, county_fips, '2026-10', 'DRAFT' FROM chapter_membership membership
  WHERE until_month IS NULL AND NOT EXISTS (SELECT FROM monthly_report report WHERE report.county_fips = membership.county_fips AND month = '2026-10')`;

let database: TestDatabase;
let analyst: { readonly accountId: number };
let chapters: readonly ChapterId[];
beforeAll(async () => {
  database = await copyDatabase("demonstration");
  await database.query(LIVES);
  analyst = { accountId: await accountOf(database, "analyst") };
  chapters = (await database.query<{ id: ChapterId }>("SELECT id FROM chapter")).map(({ id }) => id);
});
afterAll(() => database.drop());

/** What the next act depends on. */
function lastOf({ revisions, events, ...report }: FiledReport): FiledReport {
  const last = REPORT_ACTIONS.flatMap((action) => events.findLast((event) => event.action === action) ?? []);
  return {
    ...report,
    revisions: revisions.slice(-1),
    events: events.filter((event) => last.includes(event)),
  };
}

const inOrder = (reports: readonly FiledReport[]) =>
  reports.toSorted((one, other) => (reportKeyText(one) < reportKeyText(other) ? -1 : 1));

describe("reports as they stand", () => {
  it("are those that are read one by one, with the last of each", async () => {
    const whole = await filedReader(database.prisma).inRange(analyst, chapters, { from: FROM, until: UNTIL });
    const counties = [...new Set(whole.map(({ county }) => county))];
    const asked = { chapters, counties, months: [...eachMonth(FROM, UNTIL)] };
    const standing = await standingReader(database.prisma).standing(analyst, asked);
    expect(inOrder(standing)).toMatchObject(inOrder(whole.map(lastOf)));
    for (const status of ["ACCEPTED", "SUBMITTED", "RETURNED", "DRAFT"])
      expect([status, standing.some((report) => report.status === status)]).toEqual([status, true]);
    expect(standing.some(({ draft }) => draft !== null)).toBe(true);
    expect(whole.some(({ events }) => events.length > 3)).toBe(true);
  });

  it("are none that the account does not reach", async () => {
    const nobody = await standingReader(database.prisma).standing(
      { accountId: 0 },
      { chapters, counties: ["29111"] as never, months: [...eachMonth(FROM, UNTIL)] },
    );
    expect(nobody).toEqual([]);
  });
});
