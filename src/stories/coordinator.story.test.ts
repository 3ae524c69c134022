// A coordinator files a month and a reviewer judges it, through the whole server, one step after the other.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { REPORTED_MEASURES } from "../domain/catalog/catalog.js";
import type { Problem } from "../domain/problem.js";
import { startApp, testNow, type Asker, type TestApp } from "../testkit/app.js";
import { sentMonth } from "../testkit/sent-month.js";
import { forgetMonth } from "../testkit/forget-month.js";

const CHAPTER = "saints-avenue";
/** Over for three weeks on the day of the tests. */
const MONTH = "2026-10";

const CHANGES = `{ values { measure before { value status } after { value status } } comment { before after } partial { before after } zeroReport { before after } }`;

const REPORT = `{ status version timeliness locked dueOn demonstration draft { partial comment values { measure value } }
  latest { number zeroReport partial comment reason values { measure value } changes ${CHANGES} }
  ofRecord { number } revisions { number } history { action statusBefore statusAfter revision comment }
  viewerCanSave viewerCanSubmit submissionNeedsReason viewerCanAccept viewerCanReturn viewerCanReopen viewerCanAllowLate }`;

const PAYLOAD = `{ replayed unchanged receipt { subject status version revision contentSha256 auditNumber auditSha256 }
  conflict ${CHANGES} userErrors { code severity path message fix } report ${REPORT} }`;

interface Report {
  readonly status: string | null;
  readonly version: number;
  readonly [field: string]: unknown;
}

interface Payload {
  readonly replayed: boolean;
  readonly unchanged: boolean;
  readonly receipt: Readonly<Record<string, unknown>> | null;
  readonly conflict: Readonly<Record<string, unknown>> | null;
  readonly userErrors: readonly Problem[];
  readonly report: Report | null;
}

let app: TestApp;
/** A county of the chapter of which nothing is on file for the month. */
let county: string;
let keys = 0;

beforeAll(async () => {
  app = await startApp("demonstration");
  const { data } = await app.ask(
    "public",
    `{ chapter(state: "MO", slug: "${CHAPTER}") { counties(month: "${MONTH}") { fips } } }`,
  );
  [county = ""] = (data as { chapter: { counties: { fips: string }[] } }).chapter.counties.map(
    ({ fips }) => fips,
  );
  await forgetMonth(app.database, county, MONTH);
});
afterAll(() => app.close());

const freshKey = () => `story-${String((keys += 1))}`;

async function change(
  asker: Asker,
  mutation: string,
  input: Readonly<Record<string, unknown>>,
): Promise<Payload> {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  const answer = await app.ask(
    asker,
    `mutation ($input: ${type}!) { payload: ${mutation}(input: $input) ${PAYLOAD} }`,
    {
      input: {
        report: { state: "MO", chapter: CHAPTER, county, month: MONTH },
        idempotencyKey: freshKey(),
        ...input,
      },
    },
  );
  expect(answer.errors).toEqual([]);
  return (answer.data as { payload: Payload }).payload;
}

async function report(asker: Asker, month = MONTH): Promise<Report> {
  const { data, errors } = await app.ask(
    asker,
    `{ report(state: "MO", chapter: "${CHAPTER}", county: "${county}", month: "${month}") ${REPORT} }`,
  );
  expect(errors).toEqual([]);
  return (data as { report: Report }).report;
}

const codes = ({ userErrors }: Payload) => userErrors.map(({ code, path }) => `${code} ${path}`);
const errors = ({ userErrors }: Payload) =>
  userErrors.filter(({ severity }) => severity === "ERROR").map(({ code, path }) => `${code} ${path}`);

const counted = (value: number) => ({ value, status: "COUNTED" });
/** What an answer says of two contents that differ in these measures only. */
const changesOf = (...values: readonly (readonly [measure: string, before: number, after: number])[]) => ({
  values: values.map(([measure, before, after]) => ({
    measure,
    before: counted(before),
    after: counted(after),
  })),
  comment: null,
  partial: null,
  zeroReport: null,
});

