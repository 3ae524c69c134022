// Reads the reference files (see docs/reference-files.md) and refuses them with every fault they hold.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isCountyFips, type CountyFips, type StateCode } from "../domain/geography.js";
import { accepted, refused, type Outcome } from "../domain/problem.js";
import type { ReferenceData } from "../usecases/load-reference-data.js";
import { parseExpectations, parseRoster } from "./chapter-roster.js";
import { readCsv, type CsvRow, type CsvTable } from "./csv.js";
import { ReferenceSheet } from "./reference-sheet.js";
import { wholeDigits } from "./whole-number.js";

/** File name → required columns. */
const FILES = {
  "states.csv": ["code", "fips", "name", "time_zone", "fiscal_year_start_month"],
  "counties.csv": ["fips", "name", "state"],
  "county-population.csv": ["fips", "year", "people", "vintage"],
  "chapter-roster.csv": [
    "state", "chapter_slug", "chapter_name", "region", "county_fips", "from_month", "until_month", "membership_source",
  ],
  "reporting-expectations.csv": ["state", "chapter_slug", "from_month", "until_month"],
} as const; // prettier-ignore

type FileName = keyof typeof FILES;

export interface ReferenceFiles {
  readonly data: ReferenceData;
  /** Hash over the contents of all files. */
  readonly contentSha256: string;
}

/** What cannot be taken apart is refused first; what the cells say is judged when every row can be read. */
export async function readReferenceFiles(directory: string): Promise<Outcome<ReferenceFiles>> {
  const names = Object.keys(FILES) as FileName[];
  const tables = await Promise.all(
    names.map((name) => readCsv(join(directory, name), { name, requiredColumns: FILES[name] })),
  );
  const unreadable = tables.flatMap((table) => (table.ok ? table.value.problems : table.problems));
  if (unreadable.length > 0) return refused(...unreadable);
  const sheets = Object.fromEntries(
    names.map((name, index) => [name, new ReferenceSheet(name, rowsOf(tables[index]))]),
  ) as Sheets;
  const data = parseReferenceData(sheets);
  const problems = Object.values(sheets).flatMap((sheet) => sheet.problems);
  if (problems.length > 0) return refused(...problems);
  return accepted({ data, contentSha256: await hashFiles(directory, names) });
}

type Sheets = Readonly<Record<FileName, ReferenceSheet>>;

function rowsOf(table: Outcome<CsvTable> | undefined): readonly CsvRow[] {
  return table?.ok === true ? table.value.rows : [];
}

async function hashFiles(directory: string, names: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const name of names) hash.update(name).update(await readFile(join(directory, name)));
  return hash.digest("hex");
}

function parseReferenceData(sheets: Sheets): ReferenceData {
  const states = parseStates(sheets["states.csv"]);
  const counties = parseCounties(sheets["counties.csv"], states);
  const stateOfCounty = new Map(counties.map((county) => [county.fips, county.stateCode]));
  const roster = parseRoster(sheets["chapter-roster.csv"], stateOfCounty);
  return {
    states,
    counties,
    populations: parsePopulations(sheets["county-population.csv"], stateOfCounty),
    ...roster,
    expectations: parseExpectations(sheets["reporting-expectations.csv"], roster.chapters),
  };
}

function parseStates(sheet: ReferenceSheet): ReferenceData["states"] {
  const states = sheet.rows.map((row) => ({
    code: sheet.state(row, "code"),
    fips: parseStateFips(sheet, row),
    name: sheet.text(row, "name"),
    timeZone: parseTimeZone(sheet, row),
    fiscalYearStartMonth: sheet.whole(row, "fiscal_year_start_month", 1, 12),
  }));
  const KEYS = [
    ["code", (code: string) => `Another state has the code "${code}"`],
    ["fips", (fips: string) => `Another state has the FIPS code "${fips}"`],
    ["name", (name: string) => `Another state is called "${name}"`],
  ] as const;
  for (const [column, saying] of KEYS) {
    const keys = states.map((state) => state[column]);
    sheet.refuseTwice(
      column,
      keys,
      saying,
      "Give each state its own, or delete the row that is there twice.",
    );
  }
  return states;
}

