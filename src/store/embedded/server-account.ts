// Under which account the server runs when this process is root, which PostgreSQL refuses to be.

import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { DatabaseUnavailable } from "../database-unavailable.js";
import { runProgram, type ServerAccount } from "./run-program.js";

/**
 * Account for the server, or undefined when this process is not root and the server simply runs as its user.
 * An existing cluster keeps the owner it has, so a directory started by a person stays usable by that person.
 * @param mustReach files and directories the server has to get at
 * @throws DatabaseUnavailable when no account can reach them
 */
export async function chooseServerAccount(
  clusterDirectory: string,
  mustReach: readonly string[],
): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const ids = (await ownerOf(clusterDirectory)) ?? (await unprivilegedAccount());
  const barred = await firstBarredDirectory(mustReach, ids);
  const account = { ...ids, needsPassage: barred !== undefined };
  if (barred !== undefined && (await runProgram("true", [], { account })).code !== 0) {
    throw new DatabaseUnavailable(
      `PostgreSQL does not run as root, and the account it runs as instead (uid ${ids.uid}) may not enter ${barred}. ` +
        `Run chmod o+x ${barred}, or move the project elsewhere, or start it as an ordinary user, ` +
        "or set DATABASE_URL to a PostgreSQL server of your own.",
    );
  }
  return account;
}

type Ids = Pick<ServerAccount, "uid" | "gid">;

async function ownerOf(directory: string): Promise<Ids | undefined> {
  const found = await stat(directory).catch(() => undefined);
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined;
}

async function unprivilegedAccount(): Promise<Ids> {
  const account = (await lookUp("postgres")) ?? (await createPostgresAccount()) ?? (await lookUp("nobody"));
  if (account) return account;
  throw new DatabaseUnavailable(
    "PostgreSQL does not run as root, and this system has no account named postgres or nobody to run it as. " +
      "Start as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own.",
  );
}

async function lookUp(name: string): Promise<Ids | undefined> {
  const [user, group] = await Promise.all([runProgram("id", ["-u", name]), runProgram("id", ["-g", name])]);
  if (user.code !== 0 || group.code !== 0) return undefined;
  const ids = { uid: Number(user.output), gid: Number(group.output) };
  return Number.isInteger(ids.uid) && Number.isInteger(ids.gid) && ids.uid !== 0 ? ids : undefined;
}

async function createPostgresAccount(): Promise<Ids | undefined> {
  const options = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"];
  const created = await runProgram("useradd", [...options, "postgres"]);
  return created.code === 0 ? lookUp("postgres") : undefined;
}

async function firstBarredDirectory(paths: readonly string[], ids: Ids): Promise<string | undefined> {
  for (const directory of new Set(paths.flatMap(ancestors))) {
    if (!(await mayEnter(directory, ids))) return directory;
  }
  return undefined;
}

/** The directories one passes to get at a path, outermost first. */
function ancestors(path: string): readonly string[] {
  const parent = dirname(path);
  return parent === path ? [] : [...ancestors(parent), parent];
}

async function mayEnter(directory: string, ids: Ids): Promise<boolean> {
  const { mode, uid, gid } = await stat(directory);
  if (uid === ids.uid) return (mode & 0o100) !== 0;
  if (gid === ids.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}
