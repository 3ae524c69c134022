// npm run bench:files -- [ROWS]: what the dry run of a large file costs, from the bytes of the request to the last of the
// answer, and how many SQL statements it takes: of new reports, of reports on file, and with a mistake in every row. And how long
// /healthz waits while the worst files come that anybody can send.

import { createHash, randomBytes, randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REPORTED_MEASURES } from "../../src/domain/catalog/catalog.js";
import type { CountyFips, StateCode } from "../../src/domain/geography.js";
import { addMonths, reportingMonth } from "../../src/domain/reporting-month.js";
import { readReferenceFiles } from "../../src/ingest/reference-files.js";
import { writeReportTemplate } from "../../src/ingest/report-files/report-template.js";
import { assemblePlatform, USUAL_SETTINGS } from "../../src/platform.js";
import { projectRoot } from "../../src/project-root.js";
import { buildServer } from "../../src/server.js";
import { openDatabase, type Database } from "../../src/store/database.js";
import { databaseUnavailability } from "../../src/store/database-unavailable.js";
import { startEmbeddedPostgres } from "../../src/store/embedded-postgres.js";
import { applyMigrations } from "../../src/store/migrations.js";
import { unwrap } from "../../src/terminal/give-up.js";
import { longestWait } from "./waits.js";

const NOW = new Date("2026-11-23T18:00:00Z");
const LAST_MONTH = reportingMonth("2026-10");
const TOKEN = "io_bench-files";
const RUNS = 5;

/** An account that files for every chapter of Missouri. */
const FILES_FOR_ALL = `
  WITH account AS (INSERT INTO account (display_name) VALUES ('Files for all') RETURNING id),
       token AS (INSERT INTO api_token (account_id, label, scopes, token_sha256, created_at)
         SELECT id, 'Bench', 'READ_WRITE', '${createHash("sha256").update(TOKEN).digest("hex")}', now() FROM account)
  INSERT INTO role_grant (account_id, role, state_code, chapter_id)
  SELECT account.id, 'COORDINATOR', 'MO', chapter.id FROM account, chapter WHERE state_code = 'MO'`;

/** A county of each chapter that has one to this day. */
const PLACES = `
  SELECT slug, county_fips AS fips FROM chapter_membership JOIN chapter ON chapter.id = chapter_id
  WHERE state_code = 'MO' AND until_month IS NULL ORDER BY 1, 2`;

interface Row {
  readonly chapter: string;
  readonly county: string;
  readonly month: string;
}

