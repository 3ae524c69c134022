// A year that is out, corrected late, restated once, and read by anybody: answers, corrections, files and the feed.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { startApp, testNow, type Asker, type TestApp } from "../testkit/app.js";
import { correctLate } from "../testkit/late-correction.js";
import { releaseVerify } from "../testkit/small-state.js";
import { keepFew } from "../testkit/small-missouri.js";

let app: TestApp;
let now = testNow();
let keys = 0;
beforeAll(async () => {
  app = await startApp("demonstration", undefined, { clock: () => now });
  await keepFew(app.database, "2026-01");
  await publish("reviewer", "administrator", 'buildRelease(state: "MO", until: "2026-07"');
  now = new Date("2026-12-20T12:00:00Z");
  await correctLate(app);
  await moveRegionBackwards();
}, 300_000);
afterAll(() => app.close());

/** A region is found to have been another one from the beginning, long after its figures are out. */
async function moveRegionBackwards(): Promise<void> {
  const moved = await app.database.query(
    `UPDATE chapter_membership SET region = own.region
     FROM chapter_membership own JOIN chapter ON chapter.id = own.chapter_id
     WHERE slug = 'saints-avenue' AND chapter_membership.region <> own.region RETURNING 1`,
  );
  expect(moved.length).toBeGreaterThan(0);
  await app.database.query(
    `INSERT INTO roster_edition (state_code, since, roster)
     SELECT state_code, '2026-12-20', roster FROM roster WHERE state_code = 'MO'`,
  );
}

async function regionOfSaintsAvenue(): Promise<string | undefined> {
  const [row] = await app.database.query<{ region: string }>(
    "SELECT region FROM chapter_membership JOIN chapter ON id = chapter_id WHERE slug = 'saints-avenue' LIMIT 1",
  );
  return row?.region;
}

interface Changed {
  readonly release: { readonly id: string; readonly status: string; readonly number: number | null } | null;
  readonly userErrors: readonly { readonly code: string; readonly path: string; readonly message: string }[];
}

async function change(asker: Asker, mutation: string): Promise<Changed> {
  keys += 1;
  const { data, errors } = await app.ask(
    asker,
    `mutation { done: ${mutation}, idempotencyKey: "restatement-${String(keys)}") { release { id status number } userErrors { code path message } } }`,
  );
  expect(errors).toEqual([]);
  return (data as { done: Changed }).done;
}

async function build(asker: Asker, mutation: string): Promise<string> {
  const { release, userErrors } = await change(asker, mutation);
  expect(userErrors).toEqual([]);
  const built = await app.platform.buildWaitingRelease();
  expect([
    built?.status,
    await app.database.query("SELECT problems FROM release ORDER BY id DESC LIMIT 1"),
  ]).toEqual(["BUILT", [{ problems: [] }]]);
  return release?.id ?? "";
}

async function publish(asker: Asker, second: Asker, mutation: string): Promise<void> {
  const id = await build(asker, mutation);
  expect((await change(second, `publishRelease(release: "${id}"`)).release?.status).toBe("PUBLISHED");
}

async function get(path: string): Promise<{ readonly status: number; readonly body: string }> {
  const response = await fetch(`${app.url}${path}`);
  return { status: response.status, body: await response.text() };
}

interface Figure {
  readonly value: number | null;
  readonly status: string;
  readonly note: string | null;
}

async function encounters(question: string, release: string): Promise<Figure> {
  const { data, errors } = await app.ask(
    "public",
    `{ outcomes(release: "${release}", question: { state: "MO", ${question} }) { total { encounters { value status note } } } }`,
  );
  expect(errors).toEqual([]);
  return (data as { outcomes: { total: { encounters: Figure } } }).outcomes.total.encounters;
}

const FEBRUARY = 'from: "2026-02", until: "2026-03"';
const MARCH = 'from: "2026-03", until: "2026-04"';
const HALF = 'from: "2026-01", until: "2026-07"';

