// A file against work that came in another way since: nothing that was acknowledged is overturned without a word.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { addMonths, reportingMonth } from "../domain/reporting-month.js";
import { startApp, type TestApp } from "../testkit/app.js";
import { plantFiler, type FileAnswer, type Filer } from "../testkit/filer.js";
import { sentMonth, type SentValue } from "../testkit/sent-month.js";

const PLACE = { state: "MO", chapter: "barry", county: "29009" };
const HERE = "state=MO&chapter=barry";

let app: TestApp;
let filer: Filer;

beforeAll(async () => {
  app = await startApp("reference", undefined, { lockDays: 36_600 });
  filer = await plantFiler(app);
});
afterAll(() => app.close());

async function send(mutation: string, month: string, version: number, values: readonly SentValue[]) {
  const input = { report: { ...PLACE, month }, version, idempotencyKey: randomUUID(), values };
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  const { payload } = await filer.ask<{ payload: { receipt: object | null; report: { version: number } } }>(
    `mutation ($input: ${type}!) { payload: ${mutation}(input: $input) { receipt { version } report { version } } }`,
    { input },
  );
  expect(payload.receipt).not.toBeNull();
  return payload.report.version;
}

/** A whole month with so many bookings, with or without the version it was made from. */
function csv(month: string, bookings: number, version?: number): string {
  const values = sentMonth({ JAIL_BOOKINGS: bookings, RESOLVED_ON_SCENE: 6 - bookings });
  const column = version === undefined ? [] : [["version", version] as const];
  const cells = [
    ["county_fips", "29009"] as const,
    ["month", month] as const,
    ...column,
    ...values.map(({ measure, value }) => [measure, value] as const),
  ];
  return `${cells.map(([name]) => name).join(",")}\n${cells.map(([, value]) => String(value)).join(",")}\n`;
}

const month = (bookings: number) => sentMonth({ JAIL_BOOKINGS: bookings, RESOLVED_ON_SCENE: 6 - bookings });

/** What a dry run and then the upload itself say of the only row. */
async function bothWays(file: string | Uint8Array) {
  const [dry] = (await filer.upload(`${HERE}&dryRun=true`, file)).reports;
  const [done] = (await filer.upload(HERE, file)).reports;
  const gist = (row: typeof dry) => ({
    outcome: row?.outcome,
    conflict: row?.conflict,
    problems: row?.problems.map(({ code, severity, cell }) => `${severity} ${code} ${String(cell)}`),
  });
  expect(gist(done)).toEqual(gist(dry));
  return { ...gist(done), messages: done?.problems.map(({ message }) => message).join(" ") };
}

describe("a row of a template", () => {
  it("that was made from an earlier version is refused with what is on file beside what it says", async () => {
    const template = async () =>
      Buffer.from(
        await filer.download("/reports/template.csv?state=MO&chapter=barry&from=2026-01&until=2026-02"),
      );
    expect((await template()).toString()).toContain(",2026-01,0,");
    await filer.upload(HERE, csv("2026-01", 3, 0));
    await send("submitReport", "2026-01", 1, month(5));
    expect(await bothWays(csv("2026-01", 3, 0))).toMatchObject({
      outcome: "REFUSED",
      conflict: [
        { what: "JAIL_BOOKINGS", before: 5, after: 3 },
        { what: "RESOLVED_ON_SCENE", before: 1, after: 3 },
      ],
      problems: ["ERROR STALE_VERSION C2"],
    });
    expect(await bothWays(csv("2026-01", 4, 2))).toMatchObject({ outcome: "CHANGED", problems: [] });
    expect((await template()).toString()).toContain(",2026-01,3,");
  });

  it("changes nothing when it says what is on file, whatever it was made from", async () => {
    expect(await bothWays(csv("2026-01", 4, 0))).toMatchObject({
      outcome: "UNCHANGED",
      problems: [],
      conflict: null,
    });
  });

  it("comes back as it went out", async () => {
    for (const extension of ["csv", "xlsx"]) {
      const file = await filer.download(
        `/reports/template.${extension}?state=MO&chapter=barry&from=2026-01&until=2026-02`,
      );
      expect(await bothWays(file)).toMatchObject({ outcome: "UNCHANGED", problems: [] });
    }
  });

  it("is answered as before when it is sent again under its key", async () => {
    const key = { "idempotency-key": randomUUID() };
    const first = await filer.upload(HERE, csv("2026-01", 2, 3), key);
    expect(first.reports).toMatchObject([{ outcome: "CHANGED", isReplayed: false }]);
    expect((await filer.upload(HERE, csv("2026-01", 2, 3), key)).reports).toMatchObject([
      { outcome: "CHANGED", isReplayed: true },
    ]);
  });

  it("names the draft that it would replace, also when it was made after it", async () => {
    const version = await send("saveReportDraft", "2026-02", 0, month(3));
    expect(await bothWays(csv("2026-02", 4, 0))).toMatchObject({ outcome: "REFUSED" });
    expect(await bothWays(csv("2026-02", 4, version))).toMatchObject({
      outcome: "NEW",
      problems: ["WARNING REPLACES_DRAFT line 2"],
    });
  });
});