describe("a month of which nothing is on file", () => {
  it("is said to be open, with what the coordinator can do and the reviewer cannot", async () => {
    const rights = { viewerCanAccept: false, viewerCanReturn: false, viewerCanReopen: false };
    expect(await report("coordinator")).toMatchObject({
      ...rights,
      status: null,
      version: 0,
      dueOn: "2026-11-15",
      locked: false,
      viewerCanSave: true,
      viewerCanSubmit: true,
      submissionNeedsReason: false,
      history: [],
    });
    expect(await report("reviewer")).toMatchObject({
      ...rights,
      viewerCanSave: false,
      viewerCanSubmit: false,
    });
  });

  it("takes a draft that is not complete, and says what is missing", async () => {
    const saved = await change("coordinator", "saveReportDraft", {
      version: 0,
      values: [{ measure: "ENCOUNTERS", value: 12 }],
    });
    expect(saved.report).toMatchObject({
      status: "DRAFT",
      version: 1,
      draft: { values: [{ measure: "ENCOUNTERS", value: 12 }] },
    });
    expect(saved.userErrors.every(({ severity }) => severity === "WARNING")).toBe(true);
    expect(codes(saved)).toContain("MISSING_VALUE input.values.JAIL_BOOKINGS");
    // A draft is between those who file.
    expect(await report("reviewer")).toMatchObject({ status: "DRAFT", draft: null });
  });

  it("keeps the same draft once, and says what is missing again", async () => {
    const before = await app.database.query("SELECT count(*) FROM report_event");
    const values = [{ measure: "ENCOUNTERS", value: 12 }];
    const again = await change("coordinator", "saveReportDraft", { version: 1, values });
    expect(again).toMatchObject({ unchanged: true, receipt: null, report: { version: 1 } });
    expect(codes(again)).toContain("MISSING_VALUE input.values.JAIL_BOOKINGS");
    expect(await app.database.query("SELECT count(*) FROM report_event")).toEqual(before);
  });

  it("refuses a submission with every mistake at once, and keeps the draft", async () => {
    const before = await app.database.fingerprint();
    const refused = await change("coordinator", "submitReport", {
      version: -1,
      values: [
        ...sentMonth({ JAIL_BOOKINGS: 3, HOLDS_ACCEPTED: 0, CIT_CERTIFIED_OFFICERS: 41, VETERANS: -1 }),
        { measure: "FORCE_USED", value: -3 },
      ],
      comment: "x".repeat(2_001),
      reason: "x".repeat(2_001),
      idempotencyKey: " ",
    });
    expect(errors(refused).sort()).toEqual([
      "BAD_VALUE input.idempotencyKey",
      "BAD_VALUE input.values.FORCE_USED",
      "BAD_VALUE input.values.VETERANS",
      "BAD_VALUE input.version",
      `DUPLICATE input.values[${String(sentMonth().length)}]`,
      "EXCEEDS_CEILING input.values.CIT_CERTIFIED_OFFICERS",
      "SUM_MISMATCH input.values.ENCOUNTERS",
      "TEXT_TOO_LONG input.comment",
      "TEXT_TOO_LONG input.reason",
    ]);
    expect(refused.report).toMatchObject({ status: "DRAFT", version: 1 });
    expect(await app.database.fingerprint()).toEqual(before);
  });

  it("refuses all zeros, which must be said on purpose", async () => {
    const zeros = REPORTED_MEASURES.map(({ key }) => ({ measure: key, value: 0 }));
    expect(codes(await change("coordinator", "submitReport", { version: 1, values: zeros }))).toEqual([
      "ZERO_REPORT input.values",
    ]);
  });
});

