import { afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { join } from "node:path";
import type { CountyFips, StateCode } from "../domain/geography.js";
import { readReferenceFiles, type ReferenceFiles } from "../ingest/reference-files.js";
import { reportingMonth } from "../domain/reporting-month.js";
import { assemblePlatform, type Platform } from "../platform.js";
import { testNow } from "../testkit/app.js";
import { copyDatabase, type Template, type TestDatabase } from "../testkit/database.js";
import type { ReferenceData } from "./load-reference-data.js";

const MO = "MO" as StateCode;
const BARRY = { stateCode: MO, chapterSlug: "barry" };

let shipped: ReferenceFiles;
beforeAll(async () => {
  const outcome = await readReferenceFiles(join(process.cwd(), "prisma/reference"));
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  shipped = outcome.value;
});

let database: TestDatabase;
let platform: Platform;
async function open(template: Template): Promise<void> {
  database = await copyDatabase(template);
  platform = assemblePlatform(database, testNow);
}
afterEach(() => database.drop());

/** Tables that differ between two fingerprints. */
function changed(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.keys(after).filter((table) => before[table] !== after[table]);
}

function withMemberships(
  change: (
    membership: ReferenceData["memberships"][number],
  ) => readonly ReferenceData["memberships"][number][],
): ReferenceData {
  const memberships = shipped.data.memberships.flatMap(change);
  const left = new Set(memberships.map((one) => one.chapterSlug));
  return {
    ...shipped.data,
    memberships,
    chapters: shipped.data.chapters.filter((one) => left.has(one.slug)),
  };
}

describe("on a database with reference data only", () => {
  beforeEach(() => open("reference"));

  it("files that have not changed are not loaded again", async () => {
    const before = await database.fingerprint();
    expect(await platform.loadReferenceData(shipped.data, shipped.contentSha256)).toEqual({
      ok: true,
      value: "UNCHANGED",
    });
    expect(changed(before, await database.fingerprint())).toEqual([]);
  });

  it("files that say the same under another hash are loaded and leave the same data", async () => {
    const before = await database.fingerprint();
    expect(await platform.loadReferenceData(shipped.data, "another")).toEqual({ ok: true, value: "LOADED" });
    expect(changed(before, await database.fingerprint())).toEqual(["dataset_load"]);
    const rows = await database.query("SELECT name, content_sha256 FROM dataset_load");
    expect(rows).toEqual([{ name: "reference", content_sha256: "another" }]);
  });

  it("a changed file of populations replaces them: one changed, one gone, one new", async () => {
    const before = await database.fingerprint();
    const populations = shipped.data.populations
      .filter(({ county, year }) => county !== "29510" || year !== 2011)
      .map((one) => (one.county === "29510" && one.year === 2010 ? { ...one, people: 319_294 } : one));
    const next = { county: "29510" as CountyFips, year: 2025, people: 280_000, vintage: "V2025" };
    const data = { ...shipped.data, populations: [...populations, next] };
    expect(await platform.loadReferenceData(data, "changed")).toMatchObject({ ok: true });
    const rows = await database.query(
      "SELECT year, people, vintage FROM county_population WHERE county_fips = '29510' AND year IN (2010, 2011, 2025) ORDER BY 1",
    );
    expect(rows).toEqual([
      { year: 2010, people: 319_294, vintage: "V2019" },
      { year: 2025, people: 280_000, vintage: "V2025" },
    ]);
    expect(changed(before, await database.fingerprint())).toEqual([
      "county_population",
      "dataset_load",
      "roster_edition",
    ]);
  });

  it("a changed roster replaces names, memberships and expectations, and a chapter that left it goes", async () => {
    const data = withMemberships((one) => (one.chapterSlug === "barry" ? [] : [one]));
    const chapters = data.chapters.map((one) =>
      one.slug === "greene" ? { ...one, name: "Greene CIT" } : one,
    );
    const expectation = {
      stateCode: MO,
      chapterSlug: "greene",
      from: reportingMonth("2020-01"),
      until: null,
    };
    const loaded = { ...data, chapters, expectations: [expectation] };
    expect(await platform.loadReferenceData(loaded, "changed")).toMatchObject({ ok: true });
    expect(await platform.useCases.findChapter(MO, "barry")).toBeNull();
    expect(await platform.useCases.findChapter(MO, "greene")).toMatchObject({
      name: "Greene CIT",
      expectations: [{ from: "2020-01", until: null, isDemonstration: false }],
    });
    expect((await database.query("SELECT FROM reporting_expectation")).length).toBe(1);
  });

  it("a chapter that left the roster stays while an account holds a role in it", async () => {
    const request = { displayName: "Barry coordinator", role: "coordinator", state: "MO", chapter: "barry" };
    expect(await platform.issueToken({ ...request, county: null })).toMatchObject({ ok: true });
    await platform.loadReferenceData(
      withMemberships((one) => (one.chapterSlug === "barry" ? [] : [one])),
      "changed",
    );
    expect(await platform.useCases.findChapter(MO, "barry")).toMatchObject({ memberships: [] });
  });

  it("a fault in the middle of the load leaves everything as it was", async () => {
    await database.query("ALTER TABLE reporting_expectation ADD CONSTRAINT planted CHECK (false) NOT VALID");
    const before = await database.fingerprint();
    const data = { ...shipped.data, populations: [] };
    await expect(platform.loadReferenceData(data, "changed")).rejects.toThrow(/planted/);
    expect(changed(before, await database.fingerprint())).toEqual([]);
  });

  it("two loads at once wait for each other, and the files of one of them stand as a whole", async () => {
    const oneOf = (name: string): ReferenceData => ({
      ...shipped.data,
      chapters: shipped.data.chapters.map((one) => ({ ...one, name: `${name} ${one.slug}` })),
      expectations: [{ ...BARRY, from: reportingMonth("2020-01"), until: null }],
    });
    const outcomes = await Promise.all(
      ["first", "second", "first"].map((name) => platform.loadReferenceData(oneOf(name), name)),
    );
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, true, true]);
    const [load] = await database.query<{ sha: string }>("SELECT content_sha256 AS sha FROM dataset_load");
    const names = await database.query<{ first: string }>(
      "SELECT DISTINCT split_part(name, ' ', 1) AS first FROM chapter",
    );
    expect(names).toEqual([{ first: load!.sha }]);
  });
});

