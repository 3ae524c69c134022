// Brings a database up to the migrations under prisma/, and finds what they still lack against the schema.
// What it leaves behind is what `prisma migrate deploy` would: the table _prisma_migrations is the engine's own.

import type { MigrationList } from "@prisma/schema-engine-wasm";
import type { Client } from "pg";
import { explainFailure } from "./migrations/migration-failure.js";
import { readMigrations, readSchema } from "./migrations/migration-files.js";
import { withMigrationLock } from "./migrations/migration-lock.js";
import { SchemaEngineError, withSchemaEngine, type SchemaEngine } from "./migrations/schema-engine.js";

export interface MigrationOptions {
  /** `postgres://…` */
  readonly databaseUrl: string;
  /** Directory that holds prisma/. */
  readonly projectRoot: string;
}

const everything = { externalTables: [], externalEnums: [] };

/**
 * Applies the migrations the database does not have yet, oldest first, each in one transaction. Safe to call from
 * several processes at once: one migrates, the others wait and find nothing left to do.
 * @returns the names of the migrations applied now
 * @throws DatabaseUnavailable when the database cannot be reached, holds something else, or a migration fails
 */
export async function applyMigrations({
  databaseUrl,
  projectRoot,
}: MigrationOptions): Promise<readonly string[]> {
  const migrationsList = await readMigrations(projectRoot);
  return withMigrationLock(databaseUrl, async (connection) => {
    try {
      return await withSchemaEngine(databaseUrl, (engine) =>
        applyOrRetry(engine, connection, migrationsList),
      );
    } catch (error) {
      if (!(error instanceof SchemaEngineError)) throw error;
      // When the server is gone there is nobody to ask, and what ended the work is the news.
      const [failed] = await unfinishedMigrations(connection).catch(() => []);
      throw explainFailure(error, failed, migrationsList);
    }
  });
}

/**
 * The SQL that would take a database with all migrations to the schema in prisma/schema.prisma; "" when they agree.
 * Only looks at what a Prisma schema can express: checks, triggers, policies, views and partial or expression indexes
 * pass unnoticed.
 * @param options.databaseUrl any database of a server on which a scratch database may be created
 * @throws SchemaEngineError when the schema or a migration is faulty
 */
export async function diffMigrationsToSchema({
  databaseUrl,
  projectRoot,
}: MigrationOptions): Promise<string> {
  const [migrations, schema] = await Promise.all([readMigrations(projectRoot), readSchema(projectRoot)]);
  const { exitCode, stdout } = await withSchemaEngine(databaseUrl, (engine) =>
    engine.diff({
      from: { tag: "migrations", ...migrations },
      to: { tag: "schemaDatamodel", ...schema },
      script: true,
      exitCode: true,
      filters: everything,
    }),
  );
  return exitCode === 0 ? "" : (stdout ?? "");
}

const EARLIER_FAILURE = "P3009";

/**
 * Applies the migrations; those that failed or were interrupted before are tried again. Nothing of them is in the
 * database, because PostgreSQL runs a script as one transaction, so a script must not end its transaction itself.
 * (A process killed between the script's commit and the engine's note of it is the exception.) None of them is still
 * running elsewhere, because the engine holds its lock by the time it complains of them.
 */
async function applyOrRetry(
  engine: SchemaEngine,
  connection: Client,
  migrationsList: MigrationList,
): Promise<readonly string[]> {
  const apply = async (): Promise<readonly string[]> =>
    (await engine.applyMigrations({ migrationsList, filters: everything })).appliedMigrationNames;
  try {
    return await apply();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === EARLIER_FAILURE)) throw error;
    for (const migrationName of await unfinishedMigrations(connection)) {
      await engine.markMigrationRolledBack({ migrationName });
    }
    return apply();
  }
}

async function unfinishedMigrations(connection: Client): Promise<readonly string[]> {
  const { rows: tables } = await connection.query(
    "SELECT 1 WHERE to_regclass('_prisma_migrations') IS NOT NULL",
  );
  if (tables.length === 0) return [];
  const { rows } = await connection.query<{ migration_name: string }>(
    "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL",
  );
  return rows.map((row) => row.migration_name);
}
