// A PostgreSQL server of the bench's own, and databases in it: copies of one with the reference data, filled further.

import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { readReferenceFiles } from "../../src/ingest/reference-files.js";
import { assemblePlatform, type Platform } from "../../src/platform.js";
import { projectRoot } from "../../src/project-root.js";
import { openDatabase } from "../../src/store/database.js";
import { startEmbeddedPostgres } from "../../src/store/embedded-postgres.js";
import { applyMigrations } from "../../src/store/migrations.js";
import { unwrap } from "../../src/terminal/give-up.js";
import { PEERS } from "./peers.js";

export interface DatabaseServer {
  /** Process that heads it. */
  readonly pid: number;
  readonly version: string;
  /** Where both this process and the database server can read and write. */
  readonly directory: string;
  /** Makes a copy of another database that nobody is connected to, and answers its address. */
  copy(of: string): Promise<string>;
  stop(): Promise<void>;
}

/** Name of the database with the reference data and nothing else. */
export const REFERENCE = "intercept";

export async function startDatabaseServer(): Promise<DatabaseServer> {
  const directory = mkdtempSync(join(tmpdir(), "side-by-side-"));
  // Room for filling, since asking does not write; and for every server that takes its turn, since each keeps its connections for
  // some seconds after.
  const postgres = await startEmbeddedPostgres({
    dataDirectory: directory,
    settings: { max_wal_size: "4GB", max_connections: "400" },
  });
  const [pid = ""] = readFileSync(join(directory, "postgres/postmaster.pid"), "utf8").split("\n");
  await withPlatform(postgres.url, async (platform) => {
    await applyMigrations({ databaseUrl: postgres.url, projectRoot });
    const { data, contentSha256 } = unwrap(await readReferenceFiles(join(projectRoot, "prisma/reference")));
    unwrap(await platform.loadReferenceData(data, contentSha256));
  });
  const version = await withClient(postgres.url, async (client) => {
    const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
    return rows[0]?.server_version ?? "";
  });
  const anotherDatabase = new URL(postgres.url);
  anotherDatabase.pathname = "/postgres";
  return {
    pid: Number(pid),
    version,
    directory,
    copy: (of) =>
      withClient(anotherDatabase.href, async (client) => {
        const name = `bench_${randomBytes(4).toString("hex")}`;
        await client.query(`CREATE DATABASE "${name}" TEMPLATE "${of}" STRATEGY FILE_COPY`);
        const url = new URL(postgres.url);
        url.pathname = `/${name}`;
        return url.href;
      }),
    stop: async () => {
      try {
        await postgres.stop();
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    },
  };
}

export async function withPlatform<T>(url: string, work: (platform: Platform) => Promise<T>): Promise<T> {
  const database = openDatabase(url);
  try {
    return await work(assemblePlatform(database, () => new Date()));
  } finally {
    await database.close();
  }
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What peers and the SQL floor stand on, and what autovacuum would do in the middle of a run. */
export async function finish(url: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query(readFileSync(join(PEERS, "views.sql"), "utf8"));
    await client.query("VACUUM (ANALYZE)");
  });
}

/** A token of an analyst of every state. */
export async function issueAnalystsToken(url: string, state: string): Promise<string> {
  const request = { displayName: "Bench", role: "analyst", state, chapter: null, county: null };
  const token = await withPlatform(url, async (platform) => unwrap(await platform.issueToken(request)));
  await withClient(url, (client) =>
    client.query(
      `INSERT INTO role_grant (account_id, role, state_code)
       SELECT account.id, 'ANALYST', state.code FROM account, state WHERE display_name = 'Bench' AND code <> $1`,
      [state],
    ),
  );
  return token;
}

export interface Size {
  readonly states: number;
  readonly counties: number;
  readonly reports: number;
  readonly encounters: number;
  /** Of the database on disk. */
  readonly megabytes: number;
}

export async function sizeOf(url: string): Promise<Size> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<Size>(
      `SELECT (SELECT count(DISTINCT state_code)::int FROM chapter) AS states,
         (SELECT count(DISTINCT county_fips)::int FROM monthly_report) AS counties,
         (SELECT count(*)::int FROM monthly_report) AS reports,
         (SELECT count(*)::int FROM encounter) AS encounters,
         (pg_database_size(current_database()) / 1048576)::int AS megabytes`,
    );
    const [size] = rows;
    if (size === undefined) throw new Error("The database did not say how large it is.");
    return size;
  });
}