describe("a report on its way", () => {
  let receipt: Readonly<Record<string, unknown>>;

  it("is submitted, with a receipt, and a retry does nothing twice", async () => {
    const input = { version: 1, values: sentMonth(), idempotencyKey: "the-very-same" };
    const first = await change("coordinator", "submitReport", input);
    expect(first.userErrors.filter(({ severity }) => severity === "ERROR")).toEqual([]);
    expect(first.report).toMatchObject({
      status: "SUBMITTED",
      version: 2,
      draft: null,
      timeliness: "LATE",
      latest: { number: 1, reason: null },
      ofRecord: null,
      viewerCanSubmit: true,
      submissionNeedsReason: false,
      viewerCanSave: false,
    });
    receipt = first.receipt!;
    expect(receipt).toMatchObject({
      status: "SUBMITTED",
      version: 2,
      revision: 1,
      subject: `report MO/${CHAPTER}/${county}/${MONTH}`,
    });
    const again = await change("coordinator", "submitReport", input);
    expect(again).toMatchObject({ replayed: true, receipt, report: { version: 2 } });
    const other = await change("coordinator", "submitReport", {
      ...input,
      version: 2,
      values: sentMonth({ ENCOUNTERS: 13 }),
    });
    expect(errors(other)).toEqual([
      "KEY_REUSED input.idempotencyKey",
      "SUM_MISMATCH input.values.ENCOUNTERS",
    ]);
  });

  it("that says the same once more changes nothing", async () => {
    expect(await change("coordinator", "submitReport", { version: 2, values: sentMonth() })).toMatchObject({
      unchanged: true,
      receipt: null,
      report: { version: 2 },
    });
  });

  it("that says the same for a reason that is new is another revision with that reason", async () => {
    const explained = { version: 2, values: sentMonth(), reason: "The jail was asked." };
    const sent = await change("coordinator", "submitReport", explained);
    expect(sent).toMatchObject({
      unchanged: false,
      report: { version: 3, latest: { number: 2, reason: "The jail was asked.", changes: changesOf() } },
    });
    expect(await change("coordinator", "submitReport", { ...explained, version: 3 })).toMatchObject({
      unchanged: true,
      receipt: null,
    });
  });

  it("meets a stale writer with what is on file beside what was sent, and with every rule that it breaks", async () => {
    const values = sentMonth({ JAIL_BOOKINGS: 3, CO_RESPONDER_ON_SCENE: null, CIT_CERTIFIED_OFFICERS: 41 });
    const stale = await change("coordinator", "submitReport", {
      version: 1,
      values: values.filter(({ measure }) => measure !== "COURSES_HELD"),
      comment: "A fair was in town.",
      partial: true,
    });
    expect(errors(stale)).toEqual([
      "STALE_VERSION input.version",
      "SUM_MISMATCH input.values.ENCOUNTERS",
      "EXCEEDS_CEILING input.values.CIT_CERTIFIED_OFFICERS",
    ]);
    expect(stale.conflict).toEqual({
      values: [
        {
          measure: "CO_RESPONDER_ON_SCENE",
          before: counted(0),
          after: { value: null, status: "NOT_COLLECTED" },
        },
        { measure: "JAIL_BOOKINGS", before: counted(2), after: counted(3) },
        { measure: "COURSES_HELD", before: counted(0), after: { value: null, status: "NOT_SAID" } },
        { measure: "CIT_CERTIFIED_OFFICERS", before: counted(11), after: counted(41) },
      ],
      comment: { before: null, after: "A fair was in town." },
      partial: { before: false, after: true },
      zeroReport: null,
    });
    const zero = await change("coordinator", "fileZeroReport", { version: 1 });
    expect(zero.conflict).toMatchObject({ zeroReport: { before: false, after: true } });
    const judged = await change("reviewer", "returnReport", { version: 1, comment: "" });
    expect([errors(judged), judged.conflict]).toEqual([
      ["STALE_VERSION input.version", "REASON_NEEDED input.comment"],
      null,
    ]);
  });

  it("is returned with a comment, never without", async () => {
    expect(codes(await change("reviewer", "returnReport", { version: 3, comment: " " }))).toEqual([
      "REASON_NEEDED input.comment",
    ]);
    const returned = await change("reviewer", "returnReport", {
      version: 3,
      comment: "Are two bookings right?",
    });
    expect(returned.report).toMatchObject({ status: "RETURNED", version: 4 });
    const mails = await app.database.query<{ recipient: string; text: string }>(
      "SELECT recipient, text FROM outbox_message WHERE kind = 'RETURNED'",
    );
    expect(mails.map(({ recipient }) => recipient)).toEqual(["coordinator@demo.invalid"]);
    expect(mails[0]!.text).toContain("Are two bookings right?");
    expect(mails[0]!.text).toContain(`/staff/reports/MO/${CHAPTER}/${county}/${MONTH}`);
    expect(await report("coordinator")).toMatchObject({ viewerCanSubmit: true, viewerCanSave: true });
  });

  it("comes back corrected, is accepted, and is the figure of record from then on", async () => {
    const values = sentMonth({ JAIL_BOOKINGS: 3, RESOLVED_ON_SCENE: 3 });
    const sent = await change("coordinator", "submitReport", { version: 4, values });
    expect(sent.report).toMatchObject({
      status: "SUBMITTED",
      latest: {
        number: 3,
        reason: "Corrected after a reviewer returned it.",
        changes: changesOf(["JAIL_BOOKINGS", 2, 3], ["RESOLVED_ON_SCENE", 4, 3]),
      },
    });
    const accepted = await change("reviewer", "acceptReport", { version: 5 });
    expect(accepted.report).toMatchObject({ status: "ACCEPTED", ofRecord: { number: 3 } });
    expect(await report("coordinator")).toMatchObject({ viewerCanSubmit: true, submissionNeedsReason: true });
    const { data } = await app.ask(
      "analyst",
      `{ liveOutcomes(question: { state: "MO", from: "${MONTH}", until: "2026-11", by: [COUNTY], counties: ["${county}"] }) { rows { jailBookings { value } } } }`,
    );
    expect(data).toEqual({ liveOutcomes: { rows: [{ jailBookings: { value: 3 } }] } });
  });

  it("once accepted, changes only with a reason, and the old figure stands until the new one is accepted", async () => {
    const values = sentMonth({ JAIL_BOOKINGS: 4, RESOLVED_ON_SCENE: 2 });
    expect(errors(await change("coordinator", "submitReport", { version: 6, values }))).toEqual([
      "REASON_NEEDED input.reason",
    ]);
    const reason = "One booking was recorded in the wrong month.";
    const corrected = await change("coordinator", "submitReport", { version: 6, values, reason });
    expect(corrected.report).toMatchObject({
      status: "SUBMITTED",
      ofRecord: { number: 3 },
      latest: { number: 4, reason },
      history: [
        { action: "SAVE", statusBefore: null, statusAfter: "DRAFT" },
        { action: "SUBMIT", statusBefore: "DRAFT", statusAfter: "SUBMITTED", revision: 1 },
        { action: "SUBMIT", statusBefore: "SUBMITTED", statusAfter: "SUBMITTED", revision: 2 },
        { action: "RETURN", statusBefore: "SUBMITTED", statusAfter: "RETURNED", revision: 2 },
        { action: "SUBMIT", statusBefore: "RETURNED", statusAfter: "SUBMITTED", revision: 3 },
        { action: "ACCEPT", statusBefore: "SUBMITTED", statusAfter: "ACCEPTED", revision: 3 },
        { action: "REOPEN", statusBefore: "ACCEPTED", statusAfter: "REOPENED", comment: reason },
        { action: "SUBMIT", statusBefore: "REOPENED", statusAfter: "SUBMITTED", revision: 4 },
      ],
    });
  });

  it("can be reopened by the reviewer, with a reason, and not by an analyst at all", async () => {
    const { version } = await report("reviewer");
    await change("reviewer", "acceptReport", { version });
    const reopened = await change("reviewer", "reopenReport", {
      version: version + 1,
      reason: "The jail disagrees.",
    });
    expect(reopened.report).toMatchObject({ status: "REOPENED", ofRecord: { number: 4 } });
    const { errors: refusals } = await app.ask(
      "analyst",
      `mutation { reopenReport(input: { report: { state: "MO", chapter: "${CHAPTER}", county: "${county}", month: "${MONTH}" }, version: 9, idempotencyKey: "x", reason: "x" }) { replayed } }`,
    );
    expect(refusals.map(({ extensions }) => extensions.code)).toEqual(["FORBIDDEN"]);
  });
});