describe("a year", () => {
  it("is not restated before all of it is out", async () => {
    const { userErrors } = await change("reviewer", 'restateYear(state: "MO", year: 2026');
    expect(userErrors).toEqual([
      expect.objectContaining({
        code: "NOTHING_PUBLISHED",
        path: "year",
        message: "Published so far is everything through June 2026.",
      }),
    ]);
    for (const year of [-5, 99_999])
      expect(
        (await change("reviewer", `restateYear(state: "MO", year: ${String(year)}`)).userErrors[0]?.code,
      ).toBe("NOTHING_PUBLISHED");
  });

  it("is restated once it is, where it has changed by more than ten, and by a second person", async () => {
    now = new Date("2027-06-01T12:00:00Z");
    await publish("reviewer", "administrator", 'buildRelease(state: "MO", until: "2027-01"');
    const id = await build("reviewer", 'restateYear(state: "MO", year: 2026');
    expect((await change("reviewer", `publishRelease(release: "${id}"`)).userErrors[0]?.code).toBe(
      "OWN_WORK",
    );
    expect((await change("administrator", `publishRelease(release: "${id}"`)).release?.number).toBe(3);
    const [before, after] = [await encounters(FEBRUARY, "MO-2"), await encounters(FEBRUARY, "MO-3")];
    expect(after.value).toBeGreaterThan((before.value ?? 0) + 10);
    expect(after.note).toContain("Restated after late corrections");
    expect(await encounters(MARCH, "MO-3")).toMatchObject({
      value: (await encounters(MARCH, "MO-2")).value,
      note: expect.stringContaining("As first published"),
    });
    expect(await encounters(FEBRUARY, "MO-2")).toEqual(before);
  }, 300_000);

  it("is not restated again within a year", async () => {
    expect((await change("reviewer", 'restateYear(state: "MO", year: 2026')).userErrors[0]?.code).toBe(
      "TOO_SOON",
    );
  });

  it("adds up the numbers that stand, of periods that were restated and others", async () => {
    const [first, now] = [await encounters(HALF, "MO-2"), await encounters(HALF, "MO-3")];
    const [q1, q2] = await Promise.all(
      ['from: "2026-01", until: "2026-04"', 'from: "2026-04", until: "2026-07"'].map((one) =>
        encounters(one, "MO-3"),
      ),
    );
    expect(now.value).toBe((q1?.value ?? 0) + (q2?.value ?? 0));
    expect(now.value).toBeGreaterThan(first.value ?? 0);
  });
});

