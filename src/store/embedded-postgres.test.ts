// Runs real servers in a directory of its own; the processes that own, hold or block things are real ones, too.

import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { DatabaseUnavailable } from "./database-unavailable.js";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "./embedded-postgres.js";
import { locateBinaries } from "./embedded/binaries.js";
import { findProcess } from "./embedded/process-identity.js";

jest.setTimeout(60_000);

let directory: string;
const servers: EmbeddedPostgres[] = [];
const bystanders: ChildProcess[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "embedded-postgres-"));
  const server = await start();
  await query(server.url, "CREATE TABLE kept AS SELECT 'still here' AS word");
  await server.stop();
});

afterEach(async () => {
  for (const server of servers.splice(0).reverse()) await server.stop();
  for (const bystander of bystanders.splice(0)) await kill(bystander);
});

afterAll(() => rm(directory, { recursive: true, force: true }));

describe("a first start", () => {
  it("makes the database once, however many ask for it, and clears away a half-made one", async () => {
    const dataDirectory = join(directory, "first", "data");
    await mkdir(join(dataDirectory, "postgres.new-abc", "base"), { recursive: true });
    const progress: string[] = [];
    const settings = { fsync: "off" };
    const options = { dataDirectory, settings, onProgress: (said: string) => void progress.push(said) };

    const [one, other] = await Promise.all([start(options), start(options)]);

    expect([one.startedHere, other.startedHere].sort()).toEqual([false, true]);
    expect(one.url).toBe(other.url);
    expect(progress).toEqual([expect.stringContaining("new database"), expect.stringContaining("Starting")]);
    expect(await query(one.url, "SHOW server_encoding")).toEqual([{ server_encoding: "UTF8" }]);
    expect(await query(one.url, "SHOW fsync")).toEqual([{ fsync: "off" }]);
    expect(await readdir(dataDirectory)).not.toContain("postgres.new-abc");
    expect((await stat(join(dataDirectory, "postgres-password"))).mode & 0o777).toBe(0o600);
  });

  it("is completed when it was killed before it had created the application's database", async () => {
    const server = await start();
    const maintenance = server.url.replace(/intercept$/, "postgres");
    await query(maintenance, "ALTER DATABASE intercept RENAME TO aside");
    const completed = await start();
    expect(await query(completed.url, "SELECT to_regclass('kept') AS kept")).toEqual([{ kept: null }]);
    await query(maintenance, "DROP DATABASE intercept");
    await query(maintenance, "ALTER DATABASE aside RENAME TO intercept");
  });
});