describe("a month that cannot be filed", () => {
  const at = (month: string, other: object = {}) => ({
    report: { state: "MO", chapter: CHAPTER, county, month, ...other },
    version: 0,
    values: sentMonth(),
  });

  it.each([
    ["is not over", { month: "2026-11" }, "MONTH_NOT_OVER input.report.month"],
    ["lies in the future", { month: "2030-01" }, "MONTH_IN_FUTURE input.report.month"],
    [
      "is of a county that the chapter does not serve",
      { county: "29510" },
      "COUNTY_OUTSIDE_CHAPTER input.report.county",
    ],
    ["is of another chapter", { chapter: "linn" }, "NOT_FOUND input.report.chapter"],
    ["is of a chapter that does not exist", { chapter: "nowhere" }, "NOT_FOUND input.report.chapter"],
    ["is of another state", { state: "WA", chapter: "seattle" }, "NOT_FOUND input.report.chapter"],
  ])("because it %s", async (_why, other, expected) => {
    const before = await app.database.fingerprint();
    expect(codes(await change("coordinator", "submitReport", at(MONTH, other)))).toContain(expected);
    expect(await app.database.fingerprint()).toEqual(before);
  });

  it("and is said with everything else that is wrong with it, though nothing is known of the place", async () => {
    const sent = { ...at(MONTH, { chapter: "nowhere" }), version: -1, values: sentMonth({ ENCOUNTERS: 13 }) };
    expect(errors(await change("coordinator", "submitReport", sent))).toEqual([
      "NOT_FOUND input.report.chapter",
      "BAD_VALUE input.version",
      "SUM_MISMATCH input.values.ENCOUNTERS",
    ]);
  });

  it("because it is locked, until a reviewer allows it with a reason", async () => {
    const { version } = await report("coordinator", "2025-03");
    const late = { ...at("2025-03"), version, reason: "Found in a drawer." };
    expect(codes(await change("coordinator", "submitReport", late))).toContain(
      "MONTH_LOCKED input.report.month",
    );
    const { data } = await app.ask(
      "reviewer",
      `mutation { allowLateReport(input: { report: { state: "MO", chapter: "${CHAPTER}", county: "${county}", month: "2025-03" }, until: "2026-12-01", reason: "A clerk was ill.", idempotencyKey: "late" }) { auditNumber userErrors { code } } }`,
    );
    expect(data).toMatchObject({ allowLateReport: { auditNumber: expect.any(Number), userErrors: [] } });
    expect((await change("coordinator", "submitReport", late)).report).toMatchObject({ status: "SUBMITTED" });
    // A leave is seen also where nothing is on file.
    for (const open of ["2026-10", "2030-01"]) {
      const early = await app.ask(
        "reviewer",
        `mutation { allowLateReport(input: { report: { state: "MO", chapter: "${CHAPTER}", county: "${county}", month: "${open}" }, until: "2026-12-01", reason: "A clerk was ill.", idempotencyKey: "${open}" }) { auditNumber userErrors { code path } } }`,
      );
      expect(early.data).toEqual({
        allowLateReport: {
          auditNumber: null,
          userErrors: [{ code: "WRONG_STATUS", path: "input.report.month" }],
        },
      });
    }
    await app.ask(
      "reviewer",
      `mutation { allowLateReport(input: { report: { state: "MO", chapter: "${CHAPTER}", county: "${county}", month: "2020-03" }, until: "2026-12-01", reason: "A clerk was ill.", idempotencyKey: "later" }) { auditNumber } }`,
    );
    expect(await report("coordinator", "2020-03")).toMatchObject({
      status: null,
      locked: false,
      viewerCanSubmit: true,
    });
  });
});

