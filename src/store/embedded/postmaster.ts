// Reads PostgreSQL's own note about the server running on a cluster, and says whether it is still true.

import { readFile, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseUnavailable } from "../database-unavailable.js";
import { findProcess } from "./process-identity.js";

/** A server that accepts connections. */
export interface RunningServer {
  readonly pid: number;
  readonly port: number;
}

const PATIENCE_MS = 120_000;

/**
 * The server running on this cluster, or undefined when there is none. Waits for one that is just starting up
 * (recovering after a crash, say) or shutting down, until it has settled.
 * @throws DatabaseUnavailable when it does not settle, or when the cluster was copied or moved under a running server
 */
export async function findRunningServer(cluster: string): Promise<RunningServer | undefined> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const note = await readNote(cluster);
    if (!note || !(await isTrue(note, cluster))) return undefined;
    if (note.status === "ready") return { pid: note.pid, port: note.port };
    if (Date.now() > deadline) {
      throw new DatabaseUnavailable(
        `The PostgreSQL server with process id ${note.pid} on ${cluster} has been "${note.status}" for minutes. ` +
          "Its log may tell why; wait for it or end it, and start again.",
      );
    }
    await sleep(50);
  }
}

interface Note {
  readonly pid: number;
  readonly directory: string;
  readonly port: number;
  readonly status: string;
}

const noteFile = (cluster: string): string => join(cluster, "postmaster.pid");

async function readNote(cluster: string): Promise<Note | undefined> {
  const content = await readFile(noteFile(cluster), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (content === undefined) return undefined;
  const lines = content.split("\n");
  return {
    pid: Number(lines[0]),
    directory: lines[1] ?? "",
    port: Number(lines[3]),
    status: lines[7]?.trim() ?? "starting",
  };
}

async function isTrue(note: Note, cluster: string): Promise<boolean> {
  const found = await findProcess(note.pid);
  if (found?.command !== "postgres") {
    // PostgreSQL overwrites the note of a dead server by itself, but believes it when another process, or a zombie,
    // now has the number: after a container was killed and started again that is the normal case.
    if (numberIsTaken(note.pid)) await rm(noteFile(cluster), { force: true });
    return false;
  }
  const noted = await realpath(note.directory).catch(() => note.directory);
  if (noted === cluster) return true;
  throw new DatabaseUnavailable(
    `The database in ${cluster} was copied or moved while a PostgreSQL server was using it as ${note.directory} ` +
      `(process id ${note.pid}). Stop that server, delete ${noteFile(cluster)}, and start again.`,
  );
}

function numberIsTaken(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
