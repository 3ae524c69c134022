// A coordinator's program on a bad line, through the whole server: nothing is done twice, nothing that got a receipt is
// lost, and nobody writes over what they have not seen. `scripts/bench/` sends ten times as much.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import {
  judge,
  sendOnBadLine,
  valuesOf,
  type Finding,
  type OnFile,
  type Payload,
  type Place,
  type Send,
  type Sent,
} from "../../scripts/bench/bad-line.js";
import type { Platform } from "../platform.js";
import { auditStore } from "../store/audit-store.js";
import { startApp, type TestApp } from "../testkit/app.js";
import { verifyAudit } from "../usecases/audit.js";
import type { ReportOrder } from "../usecases/change-report.js";
import { DEMONSTRATION_CHAPTER } from "../usecases/issue-demonstration-tokens.js";
import { contentSha256 } from "../usecases/receipt.js";

const PLACES: readonly Place[] = [
  { county: "29045", month: "2026-10" },
  { county: "29111", month: "2026-10" },
  { county: "29111", month: "2026-09" },
  { county: "29127", month: "2026-10" },
].map((one) => ({ state: "MO", chapter: DEMONSTRATION_CHAPTER, ...one }));

const MUTATION = (name: string, type: string) =>
  `mutation ($input: ${type}!) { payload: ${name}(input: $input) { replayed unchanged userErrors { code severity } report { version }
    receipt { subject status version revision contentSha256 at auditNumber auditSha256 } } }`;
const DOCUMENTS = {
  submitReport: MUTATION("submitReport", "SubmitReportInput"),
  saveReportDraft: MUTATION("saveReportDraft", "SaveReportDraftInput"),
};

/** A server on which nothing is on file for the places. */
async function start(adapt?: (platform: Platform) => Platform): Promise<TestApp> {
  const app = await startApp("demonstration", adapt);
  const ids = PLACES.map(({ county, month }) => `(county_fips = '${county}' AND month = '${month}')`).join(
    " OR ",
  );
  await app.database.query(
    `ALTER TABLE report_revision DISABLE TRIGGER ALL;
     UPDATE monthly_report SET accepted_revision_id = NULL WHERE ${ids};
     DELETE FROM report_revision WHERE report_id IN (SELECT id FROM monthly_report WHERE ${ids});
     DELETE FROM monthly_report WHERE ${ids};
     ALTER TABLE report_revision ENABLE TRIGGER ALL`,
  );
  return app;
}

function senderOf(app: TestApp): Send {
  return async (order) => {
    const { mutation, place, version, key } = order;
    const values = Object.entries(valuesOf(order)).map(([measure, value]) => ({ measure, value }));
    const input = { report: place, version, idempotencyKey: key, values };
    const { data, errors } = await app.ask("coordinator", DOCUMENTS[mutation], { input });
    expect(errors).toEqual([]);
    return (data as { payload: Payload }).payload;
  };
}

async function onFileAt(app: TestApp, place: Place): Promise<OnFile> {
  const [row] = await app.database.query<Omit<OnFile, "place">>(
    `SELECT version,
       (SELECT coalesce(json_agg((one."values" ->> 'ENCOUNTERS')::int ORDER BY number), '[]') FROM report_revision one WHERE report_id = report.id) AS revisions,
       (SELECT ("values" ->> 'ENCOUNTERS')::int FROM report_draft WHERE report_id = report.id) AS draft,
       (SELECT coalesce(json_agg(action ORDER BY id), '[]') FROM report_event WHERE report_id = report.id) AS actions
     FROM monthly_report report WHERE county_fips = $1 AND month = $2`,
    [place.county, place.month],
  );
  return { place, ...(row ?? { version: 0, revisions: [], draft: null, actions: [] }) };
}

async function run(
  app: TestApp,
  sends: number,
  seed: number,
): Promise<Finding & { readonly sent: readonly Sent[] }> {
  const sent = await sendOnBadLine(senderOf(app), { places: PLACES, sends, senders: 12, seed });
  const onFile = await Promise.all(PLACES.map((place) => onFileAt(app, place)));
  return { sent, ...judge(sent, onFile) };
}

const SENDS = 1_000;

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
    const verdict = await verifyAudit({ audit: auditStore(app.database.prisma) })(anchors);
    expect(verdict.problems).toEqual([]);
    expect(verdict.entries).toBe(outcome.tally.done);
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