describe("what a restatement changed", () => {
  interface Correction {
    readonly release: string;
    readonly level: string;
    readonly code: string;
    readonly period: string;
    readonly measure: string;
    readonly before: Figure;
    readonly after: Figure;
    readonly sentence: string;
  }

  async function corrections(page: string) {
    const { data, errors } = await app.ask(
      "public",
      `{ corrections(state: "MO", ${page}) { pageInfo { hasNextPage endCursor } edges { node { release level code placeName period measure before { status value } after { status value } sentence } } } }`,
    );
    expect(errors).toEqual([]);
    const { corrections: found } = data as {
      corrections: { pageInfo: { hasNextPage: boolean; endCursor: string }; edges: { node: Correction }[] };
    };
    return { ...found.pageInfo, nodes: found.edges.map(({ node }) => node) };
  }

  it("is listed figure by figure, with what was published before", async () => {
    const all: Correction[] = [];
    for (
      let page = await corrections("first: 3");
      ;
      page = await corrections(`first: 3, after: "${page.endCursor}"`)
    ) {
      all.push(...page.nodes);
      if (!page.hasNextPage) break;
    }
    expect(new Set(all.map(({ release }) => release))).toEqual(new Set(["MO-3"]));
    expect(new Set(all.map((one) => `${one.level} ${one.code} ${one.period} ${one.measure}`)).size).toBe(
      all.length,
    );
    const state = all.find(
      (one) => one.level === "STATE" && one.period === "2026-02" && one.measure === "ENCOUNTERS",
    );
    expect(state).toMatchObject({
      before: { value: (await encounters(FEBRUARY, "MO-2")).value },
      after: { value: (await encounters(FEBRUARY, "MO-3")).value },
      sentence: expect.stringMatching(
        /^Encounters, Missouri, 2026-02: \d+, published before as \d+ \(corrected in MO-3\)\.$/,
      ),
    });
    // The region that was another one when the year was published is that one still.
    const regions = all.flatMap(({ level, code }) => (level === "REGION" ? [code] : []));
    expect(new Set(regions)).toEqual(new Set([await regionOfSaintsAvenue()]));
    const isOfPersons = ({ level, period }: Correction) => level !== "COUNTY" || period === "2026";
    expect(all.every(isOfPersons)).toBe(false);
    for (const { before, after } of all.filter(isOfPersons))
      expect(Math.abs((after.value ?? 0) - (before.value ?? 0))).toBeGreaterThan(10);
    const file = parse<Record<string, string>>((await get("/releases/MO-3/corrections.csv")).body, {
      columns: true,
    });
    expect(
      file.map((one) => [one["period"], one["measure"], one["value_before"], one["value_after"]]),
    ).toEqual(
      all.map(({ period, measure, before, after }) => [
        period,
        measure,
        String(before.value ?? ""),
        String(after.value ?? ""),
      ]),
    );
  });

  it("refuses a cursor of another list", async () => {
    const { errors } = await app.ask(
      "public",
      `{ corrections(state: "MO", after: "${Buffer.from("7").toString("base64url")}") { pageInfo { hasNextPage } } }`,
    );
    expect(errors[0]?.extensions.problems?.[0]?.code).toBe("BAD_CURSOR");
  });

  it("stands in the feed, and so does a release that is withdrawn", async () => {
    const feed = async () => (await get("/corrections.atom?state=MO")).body;
    const before = await feed();
    expect(before).toContain("MO-3 corrects");
    expect(before).toBe(await feed());
    await change(
      "reviewer",
      `withdrawRelease(release: "${await idOf(2)}", reason: "A <chapter> sent & meant another year."`,
    );
    const after = await feed();
    expect(after).toContain("MO-2 was withdrawn");
    expect(after).toContain("A &lt;chapter&gt; sent &amp; meant another year.");
    expect((await get("/corrections.atom?state=Missouri")).status).toBe(404);
    expect((await get("/corrections.atom?stat=MO")).status).toBe(400);
  });

  it("can be checked by anybody: the file of the release, and of the cells", async () => {
    expect(releaseVerify(JSON.parse((await get("/releases/MO-3/release.json")).body))).toEqual([]);
    const cells = parse<Record<string, string>>((await get("/releases/MO-3/cells.csv")).body, {
      columns: true,
    });
    const restated = cells.filter((one) => one["first_value"] !== "");
    expect(restated.length).toBeGreaterThan(0);
    for (const one of restated)
      expect(Math.abs(Number(one["value"]) - Number(one["first_value"]))).toBeGreaterThan(10);
  });

  it("lies in the database as it was built", async () => {
    const rows = await app.database.query(
      "SELECT 1 FROM published.correction one JOIN published.cell USING (state_code, release, cell) WHERE value_after IS DISTINCT FROM value",
    );
    expect(rows).toEqual([]);
    const check = readFileSync(join(process.cwd(), "prisma/checks/published-is-what-was-built.sql"), "utf8");
    expect(await app.database.query(check)).toEqual([{ violations: 0 }]);
    const [{ parts } = { parts: 0 }] = await app.database.query<{ parts: number }>(
      'SELECT count(*)::int AS parts FROM published.county_month WHERE "values" IS NOT NULL',
    );
    expect(parts).toBeGreaterThan(0);
  });
});

async function idOf(number: number): Promise<string> {
  const { data } = await app.ask(
    "reviewer",
    `{ releaseDrafts(state: "MO") { edges { node { id number } } } }`,
  );
  const { edges } = (data as { releaseDrafts: { edges: { node: { id: string; number: number } }[] } })
    .releaseDrafts;
  return edges.find(({ node }) => node.number === number)?.node.id ?? "";
}
