import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { parse } from "csv-parse/sync";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { REPORTED_MEASURES } from "../domain/catalog/catalog.js";
import type { Encounter } from "../domain/encounters/encounter.js";
import type { CountyFips, StateCode } from "../domain/geography.js";
import { monthOf, type LocalDate } from "../domain/reporting-month.js";
import { seattleProfile } from "../ingest/profiles/seattle.js";
import { readExtract } from "../ingest/source-profile.js";
import { assemblePlatform, type Platform } from "../platform.js";
import { testNow } from "../testkit/app.js";
import { copyDatabase, type Template, type TestDatabase } from "../testkit/database.js";
import type { ImportResult } from "./import-encounters.js";

const SAMPLE = join(process.cwd(), "prisma/samples/seattle-crisis-contacts-2015.csv");
const SEATTLE = seattleProfile.chapter;

let shipped: readonly Encounter[];
beforeAll(async () => {
  const extract = await readExtract(seattleProfile, SAMPLE, "2026-11-23" as LocalDate);
  if (!extract.ok) throw new Error(JSON.stringify(extract.problems));
  shipped = extract.value.encounters;
});

let database: TestDatabase;
let platform: Platform;
let now: Date;
async function open(template: Template): Promise<void> {
  database = await copyDatabase(template);
  now = testNow();
  platform = assemblePlatform(database, () => now);
}
const drop = () => database.drop();

