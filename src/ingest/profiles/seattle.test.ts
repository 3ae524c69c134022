import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "csv-parse/sync";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Encounter } from "../../domain/encounters/encounter.js";
import type { LocalDate } from "../../domain/reporting-month.js";
import { assemblePlatform } from "../../platform.js";
import { testNow } from "../../testkit/app.js";
import { copyDatabase } from "../../testkit/database.js";
import { readExtract, type SourceExtract } from "../source-profile.js";
import { seattleProfile } from "./seattle.js";

const SAMPLE = join(process.cwd(), "prisma/samples/seattle-crisis-contacts-2015.csv");
const TODAY = "2026-11-23" as LocalDate;

/** As the README of the data says it. */
const ENDED_AS = {
  "Subject Arrested": "JAIL_BOOKING",
  "Emergent Detention / ITA": "HOLD_ACCEPTED",
  "Voluntary Committal": "HOSPITAL_VOLUNTARY",
  "Crisis Clinic": "CRISIS_CENTER",
  "Mobile Crisis Team": "REFERRED",
  "Mental Health Agency or Case Manager Notified": "REFERRED",
  "DMHP Referral": "REFERRED",
  "Drug / Alcohol Treatment Referral": "REFERRED",
  "Geriatric Regional Assessment Team": "REFERRED",
  "Shelter Transport": "SHELTER_TRANSPORT",
  "No Action Possible / Necessary": "RESOLVED_ON_SCENE",
  "Chronic Complaint": "RESOLVED_ON_SCENE",
  "Resources Declined": "DECLINED",
  "Unable to Contact": "NO_CONTACT",
  "-": "UNKNOWN",
} as const satisfies Record<string, Encounter["disposition"]>;

const CALLED_BY = {
  "911": "EMERGENCY_CALL",
  "TELEPHONE OTHER, NOT 911": "OTHER_CALL",
  ONVIEW: "ON_VIEW",
  "ALARM CALL (NOT POLICE ALARM)": "ALARM",
  "-": null,
} as const satisfies Record<string, Encounter["callSource"]>;

const YES_NO = { Y: true, N: false, "-": null } as const;

type Contact = Readonly<Record<string, string>>;

const USUAL: Contact = {
  template_id: "1",
  reported_date: "2015-05-16T00:00:00",
  occured_date_time: "2015-05-15 11:16:25",
  call_type: "911",
  disposition: "Crisis Clinic",
  use_of_force_indicator: "N",
  subject_veteran_indicator: "N",
  cit_officer_arrived: "Y",
};

const UNKNOWN_DATES: Contact = {
  occured_date_time: "1900-01-01 00:00:00",
  reported_date: "1900-01-01T00:00:00",
};

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "seattle-"));
});
afterAll(() => rm(directory, { recursive: true }));

/** A file of usual contacts, each with what is different about it. The first stands on line 2. */
async function extractOf(...contacts: readonly Contact[]): Promise<SourceExtract> {
  const path = join(directory, "contacts.csv");
  await writeFile(path, toCsv(contacts.map((contact) => ({ ...USUAL, ...contact }))));
  return extractFrom(path);
}

