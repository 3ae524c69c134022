// Tells one process from another that was later given the same number. Knows nothing of PostgreSQL.

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

/** Names one process for good: a pid alone is handed out again after its process ended. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When the process started, in whatever form the platform tells it; only good for comparing. */
  readonly startedAt: string;
}

/** A process that is running now. */
export interface RunningProcess extends ProcessIdentity {
  /** File name of the executable, without its directory. */
  readonly command: string;
}

/** The process with this number, or undefined when there is none or only a zombie of it. */
export async function findProcess(pid: number): Promise<RunningProcess | undefined> {
  return process.platform === "linux" ? fromProcFileSystem(pid) : fromProcessStatus(pid);
}

/** Identity of the process this code runs in. */
export async function thisProcess(): Promise<ProcessIdentity> {
  const found = await findProcess(process.pid);
  return { pid: process.pid, startedAt: found?.startedAt ?? "" };
}

/** Whether that very process, and not a later one with its number, is still running. */
export async function isRunning(identity: ProcessIdentity): Promise<boolean> {
  const found = await findProcess(identity.pid);
  return found?.startedAt === identity.startedAt;
}

// `ps` is missing from slim container images, so Linux is asked through /proc.
async function fromProcFileSystem(pid: number): Promise<RunningProcess | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  // The command stands in brackets and may hold spaces and brackets itself; the fields after it do not.
  const match = stat?.match(/^\d+ \((.*)\) (.*)$/s);
  if (!match) return undefined;
  const fields = match[2]?.split(" ") ?? [];
  const [state, startedAt] = [fields[0], fields[19]];
  if (state === "Z" || state === "X" || startedAt === undefined) return undefined;
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "");
  return { pid, startedAt: `${boot.trim()}+${startedAt}`, command: match[1] ?? "" };
}

async function fromProcessStatus(pid: number): Promise<RunningProcess | undefined> {
  const output = await promisify(execFile)("ps", ["-o", "state=,lstart=,comm=", "-p", String(pid)], {
    env: { LC_ALL: "C", PATH: "/usr/bin:/bin" },
  }).catch(() => undefined);
  // "S    Sun Nov 23 14:12:01 2025 /path/to/postgres"
  const match = output?.stdout.trim().match(/^(\S+)\s+(\S+ +\S+ +\d+ +[\d:]+ +\d+)\s+(.*)$/);
  if (!match || match[1]?.startsWith("Z")) return undefined;
  return { pid, startedAt: match[2] ?? "", command: match[3]?.split("/").at(-1) ?? "" };
}
