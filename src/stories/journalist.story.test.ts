// The journalist: no login. Reads what the figures mean, who reports, and where.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "csv-parse/sync";
import { readFileSync } from "node:fs";
import { MEASURES } from "../domain/catalog/measures.js";
import { METRICS } from "../domain/catalog/metrics.js";
import { startApp, type TestApp } from "../testkit/app.js";
import { PublicDefinitionsDocument, PublicOneCountyDocument } from "../testkit/generated/graphql.js";

let app: TestApp;
beforeAll(async () => {
  app = await startApp("reference");
});
afterAll(() => app.close());

/** Rows of a reference file, read here independently of the program. */
function referenceFile(name: string): readonly Readonly<Record<string, string>>[] {
  return parse(readFileSync(`prisma/reference/${name}`, "utf8"), { columns: true });
}

/** Memberships of Missouri's roster that hold at the instant of the tests. */
const roster = referenceFile("chapter-roster.csv").filter(
  ({ state, from_month = "", until_month = "" }) =>
    state === "MO" && from_month <= "2026-11" && (until_month === "" || "2026-11" < until_month),
);

interface ChapterPage {
  readonly chapters: {
    readonly edges: readonly {
      readonly cursor: string;
      readonly node: {
        readonly id: string;
        readonly slug: string;
        readonly counties: readonly { readonly fips: string }[];
      };
    }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly hasPreviousPage: boolean;
      readonly startCursor: string | null;
      readonly endCursor: string | null;
    };
  };
}

