// An import never lies: what a source does not tell is not zero, what was refused is said, and a file says which months it
// covers. The command itself, on a real database, and the figures as a real server answers them.

import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importFile } from "../../scripts/import.js";
import { startApp, type TestApp } from "../testkit/app.js";
import { TEST_PROFILES } from "../testkit/test-profiles.js";

const EXTRACTS = join(process.cwd(), "src/testkit/extracts");
const TEAM_LOG = join(EXTRACTS, "team-log.csv");
const UNDATED = join(EXTRACTS, "undated-row.csv");
const CALLS = join(EXTRACTS, "calls-without-outcome.csv");
const HEADER = "ID,Dispatch Date & Time,City,Disposition,End Point";
const SUMMER = ["--covers", "2025-06..2025-08"];

let app: TestApp;
let directory: string;
let output: string[];
const environment = { ...process.env };
beforeEach(async () => {
  app = await startApp("reference");
  directory = await mkdtemp(join(tmpdir(), "import-"));
  process.env["DATABASE_URL"] = app.database.url;
  process.env["INIT_CWD"] = directory;
  output = [];
  jest.spyOn(console, "log").mockImplementation((text: unknown) => void output.push(String(text)));
});
afterEach(async () => {
  jest.restoreAllMocks();
  process.env = { ...environment };
  process.exitCode = undefined;
  await app.close();
  await rm(directory, { recursive: true });
});

/** What the command prints, or why it gave up. */
async function run(profile: string, file: string, ...options: readonly string[]): Promise<string> {
  output = [];
  const refused = options.includes("--refused") ? [] : ["--refused", join(directory, "refused.csv")];
  return importFile(["--profile", profile, ...options, ...refused, file], TEST_PROFILES).then(
    () => output.join("\n"),
    (error: unknown) => `GAVE UP: ${(error as Error).message}`,
  );
}

async function fileOf(...lines: readonly string[]): Promise<string> {
  const path = join(directory, "log.csv");
  await writeFile(path, [HEADER, ...lines, ""].join("\n"));
  return path;
}

const refusedRows = () => readFile(join(directory, "refused.csv"), "utf8");

type Month = Readonly<Record<string, unknown>>;

const MONTH = `period { from } coverage { complete partialReports zeroReports acceptedReports }
  encounters { ...F } jailBookings { ...F } hospitalDiversions { ...F } healthDiversions { ...F }
  unspecified: count(of: HOSPITAL_UNSPECIFIED) { ...F } detox: count(of: DETOX_SOBERING) { ...F }
  onScene: count(of: RESOLVED_ON_SCENE) { ...F } holds: count(of: HOLDS_ACCEPTED) { ...F }
  crisisCenter: count(of: CRISIS_CENTER) { ...F } cited: count(of: CITED_RELEASED) { ...F }
  force: count(of: FORCE_USED) { ...F }
  diversionRate { ...R } hospitalRate: rate(of: HOSPITAL_DIVERSION_RATE) { ...R } jailRate: rate(of: JAIL_RATE) { ...R }`;

async function analystToken(): Promise<string> {
  const asked = { displayName: "Analyst", role: "analyst", state: "MO", chapter: null, county: null };
  const issued = await app.platform.issueToken(asked);
  if (!issued.ok) throw new Error(JSON.stringify(issued.problems));
  return issued.value;
}

/** The county's months, by month, as the staff API answers them. */
async function months(from: string, until: string): Promise<Readonly<Record<string, Month>>> {
  const { data, errors } = await app.ask(
    { token: await analystToken() },
    `query { liveOutcomes(question: { state: "MO", from: "${from}", until: "${until}", counties: ["29077"], grain: MONTH, by: [COUNTY] }) {
      rows { ${MONTH} } } }
      fragment F on Count { value status note } fragment R on Rate { value numerator denominator status note reliability }`,
  );
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  const { rows } = (data as { liveOutcomes: { rows: (Month & { period: { from: string } })[] } })
    .liveOutcomes;
  return Object.fromEntries(rows.map((row) => [row.period.from, row]));
}

