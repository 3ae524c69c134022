// Refused sign-ins on their way into the audit log: all of them arrive, none can fill it, and nobody waits.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { assemblePlatform, type Platform } from "../platform.js";
import { auditWriter } from "../store/audit-store.js";
import { refusalStore } from "../store/refusal-store.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import type { Refusals } from "./account-ports.js";

const AT = new Date("2026-11-23T18:00:00Z");
const after = (seconds: number) => new Date(AT.getTime() + seconds * 1_000);

let database: TestDatabase;
let platform: Platform;
let refusals: Refusals;
beforeAll(async () => {
  database = await copyDatabase("reference");
  platform = assemblePlatform(database, () => after(60));
  refusals = refusalStore(database.prisma);
});
afterAll(() => database.drop());
beforeEach(() => database.query("DELETE FROM refused_sign_in"));

const entries = () =>
  database.query<{ number: number }>(
    "SELECT number, account_id, action, subject, details FROM audit_entry ORDER BY number",
  );

describe("refused sign-ins", () => {
  it("are one entry of the log, with how many there were at which account, and from when to when", async () => {
    await refusals.note(7, "", AT);
    await refusals.note(7, "", after(20));
    await refusals.note(7, "", after(10));
    await refusals.note(3, "", after(5));
    await refusals.note(null, "nobody@example.org", AT);
    expect(await platform.recordRefusals()).toBe(2);
    expect((await entries()).at(-1)).toMatchObject({
      account_id: null,
      action: "account:refuseSignIn",
      subject: "accounts",
      details: {
        refused: [
          { account: 3, times: 1, firstAt: "2026-11-23T18:00:05.000Z", lastAt: "2026-11-23T18:00:05.000Z" },
          { account: 7, times: 3, firstAt: "2026-11-23T18:00:00.000Z", lastAt: "2026-11-23T18:00:20.000Z" },
        ],
      },
    });
    expect((await platform.verifyAudit([])).problems).toEqual([]);
  });

  it("are recorded once, by one of several processes", async () => {
    const before = await entries();
    await refusals.note(7, "", AT);
    const recorded = await Promise.all([1, 2, 3].map(() => platform.recordRefusals()));
    expect(recorded.sort()).toEqual([0, 0, 1]);
    expect(await entries()).toHaveLength(before.length + 1);
  });

  it("at no account are no entry, and are swept away", async () => {
    const before = await entries();
    await refusals.note(null, "nobody@example.org", AT);
    expect(await platform.recordRefusals()).toBe(0);
    expect(await entries()).toEqual(before);
    expect(await refusals.areWaiting()).toBe(false);
  });

  it("are a single entry in a flood, and lose none that comes while others are recorded", async () => {
    const before = await entries();
    await Promise.all(
      Array.from({ length: 200 }, (_, index) => refusals.note(1 + (index % 5), String(index), AT)),
    );
    await platform.recordRefusals();
    expect(await entries()).toHaveLength(before.length + 1);
    const notes = Array.from({ length: 100 }, () => refusals.note(9, "", AT));
    await Promise.all([...notes, platform.recordRefusals(), platform.recordRefusals()]);
    await platform.recordRefusals();
    const [{ times } = {}] = await database.query<{ times: number }>(
      `SELECT sum((one ->> 'times')::int)::int AS times FROM audit_entry, jsonb_array_elements(details -> 'refused') one
       WHERE one ->> 'account' = '9'`,
    );
    expect(times).toBe(100);
  });

  it("are noted without waiting for the log, also while a round waits for it", async () => {
    await refusals.note(7, "", AT);
    let recording: Promise<number> | undefined;
    await database.prisma.$transaction(async (transaction) => {
      await auditWriter(transaction).lastAuditEntry();
      recording = platform.recordRefusals();
      await roundWaits();
      await refusals.note(7, "", after(1));
      await refusals.note(8, "", after(1));
    });
    expect(await recording).toBe(2);
  });
});

/** Resolves when somebody waits for the lock of the log. */
async function roundWaits(): Promise<void> {
  for (;;) {
    const waiting = await database.query(
      `SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
       WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()`,
    );
    if (waiting.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
