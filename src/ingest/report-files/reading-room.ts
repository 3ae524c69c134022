// Where files are read: in threads of their own, so that a large one keeps nobody else waiting, few at a time, and the others
// in a queue that ends.

import { availableParallelism } from "node:os";
import { Tinypool } from "tinypool";
import { refused, type Outcome } from "../../domain/problem.js";
import { UnreadableFile } from "./file-problems.js";
import { MOST_READING_MB, MOST_WAITING_FILES } from "./limits.js";
import type { ReportFile, UploadedFile } from "./read-report-file.js";

export interface ReadingRoom {
  /** Null: so many files wait already that this one should come again later. */
  read(file: UploadedFile): Promise<Outcome<ReportFile> | null>;
  close(): Promise<void>;
}

/** @param readingThread the compiled file of the thread */
export function openReadingRoom(readingThread: string): ReadingRoom {
  const pool = new Tinypool({
    filename: readingThread,
    runtime: "worker_threads",
    minThreads: 0,
    // One processor is left to everybody else.
    maxThreads: Math.min(2, Math.max(1, availableParallelism() - 1)),
    concurrentTasksPerWorker: 1,
    idleTimeout: 10_000,
    resourceLimits: { maxOldGenerationSizeMb: MOST_READING_MB },
  });
  return {
    async read(file) {
      if (pool.queueSize >= MOST_WAITING_FILES) return null;
      try {
        return (await pool.run(file)) as Outcome<ReportFile>;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ERR_WORKER_OUT_OF_MEMORY") throw error;
        return refused(tooMuch().asProblem(file.name));
      }
    },
    close: () => pool.destroy(),
  };
}

function tooMuch(): UnreadableFile {
  return new UnreadableFile(
    "The file holds more than can be read at once.",
    "Upload the months in several files, each in a fresh template.",
  );
}
