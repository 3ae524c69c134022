// Nothing twice, on a real database: one key, one piece of work, and every retry gets the answer of the first.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { inTransaction } from "../store/transaction.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import { appendAudit } from "./audit.js";
import { LONGEST_KEY, once, type KeyedRequest, type Once } from "./idempotency.js";
import { problem } from "../domain/problem.js";

const NOW = new Date("2026-11-23T18:00:00Z");

let database: TestDatabase;
let fresh = 0;
let work: number;
beforeAll(async () => {
  database = await copyDatabase("reference");
});
beforeEach(() => {
  fresh += 1;
  work = 0;
});
afterAll(() => database.drop());

interface Answer {
  readonly number: number;
}

function request(changes: Partial<KeyedRequest> = {}): KeyedRequest {
  return {
    accountId: 1,
    key: `key ${String(fresh)}`,
    operation: "submitReport",
    body: { month: "2026-10", values: { b: 1, a: 2 } },
    ...changes,
  };
}

/** Writes an audit entry, so that what was done twice would be seen in the database. */
function send(
  changes: Partial<KeyedRequest> = {},
  then: () => void = () => undefined,
): Promise<Once<Answer>> {
  return inTransaction(database.prisma)((writer) =>
    once<Answer>(writer, request(changes), NOW, async () => {
      work += 1;
      const { number } = await appendAudit(writer, {
        at: NOW,
        accountId: 1,
        action: "report:submit",
        subject: request(changes).key,
        details: {},
      });
      then();
      return { outcome: "DONE", answer: { number }, isReplayed: false };
    }),
  );
}

async function entries(): Promise<number> {
  const rows = await database.query<{ many: number }>(
    "SELECT count(*)::int AS many FROM audit_entry WHERE subject = $1",
    [request().key],
  );
  return rows[0]?.many ?? 0;
}

const answerOf = (done: Once<Answer>) => (done.outcome === "DONE" ? done.answer : null);
const codesOf = (done: Once<Answer>) =>
  done.outcome === "REFUSED" ? done.problems.map(({ code, path }) => `${code} ${path}`) : [];

describe("the same request under the same key", () => {
  it("is done once, and a retry gets the same answer", async () => {
    const first = await send();
    expect(first).toMatchObject({ outcome: "DONE", isReplayed: false });
    for (let retry = 0; retry < 3; retry++) {
      expect(await send()).toEqual({ outcome: "DONE", answer: answerOf(first), isReplayed: true });
    }
    expect([work, await entries()]).toEqual([1, 1]);
  });

  it("is done once when many send it at the same moment", async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => send()));
    expect(new Set(answers.map((one) => answerOf(one)?.number)).size).toBe(1);
    expect(answers.filter((one) => one.outcome === "DONE" && !one.isReplayed)).toHaveLength(1);
    expect([work, await entries()]).toEqual([1, 1]);
  });

  it("is the same whatever order the fields of its body come in", async () => {
    await send({ body: { a: 1, b: { d: [1, 2], c: null } } });
    const again = await send({ body: { b: { c: null, d: [1, 2] }, a: 1 } });
    expect(again).toMatchObject({ outcome: "DONE", isReplayed: true });
  });
});

describe("another request under the same key", () => {
  it.each([
    ["another body", { body: { month: "2026-09" } }],
    ["a list in another order", { body: { month: "2026-10", values: [2, 1] } }],
    ["one field more", { body: { month: "2026-10", values: { b: 1, a: 2 }, comment: "x" } }],
    ["a null where there was a number", { body: { month: "2026-10", values: { b: null, a: 2 } } }],
    ["a text where there was a number", { body: { month: "2026-10", values: { b: "1", a: 2 } } }],
    ["another operation", { operation: "saveReportDraft" }],
  ])("is refused when it has %s", async (_, changes) => {
    await send();
    expect(codesOf(await send(changes))).toEqual(["KEY_REUSED idempotencyKey"]);
    expect([work, await entries()]).toEqual([1, 1]);
  });

  it("is another's own business: keys belong to accounts", async () => {
    const [mine, theirs] = [await send(), await send({ accountId: 2, body: {} })];
    expect(theirs).toMatchObject({ outcome: "DONE", isReplayed: false });
    expect(answerOf(theirs)).not.toEqual(answerOf(mine));
  });
});

describe("work that was not done", () => {
  it("is not kept when it was refused: the key is good for the mended request", async () => {
    const refusal = problem("BAD_VALUE", "values", "It is no count.", "Send a count.");
    const refused = await inTransaction(database.prisma)((writer) =>
      once<Answer>(writer, request({ body: "broken" }), NOW, () =>
        Promise.resolve({ outcome: "REFUSED", problems: [refusal] }),
      ),
    );
    expect(codesOf(refused)).toEqual(["BAD_VALUE values"]);
    expect(await send()).toMatchObject({ outcome: "DONE", isReplayed: false });
  });

  it("leaves nothing behind when it broke off: neither the work nor the key", async () => {
    const broken = send({}, () => {
      throw new Error("The power failed.");
    });
    await expect(broken).rejects.toThrow("The power failed.");
    expect(await entries()).toBe(0);
    expect(await send()).toMatchObject({ outcome: "DONE", isReplayed: false });
    expect(await entries()).toBe(1);
  });
});

describe("a key", () => {
  it.each([
    ["nothing", ""],
    ["spaces", "   "],
    ["201 characters", "k".repeat(LONGEST_KEY + 1)],
  ])("of %s is refused, and nothing is done", async (_, key) => {
    expect(codesOf(await send({ key }))).toEqual(["BAD_VALUE idempotencyKey"]);
    expect(work).toBe(0);
  });

  it("may have any 200 characters", async () => {
    for (const key of ["k".repeat(LONGEST_KEY), "ключ/ключ'\"; --", "\u{1f511}".repeat(100)]) {
      expect(await send({ key })).toMatchObject({ outcome: "DONE", isReplayed: false });
      expect(await send({ key })).toMatchObject({ outcome: "DONE", isReplayed: true });
    }
  });

  it("is never given another answer later", async () => {
    await send();
    await expect(
      database.query("UPDATE idempotency_key SET answer = '{}' WHERE key = $1", [request().key]),
    ).rejects.toMatchObject({ code: "23001" });
  });
});
