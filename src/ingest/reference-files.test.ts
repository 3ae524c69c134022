import { afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Problem } from "../domain/problem.js";
import { readReferenceFiles, type ReferenceFiles } from "./reference-files.js";

/** Two states, four counties, two chapters: small enough to plant faults in. */
const SMALL = {
  "states.csv": [
    "code,fips,name,time_zone,fiscal_year_start_month",
    "MO,29,Missouri,America/Chicago,7",
    "KS,20,Kansas,America/Chicago,7",
  ],
  "counties.csv": [
    "fips,name,state",
    "29035,Carter County,MO",
    "29189,St. Louis County,MO",
    "29510,St. Louis city,MO",
    "20001,Allen County,KS",
  ],
  "county-population.csv": ["fips,year,people,vintage", "29035,2019,6043,V2019", "29035,2020,5202,V2024"],
  "chapter-roster.csv": [
    "state,chapter_slug,chapter_name,region,county_fips,from_month,until_month,membership_source",
    "MO,three-rivers,Three Rivers,Southeast,29035,2014-01,2019-10,published",
    "MO,current-river,Current River,South Central,29035,2019-10,,published",
    "MO,three-rivers,Three Rivers,Southeast,29189,2014-01,,illustrative",
  ],
  "reporting-expectations.csv": ["state,chapter_slug,from_month,until_month", "MO,three-rivers,2014-01,"],
} as const;

type FileName = keyof typeof SMALL;

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "reference-"));
});
afterEach(() => rm(directory, { recursive: true }));

/** Reads the small files with lines added to some of them. */
async function readWith(added: Partial<Record<FileName, readonly string[]>>) {
  for (const [name, lines] of Object.entries(SMALL)) {
    const more = added[name as FileName] ?? [];
    await writeFile(join(directory, name), `${[...lines, ...more].join("\n")}\n`);
  }
  return readReferenceFiles(directory);
}

async function problemsWith(
  added: Partial<Record<FileName, readonly string[]>>,
): Promise<readonly Problem[]> {
  const outcome = await readWith(added);
  if (outcome.ok) throw new Error("The files were read.");
  return outcome.problems;
}