describe("on a database with reports", () => {
  beforeEach(() => open("demonstration"));

  it("a roster that would orphan reports is refused with all of them, and nothing changes", async () => {
    const before = await database.fingerprint();
    const data = withMemberships((one) =>
      one.chapterSlug === "seattle"
        ? [{ ...one, from: reportingMonth("2015-06"), until: reportingMonth("2019-04") }]
        : [one],
    );
    expect(await platform.loadReferenceData(data, "changed")).toEqual({
      ok: false,
      problems: [
        {
          code: "CONFLICT",
          severity: "ERROR",
          path: "chapter-roster.csv",
          message:
            'The roster no longer gives county 53033 to chapter "seattle" in 3 months from 2015-03 to 2019-04, but what they reported then is on file.',
          fix: "Keep a row for those months; end a membership with until_month instead of deleting it.",
        },
      ],
    });
    expect(changed(before, await database.fingerprint())).toEqual([]);
  });

  it("a membership may end after the last report, and reports and demonstration stay as they are", async () => {
    const before = await database.fingerprint();
    const data = withMemberships((one) =>
      one.chapterSlug === "seattle" ? [{ ...one, until: reportingMonth("2019-05") }] : [one],
    );
    expect(await platform.loadReferenceData(data, "changed")).toEqual({ ok: true, value: "LOADED" });
    expect(changed(before, await database.fingerprint())).toEqual([
      "chapter_membership",
      "dataset_load",
      "roster_edition",
    ]);
  });

  it("an expectation of the files takes the place of one of the demonstration", async () => {
    const ofBarry = () =>
      database.query(
        `SELECT from_month, until_month, is_demonstration FROM reporting_expectation
         JOIN chapter ON chapter.id = chapter_id WHERE slug = 'barry'`,
      );
    expect(await ofBarry()).toEqual([
      { from_month: "2022-11", until_month: "2026-11", is_demonstration: true },
    ]);
    const range = { from: reportingMonth("2022-11"), until: reportingMonth("2023-11") };
    const data = { ...shipped.data, expectations: [{ ...BARRY, ...range }] };
    expect(await platform.loadReferenceData(data, "changed")).toMatchObject({ ok: true });
    expect(await ofBarry()).toEqual([
      { from_month: "2022-11", until_month: "2023-11", is_demonstration: false },
    ]);
  });
});