async function importAll(encounters: readonly Encounter[]): Promise<ImportResult> {
  const outcome = await platform.importEncounters(SEATTLE, encounters);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

interface ReportRow {
  readonly month: string;
  readonly number: number;
  readonly is_of_record: boolean;
  readonly is_partial: boolean;
  readonly reason: string | null;
  readonly values: Readonly<Record<string, number | null>>;
}

/** Every revision of Seattle's reports, by month and number. */
function revisions(months: readonly string[] = []): Promise<readonly ReportRow[]> {
  return database.query<ReportRow>(
    `SELECT report.month, revision.number, report.accepted_revision_id = revision.id AS is_of_record,
            revision.is_partial, revision.reason, revision."values"
     FROM monthly_report report JOIN report_revision revision ON revision.report_id = report.id
     WHERE report.county_fips = '53033' AND (cardinality($1::text[]) = 0 OR report.month = ANY($1)) ORDER BY 1, 2`,
    [months],
  );
}

function contactOf(month: string, disposition?: Encounter["disposition"]): Encounter {
  return shipped.find(
    (one) =>
      monthOf(one.occurredOn) === month && (disposition === undefined || one.disposition === disposition),
  )!;
}

/** The extract with one contact replaced. */
function replacing(contact: Encounter, by: Partial<Encounter>): readonly Encounter[] {
  return shipped.map((one) => (one === contact ? { ...one, ...by } : one));
}

describe("the first import", () => {
  let result: ImportResult;
  const progress: (readonly [number, number])[] = [];
  beforeAll(async () => {
    await open("reference");
    const onProgress = (done: number, of: number) => void progress.push([done, of]);
    const outcome = await platform.importEncounters(SEATTLE, shipped, onProgress);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
    result = outcome.value;
  });
  afterAll(drop);

  it("keeps every encounter as it was read", async () => {
    expect(result).toMatchObject({ added: 1_093, changed: 0, unchanged: 0 });
    const rows = await database.query(
      `SELECT source, source_key, county_fips, occurred_on::text, occurred_hour, disposition::text, call_source::text,
              is_force_used, is_veteran, is_cit_officer_on_scene, is_hold_requested, is_injury_recorded
       FROM encounter ORDER BY source_key::int`,
    );
    const expected = shipped.map((one) => ({
      source: "seattle",
      source_key: one.sourceKey,
      county_fips: "53033",
      occurred_on: one.occurredOn,
      occurred_hour: one.occurredHour,
      disposition: one.disposition,
      call_source: one.callSource,
      is_force_used: one.isForceUsed,
      is_veteran: one.isVeteran,
      is_cit_officer_on_scene: one.isCitOfficerOnScene,
      is_hold_requested: null,
      is_injury_recorded: false,
    }));
    expect(rows).toEqual(expected.sort((left, right) => Number(left.source_key) - Number(right.source_key)));
  });

  it("files an accepted report a month whose values are an independent count of the file", async () => {
    const contacts: readonly Readonly<Record<string, string>>[] = parse(await readFile(SAMPLE), {
      columns: true,
    });
    const counted: Record<string, Record<string, number>> = {};
    for (const contact of contacts) {
      const isDated = !contact["occured_date_time"]!.startsWith("1900");
      const ofMonth = (counted[contact[isDated ? "occured_date_time" : "reported_date"]!.slice(0, 7)] ??= {});
      const keys = ["all", `disposition ${contact["disposition"]!}`];
      for (const flag of ["use_of_force_indicator", "subject_veteran_indicator", "cit_officer_arrived"]) {
        if (contact[flag] === "Y") keys.push(flag);
      }
      for (const key of keys) ofMonth[key] = (ofMonth[key] ?? 0) + 1;
    }
    const expected = Object.entries(counted).map(([month, count]) => {
      const of = (...keys: readonly string[]) => keys.reduce((sum, key) => sum + (count[key] ?? 0), 0);
      const ended = (...codes: readonly string[]) => of(...codes.map((code) => `disposition ${code}`));
      return {
        month,
        values: {
          ENCOUNTERS: of("all"),
          JAIL_BOOKINGS: ended("Subject Arrested"),
          CITED_RELEASED: 0,
          HOSPITAL_VOLUNTARY: ended("Voluntary Committal"),
          HOLDS_ACCEPTED: ended("Emergent Detention / ITA"),
          CRISIS_CENTER: ended("Crisis Clinic"),
          DETOX_SOBERING: 0,
          REFERRED: ended(
            "Mobile Crisis Team",
            "Mental Health Agency or Case Manager Notified",
            "DMHP Referral",
            "Drug / Alcohol Treatment Referral",
            "Geriatric Regional Assessment Team",
          ),
          SHELTER_TRANSPORT: ended("Shelter Transport"),
          RESOLVED_ON_SCENE: ended("No Action Possible / Necessary", "Chronic Complaint"),
          DECLINED: ended("Resources Declined"),
          NO_CONTACT: ended("Unable to Contact"),
          UNKNOWN_DISPOSITION: ended("-"),
          FORCE_USED: of("use_of_force_indicator"),
          VETERANS: of("subject_veteran_indicator"),
          CIT_OFFICER_ON_SCENE: of("cit_officer_arrived"),
        },
      };
    });
    const onFile = await revisions();
    const reported = onFile.map(({ month, values }) => ({
      month,
      values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)),
    }));
    expect(reported).toEqual(expected.sort((left, right) => (left.month < right.month ? -1 : 1)));
    expect(
      onFile.every(
        ({ values }) =>
          Object.keys(values).length === REPORTED_MEASURES.filter(({ since }) => since < "2016").length,
      ),
    ).toBe(true);
    expect(reported.find(({ month }) => month === "2015-05")?.values["ENCOUNTERS"]).toBe(406);
  });

  it("says of every month that it is partial: the extract covers none of them", async () => {
    const { reports } = result;
    expect(reports).toHaveLength(29);
    expect(reports.every((one) => one.isPartial && one.change === "FILED")).toBe(true);
    const onFile = await revisions();
    expect(onFile.map((one) => one.month)).toEqual(reports.map((one) => one.month));
    expect(onFile.every((one) => one.is_partial && one.is_of_record && one.reason === null)).toBe(true);
    expect(
      await database.query("SELECT DISTINCT status::text, first_submitted_on::text FROM monthly_report"),
    ).toEqual([{ status: "ACCEPTED", first_submitted_on: "2026-11-23" }]);
  });

  it("says how far it is", () => {
    expect(progress).toEqual([
      [1_000, 1_093],
      [1_093, 1_093],
    ]);
  });
});

