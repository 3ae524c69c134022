import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { CountyFips, StateCode } from "../domain/geography.js";
import type { GeographyReader } from "../usecases/ports.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import { geographyStore } from "./geography-store.js";
import { countingStatements, noStatements } from "./statements.js";

const MO = "MO" as StateCode;
const fips = (...codes: readonly string[]) => codes as readonly CountyFips[];

let database: TestDatabase;
let geography: GeographyReader;
beforeAll(async () => {
  database = await copyDatabase("demonstration");
  geography = geographyStore(database.pool);
});
afterAll(() => database.drop());

/** Every item of a list, read page by page. */
async function throughPages<T>(
  read: (after: string | null) => Promise<{ readonly items: readonly T[]; readonly hasNext: boolean }>,
  keyOf: (item: T) => string,
): Promise<readonly (readonly T[])[]> {
  const pages: (readonly T[])[] = [];
  let after: string | null = null;
  for (;;) {
    const { items, hasNext } = await read(after);
    pages.push(items);
    if (!hasNext) return pages;
    after = keyOf(items.at(-1)!);
  }
}

describe("pages of counties", () => {
  it.each([1, 7, 50, 115, 200])("of %i hold every county of the state once, by FIPS code", async (first) => {
    const pages = await throughPages(
      (after) => geography.pageOfCounties("MO", { first, after }),
      (county) => county.fips,
    );
    const expected = await database.query<{ fips: string }>(
      "SELECT fips FROM county WHERE state_code = 'MO' ORDER BY 1",
    );
    expect(pages.flat().map((county) => county.fips)).toEqual(expected.map((row) => row.fips));
    expect(pages.slice(0, -1).every((page) => page.length === first)).toBe(true);
    expect(pages).toHaveLength(Math.ceil(115 / first));
  });

  it("after the last county are empty, and so are those of a state that does not exist", async () => {
    const nothing = { items: [], hasNext: false };
    expect(await geography.pageOfCounties("MO", { first: 10, after: "29510" })).toEqual(nothing);
    expect(await geography.pageOfCounties("ZZ", { first: 10, after: null })).toEqual(nothing);
  });
});

describe("pages of chapters", () => {
  it.each([5, 36])(
    "of %i hold every chapter of the state once, by slug, with its counties",
    async (first) => {
      const pages = await throughPages(
        (after) => geography.pageOfChapters("MO", { first, after }),
        (chapter) => chapter.slug,
      );
      const slugs = pages.flat().map((chapter) => chapter.slug);
      expect(slugs).toEqual([...new Set(slugs)].sort());
      expect(slugs).toHaveLength(36);
      expect(pages.flat().flatMap((chapter) => chapter.memberships)).toHaveLength(81);
    },
  );
});

describe("a chapter", () => {
  it("is found with its memberships in order of month and county, and what it is expected to report", async () => {
    const chapter = await geography.findChapter("MO", "three-rivers");
    expect(chapter).toMatchObject({ stateCode: "MO", name: "Three Rivers CIT Council" });
    expect(chapter!.memberships.map((one) => one.county)).toEqual(
      fips("29023", "29035", "29069", "29155", "29179", "29181", "29223"),
    );
    expect(chapter!.memberships[1]).toEqual({
      county: "29035",
      region: "Southeast",
      source: "published",
      from: "2014-01",
      until: "2019-10",
    });
    expect(chapter!.expectations).toEqual([
      { from: "2019-07", until: "2020-07", isDemonstration: true },
      { from: "2022-11", until: "2026-11", isDemonstration: true },
    ]);
  });

  it("is not found under another state, or by half of its name", async () => {
    expect(await geography.findChapter("WA", "three-rivers")).toBeNull();
    expect(await geography.findChapter("MO", "three")).toBeNull();
  });

  it("serves a county for as long as anything on file says it once did", async () => {
    const chapters = await geography.chaptersServing(fips("29035", "53033", "01001"));
    expect(chapters.map((chapter) => chapter.slug)).toEqual(["current-river", "seattle", "three-rivers"]);
  });
});

describe("what is known of a state", () => {
  it("is its counties and chapters, and counties elsewhere that are named", async () => {
    const { state, counties, chapters } = await geography.gazetteer("MO", fips("53033", "29510", "99999"));
    expect(state).toEqual({
      code: "MO",
      name: "Missouri",
      timeZone: "America/Chicago",
      fiscalYearStartMonth: 7,
    });
    expect(counties).toHaveLength(116);
    expect(counties.at(-1)).toEqual({ fips: "53033", stateCode: "WA", name: "King County" });
    expect(chapters).toHaveLength(36);
  });

  it("is nothing when there is no such state", async () => {
    expect(await geography.gazetteer("ZZ", [])).toEqual({ state: null, counties: [], chapters: [] });
    expect(await geography.isState("ZZ")).toBe(false);
    expect(await geography.isState("MO")).toBe(true);
  });
});

describe("keys", () => {
  it("of counties give those that there are", async () => {
    const counties = await geography.countiesByFips(fips("35013", "99999", "01001"));
    expect(counties.map((county) => county.name).sort()).toEqual(["Autauga County", "Doña Ana County"]);
  });

  it("of states give those that there are", async () => {
    const states = await geography.statesByCode([MO, "ZZ" as StateCode]);
    expect(states.map((state) => state.name)).toEqual(["Missouri"]);
  });

  it("of counties give populations in order of year, and none where none are on file", async () => {
    const series = await geography.populations(fips("29181", "99999"));
    expect(series.get("99999" as CountyFips)).toEqual([]);
    const years = series.get("29181" as CountyFips)!;
    expect(years.map((one) => one.year)).toEqual(Array.from({ length: 15 }, (_, index) => 2010 + index));
    expect(years.map((one) => one.vintage)).toEqual([
      ...Array<string>(10).fill("V2019"),
      ...Array<string>(5).fill("V2024"),
    ]);
  });

  it("however many cost the same few statements", async () => {
    const every = (await database.query<{ fips: CountyFips }>("SELECT fips FROM county")).map(
      (row) => row.fips,
    );
    const costOf = async (work: () => Promise<unknown>): Promise<number> => {
      const tally = noStatements();
      await countingStatements(tally, work);
      return tally.statements;
    };
    const costs = await Promise.all(
      [every.slice(0, 1), every].flatMap((some) => [
        costOf(() => geography.countiesByFips(some)),
        costOf(() => geography.populations(some)),
        costOf(() => geography.chaptersServing(some)),
      ]),
    );
    expect(costs.slice(3)).toEqual(costs.slice(0, 3));
    expect(Math.max(...costs)).toBeLessThanOrEqual(3);
    expect(Math.min(...costs)).toBeGreaterThanOrEqual(1);
  });
});

describe("the states of the platform", () => {
  it("are those that have a chapter, by name", async () => {
    expect((await geography.states()).map((state) => state.name)).toEqual(["Missouri", "Washington"]);
  });
});
