// What an answer costs in SQL statements does not depend on how much it holds.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Platform } from "../platform.js";
import { startApp, type Asker, type TestApp } from "../testkit/app.js";

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
    const one = await costOf(app, "analyst", live("2026-10", "COUNTY"));
    const many = await costOf(app, "analyst", live("2022-11", "COUNTY"));
    expect(many).toBe(one);
    expect(many).toBeLessThanOrEqual(SIGNING_IN + 16);
  });

  it("is the same for one chapter and for 36, with counties, residents and chapters nested in them", async () => {
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

describe("the count of SQL statements", () => {
  it("grows with the answer when a loader asks one by one, so that such a loader is seen", async () => {
    const app = await startApp("reference", oneByOne);
    try {
      const one = await costOf(app, "public", chapters(1));
      const many = await costOf(app, "public", chapters(36));
      expect(many).toBeGreaterThan(one + 20);
    } finally {
      await app.close();
    }
  });
});

/** Plants what loaders are there to prevent: a statement a county. */
function oneByOne(platform: Platform): Platform {
  const { geography } = platform;
  return {
    ...platform,
    geography: {
      ...geography,
      countiesByFips: async (fips) =>
        (await Promise.all(fips.map((one) => geography.countiesByFips([one])))).flat(),
    },
  };
}
