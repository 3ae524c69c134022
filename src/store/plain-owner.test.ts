// An external PostgreSQL whose user is no superuser, as a hosted one is: everything works, and nothing is seen past the locks.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { reportingMonth } from "../domain/reporting-month.js";
import { wholeOf } from "../domain/statistics/outcome-question.js";
import { readReferenceFiles } from "../ingest/reference-files.js";
import { assemblePlatform, type Platform } from "../platform.js";
import { testNow } from "../testkit/app.js";
import { fromSetup } from "../testkit/database.js";
import { openDatabase, type Database } from "./database.js";
import { applyMigrations } from "./migrations.js";

const name = `plain_${randomBytes(6).toString("hex")}`;
let url: string;
let database: Database;
let platform: Platform;

async function asSuperuser(...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: fromSetup("TEST_SERVER_URL") });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

beforeAll(async () => {
  await asSuperuser(
    `CREATE ROLE ${name} LOGIN NOSUPERUSER NOBYPASSRLS CREATEROLE PASSWORD 'plain'`,
    // The role of requests belongs to the whole server: here another database has made it already.
    `GRANT intercept_app, intercept_public TO ${name}`,
    `CREATE DATABASE ${name} OWNER ${name}`,
  );
  const at = new URL(fromSetup("TEST_SERVER_URL"));
  at.username = name;
  at.password = "plain";
  at.pathname = `/${name}`;
  url = at.href;
  await applyMigrations({ databaseUrl: url, projectRoot: process.cwd() });
  database = openDatabase(url);
  platform = assemblePlatform(database, testNow);
});

afterAll(async () => {
  await database.close();
  await asSuperuser(`DROP DATABASE ${name} WITH (FORCE)`, `DROP ROLE ${name}`);
});

describe("a database whose owner has no special powers", () => {
  it("takes migrations, reference data, demonstration data and accounts", async () => {
    const files = await readReferenceFiles(join(process.cwd(), "prisma/reference"));
    if (!files.ok) throw new Error(JSON.stringify(files.problems));
    expect(await platform.loadReferenceData(files.value.data, files.value.contentSha256)).toMatchObject({
      ok: true,
    });
    expect(await platform.seedDemonstration({ onProgress: () => undefined })).toBe("SEEDED");
    const { analyst } = await platform.issueDemonstrationTokens();
    const viewer = await platform.useCases.identifyViewer(analyst);
    if (viewer === null) throw new Error("The analyst is not known.");
    const answer = await platform.useCases.readLiveOutcomes(
      viewer,
      wholeOf("MO", reportingMonth("2026-01"), reportingMonth("2026-02")),
      null,
    );
    if (!answer.ok) throw new Error(JSON.stringify(answer.problems));
    expect(answer.value.total.cell.count("ENCOUNTERS").value).toBeGreaterThan(0);
  }, 120_000);

  it("shows the owner itself nothing on a connection that the platform did not open", async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ reports: number; accounts: number }>(
      "SELECT (SELECT count(*)::int FROM monthly_report) AS reports, (SELECT count(*)::int FROM account) AS accounts",
    );
    await client.end();
    expect(rows).toEqual([{ reports: 0, accounts: 0 }]);
  });
});