describe("a leave to file late that is sent again", () => {
  it("is answered as before, also when its last day has passed meanwhile", async () => {
    let now = testNow();
    const later = await startApp("demonstration", undefined, { clock: () => now });
    const allow = `mutation { allowLateReport(input: { report: { state: "MO", chapter: "${CHAPTER}", county: "${county}", month: "2025-03" }, until: "2026-11-24", reason: "A clerk was ill.", idempotencyKey: "leave" }) { auditNumber replayed userErrors { code } } }`;
    try {
      const first = await later.ask("reviewer", allow);
      // The log begins with the demonstration and an import of encounters.
      expect(first.data).toEqual({ allowLateReport: { auditNumber: 3, replayed: false, userErrors: [] } });
      now = new Date("2026-12-20T18:00:00Z");
      const again = await later.ask("reviewer", allow);
      expect(again.data).toEqual({ allowLateReport: { auditNumber: 3, replayed: true, userErrors: [] } });
    } finally {
      await later.close();
    }
  });
});

describe("a month that is still running", () => {
  it("takes a draft, and no submission", async () => {
    expect(await report("coordinator", "2026-11")).toMatchObject({
      viewerCanSave: true,
      viewerCanSubmit: false,
    });
    expect(await report("coordinator", "2026-12")).toMatchObject({ viewerCanSave: false });
    const place = { state: "MO", chapter: CHAPTER, county, month: "2026-11" };
    const draft = { report: place, version: 0, values: [{ measure: "ENCOUNTERS", value: 3 }] };
    expect((await change("coordinator", "saveReportDraft", draft)).report).toMatchObject({ status: "DRAFT" });
    const early = { ...draft, report: { ...place, month: "2026-12" } };
    expect(codes(await change("coordinator", "saveReportDraft", early))).toContain(
      "MONTH_IN_FUTURE input.report.month",
    );
  });
});

