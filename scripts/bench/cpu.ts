// CPU time and memory of running processes, as Linux keeps them. Time hardly moves with what else the machine is doing;
// requests per second do.

import { readdirSync, readFileSync } from "node:fs";

/** What /proc counts in, on every Linux that Node runs on: USER_HZ is 100. */
const MICROSECONDS_PER_TICK = 10_000;

interface Process {
  readonly parent: number;
  /** Microseconds on a CPU, in user and in kernel mode. */
  readonly own: number;
  /** The same of its children that have ended. */
  readonly ofEnded: number;
}

export function isMeasurable(): boolean {
  return readProcess(process.pid) !== null;
}

/** Microseconds that a process has spent on a CPU, all its threads together. @throws Error when it has ended */
export function cpuOf(pid: number): number {
  const found = readProcess(pid);
  if (found === null) throw new Error(`Process ${pid} has ended.`);
  return found.own;
}

/** Microseconds of a process, its children and those children of it that have ended, such as a database server's. */
export function cpuOfFamily(pid: number): number {
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readProcess(Number(name)))
    .filter((found) => found?.parent === pid);
  const head = readProcess(pid);
  if (head === null) throw new Error(`Process ${pid} has ended.`);
  return head.own + head.ofEnded + children.reduce((sum, child) => sum + (child?.own ?? 0), 0);
}

/** Resident memory in megabytes. */
export function memoryOf(pid: number): number {
  const [, kilobytes = "0"] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Math.round(Number(kilobytes) / 1_024);
}

/** Null: there is no such process, or no /proc. */
function readProcess(pid: number): Process | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may hold anything, also brackets and blanks.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const at = (number: number) => Number(fields[number - 3]);
    return {
      parent: at(4),
      own: (at(14) + at(15)) * MICROSECONDS_PER_TICK,
      ofEnded: (at(16) + at(17)) * MICROSECONDS_PER_TICK,
    };
  } catch {
    return null;
  }
}