export async function main([rows = "10000"]: readonly string[]): Promise<void> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "bench-files-"));
  const postgres = await startEmbeddedPostgres({ dataDirectory });
  try {
    await bench(postgres.url, Number(rows));
  } finally {
    await postgres.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

async function bench(databaseUrl: string, many: number): Promise<void> {
  await applyMigrations({ databaseUrl, projectRoot });
  const database = openDatabase(databaseUrl);
  const platform = assemblePlatform(database, () => NOW, { ...USUAL_SETTINGS, lock: { afterDays: 36_600 } });
  const { data, contentSha256 } = unwrap(await readReferenceFiles(join(projectRoot, "prisma/reference")));
  unwrap(await platform.loadReferenceData(data, contentSha256));
  await database.prisma.$executeRawUnsafe(FILES_FOR_ALL);
  const rows = await rowsOf(database, many);
  const costs: number[] = [];
  const app = await buildServer({
    platform,
    ping: () => database.ping(),
    unavailability: databaseUnavailability,
    siteDirectory: join(projectRoot, "dist/web"),
    readingThread: join(projectRoot, "dist/src/ingest/report-files/reading-thread.js"),
    logLevel: "error",
    callLimits: { perNetwork: 1_000_000, perToken: 1_000_000 },
    onAnswered: ({ sqlStatements }) => costs.push(sqlStatements),
  });
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  const good = csvOf(rows, () => goodMonth());
  const bad = csvOf(rows, (index) => (index % 2 === 0 ? badSum() : unreadable()));
  const results = [
    await measure("new, CSV", url, good, costs),
    await measure("new, XLSX", url, await workbookOf(rows), costs),
    await measure("mistakes in every row", url, bad, costs),
  ];
  await database.prisma.$executeRawUnsafe(ON_FILE);
  await database.prisma.$executeRawUnsafe(STEPS);
  await database.prisma.$executeRawUnsafe("ANALYZE");
  results.push(
    await measure("changes of what waits", url, good, costs),
    await measure("mistakes, all on file", url, bad, costs),
  );
  const attacks = [
    await attack("a fault in each of 450,000 cells, CSV", url, [
      csvOf(rows, () => Object.fromEntries(REPORTED_MEASURES.map(({ key }) => [key, -1]))),
    ]),
    await attack("six large workbooks at once", url, Array<Uint8Array>(6).fill(await largeWorkbook(rows))),
  ];
  await app.close();
  await database.close();
  console.table(results);
  console.table(attacks);
}

/** Dry runs sent all at once, and how long /healthz waits meanwhile. */
async function attack(name: string, url: string, files: readonly Uint8Array[]) {
  let heaviest = 0;
  const weigh = setInterval(() => {
    heaviest = Math.max(heaviest, process.memoryUsage.rss());
  }, 50);
  const begun = performance.now();
  const { seconds, result } = await longestWait(url, () =>
    Promise.all(
      files.map(async (file) => {
        const response = await dryRun(url, file);
        return { status: response.status, bytes: (await response.text()).length };
      }),
    ),
  );
  clearInterval(weigh);
  return {
    attack: name,
    fileMB: round((files[0]?.length ?? 0) / 1e6),
    statuses: result.map(({ status }) => status).join(" "),
    answerMB: round(Math.max(...result.map(({ bytes }) => bytes)) / 1e6),
    seconds: round((performance.now() - begun) / 1_000),
    healthzWaited: round(seconds),
    heaviestMB: Math.round(heaviest / 1e6),
  };
}

/** Near the largest that is taken: numbers and names that do not shrink. */
function largeWorkbook(rows: readonly Row[]): Promise<Uint8Array> {
  const number = () => randomInt(1_000_000);
  return workbookOf(rows, {
    values: () => Object.fromEntries(REPORTED_MEASURES.map(({ key }) => [key, number()])),
    countyName: () => randomBytes(90).toString("base64"),
  });
}

async function rowsOf({ prisma }: Database, many: number): Promise<readonly Row[]> {
  const places = await prisma.$queryRawUnsafe<{ slug: string; fips: string }[]>(PLACES);
  return Array.from({ length: many }, (_, index) => {
    const { slug, fips } = places[index % places.length] ?? { slug: "", fips: "" };
    const month = addMonths(LAST_MONTH, -Math.floor(index / places.length));
    return { chapter: slug, county: fips, month };
  });
}

/** Every county of a chapter, for as many months as it is a member, with a year of history accepted. */
const ON_FILE = `
  WITH report AS (
    INSERT INTO monthly_report (chapter_id, county_fips, month, status, first_submitted_on)
    SELECT chapter_id, county_fips, to_char(month, 'YYYY-MM'), 'SUBMITTED', now()
    FROM chapter_membership JOIN chapter ON chapter.id = chapter_id,
         generate_series(date '2010-01-01', date '2026-10-01', '1 month') month
    WHERE state_code = 'MO' AND from_month <= to_char(month, 'YYYY-MM')
      AND (until_month IS NULL OR to_char(month, 'YYYY-MM') < until_month)
    RETURNING id),
  revision AS (
    INSERT INTO report_revision (report_id, number, origin, is_zero_report, is_partial, "values", reason, submitted_by, submitted_at, accepted_at)
    SELECT id, number, 'ENTERED', false, false, '${JSON.stringify({ ...goodMonth(), ENCOUNTERS: 24, RESOLVED_ON_SCENE: 16 })}',
           CASE number WHEN 1 THEN NULL ELSE 'Counted anew.' END, 1, now(), CASE number WHEN 1 THEN now() END
    FROM report, generate_series(1, 2) number RETURNING id, report_id, accepted_at)
  SELECT count(*) FROM revision`;

const STEPS = `
  WITH step AS (
    INSERT INTO report_event (report_id, action, status_before, status_after, revision, comment, at)
    SELECT id, action::report_action, status_before::report_status, status_after::report_status, revision, comment, now() FROM monthly_report, (VALUES
      ('SUBMIT', NULL, 'SUBMITTED', 1, NULL), ('ACCEPT', 'SUBMITTED', 'ACCEPTED', 1, NULL),
      ('REOPEN', 'ACCEPTED', 'REOPENED', 1, 'Counted anew.'), ('SUBMIT', 'REOPENED', 'SUBMITTED', 2, 'Counted anew.')
    ) step (action, status_before, status_after, revision, comment))
  UPDATE monthly_report SET accepted_revision_id =
    (SELECT id FROM report_revision WHERE report_id = monthly_report.id AND accepted_at IS NOT NULL)`;

type Values = Readonly<Record<string, number | string>>;

function goodMonth(): Values {
  const zeros = Object.fromEntries(REPORTED_MEASURES.map(({ key }) => [key, 0]));
  return { ...zeros, ENCOUNTERS: 20, JAIL_BOOKINGS: 3, HOSPITAL_VOLUNTARY: 5, RESOLVED_ON_SCENE: 12 };
}

function badSum(): Values {
  return { ...goodMonth(), JAIL_BOOKINGS: 99, VETERANS: 21, CIT_CERTIFIED_OFFICERS: 5 };
}

function unreadable(): Values {
  return { ...goodMonth(), JAIL_BOOKINGS: "twelve", VETERANS: "-5", CIT_CERTIFIED_OFFICERS: 5 };
}

function csvOf(rows: readonly Row[], valuesOf: (index: number) => Values): Uint8Array {
  const keys = REPORTED_MEASURES.map(({ key }) => key);
  const lines = rows.map(({ chapter, county, month }, index) => {
    const values = valuesOf(index);
    return [chapter, county, month, ...keys.map((key) => values[key])].join(",");
  });
  return Buffer.from([["chapter_slug", "county_fips", "month", ...keys].join(","), ...lines].join("\n"));
}

/** A template is of one chapter; the rows of others are outside of it and refused. */
function workbookOf(
  rows: readonly Row[],
  { values, countyName }: { readonly values: () => Values; readonly countyName: () => string } = {
    values: goodMonth,
    countyName: () => "",
  },
): Promise<Uint8Array> {
  return writeReportTemplate("XLSX", {
    stateCode: "MO" as StateCode,
    chapterSlug: rows[0]?.chapter ?? "",
    chapterName: "Bench",
    rows: rows.map(({ county, month }) => ({
      county: county as CountyFips,
      countyName: countyName(),
      month: reportingMonth(month),
      version: 0,
      values: values() as Readonly<Record<string, number>>,
      isPartial: false,
      isZeroReport: false,
    })),
  });
}

function dryRun(url: string, body: Uint8Array): Promise<Response> {
  return fetch(`${url}/reports/import?state=MO&dryRun=true`, {
    method: "POST",
    // As curl asks for it, uncompressed.
    headers: {
      authorization: `Bearer ${TOKEN}`,
      "content-type": "application/octet-stream",
      "accept-encoding": "identity",
    },
    body,
  });
}

async function measure(name: string, url: string, body: Uint8Array, costs: number[]) {
  const seconds: number[] = [];
  const outcomes = new Map<string, number>();
  let problems = 0;
  let bytes = 0;
  const cpu = process.cpuUsage();
  for (let run = 0; run < RUNS; run++) {
    const begun = performance.now();
    const response = await dryRun(url, body);
    const text = await response.text();
    seconds.push((performance.now() - begun) / 1_000);
    bytes = text.length;
    if (run > 0) continue;
    const answer = JSON.parse(text) as {
      readonly reports: readonly { readonly outcome: string; readonly problems: readonly object[] }[];
    };
    for (const { outcome, problems: found } of answer.reports) {
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      problems += found.length;
    }
  }
  const { user, system } = process.cpuUsage(cpu);
  seconds.sort((left, right) => left - right);
  return {
    file: name,
    fileMB: round(body.length / 1e6),
    outcomes: [...outcomes].map(([outcome, many]) => `${String(many)} ${outcome}`).join(", "),
    problems,
    answerMB: round(bytes / 1e6),
    statements: costs.at(-1),
    cpuSeconds: round((user + system) / 1e6 / RUNS),
    fastest: round(seconds[0] ?? 0),
    median: round(seconds[Math.floor(RUNS / 2)] ?? 0),
    slowest: round(seconds.at(-1) ?? 0),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