describe("a comment alone", () => {
  it("is kept as another revision, and leaving it out changes nothing", async () => {
    const place = { state: "MO", chapter: CHAPTER, county, month: "2026-09" };
    const { version } = await report("coordinator", "2026-09");
    const base = { report: place, values: sentMonth(), reason: "Sent for the first time by hand." };
    const sent = await change("coordinator", "submitReport", { ...base, version });
    const next = sent.report!.version;
    const commented = await change("coordinator", "submitReport", {
      ...base,
      version: next,
      comment: "A fair was in town.",
    });
    expect(commented).toMatchObject({
      unchanged: false,
      report: { latest: { comment: "A fair was in town." } },
    });
    expect(await change("coordinator", "submitReport", { ...base, version: next + 1 })).toMatchObject({
      unchanged: true,
    });
  });
});

describe("the mark of a demonstration", () => {
  /** A month of the chapter that the demonstration has accepted. */
  const PLACE = { state: "MO", chapter: CHAPTER, month: "2026-08" };
  const where = () => `county_fips = '${county}' AND month = '${PLACE.month}'`;

  it("keeps a demonstration user off what is real: told before, refused after, nothing changed", async () => {
    await app.database.query(`UPDATE monthly_report SET is_demonstration = false WHERE ${where()}`);
    const seen = await report("coordinator", PLACE.month);
    expect(seen).toMatchObject({ demonstration: false, viewerCanSubmit: false, viewerCanReopen: false });
    const before = await app.database.fingerprint();
    const real = { report: { ...PLACE, county }, version: seen.version };
    const submitted = { ...real, values: sentMonth(), reason: "Counted anew." };
    expect(errors(await change("coordinator", "submitReport", submitted))).toEqual([
      "DEMONSTRATION input.report",
    ]);
    const reopened = { ...real, reason: "Counted anew." };
    expect(errors(await change("reviewer", "reopenReport", reopened))).toEqual([
      "DEMONSTRATION input.report",
    ]);
    expect(await app.database.fingerprint()).toEqual(before);
    await app.database.query(`UPDATE monthly_report SET is_demonstration = true WHERE ${where()}`);
  });

  it("keeps everybody else off what was invented, where real figures would be hidden behind the mark", async () => {
    const account = (isDemonstration: boolean) =>
      app.database.query(
        `UPDATE account SET is_demonstration = ${String(isDemonstration)} WHERE display_name = 'Demonstration coordinator'`,
      );
    await account(false);
    const seen = await report("coordinator", PLACE.month);
    expect(seen).toMatchObject({ demonstration: true, viewerCanSubmit: false });
    const submitted = {
      report: { ...PLACE, county },
      version: seen.version,
      values: sentMonth(),
      reason: "Real.",
    };
    const refused = await change("coordinator", "submitReport", submitted);
    await account(true);
    expect(errors(refused)).toEqual(["DEMONSTRATION input.report"]);
    expect(await report("coordinator", PLACE.month)).toEqual({ ...seen, ...CAN_AGAIN });
  });

  const CAN_AGAIN = { viewerCanSubmit: true, viewerCanReopen: true };
});

describe("a zero report", () => {
  it("is an act of its own, and keeps what is not collected apart", async () => {
    const { version } = await report("coordinator");
    const zero = await change("coordinator", "fileZeroReport", { version, comment: "A quiet month." });
    expect(zero.report).toMatchObject({
      status: "SUBMITTED",
      latest: { zeroReport: true, comment: "A quiet month." },
    });
    const { values } = (
      zero.report as unknown as { latest: { values: { measure: string; value: number }[] } }
    ).latest;
    expect(values.find(({ measure }) => measure === "ENCOUNTERS")).toEqual({
      measure: "ENCOUNTERS",
      value: 0,
    });
    // What was said of the month besides encounters stands.
    expect(values.find(({ measure }) => measure === "SWORN_OFFICERS")?.value).toBe(40);
  });
});

