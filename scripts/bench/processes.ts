// Servers in processes of their own. Each prints the address it answers on, and is stopped by a signal.

import { spawn, type ChildProcess } from "node:child_process";
import { projectRoot } from "../../src/project-root.js";

export interface ServerProcess {
  readonly pid: number;
  /** Such as "http://127.0.0.1:4000". */
  readonly address: string;
  /** Resolves when it has gone. */
  stop(): Promise<void>;
}

export interface Command {
  /** The Node to run it with; left out, the one that runs this. */
  readonly node?: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

const LONGEST_START_MS = 120_000;

const running = new Set<ChildProcess>();
// Also when the bench is interrupted nobody stays behind.
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** @throws Error with the last that it said, when it ends or stays silent instead of answering */
export async function startServerProcess({
  node = process.execPath,
  args,
  environment,
}: Command): Promise<ServerProcess> {
  const child = spawn(node, args, {
    cwd: projectRoot,
    env: { ...process.env, NODE_ENV: "production", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  const address = await addressOf(child).catch(async (error: unknown) => {
    await stop(child);
    throw error;
  });
  // What it logs is read and thrown away, as a log collector would.
  child.stdout.removeAllListeners("data").resume();
  child.stderr.removeAllListeners("data").resume();
  return { pid: child.pid ?? 0, address, stop: () => stop(child) };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const listen = (text: string) => {
      said += text;
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    };
    child.stdout?.setEncoding("utf8").on("data", listen);
    child.stderr?.setEncoding("utf8").on("data", listen);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`It ended with ${String(code)}:\n${said.slice(-2_000)}`)));
    setTimeout(
      () => reject(new Error(`It did not answer in time:\n${said.slice(-2_000)}`)),
      LONGEST_START_MS,
    ).unref();
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await gone;
}
