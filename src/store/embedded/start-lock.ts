// One process at a time may start or stop the server of a data directory. A lock whose holder died is void.

import { link, readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseUnavailable } from "../database-unavailable.js";
import { isRunning, thisProcess, type ProcessIdentity } from "./process-identity.js";

const PATIENCE_MS = 180_000;

/**
 * Runs `work` while no other process does the same with this lock file.
 * @throws DatabaseUnavailable when a living process keeps the lock for minutes.
 */
export async function withStartLock<Result>(lockFile: string, work: () => Promise<Result>): Promise<Result> {
  await acquire(lockFile, Date.now() + PATIENCE_MS);
  try {
    return await work();
  } finally {
    await rm(lockFile, { force: true });
  }
}

let attempts = 0;

async function acquire(lockFile: string, deadline: number): Promise<void> {
  const self = await thisProcess();
  while (!(await tryAcquire(lockFile, self))) {
    const holder = await readIdentity(lockFile);
    if (holder && !(await isRunning(holder))) {
      await rm(lockFile, { force: true });
    } else if (Date.now() > deadline) {
      throw new DatabaseUnavailable(
        `Process ${holder?.pid ?? "unknown"} has been starting or stopping the database for minutes. ` +
          `End it and start again; if no such process exists, delete ${lockFile}.`,
      );
    } else {
      await sleep(50);
    }
  }
}

// Linking a finished file makes the lock appear whole: nobody ever reads one without its holder's name.
async function tryAcquire(lockFile: string, self: ProcessIdentity): Promise<boolean> {
  const draft = `${lockFile}.${self.pid}.${(attempts += 1)}`;
  await writeFile(draft, JSON.stringify(self));
  try {
    await link(draft, lockFile);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** The process named in a lock or user file; undefined when there is no such file or it is damaged. */
export async function readIdentity(file: string): Promise<ProcessIdentity | undefined> {
  try {
    const content: unknown = JSON.parse(await readFile(file, "utf8"));
    return isIdentity(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

function isIdentity(value: unknown): value is ProcessIdentity {
  return (
    typeof value === "object" &&
    value !== null &&
    "pid" in value &&
    typeof value.pid === "number" &&
    "startedAt" in value &&
    typeof value.startedAt === "string"
  );
}
