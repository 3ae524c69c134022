import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Recipient } from "../domain/notifications/notification.js";
import type { ChapterId } from "../domain/reporting/chapter.js";
import { geographyStore } from "../store/geography-store.js";
import { platformReportStore } from "../store/report-store.js";
import { inTransaction } from "../store/transaction.js";
import { copyDatabase, type Template, type TestDatabase } from "../testkit/database.js";
import { planReminders, type PlanReminders } from "./plan-reminders.js";

let database: TestDatabase;
let now: Date;
let people: readonly Recipient[];

async function open(template: Template): Promise<void> {
  database = await copyDatabase(template);
  now = new Date("2026-11-10T15:00:00Z");
  people = [{ email: "Anna@Example.org", displayName: "Anna" }];
}

function planner(): PlanReminders {
  const everybody = (chapters: readonly ChapterId[]) =>
    Promise.resolve(new Map(chapters.map((id) => [id, people])));
  return planReminders({
    geography: geographyStore(database.pool),
    reports: platformReportStore(database.prisma),
    recipients: { reminderRecipients: everybody },
    inTransaction: inTransaction(database.prisma),
    clock: () => now,
    siteUrl: "https://reports.example.org",
  });
}

/** Really expects reports of a chapter. */
function expectReportsOf(slug: string, from = "2026-09"): Promise<unknown> {
  return database.query(
    "INSERT INTO reporting_expectation SELECT id, $2, NULL, false FROM chapter WHERE state_code = 'MO' AND slug = $1",
    [slug, from],
  );
}

async function keys(): Promise<readonly string[]> {
  const rows = await database.query<{ key: string }>(
    "SELECT dedupe_key AS key FROM outbox_message ORDER BY created_at, dedupe_key",
  );
  return rows.map(({ key }) => key);
}

afterEach(() => database.drop());

describe("with chapters that really report", () => {
  beforeEach(async () => {
    await open("reference");
    await database.query("DELETE FROM reporting_expectation");
    await expectReportsOf("linn", "2026-10");
  });

  it("queues one mail a chapter, month and person, with the counties by name", async () => {
    expect(await planner()()).toBe(1);
    expect(await keys()).toEqual(["due-soon/MO/linn/2026-10/anna@example.org"]);
    const [mail] = await database.query("SELECT * FROM outbox_message");
    const counties = await database.query<{ name: string; fips: string }>(
      `SELECT county.name, county.fips FROM chapter_membership membership JOIN county ON county.fips = membership.county_fips
       JOIN chapter ON chapter.id = membership.chapter_id WHERE chapter.slug = 'linn' ORDER BY 1`,
    );
    expect(mail).toMatchObject({
      kind: "DUE_SOON",
      recipient: "anna@example.org",
      attempts: 0,
      created_at: now,
      next_attempt_at: now,
      useless_at: new Date("2026-11-16T12:00:00Z"),
      text: expect.stringContaining(
        counties
          .map(
            ({ name, fips }) =>
              `  - ${name}: https://reports.example.org/staff/reports/MO/linn/${fips}/2026-10`,
          )
          .join("\n"),
      ),
      html: expect.stringContaining('href="https://reports.example.org/staff/reports"'),
    });
  });

  it("doubles nothing, however often and by however many it is done in a day", async () => {
    await expectReportsOf("greene");
    const added = await Promise.all(Array.from({ length: 6 }, () => planner()()));
    const all = await keys();
    expect(added.reduce((sum, one) => sum + one, 0)).toBe(all.length);
    expect(all.length).toBeGreaterThan(1);
    now = new Date("2026-11-11T04:00:00Z");
    expect(await planner()()).toBe(0);
    expect(await keys()).toEqual(all);
  });

  it("reads the day in the state's time zone", async () => {
    now = new Date("2026-11-10T05:59:00Z");
    expect(await planner()()).toBe(0);
    now = new Date("2026-11-10T06:00:00Z");
    expect(await planner()()).toBe(1);
  });

  it("goes through a month: due soon once, then overdue once a week, four times", async () => {
    for (let day = 0; day < 45; day++) {
      now = new Date(Date.parse("2026-11-01T18:00:00Z") + day * 86_400_000);
      await planner()();
    }
    expect((await keys()).filter((key) => key.includes("2026-10"))).toEqual([
      "due-soon/MO/linn/2026-10/anna@example.org",
      ...[1, 2, 3, 4].map((round) => `overdue/MO/linn/2026-10/${String(round)}/anna@example.org`),
    ]);
  });

  it("asks nothing of a chapter whose reports are in, or whose people have no address", async () => {
    people = [];
    expect(await planner()()).toBe(0);
    people = [{ email: "anna@example.org", displayName: "Anna" }];
    await database.query(
      `INSERT INTO monthly_report (chapter_id, county_fips, month, status, first_submitted_on)
       SELECT chapter_id, county_fips, '2026-10', 'SUBMITTED', '2026-11-03' FROM chapter_membership
       WHERE chapter_id = (SELECT id FROM chapter WHERE slug = 'linn')`,
    );
    expect(await planner()()).toBe(0);
  });

  it("writes to each person once, and is kept from none by another's broken address", async () => {
    people = [
      { email: "nobody", displayName: "Broken" },
      { email: "eve@example.org\r\nBcc: all@example.org", displayName: "Eve" },
      { email: "anna@example.org", displayName: "Anna" },
      { email: "ANNA@example.org ", displayName: "Anna again" },
      { email: "ben@example.org", displayName: "Ben" },
    ];
    expect(await planner()()).toBe(2);
    expect(await keys()).toEqual(
      ["anna", "ben"].map((name) => `due-soon/MO/linn/2026-10/${name}@example.org`),
    );
  });
});

it("writes to nobody because of demonstration data", async () => {
  await open("demonstration");
  for (const day of ["2026-11-10", "2026-11-16", "2026-11-23", "2026-12-01"]) {
    now = new Date(`${day}T18:00:00Z`);
    expect(await planner()()).toBe(0);
  }
  // The same chapters do get mail once one of them is really expected to report.
  await expectReportsOf("linn", "2026-11");
  now = new Date("2026-12-10T18:00:00Z");
  expect(await planner()()).toBe(1);
});
