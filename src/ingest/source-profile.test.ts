import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NOTHING_RECORDED } from "../domain/encounters/encounter.js";
import type { CountyFips, StateCode } from "../domain/geography.js";
import { accepted } from "../domain/problem.js";
import type { LocalDate } from "../domain/reporting-month.js";
import { outcomeColumn, SKIP } from "./outcome-column.js";
import { decode, readExtract, type SourceExtract, type SourceProfile } from "./source-profile.js";

const WEATHERS = new Map([
  ["sun", "SUN"],
  ["rain", "RAIN"],
]);

/** A source with a key, an ending, and a column that nobody needs. */
const profile: SourceProfile = {
  name: "invented",
  title: "An invented source",
  chapter: { stateCode: "WA" as StateCode, chapterSlug: "seattle" },
  counties: ["53033" as CountyFips],
  columns: ["key", "ending"],
  unusedColumns: ["officer_requested"],
  collects: ["JAIL_BOOKING", "RESOLVED_ON_SCENE"],
  records: [],
  outcome: outcomeColumn("ending", {
    jail: "JAIL_BOOKING",
    home: "RESOLVED_ON_SCENE",
    test: SKIP("A test."),
  }),
  caveats: [],
  parse(row) {
    return accepted({
      ...NOTHING_RECORDED,
      sourceKey: row.text("key"),
      county: "53033" as CountyFips,
      occurredOn: "2015-05-15" as LocalDate,
      occurredHour: null,
    });
  },
  whereabouts: () => ({ county: null, month: null }),
};

/** The same with a coded column beside the outcome. */
const coded: SourceProfile = {
  ...profile,
  columns: ["key", "ending", "weather"],
  parse(row, place, today) {
    const weather = decode(row, place, "weather", WEATHERS);
    return weather.ok ? profile.parse(row, place, today) : weather;
  },
};

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "source-profile-"));
});
afterAll(() => rm(directory, { recursive: true }));

async function extractOf(contents: string, from: SourceProfile = profile): Promise<SourceExtract> {
  const path = join(directory, "extract.csv");
  await writeFile(path, contents);
  const outcome = await readExtract(from, path, "2026-11-23" as LocalDate);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

describe("the columns of an extract", () => {
  it("that the profile reads or knows to be of no use are not reported", async () => {
    expect(await extractOf("key,ending,officer_requested\n1,jail,Y\n")).toMatchObject({
      identifyingColumns: [],
      unknownColumns: [],
    });
  });

  it("that it does not know are dropped and reported, each once, apart from those that identify", async () => {
    const extract = await extractOf(
      "key,ending,subject_name,beat,weather,,weather\n1,jail,Jane,K3,rain,,sun\n",
    );
    expect(extract).toMatchObject({
      identifyingColumns: ["subject_name", "beat"],
      unknownColumns: ["weather", '""'],
    });
    expect(JSON.stringify(extract.encounters)).not.toMatch(/Jane|K3|rain|sun/);
  });

  it("that it does not list cannot be read by its own parse", async () => {
    const curious: SourceProfile = {
      ...profile,
      parse: (row, place, today) => {
        row.text("officer_requested");
        return profile.parse(row, place, today);
      },
    };
    await expect(extractOf("key,ending,officer_requested\n1,jail,Y\n", curious)).rejects.toThrow(RangeError);
  });
});

describe("the rows of an extract", () => {
  it("must be there: a header alone is refused", async () => {
    const path = join(directory, "empty.csv");
    await writeFile(path, "key,ending\n");
    expect(await readExtract(profile, path, "2026-11-23" as LocalDate)).toMatchObject({
      ok: false,
      problems: [
        { code: "UNREADABLE_FILE", path: "the file", message: "The file has a header and no rows." },
      ],
    });
  });

  it("are all accounted for: taken, repeated, set aside or refused", async () => {
    const extract = await extractOf(
      "key,ending,weather\n1,jail,sun\n1,jail,sun\n1,home,sun\n2,home,moon\n3\n4,home,rain\n5,test,rain\n",
      coded,
    );
    expect(extract.encounters.map((one) => [one.sourceKey, one.disposition, one.source])).toEqual([
      ["1", "JAIL_BOOKING", "invented"],
      ["4", "RESOLVED_ON_SCENE", "invented"],
    ]);
    expect(extract).toMatchObject({
      rows: 7,
      repeatedRows: 1,
      refusedRows: 3,
      setAside: [{ reason: "A test.", rows: 1 }],
    });
    expect(extract.refused).toEqual([
      { county: null, month: null },
      { county: "53033", month: "2015-05" },
      { county: null, month: null },
    ]);
    expect(extract.problems).toMatchObject([
      {
        code: "DUPLICATE",
        path: "the file, line 4",
        message: expect.stringContaining('"1" stands on line 2'),
        column: "",
      },
      {
        code: "BAD_VALUE",
        path: "the file, line 5, column weather",
        message: expect.stringContaining('"moon"'),
        fix: expect.stringContaining('"sun", "rain"'),
        column: "weather",
        value: "moon",
      },
      { code: "UNREADABLE_FILE", path: "the file, line 6" },
    ]);
  });

  it("give way to a later row of the same key when they are refused", async () => {
    const extract = await extractOf("key,ending,weather\n1,jail,moon\n1,home,sun\n", coded);
    expect(extract.encounters.map((one) => one.disposition)).toEqual(["RESOLVED_ON_SCENE"]);
  });

  it("that say the same in other columns than those read are repeated, not refused", async () => {
    expect(await extractOf("key,ending,note\n1,jail,a\n1,jail,b\n")).toMatchObject({
      repeatedRows: 1,
      refusedRows: 0,
    });
  });
});

describe("an outcome", () => {
  it("means the same in any letter case and spacing", async () => {
    const extract = await extractOf("key,ending\n1,JAIL\n2, Jail\u00a0\n3,home\n");
    expect(extract.encounters.map((one) => one.disposition)).toEqual([
      "JAIL_BOOKING",
      "JAIL_BOOKING",
      "RESOLVED_ON_SCENE",
    ]);
    expect(extract.encounters.every((one) => one.collects.length === 2)).toBe(true);
  });

  it("without a target stops the file, all of them at once", async () => {
    const path = join(directory, "unmapped.csv");
    await writeFile(path, "key,ending\n1,jail\n2,jailed\n3,\n4,Jailed\n");
    expect(await readExtract(profile, path, "2026-11-23" as LocalDate)).toMatchObject({
      ok: false,
      problems: [
        { code: "BAD_VALUE", column: "ending", value: "jailed", lines: [3, 5] },
        { code: "BAD_VALUE", column: "ending", value: "", lines: [4] },
      ],
    });
  });

  it("of a profile that contradicts itself is a mistake of the profile", async () => {
    const bad: readonly SourceProfile[] = [
      { ...profile, collects: ["JAIL_BOOKING"] },
      { ...profile, outcome: null },
      { ...profile, columns: ["key"] },
      { ...profile, counties: [] },
    ];
    for (const one of bad) await expect(extractOf("key,ending\n1,jail\n", one)).rejects.toThrow(RangeError);
    expect(() => outcomeColumn("ending", { jail: "JAIL_BOOKING", "Jail ": "OTHER" })).toThrow(RangeError);
  });
});
