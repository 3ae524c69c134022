// A PostgreSQL server of the application's own, for running and testing it with nothing installed.
// Decides who starts, joins and stops it; how that is done is in embedded/.

import { Client } from "pg";
import { DatabaseUnavailable } from "./database-unavailable.js";
import { locateBinaries } from "./embedded/binaries.js";
import {
  applicationName,
  createCluster,
  hasCluster,
  openDataDirectory,
  readPassword,
  readyCluster,
} from "./embedded/cluster.js";
import { findRunningServer } from "./embedded/postmaster.js";
import { chooseServerAccount } from "./embedded/server-account.js";
import { startServer, stopServer, type Installation, type Settings } from "./embedded/server.js";
import { withStartLock } from "./embedded/start-lock.js";
import { hasUsers, registerUser } from "./embedded/users.js";

export interface EmbeddedPostgres {
  /** `postgres://…` of the `intercept` database. */
  readonly url: string;
  /** True when this call started the server; false when it joined one that was already running on the directory. */
  readonly startedHere: boolean;
  /**
   * Starts the server again, at the same address, if it has died. Answers whether it had to.
   * @throws DatabaseUnavailable
   */
  revive(): Promise<boolean>;
  /**
   * Gives the server up. The last one to do so stops it, ending its connections, and waits until it has gone; who died
   * without a word does not count. Does nothing when called again.
   */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Directory that holds the database and all that belongs to it; made if it does not exist. */
  readonly dataDirectory: string;
  /** PostgreSQL configuration parameters for a server started here, such as `{ fsync: "off" }`. */
  readonly settings?: Settings;
  /** Told in a sentence what takes time. */
  readonly onProgress?: (sentence: string) => void;
}

/**
 * Starts a PostgreSQL server on the data directory, with an `intercept` database in it, or joins the server already
 * running there. It runs until the last one that uses it has given it up.
 * @throws DatabaseUnavailable
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  try {
    const directory = await openDataDirectory(options.dataDirectory);
    return await withStartLock(directory.lock, async () => {
      const binaries = await locateBinaries();
      const account = await chooseServerAccount(directory.cluster, [binaries.postgres, directory.cluster]);
      return startOrJoin({ directory, binaries, account }, options);
    });
  } catch (error) {
    throw asDatabaseUnavailable(error, options.dataDirectory);
  }
}

async function startOrJoin(
  installation: Installation,
  { settings = {}, onProgress = () => {} }: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const { directory } = installation;
  const running = await findRunningServer(directory.cluster);
  const startedHere = running === undefined;
  if (startedHere) await start(installation, settings, onProgress);
  try {
    const url = await ensureDatabase(installation);
    const leave = await registerUser(directory.users);
    const port = Number(new URL(url).port);
    let isGivenUp = false;
    return {
      url,
      startedHere,
      revive: async () =>
        !isGivenUp && revive(installation, { ...settings, port: String(port) }, () => isGivenUp),
      stop: once(() => {
        isGivenUp = true;
        return stop(installation, leave);
      }),
    };
  } catch (error) {
    if (startedHere) await stopServer(installation);
    throw error;
  }
}

async function start(
  installation: Installation,
  settings: Settings,
  onProgress: (sentence: string) => void,
): Promise<void> {
  const { directory, binaries, account } = installation;
  if (await hasCluster(directory)) {
    await readyCluster(directory, binaries, account);
    await readPassword(directory);
  } else {
    onProgress(`Making a new database in ${directory.root}.`);
    await createCluster(directory, binaries, account);
  }
  onProgress("Starting the database.");
  await startServer(installation, settings);
}

async function revive(
  installation: Installation,
  settings: Settings,
  isGivenUp: () => boolean,
): Promise<boolean> {
  const { lock, cluster } = installation.directory;
  if ((await findRunningServer(cluster)) !== undefined) return false;
  return withStartLock(lock, async () => {
    if (isGivenUp() || (await findRunningServer(cluster)) !== undefined) return false;
    await startServer(installation, settings);
    return true;
  });
}

async function stop(installation: Installation, leave: () => Promise<void>): Promise<void> {
  const { lock, users } = installation.directory;
  // Under the lock, so that nobody joins a server that is about to go.
  await withStartLock(lock, async () => {
    await leave();
    if (!(await hasUsers(users))) await stopServer(installation);
  });
}

/** Creates the application's database unless it is there already, and answers its URL. */
async function ensureDatabase({ directory }: Installation): Promise<string> {
  const running = await findRunningServer(directory.cluster);
  if (!running) throw new DatabaseUnavailable(`PostgreSQL ended at once. Its log is ${directory.log}.`);
  const server = `postgres://${applicationName}:${await readPassword(directory)}@127.0.0.1:${running.port}`;
  const client = new Client({ connectionString: `${server}/postgres` });
  try {
    await client.connect();
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [applicationName]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${applicationName}`);
  } finally {
    await client.end();
  }
  return `${server}/${applicationName}`;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}

function asDatabaseUnavailable(error: unknown, dataDirectory: string): unknown {
  // System and PostgreSQL errors carry a code; anything else is a fault of this program and must look like one.
  if (!(error instanceof Error && "code" in error)) return error;
  return new DatabaseUnavailable(
    `The built-in database in ${dataDirectory} cannot be used: ${error.message}. Check that this user may read and ` +
      "write that directory and that the disk is not full, or set DATABASE_URL to a PostgreSQL server of your own.",
    { cause: error },
  );
}