describe("an import", () => {
  beforeEach(() => open("reference"));
  afterEach(drop);

  it("says of a month that it is whole once the extract holds an encounter on nearly every day", async () => {
    const june = contactOf("2015-06");
    const onDays = (days: readonly number[]) =>
      days.map((day, index) => ({
        ...june,
        sourceKey: `daily ${String(index)}`,
        occurredOn: `2015-06-${String(day).padStart(2, "0")}` as LocalDate,
      }));
    const days = Array.from({ length: 27 }, (_, index) => index + 1);
    const partial = await importAll(onDays(days.with(26, 1)));
    expect(partial.reports).toMatchObject([{ encounters: 27, isPartial: true, change: "FILED" }]);
    const whole = await importAll(onDays(days));
    expect(whole.reports).toMatchObject([{ encounters: 27, isPartial: false, change: "REVISED" }]);
    expect((await revisions()).map((one) => one.is_partial)).toEqual([true, false]);
  });

  it("dates the reports by the wall clock of the chapter's state", async () => {
    now = new Date("2026-11-24T05:00:00Z");
    await importAll([contactOf("2015-05")]);
    expect(await database.query("SELECT first_submitted_on::text AS day FROM monthly_report")).toEqual([
      { day: "2026-11-23" },
    ]);
  });
});

describe("a second import", () => {
  beforeEach(() => open("demonstration"));
  afterEach(drop);

  it("of the same file changes nothing at all", async () => {
    const before = await database.fingerprint();
    now = new Date(now.getTime() + 60_000);
    expect(await importAll([...shipped].reverse())).toEqual({
      added: 0,
      changed: 0,
      unchanged: 1_093,
      reports: [],
    });
    expect(await database.fingerprint()).toEqual(before);
  });

  it("with a corrected disposition revises the month, with a reason, and keeps what was said before", async () => {
    const contact = contactOf("2015-05", "JAIL_BOOKING");
    const [first] = await revisions(["2015-05"]);
    const result = await importAll(replacing(contact, { disposition: "CRISIS_CENTER" }));
    expect(result).toMatchObject({ added: 0, changed: 1, unchanged: 1_092 });
    expect(result.reports).toMatchObject([{ month: "2015-05", encounters: 406, change: "REVISED" }]);
    const [kept, latest, ...more] = await revisions(["2015-05"]);
    expect(more).toEqual([]);
    expect(kept).toEqual({ ...first, is_of_record: false });
    expect(latest).toMatchObject({
      number: 2,
      is_of_record: true,
      reason: "Encounters of the month were added or corrected by a later import.",
      values: {
        ENCOUNTERS: 406,
        JAIL_BOOKINGS: first!.values["JAIL_BOOKINGS"]! - 1,
        CRISIS_CENTER: first!.values["CRISIS_CENTER"]! + 1,
      },
    });
  });

  it("with a contact moved to another month revises both months", async () => {
    const result = await importAll(
      replacing(contactOf("2015-05"), { occurredOn: "2015-07-04" as LocalDate }),
    );
    expect(result.reports).toMatchObject([
      { month: "2015-05", encounters: 405, change: "REVISED" },
      { month: "2015-07", encounters: 7, change: "REVISED" },
    ]);
    const onFile = (await revisions(["2015-05", "2015-07"])).map((one) => [
      one.month,
      one.number,
      one.values["ENCOUNTERS"],
    ]);
    expect(onFile).toEqual([
      ["2015-05", 1, 406],
      ["2015-05", 2, 405],
      ["2015-07", 1, 6],
      ["2015-07", 2, 7],
    ]);
  });

  it("with a new contact in a month of its own files that month and leaves the others alone", async () => {
    const added = { ...contactOf("2015-05"), sourceKey: "999999", occurredOn: "2014-08-01" as LocalDate };
    const result = await importAll([...shipped, added]);
    expect(result).toMatchObject({ added: 1, changed: 0, unchanged: 1_093 });
    expect(result.reports).toMatchObject([{ month: "2014-08", encounters: 1, change: "FILED" }]);
    expect((await revisions()).map((one) => one.number)).toEqual(Array.from({ length: 30 }, () => 1));
  });

  it("with an attribute corrected that no measure counts keeps it without another revision", async () => {
    const contact = contactOf("2015-05");
    const result = await importAll(replacing(contact, { occurredHour: (contact.occurredHour! + 1) % 24 }));
    expect(result.reports).toMatchObject([{ month: "2015-05", change: "UNCHANGED" }]);
    expect(result.changed).toBe(1);
    expect(await revisions(["2015-05"])).toHaveLength(1);
  });

  it("that moves the last contact out of a month says nothing of it any more, which is not zero", async () => {
    const contact = contactOf("2015-03");
    const result = await importAll(replacing(contact, { occurredOn: "2015-05-03" as LocalDate }));
    expect(result.reports).toMatchObject([
      { month: "2015-03", encounters: 0, change: "REVISED" },
      { month: "2015-05", encounters: 407, change: "REVISED" },
    ]);
    const [kept, latest] = await revisions(["2015-03"]);
    expect(kept).toMatchObject({ number: 1, values: { ENCOUNTERS: 1 } });
    expect(latest).toMatchObject({ number: 2, is_of_record: true, is_partial: true, values: {} });
    expect(await importAll(replacing(contact, { occurredOn: "2015-05-03" as LocalDate }))).toMatchObject({
      reports: [],
    });
  });

  it("of a part of the file takes nothing away", async () => {
    const before = await database.fingerprint();
    expect(await importAll(shipped.slice(0, 10))).toMatchObject({ unchanged: 10, reports: [] });
    expect(await database.fingerprint()).toEqual(before);
  });
});

