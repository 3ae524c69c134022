// The files of one data directory and how a new database cluster is made in it. Starts no server.

import { randomBytes } from "node:crypto";
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { DatabaseUnavailable } from "../database-unavailable.js";
import type { Binaries } from "./binaries.js";
import { runProgram, type ServerAccount } from "./run-program.js";

/** Name of the role and of the database the application uses. */
export const applicationName = "intercept";

// A new name each time: an initdb that outlived its start cleans up after itself, and must not clean up this one.
const UNFINISHED = "postgres.new-";

/** Where everything of one embedded server is kept. All paths are absolute and free of symbolic links. */
export interface DataDirectory {
  readonly root: string;
  readonly cluster: string;
  readonly password: string;
  readonly log: string;
  readonly users: string;
  readonly lock: string;
}

/** Creates the data directory if need be and names the files in it. */
export async function openDataDirectory(path: string): Promise<DataDirectory> {
  await mkdir(path, { recursive: true });
  const root = await realpath(path);
  return {
    root,
    cluster: join(root, "postgres"),
    password: join(root, "postgres-password"),
    log: join(root, "postgres.log"),
    users: join(root, "postgres-users"),
    lock: join(root, "postgres-start.lock"),
  };
}

/** Whether a complete cluster is there. */
export async function hasCluster(directory: DataDirectory): Promise<boolean> {
  return stat(directory.cluster).then(
    () => true,
    () => false,
  );
}

/**
 * Makes the cluster under another name and moves it into place when it is complete, so that a start that was killed
 * half way leaves nothing a later start could mistake for a database.
 */
export async function createCluster(
  directory: DataDirectory,
  binaries: Binaries,
  account: ServerAccount | undefined,
): Promise<void> {
  await removeUnfinishedClusters(directory);
  const unfinished = await mkdtemp(join(directory.root, UNFINISHED));
  await writePassword(directory);
  await giveTo(account, [unfinished, directory.password]);
  const initialised = await runProgram(
    binaries.initdb,
    [
      `--pgdata=${unfinished}`,
      `--username=${applicationName}`,
      `--pwfile=${directory.password}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--no-instructions",
    ],
    { account },
  );
  if (initialised.code !== 0) {
    throw new DatabaseUnavailable(
      `The database could not be created in ${directory.root}. PostgreSQL's initdb said:\n${initialised.output}`,
    );
  }
  await rename(unfinished, directory.cluster);
}

async function removeUnfinishedClusters({ root }: DataDirectory): Promise<void> {
  const names = (await readdir(root)).filter((name) => name.startsWith(UNFINISHED));
  // The initdb of a start that was just killed may still be writing; it gives up when its files go.
  const patiently = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 };
  for (const name of names) await rm(join(root, name), patiently);
}

/**
 * Checks that these programs can run the cluster, and gives its files back to the account and the permissions
 * PostgreSQL insists on, which copying or restoring a directory tends to lose.
 * @throws DatabaseUnavailable when another major version made it
 */
export async function readyCluster(
  directory: DataDirectory,
  binaries: Binaries,
  account: ServerAccount | undefined,
): Promise<void> {
  const made = (await readFile(join(directory.cluster, "PG_VERSION"), "utf8")).trim();
  const { output } = await runProgram(binaries.postgres, ["--version"], { account });
  const running = /(\d+)[^)]*$/.exec(output)?.[1];
  if (made !== running) {
    throw new DatabaseUnavailable(
      `The database in ${directory.cluster} was made by PostgreSQL ${made}, and this version comes with PostgreSQL ` +
        `${running}. Dump it with the version that made it and restore it into a new one, or move the directory away ` +
        "to start empty.",
    );
  }
  const { mode, uid } = await stat(directory.cluster);
  if (account && uid !== account.uid) {
    const below = await readdir(directory.cluster, { recursive: true });
    await giveTo(account, [directory.cluster, ...below.map((name) => join(directory.cluster, name))]);
  }
  if ((mode & 0o777) !== 0o700) await chmod(directory.cluster, 0o700);
}

/** @throws DatabaseUnavailable when the password of an existing cluster is gone */
export async function readPassword(directory: DataDirectory): Promise<string> {
  const password = await readPasswordIfAny(directory);
  if (password !== "") return password;
  throw new DatabaseUnavailable(
    `The password file ${directory.password} is missing, and without it nobody can get into the database beside it. ` +
      `Restore the file from a backup, or move ${directory.cluster} away to start empty.`,
  );
}

/** Hands files over to the server's account; does nothing when the server runs as this process's user. */
export async function giveTo(account: ServerAccount | undefined, paths: readonly string[]): Promise<void> {
  if (!account) return;
  for (const path of paths) await chown(path, account.uid, account.gid);
}

async function writePassword(directory: DataDirectory): Promise<void> {
  if ((await readPasswordIfAny(directory)) !== "") return;
  const draft = `${directory.password}.new`;
  await writeFile(draft, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
  await rename(draft, directory.password);
}

async function readPasswordIfAny(directory: DataDirectory): Promise<string> {
  const content = await readFile(directory.password, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return content.trim();
}