/** Invariants of the database that do not hold. */
async function violations(): Promise<readonly string[]> {
  const checks = join(process.cwd(), "prisma/checks");
  const found: string[] = [];
  for (const name of await readdir(checks)) {
    const [row] = await app.database.query<{ violations: number }>(
      await readFile(join(checks, name), "utf8"),
    );
    if (row?.violations !== 0) found.push(name);
  }
  return found;
}

const value = (number: number) => expect.objectContaining({ value: number });
const NOT_COLLECTED = expect.objectContaining({ value: null, status: "NOT_COLLECTED" });
const isEmpty = async () => (await app.database.query("SELECT FROM encounter")).length === 0;

describe("an outcome value without a target", () => {
  it("stops the whole file and is named with its rows", async () => {
    const said = await run("team-log", TEAM_LOG, ...SUMMER);
    expect(said).toContain(
      'GAVE UP: the file, column Disposition: "Arrested" has no target: 1 row, line 20.',
    );
    expect(await isEmpty()).toBe(true);
    expect(await app.database.query("SELECT FROM monthly_report")).toEqual([]);
    expect(await refusedRows()).toMatch(/^line,column,value,reason\n20,Disposition,Arrested,/);
  });

  it("is one as a whole and never in part, whatever stands in the other columns; a blank one too", async () => {
    const file = await fileOf(
      "1,6/1/2025 4:15,A,Assisted,Home",
      "2,6/1/2025 4:15,A,,ED",
      "3,6/1/2025 4:15,A,no arrest,Jail",
      "4,,A, NO  Arrest ,Jail",
      "5,,A,arrest,Jail",
    );
    const said = await run("team-log", file);
    expect(said).toContain('column End Point: "Home" has no target: 1 row, line 2.');
    expect(said).toContain("column Disposition: An empty cell has no target: 1 row, line 3.");
    expect(said).toContain('column Disposition: "no arrest" has no target: 2 rows, lines 4, 5.');
    expect(said).toContain("Besides, 1 row would be refused for another reason.");
    expect(await isEmpty()).toBe(true);
    expect((await refusedRows()).trim().split("\n")).toHaveLength(6);
  });

  it("may be set aside with a reason: counted, and no part of any figure", async () => {
    const said = await run("team-log-skipping", TEAM_LOG, ...SUMMER);
    expect(said).toMatch(/set aside +1\n +1 {2}A test of the log\.\n/);
    expect(said).toMatch(/refused +0\n/);
    const { "2025-06": june } = await months("2025-06", "2025-07");
    expect(june).toMatchObject({
      encounters: value(18),
      jailBookings: value(3),
      coverage: { partialReports: 0 },
    });
  });
});

