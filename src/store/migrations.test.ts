// Migrates real databases of one server, each with a small project of its own in a temporary directory.

import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { DatabaseUnavailable } from "./database-unavailable.js";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "./embedded-postgres.js";
import { applyMigrations, diffMigrationsToSchema } from "./migrations.js";
import { scriptPath, writeMigration } from "./migrations/migration-files.js";

const SCHEMA = `
datasource db {
  provider = "postgresql"
}
enum Level {
  BASIC
  FULL
}
model Chapter {
  id      String   @id @db.Uuid
  name    String
  level   Level    @default(BASIC)
  extra   Json     @default("{}")
  madeAt  DateTime @default(now()) @db.Timestamptz(3)
  reports Report[]
}
model Report {
  id        Int     @id @default(autoincrement())
  chapterId String  @db.Uuid
  chapter   Chapter @relation(fields: [chapterId], references: [id], onDelete: Cascade)
}
`;

jest.setTimeout(60_000);

let directory: string;
let server: EmbeddedPostgres;
let connection: Client;
let databases = 0;
let databaseUrl: string;
let projectRoot: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "migrations-"));
  server = await startEmbeddedPostgres({
    dataDirectory: join(directory, "data"),
    settings: { fsync: "off" },
  });
});

afterAll(async () => {
  await connection?.end();
  await server?.stop();
  await rm(directory, { recursive: true, force: true });
});

beforeEach(async () => {
  const name = `project_${(databases += 1)}`;
  await (await connect(server.url)).query(`CREATE DATABASE ${name}`);
  databaseUrl = server.url.replace(/intercept$/, name);
  await connect(databaseUrl);
  projectRoot = join(directory, name);
  await mkdir(join(projectRoot, "prisma"), { recursive: true });
  await writeFile(join(projectRoot, "prisma", "schema.prisma"), SCHEMA);
});

describe("applyMigrations", () => {
  it("applies each migration once, in order, and reports which", async () => {
    const first = await write("start", 1, await diff());
    const second = await write("more", 2, "CREATE INDEX ON \"Chapter\" (name) WHERE name <> '';");
    expect(await apply()).toEqual([first, second]);
    expect(await apply()).toEqual([]);
    const third = await write("even more", 3, 'ALTER TABLE "Report" ADD CHECK (id > 0);');
    expect(await apply()).toEqual([third]);
    expect(third).toMatch(/^\d{14}_even_more$/);
  });

  it("leaves semicolons in strings, comments and function bodies alone", async () => {
    await write(
      "function",
      1,
      `-- one; two
       CREATE FUNCTION two_statements() RETURNS text LANGUAGE plpgsql AS $$
       BEGIN PERFORM 1; RETURN 'a;b'; END; $$;`,
    );
    await apply();
    expect(await rows("SELECT two_statements() AS said")).toEqual([{ said: "a;b" }]);
  });

  it("lets several callers at once migrate a database between them", async () => {
    const names = [
      await write("slow", 1, "SELECT pg_sleep(0.3);"),
      await write("table", 2, "CREATE TABLE t ();"),
    ];
    const applied = await Promise.all([apply(), apply(), apply()]);
    expect(applied.flat()).toEqual(names);
  });

  it("says which migration failed, where and why, keeps nothing of it, and tries it again", async () => {
    const good = await write("good", 1, "CREATE TABLE good ();");
    const bad = await write("bad", 2, "CREATE TABLE half_way ();\n\nSELECT missing FROM good;");
    const failure: unknown = await apply().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DatabaseUnavailable);
    expect(String(failure)).toContain(
      `${bad} failed (${scriptPath(bad)}, line 3): column "missing" does not exist.`,
    );
    expect(await tables()).toEqual(["good"]);

    await expect(apply()).rejects.toThrow(`${bad} failed`);

    await writeFile(join(projectRoot, scriptPath(bad)), "CREATE TABLE whole ();");
    expect(await apply()).toEqual([bad]);
    expect(await apply()).toEqual([]);
    expect(await tables()).toEqual(["good", "whole"]);
    expect(good).not.toBe(bad);
  });

  it("takes up a migration that was interrupted", async () => {
    const name = await write("interrupted", 1, "CREATE TABLE t (); SELECT pg_sleep(60);");
    const interrupted = apply();
    const sleeping = "FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()";
    while ((await rows(`SELECT pid ${sleeping}`)).length === 0);
    await rows(`SELECT pg_terminate_backend(pid) ${sleeping}`);
    await expect(interrupted).rejects.toThrow(`${name} failed`);

    await writeFile(join(projectRoot, scriptPath(name)), "CREATE TABLE t ();");
    expect(await apply()).toEqual([name]);
  });

  it("refuses a database that holds something else", async () => {
    await rows("CREATE TABLE somebody_elses ()");
    await write("start", 1, "CREATE TABLE ours ();");
    await expect(apply()).rejects.toThrow("Set DATABASE_URL to an empty database");
  });

  it("says that a database cannot be reached, without its password", async () => {
    databaseUrl = "postgres://somebody:secret@127.0.0.1:1/nowhere";
    const failure: unknown = await apply().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DatabaseUnavailable);
    expect(String(failure)).toContain("127.0.0.1:1/nowhere cannot be used");
    expect(String(failure)).not.toContain("secret");
  });

  it("leaves no connection open", async () => {
    await write("start", 1, await diff());
    await apply();
    const open = () =>
      rows(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'",
      );
    // PostgreSQL may still be saying goodbye to one that was closed; one that is left open stays until this test gives up.
    while ((await open()).length > 1) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await open()).toHaveLength(1);
  });
});

