// Starts and stops the PostgreSQL server of one cluster through pg_ctl.

import { appendFile, readFile, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseUnavailable } from "../database-unavailable.js";
import type { Binaries } from "./binaries.js";
import { giveTo, type DataDirectory } from "./cluster.js";
import { runProgram, type ServerAccount } from "./run-program.js";

/** PostgreSQL configuration parameters, such as `{ fsync: "off" }`. */
export type Settings = Readonly<Record<string, string>>;

/** What is needed to start or stop one server. */
export interface Installation {
  readonly directory: DataDirectory;
  readonly binaries: Binaries;
  readonly account: ServerAccount | undefined;
}

const SETTINGS_FILE = "intercept.conf";
const ATTEMPTS = 3;

/**
 * Starts the server on 127.0.0.1, on a free port unless the settings name one, and waits until it accepts connections. pg_ctl puts it into a session
 * of its own, so Ctrl-C in a terminal reaches this process only, which then stops the server in good order.
 * @throws DatabaseUnavailable with the last lines of the server's log
 */
export async function startServer(installation: Installation, settings: Settings): Promise<void> {
  const { directory, binaries, account } = installation;
  await openLog(installation);
  let said = "";
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    await writeSettings(installation, settings);
    const { size } = await stat(directory.log);
    const started = await runProgram(
      binaries.pg_ctl,
      ["start", "-w", "-t", "120", "-s", "-D", directory.cluster, "-l", directory.log],
      { account },
    );
    if (started.code === 0) return;
    said = (await readFrom(directory.log, size)) || started.output;
    if (!mayPass(said)) break;
    await sleep(500);
  }
  throw new DatabaseUnavailable(
    `PostgreSQL did not start on ${directory.cluster}. The end of its log, ${directory.log}, says:\n${lastLines(said)}`,
  );
}

/**
 * Stops the server, ending its connections, and waits until it has gone. Nothing happens when none is running.
 * @throws DatabaseUnavailable when it does not stop
 */
export async function stopServer({ directory, binaries, account }: Installation): Promise<void> {
  const stopped = await runProgram(
    binaries.pg_ctl,
    ["stop", "-m", "fast", "-w", "-t", "120", "-s", "-D", directory.cluster],
    // A second, impatient Ctrl-C must not cut this short.
    { account, ownSession: true },
  );
  if (stopped.code === 0 || /PID file .* does not exist|No such process/.test(stopped.output)) return;
  throw new DatabaseUnavailable(`PostgreSQL on ${directory.cluster} did not stop: ${stopped.output}`);
}

// Somebody took the port after it was found free, or the last processes of a killed server are still leaving.
function mayPass(log: string): boolean {
  return /could not bind|Address already in use|still in use/.test(log);
}

async function openLog({ directory, account }: Installation): Promise<void> {
  await appendFile(directory.log, "", { mode: 0o600 });
  await giveTo(account, [directory.log]);
}

async function writeSettings({ directory, account }: Installation, settings: Settings): Promise<void> {
  const all: Settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    timezone: "UTC",
    log_timezone: "UTC",
    port: String(await findFreePort()),
    ...settings,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`);
  const file = join(directory.cluster, SETTINGS_FILE);
  await writeFile(file, lines.join(""), { mode: 0o600 });
  await giveTo(account, [file]);
  await includeSettings(directory.cluster);
}

async function includeSettings(cluster: string): Promise<void> {
  const main = join(cluster, "postgresql.conf");
  const include = `include_if_exists = '${SETTINGS_FILE}'`;
  if (!(await readFile(main, "utf8")).includes(include)) await appendFile(main, `\n${include}\n`);
}

async function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

async function readFrom(file: string, offset: number): Promise<string> {
  return (await readFile(file)).subarray(offset).toString("utf8").trim();
}

function lastLines(text: string): string {
  return text.split("\n").slice(-12).join("\n");
}