describe("a file that says which months it covers", () => {
  it("makes them whole, however few encounters they have, and zero reports where there is none", async () => {
    const said = await run("team-log-arrested", TEAM_LOG, ...SUMMER);
    expect(said).toMatch(/29077 +2025-06 +19 {2}filed\n/);
    expect(said).toMatch(/29077 +2025-07 +0 {2}filed, zero report\n/);
    expect(said).toMatch(/29077 +2025-08 +3 {2}filed/);
    const { "2025-06": june, "2025-07": july, "2025-08": august } = await months("2025-06", "2025-09");
    expect(june).toMatchObject({
      encounters: { value: 19, status: "REPORTED", note: null },
      jailBookings: value(4),
      unspecified: value(4),
      detox: value(2),
      onScene: value(9),
      holds: NOT_COLLECTED,
      crisisCenter: NOT_COLLECTED,
      cited: NOT_COLLECTED,
      force: NOT_COLLECTED,
      hospitalDiversions: value(4),
      healthDiversions: value(6),
      jailRate: NOT_COLLECTED,
      diversionRate: {
        value: "0.6",
        numerator: 6,
        denominator: 10,
        note: "Left out where it is not collected: Voluntary hospital, Holds accepted, Crisis center.",
      },
    });
    expect(july).toMatchObject({
      coverage: { zeroReports: 1, complete: true },
      encounters: { value: 0, status: "REPORTED_ZERO" },
      jailBookings: { value: 0, status: "REPORTED_ZERO" },
      unspecified: { value: 0, status: "REPORTED_ZERO" },
      holds: NOT_COLLECTED,
      crisisCenter: NOT_COLLECTED,
      force: NOT_COLLECTED,
    });
    expect(august).toMatchObject({
      encounters: value(3),
      jailBookings: { value: 0, status: "REPORTED_ZERO" },
      unspecified: value(3),
    });
    expect(await violations()).toEqual([]);
  });

  it("changes nothing when it comes again", async () => {
    await run("team-log-arrested", TEAM_LOG, ...SUMMER);
    const before = await app.database.fingerprint();
    const said = await run("team-log-arrested", TEAM_LOG, ...SUMMER);
    expect(said).toMatch(/encounters added +0\n/);
    expect(said.match(/unchanged/g)).toHaveLength(3);
    expect(await app.database.fingerprint()).toEqual(before);
  });

  it("makes a month that is none of them partial, and says so", async () => {
    const said = await run("team-log-arrested", TEAM_LOG, "--covers", "2025-06..2025-07");
    expect(said).toMatch(/outside the coverage +3 rows, in 2025-08/);
    expect(said).toMatch(/2025-08 +3 {2}filed, partial: outside the months that the file covers/);
    const { "2025-08": august } = await months("2025-08", "2025-09");
    expect(august).toMatchObject({
      coverage: { partialReports: 1 },
      jailBookings: { value: 0, status: "REPORTED" },
    });
  });

  it("may have no row at all: then nothing happened in them", async () => {
    const file = await fileOf();
    expect(await run("team-log", file)).toContain("The file has a header and no rows.");
    expect(await run("team-log", file, "--covers", "2025-07..2025-07")).toMatch(
      /2025-07 +0 {2}filed, zero report/,
    );
  });

  it("leaves alone what the chapter filed by hand, where no encounter says otherwise", async () => {
    await run("team-log-arrested", TEAM_LOG, ...SUMMER);
    await app.database.query(
      `ALTER TABLE report_revision DISABLE TRIGGER report_revision_immutable;
       UPDATE report_revision SET origin = 'ENTERED', submitted_by = 1 FROM monthly_report WHERE report_id = monthly_report.id AND month = '2025-07'`,
    );
    const file = await fileOf();
    expect(await run("team-log", file, "--covers", "2025-07..2025-07")).toContain(
      "kept as the chapter filed it by hand",
    );
  });

  it.each([
    ["2025-08..2025-06", "2025-08 is after 2025-06"],
    ["2025-6..2025-08", "write the first and the last month"],
    ["2025-13..2025-14", "write the first and the last month"],
    ["2025-06", "write the first and the last month"],
    ["", "write the first and the last month"],
    ["2025-06..2099-01", "2099-01 is not over"],
    ["1900-01..2014-02", "serves none of the source's counties in 1900-01 to 2013-12."],
  ])("may not say %s", async (covers, why) => {
    const said = await run("team-log-arrested", TEAM_LOG, "--covers", covers);
    expect(said).toContain("GAVE UP");
    expect(said).toContain(why);
    expect(await isEmpty()).toBe(true);
  });
});

