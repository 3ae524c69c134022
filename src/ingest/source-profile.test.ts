import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NOTHING_RECORDED } from "../domain/encounters/encounter.js";
import type { Disposition } from "../domain/encounters/disposition.js";
import type { CountyFips, StateCode } from "../domain/geography.js";
import { accepted } from "../domain/problem.js";
import type { LocalDate } from "../domain/reporting-month.js";
import { decode, readExtract, type SourceExtract, type SourceProfile } from "./source-profile.js";

const ENDINGS = new Map<string, Disposition>([
  ["jail", "JAIL_BOOKING"],
  ["home", "RESOLVED_ON_SCENE"],
]);

/** A source with a key, an ending, and a column that nobody needs. */
const profile: SourceProfile = {
  name: "invented",
  title: "An invented source",
  chapter: { stateCode: "WA" as StateCode, chapterSlug: "seattle" },
  columns: ["key", "ending"],
  unusedColumns: ["officer_requested"],
  caveats: [],
  parse(row, place) {
    const ending = decode(row, place, "ending", ENDINGS);
    if (!ending.ok) return ending;
    return accepted({
      ...NOTHING_RECORDED,
      source: "invented",
      sourceKey: row.text("key"),
      county: "53033" as CountyFips,
      occurredOn: "2015-05-15" as LocalDate,
      occurredHour: null,
      disposition: ending.value,
    });
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

  it("are all accounted for: taken, repeated or refused", async () => {
    const extract = await extractOf("key,ending\n1,jail\n1,jail\n1,home\n2,moon\n3\n4,home\n");
    expect(extract.encounters.map((one) => [one.sourceKey, one.disposition])).toEqual([
      ["1", "JAIL_BOOKING"],
      ["4", "RESOLVED_ON_SCENE"],
    ]);
    expect(extract).toMatchObject({ rows: 6, repeatedRows: 1, refusedRows: 3 });
    expect(extract.problems).toMatchObject([
      {
        code: "DUPLICATE",
        path: "the file, line 4",
        message: expect.stringContaining('"1" stands on line 2'),
      },
      {
        code: "BAD_VALUE",
        path: "the file, line 5, column ending",
        message: expect.stringContaining('"moon"'),
        fix: expect.stringContaining('"jail", "home"'),
      },
      { code: "UNREADABLE_FILE", path: "the file, line 6" },
    ]);
  });

  it("give way to a later row of the same key when they are refused", async () => {
    const extract = await extractOf("key,ending\n1,moon\n1,home\n");
    expect(extract.encounters.map((one) => one.disposition)).toEqual(["RESOLVED_ON_SCENE"]);
  });

  it("that say the same in other columns than those read are repeated, not refused", async () => {
    expect(await extractOf("key,ending,note\n1,jail,a\n1,jail,b\n")).toMatchObject({
      repeatedRows: 1,
      refusedRows: 0,
    });
  });
});