describe("diffMigrationsToSchema", () => {
  it("is everything before there are migrations, and nothing once they are complete", async () => {
    const sql = await diff();
    expect(sql).toContain('CREATE TYPE "Level"');
    expect(sql).toContain('FOREIGN KEY ("chapterId")');
    await write("start", 1, sql);
    expect(await diff()).toBe("");
  });

  it("finds what the schema has and the migrations lack", async () => {
    await write("start", 1, await diff());
    const changed = SCHEMA.replace("name    String", "name    String\n  region  String?");
    await writeFile(join(projectRoot, "prisma", "schema.prisma"), changed);
    expect(await diff()).toContain('ALTER TABLE "Chapter" ADD COLUMN     "region" TEXT;');
  });

  it("finds what a migration does behind the schema's back", async () => {
    await write("start", 1, await diff());
    await write("drift", 2, 'ALTER TABLE "Report" ALTER COLUMN "chapterId" DROP NOT NULL;');
    expect(await diff()).toContain('ALTER COLUMN "chapterId" SET NOT NULL');
  });

  it("removes its scratch database", async () => {
    await write("start", 1, await diff());
    await diff();
    expect(await rows("SELECT datname FROM pg_database WHERE datname LIKE 'prisma%'")).toEqual([]);
  });

  it("says what is wrong with a faulty schema", async () => {
    await writeFile(join(projectRoot, "prisma", "schema.prisma"), "model Chapter { id Unheard @id }");
    await expect(diff()).rejects.toThrow("schema.prisma:1");
  });
});

const apply = (): Promise<readonly string[]> => applyMigrations({ databaseUrl, projectRoot });

const diff = (): Promise<string> => diffMigrationsToSchema({ databaseUrl, projectRoot });

const write = (name: string, day: number, sql: string): Promise<string> =>
  writeMigration(projectRoot, name, new Date(Date.UTC(2030, 0, day)), sql);

async function connect(url: string): Promise<Client> {
  await connection?.end();
  connection = new Client({ connectionString: url });
  await connection.connect();
  return connection;
}

async function rows(sql: string): Promise<readonly unknown[]> {
  return (await connection.query(sql)).rows as readonly unknown[];
}

async function tables(): Promise<readonly unknown[]> {
  const { rows: found } = await connection.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace " +
      "AND relname NOT LIKE '\\_prisma%' ORDER BY relname",
  );
  return found.map(({ name }) => name);
}
