// Opens the database that the settings name, embedded or external, and brings its tables up to date.

import type { Config } from "./config.js";
import { openDatabase, type Database } from "./store/database.js";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "./store/embedded-postgres.js";
import { applyMigrations } from "./store/migrations.js";

export interface Storage {
  readonly database: Database;
  /** In words, for the one who started it. */
  readonly place: string;
  /** Closes the connections, and stops the embedded database if this process started it. */
  close(): Promise<void>;
}

/** Time between two looks at whether the embedded database still runs. */
const LOOK_EVERY_MS = 2_000;

/** Starts the embedded database again when it dies, and says so. A start that fails is said once, and tried again. */
function keepAlive(embedded: EmbeddedPostgres, say: (sentence: string) => void): { end(): void } {
  let isEnded = false;
  let isSaid = false;
  const look = async () => {
    if (isEnded) return;
    try {
      if (await embedded.revive()) say("The database had stopped. It has been started again.");
      isSaid = false;
    } catch (error) {
      if (!isSaid) say(`The database has stopped and does not start again: ${(error as Error).message}`);
      isSaid = true;
    }
    lookLater();
  };
  const lookLater = () => {
    if (!isEnded) setTimeout(() => void look(), LOOK_EVERY_MS).unref();
  };
  lookLater();
  return {
    end: () => {
      isEnded = true;
    },
  };
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
  const database = openDatabase(url, config.database);
  const watch = embedded === null ? null : keepAlive(embedded, say);
  const close = async () => {
    watch?.end();
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
