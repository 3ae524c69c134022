// Invents reports and encounters for many states, straight into the tables by COPY. The same seed gives the same rows.
// Unlike the demonstration it invents no persons first, which would take minutes for a nation.

import { randomLcg, randomPoisson } from "d3-random";
import { createWriteStream } from "node:fs";
import { chmod, rm } from "node:fs/promises";
import { join } from "node:path";
import { once } from "node:events";
import type pg from "pg";
import { REPORTED_MEASURES } from "../../src/domain/catalog/catalog.js";
import { addMonths, eachMonth, type ReportingMonth } from "../../src/domain/reporting-month.js";

export interface Filling {
  /** Where files can be put that the database server can read. */
  readonly directory: string;
  readonly states: readonly string[];
  readonly months: number;
  /** The first month that is not over yet. */
  readonly runningMonth: ReportingMonth;
}

const SEED = 0.632_305;
const COUNTIES_A_CHAPTER = 3;
const ENCOUNTERS_A_RESIDENT = 0.0005;

/** Ending → the share of encounters that end so. */
const ENDINGS = {
  JAIL_BOOKINGS: 0.12,
  CITED_RELEASED: 0.06,
  HOSPITAL_VOLUNTARY: 0.22,
  HOLDS_ACCEPTED: 0.12,
  CRISIS_CENTER: 0.07,
  DETOX_SOBERING: 0.03,
  REFERRED: 0.12,
  SHELTER_TRANSPORT: 0.03,
  RESOLVED_ON_SCENE: 0.15,
  DECLINED: 0.04,
  NO_CONTACT: 0.03,
  UNKNOWN_DISPOSITION: 0.01,
};

interface Membership {
  readonly chapter: number;
  readonly county: string;
  readonly from: ReportingMonth;
  readonly until: ReportingMonth | null;
  readonly people: number;
}

/** Chapters for every county that has none, expectations for all of them, and a report a county and month. */
export async function fillReports(client: pg.Client, filling: Filling): Promise<void> {
  const { states, months, runningMonth } = filling;
  const first = addMonths(runningMonth, -months);
  // Reports and revisions point at each other.
  await client.query("SET session_replication_role = replica");
  await client.query(ROSTER, [states, COUNTIES_A_CHAPTER]);
  await client.query(EXPECTATIONS, [states, first]);
  const { rows } = await client.query<{ last: number }>(
    "SELECT coalesce(max(id), 0) AS last FROM monthly_report",
  );
  let id = rows[0]?.last ?? 0;
  for (const state of states) {
    const memberships = await readMemberships(client, [state]);
    const reports: string[] = [];
    const revisions: string[] = [];
    for (const membership of memberships) {
      for (const row of inventReports(membership, first, runningMonth)) {
        id++;
        const accepted = row.isAccepted ? String(id) : NOTHING;
        reports.push(
          line(
            id,
            membership.chapter,
            membership.county,
            row.month,
            row.isAccepted ? "ACCEPTED" : "SUBMITTED",
            row.submittedOn,
            accepted,
            "t",
            1,
          ),
        );
        const submittedAt = `${row.submittedOn}T14:00:00Z`;
        revisions.push(
          line(
            id,
            id,
            1,
            "DEMONSTRATION",
            "f",
            row.isPartial ? "t" : "f",
            row.values,
            submittedAt,
            row.isAccepted ? submittedAt : NOTHING,
          ),
        );
      }
    }
    await copy(client, filling.directory, REPORT_COLUMNS, reports);
    await copy(client, filling.directory, REVISION_COLUMNS, revisions);
  }
  for (const table of ["monthly_report", "report_revision"]) {
    await client.query(`SELECT setval('${table}_id_seq', (SELECT max(id) FROM "${table}"))`);
  }
  await client.query("SET session_replication_role = DEFAULT");
}

const ROSTER = `
  WITH free AS (
    SELECT state_code, fips, (row_number() OVER (PARTITION BY state_code ORDER BY fips) - 1) / $2::int AS number
    FROM county WHERE state_code = ANY ($1) AND NOT EXISTS (
      SELECT FROM chapter_membership WHERE county_fips = fips AND until_month IS NULL)
  ), added AS (
    INSERT INTO chapter (state_code, slug, name)
    SELECT DISTINCT state_code, 'bench-' || lpad(number::text, 3, '0'), 'Bench chapter ' || number FROM free
    RETURNING id, state_code, slug
  )
  INSERT INTO chapter_membership (chapter_id, county_fips, from_month, region, source)
  SELECT added.id, free.fips, '2014-01', 'Region ' || number / 10, 'illustrative'
  FROM free JOIN added ON added.state_code = free.state_code AND added.slug = 'bench-' || lpad(number::text, 3, '0')`;

const EXPECTATIONS = `
  INSERT INTO reporting_expectation (chapter_id, from_month, is_demonstration)
  SELECT id, $2, true FROM chapter WHERE state_code = ANY ($1)`;

const REPORT_COLUMNS =
  "monthly_report (id, chapter_id, county_fips, month, status, first_submitted_on, accepted_revision_id, is_demonstration, version)";
const REVISION_COLUMNS =
  'report_revision (id, report_id, number, origin, is_zero_report, is_partial, "values", submitted_at, accepted_at)';

