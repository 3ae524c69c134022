import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { assemblePlatform, type Platform } from "../platform.js";
import { demonstrationTokens, testNow } from "../testkit/app.js";
import { accountOf, copyDatabase, type Template, type TestDatabase } from "../testkit/database.js";
import { keepFew } from "../testkit/small-missouri.js";

let database: TestDatabase;
let platform: Platform;
const tokens = () => demonstrationTokens();
const step = () => platform.demonstrateRelease(tokens());

async function open(template: Template): Promise<void> {
  database = await copyDatabase(template);
  platform = assemblePlatform(database, testNow);
}
afterEach(() => database.drop());

async function viewerOf(user: "reviewer" | "administrator") {
  const viewer = await platform.useCases.identifyViewer(tokens()[user]);
  if (viewer === null) throw new Error(`There is no ${user}.`);
  return viewer;
}

function audited() {
  return database.query(
    "SELECT action, account_id AS account, details FROM audit_entry WHERE action LIKE 'release:%' ORDER BY number",
  );
}

describe("the first release of demonstration data", () => {
  beforeEach(() => open("demonstration"));

  it("is asked for by the one, built like any other, and published by the other; and that once", async () => {
    await keepFew(database, "2026-05");
    const queued = await step();
    expect(queued).toMatchObject({
      release: { status: "QUEUED", stateCode: "MO", from: "2025-01", until: "2026-08" },
      isNew: false,
    });
    // A server that is started again finds what the one before has asked for.
    platform = assemblePlatform(database, testNow);
    expect(await step()).toEqual(queued);
    expect(await platform.buildWaitingRelease()).toMatchObject({ status: "BUILT" });
    platform = assemblePlatform(database, testNow);
    const published = await step();
    expect(published).toMatchObject({ release: { status: "PUBLISHED", number: 1 }, isNew: true });
    expect(await step()).toEqual({ ...published, isNew: false });
    const [reviewer, administrator] = [
      await accountOf(database, "reviewer"),
      await accountOf(database, "administrator"),
    ];
    expect(await audited()).toEqual([
      {
        action: "release:buildRelease",
        account: reviewer,
        details: { state: "MO", from: "2025-01", until: "2026-08" },
      },
      {
        action: "release:publishRelease",
        account: administrator,
        details: { release: String(queued?.release.id) },
      },
    ]);
    expect(
      await database.query("SELECT state_code, number, is_demonstration FROM published.release"),
    ).toEqual([{ state_code: "MO", number: 1, is_demonstration: true }]);
  });

  it("is asked for once, however many servers are started at a time", async () => {
    const others = [1, 2, 3].map(() => assemblePlatform(database, testNow));
    const steps = await Promise.all(others.map((one) => one.demonstrateRelease(tokens())));
    expect(new Set(steps.map((one) => one?.release.id)).size).toBe(1);
    expect(await database.query("SELECT id FROM release")).toHaveLength(1);
  });

  it("waits for a builder that is writing down a release, longer than whoever changes something has to", async () => {
    await database.drop();
    database = await copyDatabase("demonstration", { lockMs: 200 });
    platform = assemblePlatform(database, testNow);
    await step();
    const builder = new pg.Client({ connectionString: database.url });
    await builder.connect();
    await builder.query("BEGIN; SELECT FROM release FOR UPDATE");
    const waiting = step();
    const held =
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    while ((await database.query(held)).length === 0) await pause(20);
    await pause(600);
    await builder.query("COMMIT");
    await builder.end();
    expect(await waiting).toMatchObject({ release: { status: "QUEUED" }, isNew: false });
  });

  it("is not published by the one who asked for it", async () => {
    await keepFew(database, "2026-05");
    const alone = { ...tokens(), administrator: tokens().reviewer };
    await platform.demonstrateRelease(alone);
    await platform.buildWaitingRelease();
    await expect(platform.demonstrateRelease(alone)).rejects.toThrow("You had this release built yourself.");
    expect(await database.query("SELECT FROM published.release")).toHaveLength(0);
  });

  it("is asked for once more, of the last whole year, where it could not be built", async () => {
    const fail = (id: number | undefined) =>
      database.pool.query(
        `UPDATE release SET status = 'BUILDING', lease_ends_at = now(), building_since = now() WHERE id = ${String(id)};
         UPDATE release SET status = 'FAILED', lease_ends_at = NULL, problems = '[{}]' WHERE id = ${String(id)}`,
      );
    const first = await step();
    await fail(first?.release.id);
    const second = await step();
    expect(second).toMatchObject({ release: { status: "QUEUED", from: "2025-01", until: "2026-01" } });
    expect(await step()).toEqual(second);
    await fail(second?.release.id);
    expect(await step()).toMatchObject({
      release: { id: second?.release.id, status: "FAILED" },
      isNew: false,
    });
    expect(await database.query("SELECT id FROM release")).toHaveLength(2);
  });

  it("is nobody's business any more once somebody has thrown it away", async () => {
    const queued = await step();
    await platform.useCases.releases.discard(await viewerOf("administrator"), queued?.release.id ?? 0);
    expect(await step()).toMatchObject({ release: { status: "DISCARDED" }, isNew: false });
    expect(await database.query("SELECT id FROM release")).toHaveLength(1);
  });

  it("is not asked for where somebody has asked for one: theirs is theirs", async () => {
    const months = { from: null, until: "2023-02" as never };
    const asked = await platform.useCases.releases.request(await viewerOf("reviewer"), "MO" as never, months);
    expect(asked.ok).toBe(true);
    expect(await step()).toBeNull();
    expect(await database.query("SELECT id FROM release")).toHaveLength(1);
  });
});

describe("a state without demonstration data", () => {
  beforeEach(() => open("reference"));

  it("has no release asked for", async () => {
    const own = await platform.issueDemonstrationTokens();
    expect(await platform.demonstrateRelease(own)).toBeNull();
    expect(await database.query("SELECT id FROM release")).toEqual([]);
  });
});
