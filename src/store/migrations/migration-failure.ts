// Puts a failed migration into words for the operator. Reads the failure, changes nothing.

import type { MigrationList } from "@prisma/schema-engine-wasm";
import { DatabaseError } from "pg";
import { DatabaseUnavailable } from "../database-unavailable.js";
import { scriptPath } from "./migration-files.js";
import type { SchemaEngineError } from "./schema-engine.js";

const DATABASE_NOT_EMPTY = "P3005";

/**
 * @param error what the engine threw
 * @param migrationName the migration that was begun and not finished, if one was
 */
export function explainFailure(
  error: SchemaEngineError,
  migrationName: string | undefined,
  { migrationDirectories }: MigrationList,
): DatabaseUnavailable {
  if (migrationName !== undefined) {
    const script = migrationDirectories.find(({ path }) => path === migrationName)?.migrationFile.content;
    const where = scriptPath(migrationName) + lineOf(error.cause, script?.tag === "ok" ? script.value : "");
    return new DatabaseUnavailable(
      `The migration ${migrationName} failed (${where}): ${reasonOf(error)}. The migrations before it are applied, and ` +
        "of this one nothing was kept. Correct it, or the data it stumbled on, and start again: it will be tried anew.",
      { cause: error },
    );
  }
  if (error.code === DATABASE_NOT_EMPTY) {
    return new DatabaseUnavailable(
      "The database holds tables that no migration of this application made. Set DATABASE_URL to an empty database.",
      { cause: error },
    );
  }
  return new DatabaseUnavailable(`The migrations could not be applied: ${reasonOf(error)}`, { cause: error });
}

function reasonOf({ cause, message }: SchemaEngineError): string {
  if (!(cause instanceof DatabaseError)) return message;
  return [cause.message, cause.detail, cause.hint].filter((part) => part !== undefined).join("; ");
}

function lineOf(cause: unknown, script: string): string {
  if (!(cause instanceof DatabaseError) || cause.position === undefined) return "";
  // PostgreSQL counts characters from one; JavaScript would count those outside the basic plane twice.
  const before = Array.from(script).slice(0, Number(cause.position) - 1);
  return `, line ${before.filter((character) => character === "\n").length + 1}`;
}
