// A coordinator's program on a bad line, through the whole server: nothing is done twice, nothing that got a receipt is
// lost, and nobody writes over what they have not seen. Every answer is held against every other,
// and all of them against what is on file (scripts/bench/bad-line.ts).

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CLEAR_PLACES, readPlaces, requestOf, PLACES } from "../../scripts/bench/bad-line-places.js";
import {
  judge,
  sendOnBadLine,
  valuesOf,
  type Finding,
  type Payload,
  type Send,
  type Sent,
} from "../../scripts/bench/bad-line.js";
import type { Platform } from "../platform.js";
import { startApp, type TestApp } from "../testkit/app.js";
import type { ReportOrder } from "../usecases/report-order.js";
import { contentSha256 } from "../usecases/receipt.js";

/** A server on which nothing is on file for the places. */
async function start(adapt?: (platform: Platform) => Platform): Promise<TestApp> {
  const app = await startApp("demonstration", adapt);
  await app.database.query(CLEAR_PLACES);
  return app;
}

function senderOf(app: TestApp): Send {
  return async (order) => {
    const { query, variables } = requestOf(order);
    const { data, errors } = await app.ask("coordinator", query, variables);
    expect(errors).toEqual([]);
    return (data as { payload: Payload }).payload;
  };
}

async function run(
  app: TestApp,
  sends: number,
  seed: number,
): Promise<Finding & { readonly sent: readonly Sent[] }> {
  const sent = await sendOnBadLine(senderOf(app), { places: PLACES, sends, senders: 12, seed });
  const onFile = await readPlaces((sql, values) => app.database.query(sql, values));
  return { sent, ...judge(sent, onFile) };
}

const SENDS = 1_000;

/** Of the demonstration, and of the import of encounters. */
const ENTRIES_BEFORE = 2;

describe("a thousand sends on a bad line", () => {
  let app: TestApp;
  let outcome: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    app = await start();
    outcome = await run(app, SENDS, 1);
  }, 120_000);
  afterAll(() => app.close());

  it("do nothing twice, lose nothing, and let nobody write over what they have not seen", () => {
    expect(outcome.faults).toEqual([]);
    expect(outcome.tally.sends).toBe(SENDS);
  });

  it("were of every kind, with many races for one version", () => {
    const { done, replayed, stale, keyReused, wrongStatus, races } = outcome.tally;
    for (const many of [done, replayed, stale]) expect(many).toBeGreaterThan(100);
    for (const many of [keyReused, wrongStatus, races]) expect(many).toBeGreaterThan(20);
  });

  it("leave an audit log that is whole, in which every receipt finds its entry", async () => {
    const receipts = outcome.sent.flatMap(({ payload }) => payload.receipt ?? []);
    const anchors = receipts.map(({ auditNumber, auditSha256 }) => ({
      number: auditNumber,
      sha256: auditSha256,
    }));
    const { problems, entries } = await app.platform.verifyAudit(anchors);
    // What was taken away before, so that the places were empty, is missed in the entry of the demonstration.
    expect(problems.map(({ path }) => path)).toEqual(["audit_entry 1"]);
    expect(entries).toBe(ENTRIES_BEFORE + outcome.tally.done);
  });

  it("leave a database in which every invariant holds", async () => {
    for (const check of readdirSync("prisma/checks")) {
      const rows = await app.database.query(readFileSync(join("prisma/checks", check), "utf8"));
      expect([check, rows]).toEqual([check, [{ violations: 0 }]]);
    }
  });

  it("give receipts over exactly what was sent", () => {
    for (const { order, payload } of outcome.sent) {
      if (payload.receipt === null) continue;
      const { county, month, chapter, state } = order.place;
      const subject = `report ${state}/${chapter}/${county}/${month}`;
      const content = {
        values: valuesOf(order),
        isPartial: false,
        comment: null,
        savedAt: new Date(0),
        savedBy: 0,
      };
      expect(payload.receipt).toMatchObject({ subject, contentSha256: contentSha256(subject, content) });
    }
  });
});

describe("a server that forgets", () => {
  const changed =
    (change: (order: ReportOrder) => Partial<ReportOrder>) =>
    (platform: Platform): Platform => ({
      ...platform,
      useCases: {
        ...platform.useCases,
        changeReport: (viewer, order) =>
          platform.useCases.changeReport(viewer, { ...order, ...change(order) }),
      },
    });

  it.each([
    ["which version the sender saw", () => ({ version: null }), /which it had not seen$/],
    ["what it was sent before", () => ({ idempotencyKey: randomUUID() }), /a retry was not told so$/],
    [
      "both",
      () => ({ idempotencyKey: randomUUID(), version: null }),
      /(?:was done twice|has several receipts)$/,
    ],
  ] as const)("%s, is found out", async (_, change, expected) => {
    const app = await start(changed(change));
    try {
      const { faults } = await run(app, 120, 2);
      expect(faults.some((fault) => expected.test(fault))).toBe(true);
    } finally {
      await app.close();
    }
  });
});
