// What an answer costs in SQL statements does not depend on how much it holds.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { REPORTED_MEASURES } from "../domain/catalog/catalog.js";
import { addMonths, reportingMonth } from "../domain/reporting-month.js";
import type { Platform } from "../platform.js";
import { demonstrationTokens, startApp, type Asker, type TestApp } from "../testkit/app.js";

/** Statements that finding out whose token it is takes. */
const SIGNING_IN = 1;

function live(from: string, by: string): string {
  return `{ liveOutcomes(question: { state: "MO", from: "${from}", until: "2026-11", by: [${by}], grain: MONTH }) {
    rows { county { name state { name } population { people } chapter { slug } } chapter { slug state { name } }
      coverage { missing(first: 2) { month county { name } chapter { slug } } } encounters { value } diversionRate { value } } } }`;
}

const NESTED = `{ chapters(state: "MO", first: HOW_MANY) { edges { node {
  name state { name } region counties { name population { people vintage } chapter(month: "2019-09") { slug } state { code } } } } } }`;

function chapters(first: number): string {
  return NESTED.replace("HOW_MANY", String(first));
}

async function costOf(app: TestApp, asker: Asker, query: string): Promise<number> {
  const { errors, sqlStatements } = await app.ask(asker, query);
  expect(errors).toEqual([]);
  return sqlStatements;
}

describe("the number of SQL statements", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp("demonstration");
  });
  afterAll(() => app.close());

  it("is the same for one month and for 48, over every county with all that hangs on it", async () => {
    // The state's reports are read once and then held in memory.
    await costOf(app, "analyst", live("2026-10", "COUNTY"));
    const one = await costOf(app, "analyst", live("2026-10", "COUNTY"));
    const many = await costOf(app, "analyst", live("2022-11", "COUNTY"));
    expect(many).toBe(one);
    expect(many).toBeLessThanOrEqual(SIGNING_IN + 6);
  });

  it("is none for figures", async () => {
    const figures = `{ liveOutcomes(question: { state: "MO", from: "2022-11", until: "2026-11", by: [COUNTY], grain: MONTH }) {
      rows { county { name } chapter { slug } coverage { missingReports } encounters { value } diversionRate { value } } } }`;
    await costOf(app, "analyst", figures);
    expect(await costOf(app, "analyst", figures)).toBe(SIGNING_IN);
  });

  it("is the same for one chapter and for 36, with counties, residents and chapters nested in them", async () => {
    // The state's roster is read once and then held in memory.
    await costOf(app, "public", chapters(1));
    const one = await costOf(app, "public", chapters(1));
    const many = await costOf(app, "public", chapters(36));
    expect(many).toBe(one);
    expect(many).toBeLessThanOrEqual(10);
  });

  it("is the same for one change and for a hundred, with the places they are about", async () => {
    const changes = (first: number) =>
      `{ figureChanges(state: "MO", since: "2026-01-01T00:00:00Z", first: ${String(first)}) { edges { node { measure chapter { slug state { name } } county { name population { people } } } } } }`;
    const one = await costOf(app, "analyst", changes(1));
    const many = await costOf(app, "analyst", changes(100));
    expect(many).toBe(one);
    expect(many).toBeLessThanOrEqual(SIGNING_IN + 16);
  });

  it("is none for what the program itself knows", async () => {
    expect(await costOf(app, "public", "{ measures { key } metrics { key } }")).toBe(0);
    expect(await costOf(app, "analyst", "{ viewer { displayName } }")).toBe(SIGNING_IN);
  });

  it("is none for a request that is refused before it runs", async () => {
    const { status, sqlStatements } = await app.ask("public", "{ nothing }");
    expect([status, sqlStatements]).toEqual([400, 0]);
  });
});

describe("the number of SQL statements of a file of reports", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp("demonstration");
  });
  afterAll(() => app.close());

  it("is the same for one row and for a thousand, of months that can be filed and of months that cannot", async () => {
    // The state's roster is read once and then held in memory.
    await costOfFile(app, 1);
    const one = await costOfFile(app, 1);
    expect(await costOfFile(app, 1_000)).toBe(one);
    expect(one).toBeLessThanOrEqual(SIGNING_IN + 22);
  });

  it("is the same for one row and for many that are refused, also when it is no dry run", async () => {
    const refused = (rows: number) => costOfFile(app, rows, { isDryRun: false, encounters: 13 });
    expect(await refused(40)).toBe(await refused(1));
  });
});

describe("the count of SQL statements", () => {
  it("grows with the file when its rows are judged one by one, so that such a file is seen", async () => {
    const app = await startApp("demonstration", rowByRow);
    try {
      expect(await costOfFile(app, 20)).toBeGreaterThan((await costOfFile(app, 1)) + 60);
    } finally {
      await app.close();
    }
  });

  it("grows with the answer when a loader asks one by one, so that such a loader is seen", async () => {
    const app = await startApp("reference", oneByOne);
    try {
      await costOf(app, "public", chapters(1));
      const one = await costOf(app, "public", chapters(1));
      const many = await costOf(app, "public", chapters(36));
      // Those that wait for a connection are counted where it is handed over, so that not all of them are counted here.
      expect(many).toBeGreaterThan(one + 5);
    } finally {
      await app.close();
    }
  });
});

/** The dry run of a file of the demonstration coordinator, for as many months back as it has rows. */
async function costOfFile(
  app: TestApp,
  rows: number,
  { isDryRun = true, encounters = 12 } = {},
): Promise<number> {
  const values = { ...ZEROS, ENCOUNTERS: encounters, RESOLVED_ON_SCENE: 12 };
  const lines = Array.from({ length: rows }, (_, index) =>
    ["29111", addMonths(reportingMonth("2026-10"), -index), ...Object.values(values)].join(","),
  );
  const response = await fetch(
    `${app.url}/reports/import?state=MO&chapter=saints-avenue&dryRun=${String(isDryRun)}`,
    {
      method: "POST",
      headers: {
        authorization: `Bearer ${demonstrationTokens().coordinator}`,
        "idempotency-key": randomUUID(),
        "content-type": "text/csv",
      },
      body: [["county_fips", "month", ...Object.keys(values)].join(","), ...lines].join("\n"),
    },
  );
  expect(((await response.json()) as { readonly reports: readonly object[] }).reports).toHaveLength(rows);
  return app.costOf(response.headers.get("x-request-id") ?? "");
}

const ZEROS = Object.fromEntries(REPORTED_MEASURES.map(({ key }) => [key, 0]));

/** Plants what the judging of all rows together is there to prevent: statements a row. */
function rowByRow(platform: Platform): Platform {
  const { importReports } = platform.useCases;
  return {
    ...platform,
    useCases: {
      ...platform.useCases,
      importReports: async (viewer, order) => {
        const reports = [];
        for (const entry of order.entries)
          reports.push(...(await importReports(viewer, { ...order, entries: [entry] })));
        return reports;
      },
    },
  };
}

/** Plants what loaders are there to prevent: a statement a county. */
function oneByOne(platform: Platform): Platform {
  const { publishedGeography: geography } = platform;
  return {
    ...platform,
    publishedGeography: {
      ...geography,
      countiesByFips: async (fips) =>
        (await Promise.all(fips.map((one) => geography.countiesByFips([one])))).flat(),
    },
  };
}