function parseStateFips(sheet: ReferenceSheet, row: CsvRow): string {
  const fips = wholeDigits(row.text("fips")) ?? row.text("fips");
  if (!/^\d{2}$/.test(fips)) {
    sheet.refuse("BAD_FIPS", row, "fips", `"${fips}" is no state code of two digits.`, "Mind leading zeros.");
  }
  return fips;
}

function parseTimeZone(sheet: ReferenceSheet, row: CsvRow): string {
  const name = row.text("time_zone");
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
  } catch {
    const fix = 'Write it like "America/Chicago".';
    sheet.refuse("BAD_VALUE", row, "time_zone", `"${name}" is no IANA time zone.`, fix);
  }
  return name;
}

function parseCounties(sheet: ReferenceSheet, states: ReferenceData["states"]): ReferenceData["counties"] {
  const counties = sheet.rows.map((row) => {
    const stateCode = sheet.state(row, "state");
    const known = states.filter(({ code }) => code === stateCode);
    if (known.length === 0) {
      sheet.refuse(
        "UNKNOWN_STATE",
        row,
        "state",
        `"${stateCode}" is not in states.csv.`,
        "Add the state there.",
      );
    }
    const county = { fips: sheet.county(row, "fips"), name: sheet.text(row, "name"), stateCode };
    const [state] = known;
    if (
      state !== undefined &&
      isCountyFips(county.fips) &&
      isSure(state, states) &&
      !isOf(county.fips, state)
    )
      refuseOtherState(sheet, row, county.fips, state, states);
    return county;
  });
  const keys = counties.map((county) => county.fips);
  const fix = "Give each county its own code, or delete the row that is there twice.";
  sheet.refuseTwice("fips", keys, (fips) => `Another county has the code "${fips}"`, fix);
  return counties;
}

type State = ReferenceData["states"][number];

/** A code of a state that is wrong or given twice is said of the state, once, and not again of each of its counties. */
function isSure({ code, fips }: State, states: readonly State[]): boolean {
  return /^\d{2}$/.test(fips) && states.filter((one) => one.fips === fips || one.code === code).length === 1;
}

function isOf(county: CountyFips, { fips }: State): boolean {
  return county.startsWith(fips);
}

function refuseOtherState(
  sheet: ReferenceSheet,
  row: CsvRow,
  county: CountyFips,
  { code, fips }: State,
  states: readonly State[],
): void {
  const other = states.find((one) => isOf(county, one));
  const whose = other === undefined ? "" : `, which is that of "${other.code}"`;
  sheet.refuse(
    "COUNTY_OUTSIDE_STATE",
    row,
    "fips",
    `"${county}" begins with ${county.slice(0, 2)}${whose}; the counties of "${code}" begin with its FIPS code, ${fips}.`,
    "Correct the county's code or its state, or the FIPS code of the state in states.csv.",
  );
}

function parsePopulations(
  sheet: ReferenceSheet,
  counties: ReadonlyMap<string, StateCode>,
): ReferenceData["populations"] {
  const populations = sheet.rows.map((row) => {
    const county = sheet.county(row, "fips");
    if (!counties.has(county)) {
      const fix = "Add the county there.";
      sheet.refuse("UNKNOWN_COUNTY", row, "fips", `"${county}" is not in counties.csv.`, fix);
    }
    const year = sheet.whole(row, "year", 1900, 2199);
    const people = sheet.whole(row, "people", 1, 100_000_000);
    return { county, year, people, vintage: sheet.text(row, "vintage") };
  });
  const keys = populations.map(({ county, year }) => `${county} in ${String(year)}`);
  sheet.refuseTwice(
    "fips and year",
    keys,
    (key) => `There is another number for ${key}`,
    "Keep one of the two rows.",
  );
  return populations;
}
