import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { LARGEST_PAGE } from "../domain/page.js";
import { assemblePlatform, type Platform } from "../platform.js";
import { testNow } from "../testkit/app.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";

describe("a list", () => {
  let database: TestDatabase;
  let platform: Platform;
  beforeAll(async () => {
    database = await copyDatabase("reference");
    platform = assemblePlatform(database, testNow);
  });
  afterAll(() => database.drop());

  describe.each(["listCounties", "listChapters"] as const)("of %s", (list) => {
    it.each([0, -1, LARGEST_PAGE + 1])("is refused for %i at a time", async (first) => {
      expect(await platform.useCases[list]("MO", { first, after: null })).toMatchObject({
        ok: false,
        problems: [{ code: "PAGE_SIZE", path: "first", message: expect.stringContaining(String(first)) }],
      });
    });

    it("is refused for a state that does not exist, with what else is wrong", async () => {
      expect(await platform.useCases[list]("ZZ", { first: 0, after: null })).toMatchObject({
        ok: false,
        problems: [
          { code: "UNKNOWN_STATE", path: "state", message: expect.stringContaining('"ZZ"') },
          { code: "PAGE_SIZE", path: "first" },
        ],
      });
    });

    it.each([1, LARGEST_PAGE])("is given for %i at a time", async (first) => {
      const outcome = await platform.useCases[list]("MO", { first, after: null });
      expect(outcome).toMatchObject({ ok: true, value: { items: expect.anything() } });
    });
  });

  it("is made of the counties of one state, each once", async () => {
    const pages: string[] = [];
    let after: string | null = null;
    do {
      const page = await platform.useCases.listCounties("MO", { first: 50, after });
      if (!page.ok) throw new Error(JSON.stringify(page.problems));
      pages.push(...page.value.items.map((county) => county.fips));
      after = page.value.hasNext ? (page.value.items.at(-1)?.fips ?? null) : null;
    } while (after !== null);
    expect([pages.length, new Set(pages).size]).toEqual([115, 115]);
    expect(pages.every((fips) => fips.startsWith("29"))).toBe(true);
  });
});
