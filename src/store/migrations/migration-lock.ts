// Lets one process at a time migrate a database. The engine has a lock of its own, but gives up on it after ten seconds.

import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { DatabaseUnavailable } from "../database-unavailable.js";

const LOCK = "hashtextextended('intercept migrations', 0)";

/**
 * Runs `work` while no other process does the same on this database, waiting as long as it takes.
 * @throws DatabaseUnavailable when the database cannot be connected to
 */
export async function withMigrationLock<Result>(
  databaseUrl: string,
  work: (connection: Client) => Promise<Result>,
): Promise<Result> {
  const connection = await connect(databaseUrl);
  try {
    // Asked again and again rather than waited for: a waiting query would block CREATE INDEX CONCURRENTLY for ever.
    while (!(await tryLock(connection))) await sleep(100);
    return await work(connection);
  } finally {
    // The lock ends with the connection.
    await connection.end();
  }
}

async function connect(databaseUrl: string): Promise<Client> {
  try {
    const connection = new Client({ connectionString: databaseUrl });
    // A connection lost while it only holds the lock must not end the process; the work will notice by itself.
    connection.on("error", () => {});
    await connection.connect();
    return connection;
  } catch (error) {
    throw new DatabaseUnavailable(
      `The database ${withoutCredentials(databaseUrl)} cannot be used: ${reason(error)}. ` +
        "Check DATABASE_URL and that the server is running.",
      { cause: error },
    );
  }
}

async function tryLock(connection: Client): Promise<boolean> {
  const { rows } = await connection.query<{ locked: boolean }>(
    `SELECT pg_try_advisory_lock(${LOCK}) AS locked`,
  );
  return rows[0]?.locked === true;
}

function withoutCredentials(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return "named in DATABASE_URL";
  const { host, pathname } = new URL(databaseUrl);
  return `${host}${pathname}`;
}

// A name with several addresses fails with one error for each of them and no message of its own.
function reason(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(reason).join(", ");
  return error instanceof Error ? error.message : String(error);
}