describe("injuries", () => {
  beforeEach(() => open("reference"));
  afterEach(drop);

  const injured = (contact: Encounter, ...injuries: NonNullable<Encounter["injuries"]>): Encounter => ({
    ...contact,
    injuries,
  });

  it("are kept, compared in any order, and replaced when they are corrected", async () => {
    const contact = contactOf("2015-05");
    const subject = { party: "SUBJECT", severity: "MINOR", persons: 1 } as const;
    const bystanders = { party: "BYSTANDER", severity: "SERIOUS", persons: 2 } as const;
    expect(await importAll([injured(contact, subject, bystanders)])).toMatchObject({ added: 1 });
    expect(await importAll([injured(contact, bystanders, subject)])).toMatchObject({
      unchanged: 1,
      reports: [],
    });
    const result = await importAll([injured(contact, bystanders)]);
    expect(result).toMatchObject({ changed: 1, reports: [{ change: "REVISED" }] });
    expect(await database.query("SELECT party::text, severity::text, persons FROM encounter_injury")).toEqual(
      [bystanders],
    );
    const onFile = await revisions(["2015-05"]);
    expect(
      onFile.map(({ values }) => [values["INJURED_SUBJECTS_MINOR"], values["INJURED_BYSTANDERS_SERIOUS"]]),
    ).toEqual([
      [1, 2],
      [0, 2],
    ]);
  });

  it("that a source comes to record where it did not before are a correction", async () => {
    const contact = contactOf("2015-05");
    await importAll([contact]);
    expect(await importAll([injured(contact)])).toMatchObject({
      changed: 1,
      reports: [{ change: "REVISED" }],
    });
    expect((await revisions(["2015-05"])).map(({ values }) => values["INJURED_SUBJECTS_MINOR"])).toEqual([
      null,
      0,
    ]);
  });
});

describe("imports at once", () => {
  beforeEach(() => open("reference"));
  afterEach(drop);

  it("of the same file keep every encounter once and fail nowhere", async () => {
    const results = await Promise.all([importAll(shipped), importAll(shipped), importAll(shipped)]);
    expect(results.map((one) => one.added).sort()).toEqual([0, 0, 1_093]);
    expect(results.map((one) => one.unchanged).sort()).toEqual([0, 1_093, 1_093]);
    expect(await database.query("SELECT count(*)::int AS encounters FROM encounter")).toEqual([
      { encounters: 1_093 },
    ]);
    expect(await revisions()).toHaveLength(29);
  });

  it("of two halves of a month end in a report that counts both", async () => {
    const may = shipped.filter((one) => monthOf(one.occurredOn) === "2015-05");
    await Promise.all([importAll(may.slice(0, 200)), importAll(may.slice(200))]);
    const onFile = await revisions(["2015-05"]);
    expect(onFile).toHaveLength(2);
    expect(onFile.at(-1)).toMatchObject({ number: 2, is_of_record: true, values: { ENCOUNTERS: 406 } });
  });

  it("with a change of the roster wait for it, and go by what it says then", async () => {
    let importing: ReturnType<Platform["importEncounters"]> | undefined;
    await database.prisma.$transaction(async (roster) => {
      await roster.$queryRaw`SELECT id FROM chapter WHERE slug = 'seattle' FOR UPDATE`;
      importing = platform.importEncounters(SEATTLE, shipped);
      await untilSomebodyWaits();
      await roster.$executeRaw`UPDATE chapter_membership SET until_month = '2019-04' WHERE county_fips = '53033'`;
    });
    expect(await importing).toMatchObject({
      ok: false,
      problems: [{ code: "COUNTY_OUTSIDE_CHAPTER", message: expect.stringContaining("in 2019-04") }],
    });
  });
});

