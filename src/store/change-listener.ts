// Hears what other processes, and whoever else works on the database, have changed: over one connection that listens.

import type pg from "pg";
import type { ChapterId } from "../domain/reporting/chapter.js";

/** What has changed: the reports of a chapter, or anything. */
export type Change = ChapterId | "ANYTHING";

/** Whoever holds in memory what lies in the database. */
export interface Keeping {
  /** To be called when a change is on record and before anybody is told so: no later answer may lack it. */
  forget(change: Change): void;
  /** While nobody tells it what other processes change, it keeps nothing and reads all anew for each question. */
  listening(isTold: boolean): void;
}

/** All of them as one. */
export function keepingTogether(all: readonly Keeping[]): Keeping {
  return {
    forget(change) {
      for (const one of all) one.forget(change);
    },
    listening(isTold) {
      for (const one of all) one.listening(isTold);
    },
  };
}

/** Between attempts to listen again after the connection was lost. */
const RETRY_MS = 1_000;

/**
 * Resolves once it listens, or once the first attempt has failed: it goes on trying.
 * @returns a function that stops listening; from then on nothing is kept
 */
export async function listenForChanges(pool: pg.Pool, kept: Keeping): Promise<() => Promise<void>> {
  let isStopped = false;
  let release: (() => void) | null = null;
  let retry: NodeJS.Timeout | undefined;

  /** Also when two signs of one loss are seen: the connection is let go once, and one attempt follows. */
  const lose = (): void => {
    kept.listening(false);
    release?.();
    clearTimeout(retry);
    if (!isStopped) retry = setTimeout(() => void begin(), RETRY_MS).unref();
  };

  const begin = async (): Promise<void> => {
    try {
      const client = await pool.connect();
      release = () => {
        release = null;
        client.removeAllListeners("notification");
        client.off("error", lose);
        client.release(true);
      };
      client.on("error", lose);
      client.on("notification", ({ payload = "" }) => {
        kept.forget(/^\d+$/.test(payload) ? (Number(payload) as ChapterId) : "ANYTHING");
      });
      await client.query("LISTEN figures");
      if (isStopped) release();
      // What was kept before this connection listened may lack a change: it begins with nothing.
      else kept.listening(true);
    } catch {
      lose();
    }
  };

  await begin();
  return () => {
    isStopped = true;
    clearTimeout(retry);
    kept.listening(false);
    release?.();
    return Promise.resolve();
  };
}