describe("a row that is refused", () => {
  it("without a date leaves no month of the file whole or zero, and stands beside each of them", async () => {
    const said = await run("team-log", UNDATED, "--covers", "2025-06..2025-07");
    expect(said).toMatch(/2025-07 +0 {2}filed, partial: 1 row without a date refused/);
    const note = expect.stringContaining("1 row of the source without a date that can be read was refused");
    const { "2025-06": june, "2025-07": july } = await months("2025-06", "2025-08");
    expect(june).toMatchObject({
      coverage: { partialReports: 1 },
      encounters: { value: 2, note },
      jailBookings: { value: 1, note },
      unspecified: { value: 1, note },
      holds: { value: null, note },
    });
    expect(july).toMatchObject({
      coverage: { partialReports: 1, zeroReports: 0 },
      encounters: { value: 0, status: "REPORTED", note },
    });
    expect(await violations()).toEqual([]);
    expect(await refusedRows()).toContain("4,Dispatch Date & Time,,");
  });

  it("without a date alone makes every covered month partial and none zero", async () => {
    await run("team-log", await fileOf("1,,A,arrest,Jail"), "--covers", "2025-06..2025-07");
    const all = await months("2025-06", "2025-08");
    for (const month of Object.values(all))
      expect(month).toMatchObject({
        coverage: { partialReports: 1, zeroReports: 0 },
        encounters: { status: "REPORTED" },
      });
  });

  it("of a known month makes that month partial, and no other, until the month comes again in order", async () => {
    const good = ["1,6/1/2025 4:15,A,arrest,Jail", "2,7/1/2025 4:15,A,arrest,Jail"];
    await run(
      "team-log",
      await fileOf(...good, "3,6/2/2025,Nowhere,arrest,Jail"),
      "--covers",
      "2025-06..2025-07",
    );
    const { "2025-06": june, "2025-07": july } = await months("2025-06", "2025-08");
    expect(june).toMatchObject({
      coverage: { partialReports: 1 },
      healthDiversions: {
        status: "REPORTED",
        note: expect.stringContaining("1 row of the source of these months was refused"),
      },
    });
    expect(july).toMatchObject({ coverage: { partialReports: 0 }, encounters: { value: 1, note: null } });
    await run("team-log", await fileOf(...good, "3,6/2/2025,A,arrest,Jail"), "--covers", "2025-06..2025-07");
    const { "2025-06": mended } = await months("2025-06", "2025-07");
    expect(mended).toMatchObject({ coverage: { partialReports: 0 }, encounters: { value: 2, note: null } });
  });

  it("stays refused when the file of another source covers the month, which then is not whole either", async () => {
    const september = ["--covers", "2025-09..2025-09"];
    await run("team-log", await fileOf("1,9/3/2025 10:00,A,arrest,Jail", "2,,A,arrest,Jail"), ...september);
    const others = join(directory, "calls.csv");
    await writeFile(others, "call_id,call_date,type,precinct\nC1,2025-09-05,x,1\n");
    expect(await run("calls", others, ...september)).toMatch(
      /2 {2}revised, partial: 1 row without a date refused/,
    );
    const { "2025-09": month } = await months("2025-09", "2025-10");
    expect(month).toMatchObject({
      coverage: { partialReports: 1, complete: false },
      encounters: { value: 2 },
    });
    // What one source sent of the month is still only a part of it.
    await run("team-log", await fileOf("3,10/3/2025 10:00,A,arrest,Jail"));
    await writeFile(others, "call_id,call_date,type,precinct\nC2,2025-10-05,x,1\n");
    await run("calls", others, "--covers", "2025-10..2025-10");
    const { "2025-10": october } = await months("2025-10", "2025-11");
    expect(october).toMatchObject({ coverage: { partialReports: 1, complete: false } });
  });

  it("that a stray quote has joined to others is as many as there are lines", async () => {
    const said = await run(
      "team-log",
      await fileOf(
        '1,6/1/2025 4:15,"A,arrest,Jail',
        "2,6/2/2025 4:15,A,arrest,Jail",
        '3,6/3/2025 4:15,"B",arrest,Jail',
        "4,6/4/2025 4:15,A,arrest,Jail",
      ),
      "--covers",
      "2025-06..2025-06",
    );
    expect(said).toContain("rows read               4");
    expect(said).toContain("refused                 3");
    expect(said).toContain("3 × the file, lines 2 to 4: The row cannot be taken apart");
    expect(await refusedRows()).toMatch(/^line,column,value,reason\n2,,,.*\n3,,,.*\n4,,,.*\n$/);
    const { "2025-06": june } = await months("2025-06", "2025-07");
    expect(june).toMatchObject({
      encounters: { value: 1, note: expect.stringContaining("3 rows of the source without a date") },
    });
  });

  it("goes to the file with all others, and to the screen by reason", async () => {
    const rows = Array.from({ length: 70 }, (_, index) => `${String(index)},=1+1,A,arrest,Jail`);
    const said = await run("team-log", await fileOf(...rows));
    expect(said).toMatch(
      / 70 × the file, line 2, column Dispatch Date & Time: "=1\+1" is not a date\. Give the date\./,
    );
    const lines = (await refusedRows()).trim().split("\n");
    expect(lines).toHaveLength(71);
    expect(lines[1]).toMatch(/^2,Dispatch Date & Time,'=1\+1,/);
  });

  it("goes beside the input unless another file is named, which is never the input", async () => {
    const file = await fileOf("1,,A,arrest,Jail");
    await importFile(["--profile", "team-log", file], TEST_PROFILES);
    expect(await readFile(join(directory, "log.refused.csv"), "utf8")).toContain("2,Dispatch Date & Time");
    expect(await run("team-log", file, "--refused", file)).toContain(
      "GAVE UP: --refused names the file that is imported",
    );
  });
});

describe("a source that records no outcome", () => {
  it("collects no disposition, and no rate with one", async () => {
    await run("calls", CALLS, "--covers", "2024-02..2024-03");
    const { "2024-02": february, "2024-03": march } = await months("2024-02", "2024-04");
    expect(february).toMatchObject({
      encounters: { value: 29, note: null },
      jailBookings: NOT_COLLECTED,
      hospitalDiversions: NOT_COLLECTED,
      healthDiversions: NOT_COLLECTED,
      diversionRate: NOT_COLLECTED,
      hospitalRate: NOT_COLLECTED,
      jailRate: NOT_COLLECTED,
    });
    expect(march).toMatchObject({ encounters: value(11), jailBookings: NOT_COLLECTED });
    expect(await app.database.query("SELECT DISTINCT disposition::text FROM encounter")).toEqual([
      { disposition: null },
    ]);
  });
});

describe("a source that comes to tell a disposition apart", () => {
  it("has it counted in every month that it sends again", async () => {
    await run("team-log-arrested", TEAM_LOG, ...SUMMER);
    const said = await run("team-log-citing", TEAM_LOG, ...SUMMER);
    expect(said).toMatch(/changed since +22\n/);
    const { "2025-06": june, "2025-07": july } = await months("2025-06", "2025-08");
    expect(june).toMatchObject({ encounters: value(19), cited: { value: 0, status: "REPORTED_ZERO" } });
    expect(july).toMatchObject({ cited: { value: 0, status: "REPORTED_ZERO" } });
  });
});

describe("a dry run", () => {
  it("says what an import would do, and does nothing", async () => {
    const before = await app.database.fingerprint();
    const said = await run("team-log-arrested", TEAM_LOG, ...SUMMER, "--dry-run");
    expect(said).toContain("DRY RUN: nothing was imported");
    expect(said).toMatch(/encounters added +22\n/);
    expect(said).toMatch(/2025-07 +0 {2}filed, zero report/);
    expect(await isEmpty()).toBe(true);
    expect(await app.database.fingerprint()).toEqual(before);
    expect(await run("team-log", TEAM_LOG, ...SUMMER, "--dry-run")).toContain('"Arrested" has no target');
  });
});

it("explains itself, and refuses what it does not know", async () => {
  await importFile(["--help"], TEST_PROFILES);
  expect(output.join("\n")).toMatch(/Usage: .*--covers FROM\.\.TO.*--dry-run/s);
  expect(await run("team-log", TEAM_LOG, "--fast")).toMatch(/GAVE UP: .*--fast.*Usage:/s);
});
