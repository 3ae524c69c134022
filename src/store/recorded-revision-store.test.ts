// A database that is older than the recording of what was derived and invented: its revisions are taken over, once.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomBytes } from "node:crypto";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { assemblePlatform, type Platform } from "../platform.js";
import { testNow } from "../testkit/app.js";
import { fromSetup } from "../testkit/database.js";
import { appendAudit } from "../usecases/audit.js";
import { openDatabase, type Database } from "./database.js";
import { applyMigrations } from "./migrations.js";
import { inTransaction } from "./transaction.js";

const TAKEN_OVER_BY = "20261124020000_made_revisions_in_the_log";

const name = `older_${randomBytes(6).toString("hex")}`;
const server = fromSetup("TEST_SERVER_URL");
const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
let older: string;
let database: Database;
let platform: Platform;

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(sql);
  await client.end();
}

/** A project whose migrations end before the one in question. */
async function olderProject(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "older-"));
  await cp("prisma", join(directory, "prisma"), { recursive: true });
  for (const migration of await readdir(join(directory, "prisma/migrations"))) {
    if (/^\d/.test(migration) && migration >= TAKEN_OVER_BY)
      await rm(join(directory, "prisma/migrations", migration), { recursive: true });
  }
  return directory;
}

beforeAll(async () => {
  older = await olderProject();
  await onServer(`CREATE DATABASE ${name}`);
  await applyMigrations({ databaseUrl: url, projectRoot: older });
  database = openDatabase(url);
  platform = assemblePlatform(database, testNow);
});
afterAll(async () => {
  await database.close();
  await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
  await rm(older, { recursive: true });
});

const PLANT = `
  INSERT INTO state VALUES ('MO', '29', 'Missouri', 'America/Chicago', 7);
  INSERT INTO county VALUES ('29001', 'MO', 'Adair');
  INSERT INTO chapter (state_code, slug, name) VALUES ('MO', 'adair', 'Adair');
  INSERT INTO monthly_report (id, chapter_id, county_fips, month, status, first_submitted_on, is_demonstration)
    VALUES (1, (SELECT id FROM chapter), '29001', '2026-09', 'ACCEPTED', '2026-10-02', false), (2, (SELECT id FROM chapter), '29001', '2026-10', 'ACCEPTED', '2026-11-02', true);
  INSERT INTO report_revision (id, report_id, number, origin, is_zero_report, is_partial, "values", reason, submitted_at, accepted_at)
    VALUES (3, 1, 1, 'DERIVED', false, true, '{"ENCOUNTERS": 7, "JAIL_BOOKINGS": null}', NULL, '2026-11-01T12:34:56.789Z', '2026-11-02T00:00:00.001Z'),
      (9, 2, 1, 'DEMONSTRATION', false, false, '{"ENCOUNTERS": 5}', NULL, '2026-11-03', '2026-11-03'),
      (10, 2, 2, 'DEMONSTRATION', false, false, '{}', 'Said with "quotes", a back\\slash and 漢字.', '2026-11-04', '2026-11-04');
  UPDATE monthly_report SET accepted_revision_id = CASE id WHEN 1 THEN 3 ELSE 10 END`;

describe("revisions that are older than their recording", () => {
  it("are in no entry of the log", async () => {
    for (const statement of PLANT.split(";")) await database.prisma.$executeRawUnsafe(statement);
    await inTransaction(database.prisma)((writer) =>
      appendAudit(writer, {
        at: testNow(),
        accountId: 1,
        action: "account:createApiToken",
        subject: "account 1",
        details: {},
      }),
    );
    // The verifier of today reads columns that this database has not got yet.
    const entries = await database.prisma.$queryRaw`SELECT action FROM audit_entry`;
    expect(entries).toEqual([{ action: "account:createApiToken" }]);
  });

  it("are taken over by one entry, chained and sealed like any other", async () => {
    await applyMigrations({ databaseUrl: url, projectRoot: process.cwd() });
    expect(await platform.verifyAudit([])).toMatchObject({ entries: 2, problems: [] });
    const [, entry] = await database.prisma.auditEntry.findMany({ orderBy: { number: "asc" } });
    expect(entry).toMatchObject({ action: "report:adopt", accountId: null });
    expect(entry?.details).toMatchObject({ rows: [[3, 10]], revisions: 3 });
  });

  it("are found changed from then on", async () => {
    await database.prisma.$executeRaw`UPDATE monthly_report SET is_demonstration = true WHERE id = 1`;
    const { problems } = await platform.verifyAudit([]);
    expect(problems.map(({ path }) => path)).toEqual(["audit_entry 2"]);
  });

  it("need no entry where there are none", async () => {
    const empty = `${name}_empty`;
    await onServer(`CREATE DATABASE ${empty}`);
    const databaseUrl = Object.assign(new URL(server), { pathname: `/${empty}` }).href;
    await applyMigrations({ databaseUrl, projectRoot: process.cwd() });
    const other = openDatabase(databaseUrl);
    expect(await assemblePlatform(other, testNow).verifyAudit([])).toEqual({
      entries: 0,
      head: null,
      problems: [],
    });
    await other.close();
    await onServer(`DROP DATABASE ${empty} WITH (FORCE)`);
  });
});