async function untilSomebodyWaits(): Promise<void> {
  const waiting =
    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  while ((await database.query(waiting)).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("an import that fails", () => {
  beforeEach(() => open("reference"));
  afterEach(drop);

  it("in the middle leaves nothing behind, and the next one succeeds", async () => {
    await database.query(
      `CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         IF (SELECT count(*) FROM encounter) >= 1049 THEN RAISE EXCEPTION 'planted failure'; END IF;
         RETURN NEW;
       END $$`,
    );
    await database.query(
      "CREATE TRIGGER planted BEFORE INSERT ON encounter FOR EACH ROW EXECUTE FUNCTION planted()",
    );
    const before = await database.fingerprint();
    const progress: number[] = [];
    const importing = platform.importEncounters(SEATTLE, shipped, (done) => void progress.push(done));
    await expect(importing).rejects.toThrow(/planted failure/);
    expect(progress).toEqual([1_000]);
    expect(await database.fingerprint()).toEqual(before);
    await database.query("DROP TRIGGER planted ON encounter");
    expect(await importAll(shipped)).toMatchObject({ added: 1_093 });
  });

  it("while the reports are filed leaves no encounters behind either", async () => {
    await database.query("ALTER TABLE report_revision ADD CONSTRAINT planted CHECK (number = 0) NOT VALID");
    const before = await database.fingerprint();
    await expect(importAll(shipped)).rejects.toThrow(/planted/);
    expect(await database.fingerprint()).toEqual(before);
  });

  it("is refused for each county and month in which the roster does not give the chapter the county", async () => {
    const outside = [
      { ...contactOf("2015-05"), sourceKey: "1", occurredOn: "2013-12-31" as LocalDate },
      { ...contactOf("2015-05"), sourceKey: "2", occurredOn: "2013-12-01" as LocalDate },
      { ...contactOf("2015-05"), sourceKey: "3", county: "53061" as CountyFips },
    ];
    const before = await database.fingerprint();
    expect(await platform.importEncounters(SEATTLE, [...shipped, ...outside])).toEqual({
      ok: false,
      problems: [
        ["53033", "2013-12"],
        ["53061", "2015-05"],
      ].map(([county, month]) => ({
        code: "COUNTY_OUTSIDE_CHAPTER",
        severity: "ERROR",
        path: "chapter-roster.csv",
        message: `The roster does not give county ${county!} to chapter "seattle" in ${month!}, but the file has encounters there.`,
        fix: "Correct from_month and until_month in the roster, or leave those rows out.",
      })),
    });
    expect(await database.fingerprint()).toEqual(before);
  });

  it("is refused where reports are invented, together with what else is wrong", async () => {
    await importAll(shipped);
    await database.query(
      "UPDATE monthly_report SET is_demonstration = true WHERE month IN ('2015-05', '2015-06')",
    );
    const stranger = { ...contactOf("2015-05"), sourceKey: "1", occurredOn: "2013-12-31" as LocalDate };
    const before = await database.fingerprint();
    const moved = replacing(contactOf("2015-06"), { disposition: "DECLINED" });
    const outcome = await platform.importEncounters(SEATTLE, [...moved, stranger]);
    expect(outcome).toMatchObject({
      ok: false,
      problems: [
        { code: "COUNTY_OUTSIDE_CHAPTER" },
        { code: "DEMONSTRATION", message: expect.stringContaining("53033 for 2015-05 is invented") },
        { code: "DEMONSTRATION", message: expect.stringContaining("53033 for 2015-06 is invented") },
      ],
    });
    expect(await database.fingerprint()).toEqual(before);
  });

  it.each([
    ["WA", "spokane"],
    ["MO", "seattle"],
    ["ZZ", "seattle"],
  ])("is refused when the roster of %s has no chapter %s", async (stateCode, chapterSlug) => {
    const chapter = { stateCode: stateCode as StateCode, chapterSlug };
    expect(await platform.importEncounters(chapter, shipped)).toMatchObject({
      ok: false,
      problems: [{ code: "UNKNOWN_CHAPTER", message: `${stateCode} has no chapter "${chapterSlug}".` }],
    });
  });
});
