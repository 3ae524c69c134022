// Before all tests: a real PostgreSQL with two databases to copy from, one with reference data, one with everything.
// Plain JavaScript over the compiled server, because jest runs it without its own transforms.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { PROFILES } from "../../dist/src/ingest/profiles.js";
import { readReferenceFiles } from "../../dist/src/ingest/reference-files.js";
import { readExtract } from "../../dist/src/ingest/source-profile.js";
import { assemblePlatform } from "../../dist/src/platform.js";
import { projectRoot } from "../../dist/src/project-root.js";
import { openDatabase } from "../../dist/src/store/database.js";
import { startEmbeddedPostgres } from "../../dist/src/store/embedded-postgres.js";
import { applyMigrations } from "../../dist/src/store/migrations.js";

/** The instant at which the demonstration data of the tests is made, and at which every test server stands. */
const NOW = new Date("2026-11-23T18:00:00Z");

export default async function setUp() {
  const server = await startServer();
  globalThis.stopTestServer = server.stop;
  process.env.TEST_SERVER_URL = server.url;
  process.env.TEST_NOW = NOW.toISOString();
  // Several runs may share one server.
  const run = `intercept_test_${process.pid}`;
  process.env.TEST_TEMPLATE_PREFIX = run;
  await makeTemplate(server.url, `${run}_reference`, () => undefined);
  await makeTemplate(server.url, `${run}_demonstration`, async (platform) => {
    await platform.seedDemonstration({ onProgress: () => undefined });
    process.env.TEST_TOKENS = JSON.stringify(await platform.issueDemonstrationTokens());
    const profile = PROFILES.get("seattle");
    const extract = unwrap(
      await readExtract(
        profile,
        join(projectRoot, "prisma/samples/seattle-crisis-contacts-2015.csv"),
        "2026-11-23",
      ),
    );
    unwrap(await platform.importEncounters(profile.chapter, extract.encounters));
  });
}

/** The server of DATABASE_URL when it is set, else one of our own that is gone afterwards. */
async function startServer() {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, stop: async () => undefined };
  const dataDirectory = await mkdtemp(join(tmpdir(), "intercept-test-"));
  const embedded = await startEmbeddedPostgres({ dataDirectory, settings: { fsync: "off" } });
  return {
    url: embedded.url,
    stop: async () => {
      await embedded.stop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

async function makeTemplate(serverUrl, name, fill) {
  await execute(serverUrl, `CREATE DATABASE "${name}"`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await applyMigrations({ databaseUrl: url.href, projectRoot });
  const database = openDatabase(url.href);
  const platform = assemblePlatform(database, () => NOW);
  const { data, contentSha256 } = unwrap(await readReferenceFiles(join(projectRoot, "prisma/reference")));
  unwrap(await platform.loadReferenceData(data, contentSha256));
  await fill(platform);
  await database.close();
}

async function execute(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

function unwrap(outcome) {
  if (outcome.ok) return outcome.value;
  throw new Error(JSON.stringify(outcome.problems, null, 2));
}
