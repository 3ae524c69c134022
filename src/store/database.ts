// The connection pool and the Prisma client over it.

import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { DatabaseUnavailable } from "./database-unavailable.js";
import { PrismaClient, type Prisma } from "./generated/client.js";
import { StatementClient } from "./statements.js";

/** The client inside or outside of a transaction. */
export type Client = PrismaClient | Prisma.TransactionClient;

export interface Database {
  readonly prisma: PrismaClient;
  /** For what speaks SQL of its own. */
  readonly pool: pg.Pool;
  /** Resolves when the database answers. @throws DatabaseUnavailable */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Long enough for an import of a state's encounters, short enough to end one that hangs. */
const LONGEST_TRANSACTION_MS = 10 * 60 * 1000;

export function openDatabase(databaseUrl: string): Database {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    // Opens the staff tables to the platform's own work; see the migration row_level_security.
    options: "-c app.platform=on",
    max: 10,
    connectionTimeoutMillis: 5_000,
    Client: StatementClient,
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => undefined);
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: 10_000, timeout: LONGEST_TRANSACTION_MS },
  });
  return {
    prisma,
    pool,
    ping: () => ping(pool, databaseUrl),
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
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