async function filesIn(path: string): Promise<ReferenceFiles> {
  const outcome = await readReferenceFiles(path);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

describe("the shipped reference files", () => {
  let data: ReferenceFiles["data"];
  beforeAll(async () => {
    ({ data } = await filesIn(join(process.cwd(), "prisma/reference")));
  });

  it("are read whole: every county and population of the country, and Missouri's 36 chapters in 80 counties", () => {
    const missouri = data.memberships.filter((one) => one.stateCode === "MO");
    expect([data.states.length, data.counties.length, data.populations.length]).toEqual([51, 3_144, 47_050]);
    expect(data.chapters.filter((one) => one.stateCode === "MO")).toHaveLength(36);
    expect(new Set(missouri.map((one) => one.county)).size).toBe(80);
    expect(missouri).toHaveLength(81);
  });

  it("keep letters beyond ASCII and leading zeros", () => {
    const names = new Map<string, string>(data.counties.map((county) => [county.fips, county.name]));
    expect([names.get("35013"), names.get("01001")]).toEqual(["Doña Ana County", "Autauga County"]);
  });

  it("move Carter County from one chapter to another in 2019-10", () => {
    const carter = data.memberships.filter((one) => one.county === "29035");
    expect(carter.map(({ chapterSlug, from, until }) => [chapterSlug, from, until])).toEqual([
      ["current-river", "2019-10", null],
      ["three-rivers", "2014-01", "2019-10"],
    ]);
  });
});

describe("the hash of the reference files", () => {
  it("stays with the contents and changes with any of the files", async () => {
    await readWith({});
    const before = (await filesIn(directory)).contentSha256;
    expect((await filesIn(directory)).contentSha256).toBe(before);
    const hashes = new Set([before]);
    for (const name of Object.keys(SMALL)) {
      await readWith({});
      await appendFile(join(directory, name), "\n");
      hashes.add((await filesIn(directory)).contentSha256);
    }
    expect(hashes.size).toBe(1 + Object.keys(SMALL).length);
  });
});

describe("reference files with a fault", () => {
  it("are not refused when there is none", async () => {
    expect(await readWith({})).toMatchObject({ ok: true });
  });

  /** File, the line that is added to it, and the problem it makes: column, code, what the message says. */
  const FAULTS: readonly (readonly [string, FileName, string, string, string, string])[] = [
    ["a state code that is none", "states.csv", "mo,30,Montana,America/Denver,7", "code", "BAD_VALUE", '"mo"'],
    ["a state twice", "states.csv", "KS,21,Kentucky,America/Chicago,7", "code", "DUPLICATE", 'Another state has the code "KS": see line 3.'],
    ["a state FIPS code that is none", "states.csv", "MT,3,Montana,America/Denver,7", "fips", "BAD_FIPS", '"3"'],
    ["a state FIPS code twice", "states.csv", "MT,20,Montana,America/Denver,7", "fips", "DUPLICATE", 'Another state has the FIPS code "20": see line 3.'],
    ["a state name twice", "states.csv", "MT,30,Kansas,America/Denver,7", "name", "DUPLICATE", 'Another state is called "Kansas": see line 3.'],
    ["a state without a name", "states.csv", "MT,30,,America/Denver,7", "name", "MISSING_VALUE", "empty"],
    ["a time zone that is none", "states.csv", "MT,30,Montana,Mountain,7", "time_zone", "BAD_VALUE", '"Mountain"'],
    ["no time zone", "states.csv", "MT,30,Montana,,7", "time_zone", "BAD_VALUE", '""'],
    ["a month that no year has", "states.csv", "MT,30,Montana,America/Denver,13", "fiscal_year_start_month", "BAD_VALUE", '"13"'],
    ["a county code without its zero", "counties.csv", "1001,Autauga County,KS", "fips", "BAD_FIPS", '"1001"'],
    ["a county twice", "counties.csv", "20001,Anderson County,KS", "fips", "DUPLICATE", 'Another county has the code "20001": see line 5.'],
    ["a county without a name", "counties.csv", "20003,,KS", "name", "MISSING_VALUE", "empty"],
    ["a county in no state", "counties.csv", "30001,Beaverhead County,WY", "state", "UNKNOWN_STATE", '"WY"'],
    ["a county of a state that has another code", "counties.csv", "29001,Adair County,KS", "fips", "COUNTY_OUTSIDE_STATE", '"29001" begins with 29, which is that of "MO"; the counties of "KS" begin with its FIPS code, 20.'],
    ["a county of no state's code", "counties.csv", "35020,Elsewhere,MO", "fips", "COUNTY_OUTSIDE_STATE", '"35020" begins with 35; the counties of "MO" begin with its FIPS code, 29.'],
    ["a county's name that nobody sees", "counties.csv", "20003,\u200b,KS", "name", "MISSING_VALUE", "empty"],
    ["people in no county", "county-population.csv", "30003,2020,9371,V2024", "fips", "UNKNOWN_COUNTY", '"30003"'],
    ["a year out of reach", "county-population.csv", "29035,20,5202,V2024", "year", "BAD_VALUE", '"20"'],
    ["people that are no number", "county-population.csv", "29035,2021,5.2k,V2024", "people", "BAD_VALUE", '"5.2k"'],
    ["nobody", "county-population.csv", "29035,2021,0,V2024", "people", "BAD_VALUE", '"0"'],
    ["no vintage", "county-population.csv", "29035,2021,5202,", "vintage", "MISSING_VALUE", "empty"],
    ["two numbers for a year", "county-population.csv", "29035,2020,6000,V2019", "fips and year", "DUPLICATE", 'another number for 29035 in 2020: see line 3.'],
    ["a slug that is none", "chapter-roster.csv", "MO,St Louis,St. Louis,East,29510,2014-01,,published", "chapter_slug", "BAD_VALUE", '"St Louis"'],
    ["a chapter of two names", "chapter-roster.csv", "MO,three-rivers,3 Rivers,Southeast,29510,2014-01,,published", "chapter_name", "CONFLICT", '"Three Rivers"'],
    ["a county of another state", "chapter-roster.csv", "MO,three-rivers,Three Rivers,Southeast,20001,2014-01,,published", "county_fips", "UNKNOWN_COUNTY", '20001 in "MO"'],
    ["a month that is none", "chapter-roster.csv", "MO,three-rivers,Three Rivers,Southeast,29510,2014-1,,published", "from_month", "BAD_MONTH", '"2014-1"'],
    ["an end that is no month", "chapter-roster.csv", "MO,three-rivers,Three Rivers,Southeast,29510,2014-01,later,published", "until_month", "BAD_MONTH", '"later"'],
    ["an end that is not after the start", "chapter-roster.csv", "MO,three-rivers,Three Rivers,Southeast,29510,2014-01,2014-01,published", "until_month", "EMPTY_RANGE", '"2014-01" is not after 2014-01'],
    ["a county in two chapters at once", "chapter-roster.csv", "MO,current-river,Current River,South Central,29189,2020-01,,published", "county_fips", "CONFLICT", "29189 belongs to two chapters at once: see line 4"],
    ["a chapter in two regions at once", "chapter-roster.csv", "MO,three-rivers,Three Rivers,East,29510,2014-01,,published", "region", "CONFLICT", '"Southeast" on line 4'],
    ["no region", "chapter-roster.csv", "KS,allen,Allen,,20001,2014-01,,published", "region", "MISSING_VALUE", "empty"],
    ["a membership of no known source", "chapter-roster.csv", "KS,allen,Allen,East,20001,2014-01,,", "membership_source", "MISSING_VALUE", "empty"],
    ["an expectation of no chapter", "reporting-expectations.csv", "KS,finney,2014-01,", "chapter_slug", "UNKNOWN_CHAPTER", '"finney" in "KS"'],
    ["an expectation from no month", "reporting-expectations.csv", "MO,current-river,soon,", "from_month", "BAD_MONTH", '"soon"'],
    ["an expectation twice", "reporting-expectations.csv", "MO,three-rivers,2020-01,2021-01", "from_month", "CONFLICT", "line 2"],
  ]; // prettier-ignore

  it.each(FAULTS)("such as %s are refused by line and column", async (_, file, line, column, code, says) => {
    const problems = await problemsWith({ [file]: [line] });
    expect(problems).toContainEqual({
      code,
      severity: "ERROR",
      path: `${file}, line ${String(SMALL[file].length + 1)}, column ${column}`,
      message: expect.stringContaining(says),
      fix: expect.stringMatching(/\.$/),
    });
  });

  it("are refused with all of them at once", async () => {
    const added: Partial<Record<FileName, string[]>> = {};
    // Of a state that is there twice nobody knows which counties it has.
    const together = FAULTS.filter(([, , , , code]) => code !== "COUNTY_OUTSIDE_STATE");
    for (const [, file, line] of together) (added[file] ??= []).push(line);
    const problems = await problemsWith(added);
    const found = new Set(problems.map(({ path, code }) => `${path} ${code}`));
    const seen: Partial<Record<FileName, number>> = {};
    for (const [, file, , column, code] of together) {
      const line = (seen[file] ?? SMALL[file].length) + 1;
      seen[file] = line;
      expect(found).toContain(`${file}, line ${String(line)}, column ${column} ${code}`);
    }
  });

  it("such as a state's code that another state has are said once, and not of each of its counties", async () => {
    const problems = await problemsWith({
      "states.csv": ["NM,20,New Mexico,America/Denver,7"],
      "counties.csv": ["35020,Somewhere,NM", "35021,Elsewhere,NM"],
    });
    expect(problems.map(({ path, message, fix }) => [path, message, fix])).toEqual([
      [
        "states.csv, line 4, column fips",
        'Another state has the FIPS code "20": see line 3.',
        "Give each state its own, or delete the row that is there twice.",
      ],
    ]);
  });

  it("such as control characters are refused with their place, before the cells are judged", async () => {
    expect(await problemsWith({ "counties.csv": ["20003,An\u000bderson,KS"] })).toMatchObject([
      {
        code: "BAD_VALUE",
        path: "counties.csv, line 6, column name",
        message:
          "The cell holds the control character U+000B at character 3, which cannot be stored or shown.",
      },
    ]);
  });

  it("are not found in whole numbers as programs write them", async () => {
    const added = {
      "states.csv": ["MT,30.0,Montana,America/Denver,7.0"],
      "counties.csv": ["30001.0,Beaverhead County,MT"],
      "county-population.csv": ["30001,2020.0,9371.0,V2024"],
    };
    expect(await readWith(added)).toMatchObject({
      ok: true,
      value: { data: { counties: expect.arrayContaining([expect.objectContaining({ fips: "30001" })]) } },
    });
  });

  it("are refused with everything that cannot be taken apart, in all files, before the cells are judged", async () => {
    await readWith({ "counties.csv": ["20003"], "states.csv": ['MT,30,Mon"tana,America/Denver,7'] });
    await rm(join(directory, "county-population.csv"));
    await writeFile(join(directory, "reporting-expectations.csv"), "state,slug\n");
    const outcome = await readReferenceFiles(directory);
    expect(outcome).toMatchObject({
      ok: false,
      problems: [
        { code: "UNREADABLE_FILE", path: "states.csv, line 4" },
        { code: "UNREADABLE_FILE", path: "counties.csv, line 6" },
        {
          code: "UNREADABLE_FILE",
          path: "county-population.csv",
          message: expect.stringContaining("ENOENT"),
        },
        { code: "MISSING_COLUMN", message: expect.stringContaining("chapter_slug") },
        { code: "MISSING_COLUMN", message: expect.stringContaining("from_month") },
        { code: "MISSING_COLUMN", message: expect.stringContaining("until_month") },
      ],
    });
  });

  it("may have extra columns, which are not read", async () => {
    await readWith({});
    const file = join(directory, "chapter-roster.csv");
    const lines = (await readFile(file, "utf8")).trim().split("\n");
    await writeFile(
      file,
      lines.map((line, index) => `${index === 0 ? "coordinator" : "Jane Doe"},${line}`).join("\n"),
    );
    const { data } = await filesIn(directory);
    expect(data.memberships).toHaveLength(3);
    expect(JSON.stringify(data)).not.toContain("Jane");
  });
});