describe("a running server", () => {
  it("has the data of the time before", async () => {
    const server = await start();
    expect(server.startedHere).toBe(true);
    expect(await query(server.url, "SELECT word FROM kept")).toEqual([{ word: "still here" }]);
  });

  it("accepts nothing after it was stopped, and may be stopped twice", async () => {
    const server = await start();
    await server.stop();
    await server.stop();
    await expect(query(server.url, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
  });

  it("is started again at the same address when it was killed, and only then", async () => {
    const server = await start();
    expect(await server.revive()).toBe(false);
    const pid = await postmasterPid();
    process.kill(pid, "SIGKILL");
    while (await findProcess(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await server.revive()).toBe(true);
    expect(await query(server.url, "SELECT word FROM kept")).toEqual([{ word: "still here" }]);
    await server.stop();
    expect(await server.revive()).toBe(false);
  });

  it("is joined, and left running, while another living process uses it", async () => {
    const server = await start();
    await enter(await newProcess());
    const joined = await start();
    expect(joined.startedHere).toBe(false);
    await joined.stop();
    await server.stop();
    expect(await query(server.url, "SELECT 1 AS up")).toEqual([{ up: 1 }]);
  });

  it("is left running by the one who started it, and stopped by the last one to leave", async () => {
    const first = await start();
    const second = await start();
    await first.stop();
    expect(await query(second.url, "SELECT 1 AS up")).toEqual([{ up: 1 }]);
    await second.stop();
    await expect(query(second.url, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
  });

  it("is stopped by the last one to leave although another was killed without leaving", async () => {
    const server = await start();
    const killed = await newProcess();
    await enter(killed);
    await kill(killed);
    await server.stop();
    await expect(query(server.url, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
  });

  it("leads a process group of its own, so that Ctrl-C in the terminal does not reach it", async () => {
    await start();
    const leader = await postmasterPid();
    expect(() => process.kill(-leader, 0)).not.toThrow();
  });
});

describe("a server that was killed", () => {
  it("is started again with all that was committed", async () => {
    const server = await start();
    await query(server.url, "INSERT INTO kept VALUES ('just before')");
    process.kill(await postmasterPid(), "SIGKILL");
    const again = await start();
    expect(again.startedHere).toBe(true);
    expect(await query(again.url, "DELETE FROM kept WHERE word = 'just before' RETURNING word")).toHaveLength(
      1,
    );
  });

  it("is started again although its process number now belongs to another process", async () => {
    const { pid } = await newProcess();
    await writeFile(
      inCluster("postmaster.pid"),
      `${pid}\n${inCluster()}\n0\n5432\n\n127.0.0.1\n0 0\nready\n`,
    );
    expect((await start()).startedHere).toBe(true);
  });
});

describe("a start that cannot work says why", () => {
  it("names the setting the server did not accept", async () => {
    const refusal: unknown = await start({ settings: { shared_buffers: "plenty" } }).catch(
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(DatabaseUnavailable);
    expect(String(refusal)).toContain('invalid value for parameter "shared_buffers": "plenty"');
  });

  it("refuses a database made by another major version", async () => {
    const version = await readFile(inCluster("PG_VERSION"), "utf8");
    await writeFile(inCluster("PG_VERSION"), "12\n");
    await expect(start()).rejects.toThrow(/made by PostgreSQL 12, .* comes with PostgreSQL 18/);
    await writeFile(inCluster("PG_VERSION"), version);
  });

  it("asks for the password file back when it is lost", async () => {
    const password = join(directory, "postgres-password");
    await rename(password, `${password}.aside`);
    await expect(start()).rejects.toThrow(`${password} is missing`);
    await rename(`${password}.aside`, password);
  });

  it("refuses a copy made of a running server", async () => {
    await start();
    const dataDirectory = join(directory, "copy");
    await mkdir(join(dataDirectory, "postgres"), { recursive: true });
    await copyFile(inCluster("postmaster.pid"), join(dataDirectory, "postgres", "postmaster.pid"));
    await expect(start({ dataDirectory })).rejects.toThrow(
      "copied or moved while a PostgreSQL server was using it",
    );
  });

  it("points to DATABASE_URL on a platform without a built-in server", async () => {
    await expect(locateBinaries("plan9", "mips")).rejects.toThrow(/plan9-mips.*set DATABASE_URL/);
  });
});

async function start(
  options: Partial<Parameters<typeof startEmbeddedPostgres>[0]> = {},
): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDirectory: directory, ...options });
  servers.push(server);
  return server;
}

async function query(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query(sql)).rows as readonly unknown[];
  } finally {
    await client.end();
  }
}

function inCluster(name = ""): string {
  return join(directory, "postgres", name);
}

async function postmasterPid(): Promise<number> {
  return parseInt(await readFile(inCluster("postmaster.pid"), "utf8"), 10);
}

/** A process that does nothing until it is killed. */
async function newProcess(): Promise<ChildProcess> {
  const bystander = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  bystanders.push(bystander);
  await once(bystander, "spawn");
  return bystander;
}

/** Enters a process as a user of the server. */
async function enter({ pid = 0 }: { readonly pid?: number | undefined }): Promise<void> {
  await writeFile(join(directory, "postgres-users", `${pid}.json`), JSON.stringify(await findProcess(pid)));
}

async function kill(bystander: ChildProcess): Promise<void> {
  if (bystander.exitCode !== null || bystander.signalCode !== null) return;
  const ended = once(bystander, "exit");
  bystander.kill("SIGKILL");
  await ended;
}