const CHAPTER_PAGE = `query ($first: Int!, $after: String) {
  chapters(state: "MO", first: $first, after: $after) {
    edges { cursor node { id slug counties { fips } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

async function pagesOfChapters(first: number): Promise<readonly ChapterPage["chapters"][]> {
  const pages: ChapterPage["chapters"][] = [];
  let after: string | null = null;
  do {
    const { data } = await app.ask("public", CHAPTER_PAGE, { first, after });
    const { chapters } = data as unknown as ChapterPage;
    pages.push(chapters);
    after = chapters.pageInfo.hasNextPage ? chapters.pageInfo.endCursor : null;
  } while (after !== null);
  return pages;
}

describe("definitions", () => {
  it("say of every measure and metric what it is, and where that is written", async () => {
    const { measures, metrics } = await app.run("public", PublicDefinitionsDocument);
    expect(measures.map(({ key }) => key)).toEqual(MEASURES.map(({ key }) => key));
    expect(metrics.map(({ key }) => key)).toEqual(METRICS.map(({ key }) => key));
    for (const { description, source, version } of [...measures, ...metrics]) {
      expect(description.length).toBeGreaterThan(20);
      expect(source.length).toBeGreaterThan(10);
      expect(version).toBeGreaterThanOrEqual(1);
    }
  });

  it("spell out what the diversion rate divides by what", async () => {
    const { metrics } = await app.run("public", PublicDefinitionsDocument);
    expect(metrics.find(({ key }) => key === "DIVERSION_RATE")).toMatchObject({
      numerator: "HEALTH_DIVERSIONS",
      denominator: "HEALTH_DIVERSIONS + JAIL_BOOKINGS",
      per: 1,
    });
    expect(metrics.find(({ key }) => key === "JAIL_RATE")).toMatchObject({
      denominator: "ENCOUNTERS − NO_CONTACT − UNKNOWN_DISPOSITION",
    });
    expect(metrics.find(({ key }) => key === "ENCOUNTERS_PER_100K")).toMatchObject({
      denominator: "residents × years",
      per: 100_000,
    });
  });
});

describe("chapters and their counties", () => {
  it("come page by page: all 36 of Missouri with their 80 counties, each once", async () => {
    const pages = await pagesOfChapters(10);
    expect(pages.map(({ edges }) => edges.length)).toEqual([10, 10, 10, 6]);
    const chapters = pages.flatMap(({ edges }) => edges.map(({ node }) => node));
    expect(chapters.map(({ slug }) => slug)).toEqual(
      [...new Set(roster.map((row) => row["chapter_slug"]))].sort(),
    );
    const counties = chapters.flatMap((chapter) => chapter.counties.map(({ fips }) => fips));
    expect(counties).toHaveLength(80);
    expect(counties.sort()).toEqual(roster.map((row) => row["county_fips"]).sort());
  });

  it("stand on pages that say where they lie", async () => {
    const pages = await pagesOfChapters(10);
    expect(pages.map(({ pageInfo }) => [pageInfo.hasPreviousPage, pageInfo.hasNextPage])).toEqual([
      [false, true],
      [true, true],
      [true, true],
      [true, false],
    ]);
    for (const { edges, pageInfo } of pages) {
      expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([edges[0]?.cursor, edges.at(-1)?.cursor]);
    }
  });

  it("are the same however long the pages are, with no page too many when the last one is full", async () => {
    const whole = await pagesOfChapters(100);
    expect(whole).toHaveLength(1);
    const twelves = await pagesOfChapters(12);
    expect(twelves).toHaveLength(3);
    expect(twelves.flatMap(({ edges }) => edges)).toEqual(whole.flatMap(({ edges }) => edges));
  });

  it("have an empty page after the last one", async () => {
    const last = (await pagesOfChapters(100))[0]?.pageInfo.endCursor;
    const { data } = await app.ask("public", CHAPTER_PAGE, { first: 5, after: last });
    expect(data).toEqual({
      chapters: {
        edges: [],
        pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
      },
    });
  });

  it("leave 35 of Missouri's 115 counties without a chapter, which is said with null", async () => {
    const counties = await allCountiesOfMissouri();
    expect(counties).toHaveLength(115);
    const unserved = counties.filter(({ chapter }) => chapter === null).map(({ fips }) => fips);
    expect(unserved).toHaveLength(35);
    const served = new Set(roster.map((row) => row["county_fips"]));
    expect(unserved.filter((fips) => served.has(fips))).toEqual([]);
  });

  it("are of one state each: only those with a chapter are listed as states", async () => {
    const { data } = await app.ask("public", "{ states { code name timeZone fiscalYearStartMonth } }");
    expect(data).toEqual({
      states: [
        { code: "MO", name: "Missouri", timeZone: "America/Chicago", fiscalYearStartMonth: 7 },
        { code: "WA", name: "Washington", timeZone: "America/Los_Angeles", fiscalYearStartMonth: 7 },
      ],
    });
  });
});

interface CountyEntry {
  readonly fips: string;
  readonly chapter: { readonly slug: string } | null;
}

async function allCountiesOfMissouri(): Promise<readonly CountyEntry[]> {
  const found: CountyEntry[] = [];
  let after: string | null = null;
  do {
    const { data } = await app.ask(
      "public",
      `query ($after: String) { counties(state: "MO", first: 100, after: $after) {
        edges { node { fips chapter { slug } } } pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    const { counties } = data as unknown as {
      counties: {
        edges: readonly { node: CountyEntry }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    };
    found.push(...counties.edges.map(({ node }) => node));
    after = counties.pageInfo.hasNextPage ? counties.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

describe("one county", () => {
  it("is found by its FIPS code, with leading zeros", async () => {
    const { data } = await app.ask("public", '{ county(fips: "01001") { name state { code } } }');
    expect(data).toEqual({ county: { name: "Autauga County", state: { code: "AL" } } });
  });

  it("tells the city of St. Louis from the county of that name", async () => {
    const { data } = await app.ask(
      "public",
      '{ city: county(fips: "29510") { name } county(fips: "29189") { name } }',
    );
    expect(data).toEqual({ city: { name: "St. Louis city" }, county: { name: "St. Louis County" } });
  });

  it("is null when no county has the code", async () => {
    const answer = await app.ask("public", '{ county(fips: "29999") { name } }');
    expect([answer.data, answer.errors]).toEqual([{ county: null }, []]);
  });

  it("Carter belongs to Three Rivers in September 2019 and to Current River from October 2019 on", async () => {
    const { county } = await app.run("public", PublicOneCountyDocument);
    expect(county?.chapterInSeptember2019?.slug).toBe("three-rivers");
    expect(county?.chapterInOctober2019?.slug).toBe("current-river");
  });

  it("stands in the list of its chapter in just the months in which the chapter is its own", async () => {
    const { data } = await app.ask(
      "public",
      `{
        before: chapter(state: "MO", slug: "three-rivers") { september: counties(month: "2019-09") { fips } october: counties(month: "2019-10") { fips } }
        after: chapter(state: "MO", slug: "current-river") { september: counties(month: "2019-09") { fips } october: counties(month: "2019-10") { fips } }
      }`,
    );
    type Lists = Readonly<Record<"september" | "october", readonly { readonly fips: string }[]>>;
    const { before, after } = data as unknown as Readonly<Record<"before" | "after", Lists>>;
    const carter = { fips: "29035" };
    expect(before.september).toContainEqual(carter);
    expect(before.october).not.toContainEqual(carter);
    expect(after.september).not.toContainEqual(carter);
    expect(after.october).toContainEqual(carter);
  });

  it("has the residents that the census file gives, with the vintage of the estimate", async () => {
    const { data } = await app.ask(
      "public",
      '{ county(fips: "29095") { in2019: population(year: 2019) { people year vintage } in2024: population(year: 2024) { people year vintage } } }',
    );
    const estimate = (year: string) => {
      const row = referenceFile("county-population.csv").find(
        (one) => one["fips"] === "29095" && one["year"] === year,
      );
      return { people: Number(row?.["people"]), year: Number(year), vintage: row?.["vintage"] };
    };
    expect(data).toEqual({ county: { in2019: estimate("2019"), in2024: estimate("2024") } });
    expect(estimate("2019").vintage).not.toBe(estimate("2024").vintage);
  });

  it("has the last published estimate for a later year, and none before the first", async () => {
    const { data } = await app.ask(
      "public",
      '{ county(fips: "29095") { later: population(year: 2031) { year } latest: population { year } before: population(year: 1999) { year } } }',
    );
    expect(data).toEqual({ county: { later: { year: 2024 }, latest: { year: 2024 }, before: null } });
  });
});

describe("node", () => {
  it.each([
    ["County", 'county(fips: "29510")', "name"],
    ["Chapter", 'chapter(state: "MO", slug: "saints-avenue")', "name"],
  ])("gives a %s again by the id it carried", async (type, field, name) => {
    const first = await app.ask("public", `{ found: ${field} { id ${name} } }`);
    const { found } = first.data as unknown as { found: { id: string; name: string } };
    const again = await app.ask(
      "public",
      `query ($id: ID!) { node(id: $id) { __typename id ... on ${type} { ${name} } } }`,
      {
        id: found.id,
      },
    );
    expect(again.data).toEqual({ node: { __typename: type, ...found } });
  });

  it.each([
    "County:29999",
    "Chapter:MO/nowhere",
    "Chapter:MO/three-rivers/more",
    "Chapter:three-rivers",
    "State:MO",
  ])("is null for an id of nothing: %s", async (key) => {
    const id = Buffer.from(key).toString("base64url");
    const answer = await app.ask("public", "query ($id: ID!) { node(id: $id) { id } }", { id });
    expect([answer.data, answer.errors]).toEqual([{ node: null }, []]);
  });
});

describe("live figures", () => {
  it("cannot be asked for without signing in: the public schema has no such field, nor any type of theirs", async () => {
    const asked = await app.ask(
      "public",
      '{ liveOutcomes(question: { state: "MO", from: "2026-01", until: "2026-02" }) { asOf } }',
    );
    expect([asked.status, asked.data]).toEqual([401, null]);
    const { data } = await app.ask(
      "public",
      '{ __schema { queryType { fields { name } } } table: __type(name: "LiveOutcomeTable") { name } explanation: __type(name: "Explanation") { name } }',
    );
    expect(data).toMatchObject({ table: null, explanation: null });
    expect(JSON.stringify(data)).not.toContain("liveOutcomes");
  });
});