async function readMemberships(client: pg.Client, states: readonly string[]): Promise<readonly Membership[]> {
  const { rows } = await client.query<Membership>(
    `SELECT chapter_id AS chapter, county_fips AS county, from_month AS from, until_month AS until,
       coalesce((SELECT people FROM county_population population
         WHERE population.county_fips = membership.county_fips ORDER BY year DESC LIMIT 1), 20000) AS people
     FROM chapter_membership membership JOIN chapter ON chapter.id = chapter_id
     WHERE state_code = ANY ($1) ORDER BY chapter_id, county_fips`,
    [states],
  );
  return rows;
}

interface InventedReport {
  readonly month: ReportingMonth;
  readonly submittedOn: string;
  readonly isAccepted: boolean;
  readonly isPartial: boolean;
  /** JSON. */
  readonly values: string;
}

function* inventReports(
  { chapter, county, from, until, people }: Membership,
  first: ReportingMonth,
  runningMonth: ReportingMonth,
): Generator<InventedReport> {
  const unit = randomLcg((SEED + Number(county) / 100_000) % 1);
  const collectsWeapons = chapter % 4 !== 0;
  const endings = Object.entries(ENDINGS).map(
    ([key, share]) => [key, randomPoisson.source(unit)(people * ENCOUNTERS_A_RESIDENT * share)] as const,
  );
  for (const month of eachMonth(first, runningMonth)) {
    if (month < from || (until !== null && month >= until) || unit() < 0.04) continue;
    const day = unit() < 0.85 ? 2 + Math.floor(unit() * 13) : 16 + Math.floor(unit() * 10);
    const counts = endings.map(([key, draw]) => [key, draw()] as const);
    const encounters = counts.reduce((sum, [, count]) => sum + count, 0);
    const part = () => Math.floor(unit() * 0.2 * encounters);
    yield {
      month,
      submittedOn: `${addMonths(month, 1)}-${String(day).padStart(2, "0")}`,
      isAccepted: unit() >= 0.01,
      isPartial: unit() < 0.015,
      values: JSON.stringify({
        ...Object.fromEntries(
          REPORTED_MEASURES.filter(({ since }) => since <= month).map(({ key }) => [key, part()]),
        ),
        ...Object.fromEntries(counts),
        ENCOUNTERS: encounters,
        WEAPON_PRESENT: collectsWeapons ? part() : null,
      }),
    };
  }
}

// ── Encounters ──────────────────────────────────────────────────────────────────────────────────────────────────────

const ENCOUNTER_COLUMNS =
  "encounter (chapter_id, county_fips, source, source_key, occurred_on, occurred_hour, disposition, collects, is_injury_recorded, imported_at)";
const DISPOSITIONS = ["JAIL_BOOKING", "HOSPITAL_VOLUNTARY", "HOLD_ACCEPTED", "REFERRED", "RESOLVED_ON_SCENE"];
const ENCOUNTERS_A_FILE = 250_000;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Adds encounters until so many are on file, spread over the counties of the states. */
export async function fillEncounters(client: pg.Client, filling: Filling, total: number): Promise<void> {
  const { directory, states, months, runningMonth } = filling;
  const memberships = (await readMemberships(client, states)).filter(({ until }) => until === null);
  const { rows } = await client.query<{ number: number }>("SELECT count(*)::int AS number FROM encounter");
  const begin = Date.parse(`${addMonths(runningMonth, -months)}-01`);
  const days = months * 30;
  const unit = randomLcg(SEED);
  // Whether each of ten million rows has its chapter and county is not looked up: they were just read. And an index is
  // made of all rows at once sooner than row by row.
  await client.query("SET session_replication_role = replica");
  await client.query("SET maintenance_work_mem = '512MB'");
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
     WHERE tablename = 'encounter' AND indexname <> 'encounter_pkey'`,
  );
  for (const { name } of indexes) await client.query(`DROP INDEX "${name}"`);
  for (let next = rows[0]?.number ?? 0; next < total; next += ENCOUNTERS_A_FILE) {
    const lines = Array.from({ length: Math.min(ENCOUNTERS_A_FILE, total - next) }, (_, index) => {
      const { chapter, county } = memberships[Math.floor(unit() * memberships.length)] ?? {
        chapter: 0,
        county: "",
      };
      const day = new Date(begin + Math.floor(unit() * days) * DAY_MS).toISOString().slice(0, 10);
      const ending = DISPOSITIONS[Math.floor(unit() * DISPOSITIONS.length)] ?? "";
      return line(
        chapter,
        county,
        "bench",
        next + index,
        day,
        Math.floor(unit() * 24),
        ending,
        `{${DISPOSITIONS.join(",")}}`,
        "f",
        `${day}T12:00:00Z`,
      );
    });
    await copy(client, directory, ENCOUNTER_COLUMNS, lines);
  }
  for (const { definition } of indexes) await client.query(definition);
  await client.query("SET session_replication_role = DEFAULT");
}

// ── COPY ────────────────────────────────────────────────────────────────────────────────────────────────────────────

const NOTHING = "\\N";

function line(...columns: readonly (string | number)[]): string {
  return columns.join("\t");
}

/** Through a file, since the driver does not speak COPY from standard input. */
async function copy(
  client: pg.Client,
  directory: string,
  columns: string,
  lines: readonly string[],
): Promise<void> {
  const file = join(directory, "rows.tsv");
  const stream = createWriteStream(file);
  for (const one of lines) if (!stream.write(`${one}\n`)) await once(stream, "drain");
  stream.end();
  await once(stream, "finish");
  await chmod(file, 0o644);
  await client.query(`COPY ${columns} FROM '${file}'`);
  await rm(file);
}