describe("what is still to be done", () => {
  it("is every expected month that was not submitted, and what came back, for the own chapter only", async () => {
    const { data, errors } = await app.ask(
      "coordinator",
      "{ myChapters { chapter { slug } dueReports { month } lateReports { month county { fips } status } returnedReports { month county { fips } status viewerCanSubmit } } }",
    );
    expect(errors).toEqual([]);
    interface Todo {
      readonly month: string;
      readonly county: { readonly fips: string };
    }
    const { myChapters } = data as unknown as {
      myChapters: {
        chapter: { slug: string };
        dueReports: Todo[];
        lateReports: Todo[];
        returnedReports: Todo[];
      }[];
    };
    expect(myChapters.map(({ chapter }) => chapter.slug)).toEqual([CHAPTER]);
    const expected = await app.database.query<{ todo: string }>(
      `SELECT to_char(month, 'YYYY-MM') || ' ' || county_fips AS todo
       FROM generate_series(date '2024-11-01', date '2026-10-01', '1 month') month, chapter_membership membership
       JOIN chapter ON chapter.id = chapter_id
       WHERE slug = '${CHAPTER}'
         AND EXISTS (SELECT FROM reporting_expectation expected WHERE expected.chapter_id = chapter.id
           AND expected.from_month <= to_char(month, 'YYYY-MM') AND (expected.until_month IS NULL OR to_char(month, 'YYYY-MM') < expected.until_month))
         AND NOT EXISTS (SELECT FROM monthly_report report WHERE report.chapter_id = chapter.id AND report.county_fips = membership.county_fips
           AND report.month = to_char(month.month, 'YYYY-MM') AND first_submitted_on IS NOT NULL)
       ORDER BY 1`,
    );
    const late = myChapters[0]!.lateReports.map(({ month: late, county: { fips } }) => `${late} ${fips}`);
    expect(late.toSorted()).toEqual(expected.map(({ todo }) => todo));
    expect(late.length).toBeGreaterThan(0);
    expect(myChapters[0]!.dueReports).toEqual([]);
    expect((await app.ask("analyst", "{ myChapters { chapter { slug } } }")).errors).toHaveLength(1);
  });
});

describe("what came back", () => {
  it("is listed however long ago it was, the oldest first, and counted", async () => {
    const ask = async () => {
      const { data } = await app.ask(
        "coordinator",
        "{ myChapters { returnedReportCount returnedReports { month county { fips } status } } }",
      );
      const [mine] = (
        data as unknown as {
          myChapters: { returnedReportCount: number; returnedReports: { month: string; status: string }[] }[];
        }
      ).myChapters;
      return mine!;
    };
    const before = await ask();
    expect(before.returnedReports).toHaveLength(before.returnedReportCount);
    await app.database.query(
      `INSERT INTO monthly_report (chapter_id, county_fips, month, status, first_submitted_on, is_demonstration)
       SELECT chapter.id, '${county}', to_char(month, 'YYYY-MM'), 'RETURNED', now(), true
       FROM chapter, generate_series(date '2014-01-01', date '2018-12-01', '1 month') month WHERE slug = '${CHAPTER}'`,
    );
    const after = await ask();
    expect(after.returnedReportCount).toBe(before.returnedReportCount + 60);
    expect(after.returnedReports).toHaveLength(50);
    expect(after.returnedReports.slice(0, 2)).toMatchObject([
      { month: "2014-01", status: "RETURNED" },
      { month: "2014-02", status: "RETURNED" },
    ]);
  });
});

describe("the list of reports", () => {
  it("is what the viewer may read, page by page without gap or double", async () => {
    const ask = async (after: string | null) =>
      (
        await app.ask(
          "coordinator",
          `query ($after: String) { reports(state: "MO", from: "2026-01", until: "2026-07", first: 5, after: $after) { pageInfo { hasNextPage endCursor } edges { node { month chapter { slug } county { fips } } } } }`,
          { after },
        )
      ).data as {
        reports: {
          pageInfo: { hasNextPage: boolean; endCursor: string };
          edges: { node: { month: string; chapter: { slug: string }; county: { fips: string } } }[];
        };
      };
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { reports } = await ask(after);
      seen.push(...reports.edges.map(({ node }) => `${node.month} ${node.chapter.slug} ${node.county.fips}`));
      after = reports.pageInfo.endCursor;
      more = reports.pageInfo.hasNextPage;
    }
    const [{ many } = { many: 0 }] = await app.database.query<{ many: number }>(
      `SELECT count(*)::int AS many FROM monthly_report JOIN chapter ON chapter.id = chapter_id
       WHERE slug = '${CHAPTER}' AND month >= '2026-01' AND month < '2026-07'`,
    );
    expect(seen).toHaveLength(many);
    expect(new Set(seen).size).toBe(many);
    expect(seen.every((one) => one.includes(CHAPTER))).toBe(true);
    expect([...seen].map((one) => one.slice(0, 7))).toEqual(
      [...seen]
        .map((one) => one.slice(0, 7))
        .sort()
        .reverse(),
    );
  });
});
