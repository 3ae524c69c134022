// The connection pool and the Prisma client over it.

import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { DEFAULT_DATABASE_SETTINGS, type DatabaseSettings, type TimeLimits } from "./database-limits.js";
import { DatabaseUnavailable } from "./database-unavailable.js";
import { PrismaClient, type Prisma } from "./generated/client.js";
import { GuardedPool } from "./one-connection.js";
import { StatementClient } from "./statements.js";

/** The client inside or outside of a transaction. */
export type Client = PrismaClient | Prisma.TransactionClient;

export interface Connections {
  readonly prisma: PrismaClient;
  /** For what speaks SQL of its own. */
  readonly pool: pg.Pool;
}

export interface Database extends Connections {
  /** For changes that somebody waits for: those that wait for a lock take no connection away from those who only ask. */
  readonly changing: Connections;
  /** For imports, mails and builds of releases, which may take their time. */
  readonly jobs: Connections;
  /** For what anybody may ask: connections of their own, under a role that can read what is published and nothing else. */
  readonly published: Connections;
  /** A connection of its own, not yet open, for whoever listens to notifications. */
  readonly newListener: () => pg.Client;
  /** Resolves when the database answers. @throws DatabaseUnavailable */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Long enough for an import of a state's encounters, short enough to end one that hangs. */
const LONGEST_JOB_MS = 10 * 60 * 1000;

/** A job waits for a lock for longer than any change that somebody waits for may hold it. */
const LONGEST_WAIT_OF_JOB_MS = 60_000;

/** What a public question may cost. */
const LONGEST_PUBLIC_STATEMENT_MS = 5_000;

export function openDatabase(
  databaseUrl: string,
  settings: DatabaseSettings = DEFAULT_DATABASE_SETTINGS,
): Database {
  // Opens the staff tables to the platform's own work; see the migration row_level_security.
  const platform = "-c app.platform=on";
  const job = { statementMs: LONGEST_JOB_MS, lockMs: LONGEST_WAIT_OF_JOB_MS, idleMs: LONGEST_JOB_MS };
  const own = connect(databaseUrl, settings, platform, settings);
  const changing = connect(databaseUrl, settings, platform, settings);
  const jobs = connect(databaseUrl, settings, platform, job);
  const published = connect(
    databaseUrl,
    settings,
    // RESET ROLE falls back to what a connection began with. Only SET ROLE would leave it, and no statement is made of what
    // the public sends.
    "-c role=intercept_public -c search_path=published -c default_transaction_read_only=on",
    { ...settings, statementMs: Math.min(LONGEST_PUBLIC_STATEMENT_MS, settings.statementMs) },
    "published",
  );
  return {
    ...own,
    changing,
    jobs,
    published,
    newListener: () =>
      new pg.Client({
        connectionString: databaseUrl,
        connectionTimeoutMillis: CONNECT_MS,
        query_timeout: LONGEST_SILENCE_MS,
        ...KEEP_ALIVE,
      }),
    ping: () => ping(own.pool, databaseUrl),
    close: async () => {
      for (const { prisma, pool } of [own, changing, jobs, published]) {
        await prisma.$disconnect();
        await pool.end();
      }
    },
  };
}

/** What is asked of the connection that listens takes no time: without an answer by then, nobody is there. */
const LONGEST_SILENCE_MS = 4_000;

/** A peer that is gone without a word is noticed by the system, if by nobody else. */
const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const;

/** Also the time to wait for a connection that others hold. */
const CONNECT_MS = 5_000;

function connect(
  connectionString: string,
  { mostConnections }: Pick<DatabaseSettings, "mostConnections">,
  options: string,
  { statementMs, lockMs, idleMs }: TimeLimits,
  schema?: string,
): Connections {
  const limits = {
    statement_timeout: statementMs,
    lock_timeout: lockMs,
    idle_in_transaction_session_timeout: idleMs,
  };
  const pool = new GuardedPool({
    connectionString,
    options: [options, ...Object.entries(limits).map(([name, ms]) => `-c ${name}=${String(ms)}`)].join(" "),
    max: mostConnections,
    connectionTimeoutMillis: CONNECT_MS,
    ...KEEP_ALIVE,
    Client: StatementClient,
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => undefined);
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, schema === undefined ? {} : { schema }),
    transactionOptions: { maxWait: 2 * CONNECT_MS, timeout: LONGEST_JOB_MS },
  });
  return { prisma, pool };
}

async function ping(pool: pg.Pool, databaseUrl: string): Promise<void> {
  try {
    await pool.query("SELECT 1");
  } catch (error) {
    throw new DatabaseUnavailable(
      `The database at ${placeOf(databaseUrl)} does not answer: ${(error as Error).message || "connection refused"}. ` +
        "Check that it runs and that DATABASE_URL is right; leave DATABASE_URL unset to use the embedded database.",
    );
  }
}

/** Host, port and database of a URL, without user and password. */
function placeOf(databaseUrl: string): string {
  try {
    const { hostname, port, pathname } = new URL(databaseUrl);
    return `${hostname}:${port || "5432"}${pathname}`;
  } catch {
    return "DATABASE_URL (which is no URL)";
  }
}
