// A database of a test's own, copied in a moment from one that is filled.

import { randomBytes } from "node:crypto";
import pg from "pg";
import { DEFAULT_DATABASE_SETTINGS, type DatabaseSettings } from "../store/database-limits.js";
import { openDatabase, type Database } from "../store/database.js";

/** `reference`: reference data only. `demonstration`: with demonstration data and the Seattle contacts as well. */
export type Template = "reference" | "demonstration";

export interface TestDatabase extends Database {
  readonly url: string;
  /** Runs SQL past the stores. @throws pg.DatabaseError that names the constraint it breaks */
  query<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Table → every row as text: to see that something is nowhere. */
  everyRow(): Promise<Readonly<Record<string, readonly string[]>>>;
  /** Table → number of rows and a hash over them: to see that nothing has changed, or what has. */
  fingerprint(): Promise<Readonly<Record<string, string>>>;
  /** Closes the connections and drops the database. */
  drop(): Promise<void>;
}

/** A statement may take long where the machine is busy, which is not what tests are about. */
const PATIENT: DatabaseSettings = { ...DEFAULT_DATABASE_SETTINGS, statementMs: 60_000 };

export async function copyDatabase(
  template: Template,
  settings: Partial<DatabaseSettings> = {},
): Promise<TestDatabase> {
  const name = `${fromSetup("TEST_TEMPLATE_PREFIX")}_${randomBytes(6).toString("hex")}`;
  await onServer(
    `CREATE DATABASE "${name}" TEMPLATE "${fromSetup("TEST_TEMPLATE_PREFIX")}_${template}" STRATEGY FILE_COPY`,
  );
  const url = new URL(fromSetup("TEST_SERVER_URL"));
  url.pathname = `/${name}`;
  const database = openDatabase(url.href, { ...PATIENT, ...settings });
  const pool = new pg.Pool({ connectionString: url.href, max: 2 });
  // The database may be dropped before a connection that was asked to end has gone.
  pool.on("error", () => undefined);
  const query: TestDatabase["query"] = async <Row extends pg.QueryResultRow>(
    sql: string,
    values: readonly unknown[] = [],
  ) => (await pool.query<Row>(sql, [...values])).rows;
  return {
    ...database,
    url: url.href,
    query,
    everyRow: () =>
      ofEachTable(query, async (table) =>
        (await query<{ row: string }>(`SELECT one::text AS row FROM "${table}" one ORDER BY 1`)).map(
          ({ row }) => row,
        ),
      ),
    fingerprint: () =>
      ofEachTable(query, async (table) => {
        const rows = await query<{ print: string }>(
          `SELECT count(*) || ' rows ' || md5(coalesce(string_agg(one::text, chr(10) ORDER BY one::text), '')) AS print
           FROM "${table}" one`,
        );
        return rows[0]?.print ?? "";
      }),
    drop: async () => {
      await pool.end();
      await database.close();
      await onServer(`DROP DATABASE "${name}" WITH (FORCE)`);
    },
  };
}

/** Number of the account of a demonstration user. */
export async function accountOf(
  database: TestDatabase,
  user: "analyst" | "coordinator" | "reviewer" | "administrator",
): Promise<number> {
  const [row] = await database.query<{ id: number }>("SELECT id FROM account WHERE display_name = $1", [
    `Demonstration ${user}`,
  ]);
  if (row === undefined) throw new Error(`There is no demonstration ${user}.`);
  return row.id;
}

async function ofEachTable<T>(
  query: TestDatabase["query"],
  read: (table: string) => Promise<T>,
): Promise<Readonly<Record<string, T>>> {
  const tables = await query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1",
  );
  return Object.fromEntries(
    await Promise.all(tables.map(async ({ name }) => [name, await read(name)] as const)),
  );
}

/** What the global set-up left for the tests. */
export function fromSetup(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`The global set-up left no ${name}.`);
  return value;
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: fromSetup("TEST_SERVER_URL") });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