describe("a file that is sent with a fault in the request", () => {
  const broken = `${csv("2026-05", 4)}29009,2026-06,5\n29009,soon,1\n`;
  const told = async (address: string, headers: Record<string, string> = {}) => {
    const { errors } = await filer.upload(address, broken, headers);
    return errors?.[0]?.extensions.problems.map(({ code, path, cell }) => `${code} ${cell ?? path}`) ?? [];
  };
  const OF_THE_FILE = ["BAD_MONTH B4", "MISSING_VALUE J3"];

  it.each([
    ["no key", HERE, "MISSING_VALUE headers.idempotency-key"],
    ["half a dry run", `${HERE}&dryRun=tru`, "BAD_VALUE query.dryRun"],
    ["no state", "chapter=barry&dryRun=true", "MISSING_VALUE query.state"],
  ])(
    "such as %s, is told what is wrong with its rows too, and changes nothing",
    async (_what, address, fault) => {
      const before = await app.database.fingerprint();
      const problems = await told(address);
      expect(problems).toEqual(expect.arrayContaining([fault, "BAD_MONTH B4"]));
      // A place that is not known has nothing on file, and what is missing cannot be told.
      if (address !== "chapter=barry&dryRun=true")
        expect(problems).toEqual(expect.arrayContaining(OF_THE_FILE));
      expect(problems.filter((one) => one.startsWith("NOT_FOUND"))).toEqual([]);
      expect(await app.database.fingerprint()).toEqual(before);
    },
  );
});

describe("what is wrong in the address", () => {
  const told = async (address: string) => {
    const { errors, reports } = await filer.upload(address, csv("2026-07", 4));
    const problems = errors?.[0]?.extensions.problems ?? reports.flatMap((row) => row.problems);
    return problems.map(({ code, path, fix }) => ({ code, path, fix }));
  };

  it("is said once for all rows, by the name of the parameter", async () => {
    expect(await told(`${HERE}&reason=${"x".repeat(2_500)}`)).toMatchObject([
      { code: "TEXT_TOO_LONG", path: "query.reason" },
    ]);
    expect(await told("state=MO&dryRun=true")).toMatchObject([{ code: "MISSING_VALUE", path: "chapter" }]);
    const template = async (query: string) => {
      const bytes = await filer.download(`/reports/template.csv?${query}`);
      const { errors } = JSON.parse(Buffer.from(bytes).toString()) as FileAnswer;
      return errors?.[0]?.extensions.problems.map(({ code, path, fix }) => ({ code, path, fix }));
    };
    expect(await template("chapter=barry&from=soon&until=2026-02")).toMatchObject([
      { path: "query.state" },
      { path: "query.from" },
    ]);
    expect(await template("state=MO&from=1900-01&until=2199-01")).toEqual([
      expect.objectContaining({ code: "MISSING_VALUE", path: "query.chapter" }),
      { code: "RANGE_TOO_LONG", path: "query.until", fix: "Ask for at most 24 months at a time." },
    ]);
  });

  it("such as a reason that is missing is said as the address takes it", async () => {
    await filer.upload(HERE, csv("2026-07", 4));
    await app.database.query(
      "UPDATE monthly_report SET status = 'ACCEPTED' WHERE county_fips = '29009' AND month = '2026-07'",
    );
    const [row] = (await filer.upload(`${HERE}&dryRun=true`, csv("2026-07", 3))).reports;
    expect(row?.problems).toMatchObject([
      {
        code: "REASON_NEEDED",
        path: "query.reason",
        fix: 'Say in the address what was found out: "&reason=…".',
      },
    ]);
  });
});

describe("a hopeless file", () => {
  it("is told of its first thousand faults, and how many more there are", async () => {
    const keys = sentMonth().map(({ measure }) => measure);
    const rows = Array.from({ length: 100 }, (_, index) => addMonths(reportingMonth("2016-01"), index));
    const lines = rows.map((one) => ["29009", one, ...keys.map(() => "-1")].join(","));
    const file = [["county_fips", "month", ...keys].join(","), ...lines].join("\n");
    const { reports, moreProblems } = await filer.upload(`${HERE}&dryRun=true`, file);
    expect(reports.map(({ outcome }) => outcome)).toEqual(rows.map(() => "REFUSED"));
    expect(reports.flatMap(({ problems }) => problems)).toHaveLength(1_000);
    expect(moreProblems).toBe(100 * keys.length - 1_000);
  });
});

describe("a row without a version", () => {
  it("names the draft that it would replace", async () => {
    await send("saveReportDraft", "2026-03", 0, month(3));
    expect(await bothWays(csv("2026-03", 4))).toMatchObject({
      outcome: "NEW",
      problems: ["WARNING REPLACES_DRAFT line 2"],
    });
  });

  it("says which correction it would change again, and nothing of what it was never told", async () => {
    await filer.upload(HERE, csv("2026-04", 3));
    // A file that corrects a file has seen it.
    expect(await bothWays(csv("2026-04", 2))).toMatchObject({ outcome: "CHANGED", problems: [] });
    await send("submitReport", "2026-04", 2, month(5));
    expect(await bothWays(csv("2026-04", 5))).toMatchObject({ outcome: "UNCHANGED", problems: [] });
    const { messages, ...told } = await bothWays(csv("2026-04", 2));
    expect(told).toMatchObject({ outcome: "CHANGED", problems: ["WARNING OVERTURNS_CORRECTION line 2"] });
    expect(messages).toContain("Jail bookings from 2 to 5; Resolved on scene from 4 to 1.");
  });
});
