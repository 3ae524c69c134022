// Who uses the server of a data directory: one file each, so that the last one to leave knows that it is.

import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isRunning, thisProcess } from "./process-identity.js";
import { readIdentity } from "./start-lock.js";

let registrations = 0;

/** Enters this process as a user; call what comes back to leave. A process may be in it several times. */
export async function registerUser(directory: string): Promise<() => Promise<void>> {
  const file = join(directory, `${process.pid}-${(registrations += 1)}.json`);
  await mkdir(directory, { recursive: true });
  await writeFile(file, JSON.stringify(await thisProcess()));
  return () => rm(file, { force: true });
}

/** Whether a living process is in it. Entries of those that died without leaving are removed. */
export async function hasUsers(directory: string): Promise<boolean> {
  const files = (await readdir(directory)).map((name) => join(directory, name));
  const living = await Promise.all(files.map(isLiving));
  await Promise.all(files.filter((_, index) => !living[index]).map((file) => rm(file, { force: true })));
  return living.includes(true);
}

async function isLiving(file: string): Promise<boolean> {
  const user = await readIdentity(file);
  return user !== undefined && (await isRunning(user));
}
