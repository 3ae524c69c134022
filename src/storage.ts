// Opens the database that the settings name, embedded or external, and brings its tables up to date.

import type { Config } from "./config.js";
import { openDatabase, type Database } from "./store/database.js";
import { startEmbeddedPostgres } from "./store/embedded-postgres.js";
import { applyMigrations } from "./store/migrations.js";

export interface Storage {
  readonly database: Database;
  /** In words, for the one who started it. */
  readonly place: string;
  /** Closes the connections, and stops the embedded database if this process started it. */
  close(): Promise<void>;
}

/** @throws DatabaseUnavailable with a sentence that says what to do */
export async function openStorage(
  config: Config,
  projectRoot: string,
  say: (sentence: string) => void,
): Promise<Storage> {
  const embedded =
    config.databaseUrl === null
      ? await startEmbeddedPostgres({ dataDirectory: config.dataDirectory, onProgress: say })
      : null;
  const url = embedded?.url ?? config.databaseUrl ?? "";
  const database = openDatabase(url);
  const close = async () => {
    try {
      await database.close();
    } finally {
      await embedded?.stop();
    }
  };
  try {
    await database.ping();
    const applied = await applyMigrations({ databaseUrl: url, projectRoot });
    if (applied.length > 0)
      say(`Applied ${String(applied.length)} database migration${applied.length === 1 ? "" : "s"}.`);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    database,
    place: embedded === null ? "the database of DATABASE_URL" : config.dataDirectory,
    close,
  };
}
