// The migrations and the schema as files under prisma/, in the layout and the terms of Prisma's schema engine.

import type { MigrationDirectory, MigrationList, SchemasContainer } from "@prisma/schema-engine-wasm";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const SCRIPT = "migration.sql";
const LOCK = "migration_lock.toml";
const LOCK_CONTENT = `# Written by db:new. Prisma reads from it which kind of database the migrations are for.\nprovider = "postgresql"\n`;

const migrationsDirectory = (projectRoot: string): string => join(projectRoot, "prisma", "migrations");

/** Path, relative to the project, of the script of one migration. */
export function scriptPath(migrationName: string): string {
  return join("prisma", "migrations", migrationName, SCRIPT);
}

/** All migrations of the project, oldest first. */
export async function readMigrations(projectRoot: string): Promise<MigrationList> {
  const baseDir = migrationsDirectory(projectRoot);
  const entries = await readdir(baseDir, { withFileTypes: true }).catch(emptyIfMissing);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return {
    baseDir,
    lockfile: { path: LOCK, content: await readFile(join(baseDir, LOCK), "utf8").catch(() => LOCK_CONTENT) },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(names.sort().map((name) => readMigration(baseDir, name))),
  };
}

/** The data model of the project, prisma/schema.prisma. */
export async function readSchema(projectRoot: string): Promise<SchemasContainer> {
  const path = join(projectRoot, "prisma", "schema.prisma");
  return { files: [{ path, content: await readFile(path, "utf8") }] };
}

/**
 * Writes a new migration.
 * @param name what it does, in words; becomes part of the directory name after the time
 * @returns the name of the migration
 */
export async function writeMigration(
  projectRoot: string,
  name: string,
  at: Date,
  sql: string,
): Promise<string> {
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const migrationName = [at.toISOString().replace(/\D/g, "").slice(0, 14), ...words].join("_");
  const baseDir = migrationsDirectory(projectRoot);
  await mkdir(join(baseDir, migrationName), { recursive: true });
  await writeFile(join(baseDir, migrationName, SCRIPT), sql, { flag: "wx" });
  await writeFile(join(baseDir, LOCK), LOCK_CONTENT, { flag: "wx" }).catch(keepExisting);
  return migrationName;
}

async function readMigration(baseDir: string, name: string): Promise<MigrationDirectory> {
  const content: MigrationDirectory["migrationFile"]["content"] = await readFile(
    join(baseDir, name, SCRIPT),
    "utf8",
  ).then(
    (value) => ({ tag: "ok", value }),
    (error: Error) => ({ tag: "error", value: error.message }),
  );
  return { path: name, migrationFile: { path: SCRIPT, content } };
}

function emptyIfMissing(error: NodeJS.ErrnoException): [] {
  if (error.code === "ENOENT") return [];
  throw error;
}

function keepExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}