async function extractFrom(path: string): Promise<SourceExtract> {
  const outcome = await readExtract(seattleProfile, path, TODAY);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

function toCsv(contacts: readonly Contact[]): string {
  const columns = [...new Set(contacts.flatMap((contact) => Object.keys(contact)))];
  const lines = contacts.map((contact) => columns.map((column) => `"${contact[column] ?? ""}"`).join(","));
  return [columns.join(","), ...lines].join("\n");
}

describe("the shipped extract", () => {
  let contacts: readonly Contact[];
  let extract: SourceExtract;
  beforeAll(async () => {
    contacts = parse(await readFile(SAMPLE), { columns: true });
    extract = await extractFrom(SAMPLE);
  });

  it("is taken in whole: 1,093 encounters, none refused or repeated", () => {
    expect(extract).toMatchObject({ rows: 1_093, refusedRows: 0, repeatedRows: 0, problems: [] });
    expect(extract.encounters).toHaveLength(1_093);
  });

  it("holds every disposition that the source is known to use, and each becomes the one it should", () => {
    const theirs = new Map(contacts.map((contact) => [contact["template_id"], contact["disposition"]]));
    const pairs = extract.encounters.map((one) => `${theirs.get(one.sourceKey) ?? ""} is ${one.disposition}`);
    expect([...new Set(pairs)].sort()).toEqual(
      Object.entries(ENDED_AS)
        .map(([code, disposition]) => `${code} is ${disposition}`)
        .sort(),
    );
  });

  it("places every contact in King County, on the day it occurred or else was reported", () => {
    const expected = contacts.map((contact) => {
      const isDated = !contact["occured_date_time"]!.startsWith("1900-01-01");
      const text = isDated ? contact["occured_date_time"]! : contact["reported_date"]!;
      return [
        contact["template_id"],
        "53033",
        text.slice(0, 10),
        isDated ? Number(text.slice(11, 13)) : null,
      ];
    });
    expect(
      extract.encounters.map((one) => [one.sourceKey, one.county, one.occurredOn, one.occurredHour]),
    ).toEqual(expected);
    expect(extract.encounters.filter((one) => one.occurredHour === null)).toHaveLength(268);
  });

  it("reports the places finer than the county as identifying, and knows the rest", () => {
    expect(extract.identifyingColumns).toEqual(["precinct", "sector", "beat"]);
    expect(extract.unknownColumns).toEqual([]);
  });
});

describe("when a contact occurred", () => {
  it("is its own date and hour when the source knows them", async () => {
    const { encounters } = await extractOf({ occured_date_time: "2015-06-01 00:59:59" });
    expect(encounters).toMatchObject([{ occurredOn: "2015-06-01", occurredHour: 0 }]);
  });

  it("is the day it was reported, without an hour, when it is 1900-01-01", async () => {
    const { encounters } = await extractOf({ occured_date_time: "1900-01-01 00:00:00" });
    expect(encounters).toMatchObject([{ occurredOn: "2015-05-16", occurredHour: null }]);
  });

  it("cannot be told when both are 1900-01-01, and the contact is refused", async () => {
    const { encounters, problems, refusedRows } = await extractOf({}, { template_id: "2", ...UNKNOWN_DATES });
    expect(encounters).toHaveLength(1);
    expect(refusedRows).toBe(1);
    expect(problems).toMatchObject([
      {
        line: 3,
        code: "MISSING_VALUE",
        severity: "ERROR",
        path: "the file, line 3, columns occured_date_time and reported_date",
        message: 'Both are "1900-01-01", which stands for unknown, so the month cannot be told.',
        fix: "Give one of the two dates.",
      },
    ]);
  });

  it.each([
    ["is no date", "occured_date_time", "yesterday", "no date and time"],
    ["is empty", "occured_date_time", "", "no date and time"],
    ["is a date without a time", "occured_date_time", "2015-05-15", "no date and time"],
    ["is a day that no calendar has", "occured_date_time", "2015-02-29 10:00:00", "no date and time"],
    ["has an hour that no clock has", "occured_date_time", "2015-05-15 24:00:00", "no date and time"],
    ["is written the American way", "occured_date_time", "05/15/2015 11:16:25", "no date and time"],
    ["lies in the future", "occured_date_time", "2026-11-24 00:00:00", "in the future"],
    ["lies before the year 1900", "occured_date_time", "0215-05-15 11:16:25", "no date and time"],
  ])("is refused when it %s", async (_, column, value, reason) => {
    const { encounters, problems } = await extractOf({ [column]: value });
    expect(encounters).toEqual([]);
    expect(problems).toMatchObject([
      {
        code: "BAD_VALUE",
        path: `the file, line 2, column ${column}`,
        message: expect.stringMatching(new RegExp(`^"${value}".*${reason}`)),
      },
    ]);
  });

  it("may be today", async () => {
    expect((await extractOf({ occured_date_time: `${TODAY} 23:59:59` })).refusedRows).toBe(0);
  });

  it("is refused when the reported date that stands in for it is none", async () => {
    const { problems } = await extractOf({ ...UNKNOWN_DATES, reported_date: "soon" });
    expect(problems).toMatchObject([
      { path: "the file, line 2, column reported_date", message: expect.stringContaining("soon") },
    ]);
  });
});

describe("a coded column", () => {
  it.each([
    ["disposition", ENDED_AS, "disposition"],
    ["call_type", CALLED_BY, "callSource"],
    ["use_of_force_indicator", YES_NO, "isForceUsed"],
    ["subject_veteran_indicator", YES_NO, "isVeteran"],
    ["cit_officer_arrived", YES_NO, "isCitOfficerOnScene"],
  ] as const)("%s is read code by code", async (column, codes, attribute) => {
    const contacts = Object.keys(codes).map((code, index) => ({
      template_id: String(index),
      [column]: code,
    }));
    const { encounters, problems } = await extractOf(...contacts);
    expect(problems).toEqual([]);
    expect(encounters.map((one) => one[attribute])).toEqual(Object.values(codes));
  });

  it.each(["call_type", "use_of_force_indicator", "subject_veteran_indicator", "cit_officer_arrived"])(
    "%s is refused when its code is unknown or empty",
    async (column) => {
      const { encounters, problems } = await extractOf({ [column]: "Taken home" }, { [column]: "" });
      expect(encounters).toEqual([]);
      expect(problems).toMatchObject([
        {
          code: "BAD_VALUE",
          path: `the file, line 2, column ${column}`,
          message: expect.stringContaining('"Taken home"'),
        },
        {
          code: "BAD_VALUE",
          path: `the file, line 3, column ${column}`,
          message: expect.stringContaining('""'),
        },
      ]);
    },
  );

  it("is refused together with everything else that is wrong with the row", async () => {
    const { problems, refusedRows } = await extractOf({
      template_id: "",
      occured_date_time: "x",
      call_type: "x",
      use_of_force_indicator: "x",
      subject_veteran_indicator: "x",
      cit_officer_arrived: "x",
    });
    expect(refusedRows).toBe(1);
    expect(problems.map((one) => one.path.replace("the file, line 2, column ", ""))).toEqual([
      "template_id",
      "occured_date_time",
      "call_type",
      "use_of_force_indicator",
      "subject_veteran_indicator",
      "cit_officer_arrived",
    ]);
  });
});

describe("the key of a contact", () => {
  it.each([
    ["missing", "", "MISSING_VALUE"],
    ["no number", "Jane Doe", "BAD_VALUE"],
  ])("is refused when it is %s", async (_, key, code) => {
    const { encounters, problems } = await extractOf({ template_id: key });
    expect(encounters).toEqual([]);
    expect(problems).toMatchObject([
      { code, path: "the file, line 2, column template_id", message: expect.stringContaining(`"${key}"`) },
    ]);
  });

  it("is the same key with leading zeros", async () => {
    const { encounters } = await extractOf({ template_id: "000123" });
    expect(encounters.map(({ sourceKey }) => sourceKey)).toEqual(["123"]);
  });

  it("may stand twice with the same contents, which counts once", async () => {
    const extract = await extractOf({}, {});
    expect(extract).toMatchObject({ rows: 2, repeatedRows: 1, refusedRows: 0 });
    expect(extract.encounters).toHaveLength(1);
  });

  it("is refused the second time when the contents differ, and the first row stays", async () => {
    const extract = await extractOf({}, { disposition: "Subject Arrested" });
    expect(extract).toMatchObject({ repeatedRows: 0, refusedRows: 1 });
    expect(extract.encounters).toMatchObject([{ disposition: "CRISIS_CENTER" }]);
    expect(extract.problems).toMatchObject([
      {
        code: "DUPLICATE",
        path: "the file, line 3",
        message: expect.stringContaining('"1" stands on line 2'),
      },
    ]);
  });
});

const WORDS_OF_SECRETS = [
  "Quilliam", "Planted", "1971-03-09", "Q7-88190", "badge", "4711 Sycamore", "leave me", "ultramarine", "maybe", "PLANTED CALL",
]; // prettier-ignore

describe("columns about persons", () => {
  it("are reported as identifying, and what stands in them is nowhere in the database", async () => {
    const secrets: Contact = {
      subject_name: "Quilliam Planted",
      birth_date: "1971-03-09",
      officer_id: "badge Q7-88190",
      narrative: 'Found at 4711 Sycamore, said ""leave me""',
      favourite_colour: "ultramarine",
      cit_officer_requested: "maybe",
      final_call_type: "--PLANTED CALL",
    };
    const extract = await extractOf({ template_id: "987654321", ...secrets });
    expect(extract.identifyingColumns).toEqual(["subject_name", "birth_date", "officer_id", "narrative"]);
    expect(extract.unknownColumns).toEqual(["favourite_colour"]);

    const database = await copyDatabase("reference");
    try {
      const platform = assemblePlatform(database, testNow);
      expect(await platform.importEncounters(seattleProfile.chapter, extract.encounters)).toMatchObject({
        ok: true,
        value: { added: 1 },
      });
      const everything = JSON.stringify(await database.everyRow());
      const found = ["987654321", ...WORDS_OF_SECRETS].filter((word) => everything.includes(word));
      expect(found).toEqual(["987654321"]);
    } finally {
      await database.drop();
    }
  });
});
