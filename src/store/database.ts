// The connection pool and the Prisma client over it.

import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { DatabaseUnavailable } from "./database-unavailable.js";
import { PrismaClient, type Prisma } from "./generated/client.js";
import { StatementClient } from "./statements.js";

/** The client inside or outside of a transaction. */
export type Client = PrismaClient | Prisma.TransactionClient;

export interface Connections {
  readonly prisma: PrismaClient;
  /** For what speaks SQL of its own. */
  readonly pool: pg.Pool;
}

export interface Database extends Connections {
  /** For what anybody may ask: connections of their own, under a role that can read what is published and nothing else. */
  readonly published: Connections;
  /** Resolves when the database answers. @throws DatabaseUnavailable */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Long enough for an import of a state's encounters, short enough to end one that hangs. */
const LONGEST_TRANSACTION_MS = 10 * 60 * 1000;

/** What a public question may cost. */
const LONGEST_PUBLIC_STATEMENT_MS = 5_000;

export function openDatabase(databaseUrl: string): Database {
  // Opens the staff tables to the platform's own work; see the migration row_level_security.
  const own = connect(databaseUrl, "-c app.platform=on");
  const published = connect(
    databaseUrl,
    // RESET ROLE falls back to what a connection began with. Only SET ROLE would leave it, and no statement is made of what
    // the public sends.
    `-c role=intercept_public -c search_path=published -c default_transaction_read_only=on -c statement_timeout=${String(LONGEST_PUBLIC_STATEMENT_MS)}`,
    "published",
  );
  return {
    ...own,
    published,
    ping: () => ping(own.pool, databaseUrl),
    close: async () => {
      for (const { prisma, pool } of [own, published]) {
        await prisma.$disconnect();
        await pool.end();
      }
    },
  };
}

function connect(connectionString: string, options: string, schema?: string): Connections {
  const pool = new pg.Pool({
    connectionString,
    options,
    max: 10,
    connectionTimeoutMillis: 5_000,
    Client: StatementClient,
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => undefined);
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, schema === undefined ? {} : { schema }),
    transactionOptions: { maxWait: 10_000, timeout: LONGEST_TRANSACTION_MS },
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
