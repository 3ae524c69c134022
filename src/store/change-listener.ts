// Hears what other processes, and whoever else works on the database, have changed: over one connection that listens.

import type pg from "pg";
import type { ChapterId } from "../domain/reporting/chapter.js";
import type { FigureStore } from "./figure-store.js";

/** Between attempts to listen again after the connection was lost. */
const RETRY_MS = 1_000;

/**
 * Resolves once it listens, or once the first attempt has failed: it goes on trying.
 * @returns a function that stops listening; from then on nothing is kept
 */
export async function listenForChanges(pool: pg.Pool, figures: FigureStore): Promise<() => Promise<void>> {
  let isStopped = false;
  let release: (() => void) | null = null;
  let retry: NodeJS.Timeout | undefined;

  /** Also when two signs of one loss are seen: the connection is let go once, and one attempt follows. */
  const lose = (): void => {
    figures.listening(false);
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
        figures.forget(/^\d+$/.test(payload) ? (Number(payload) as ChapterId) : "ANYTHING");
      });
      await client.query("LISTEN figures");
      if (isStopped) release();
      // What was kept before this connection listened may lack a change: it begins with nothing.
      else figures.listening(true);
    } catch {
      lose();
    }
  };

  await begin();
  return () => {
    isStopped = true;
    clearTimeout(retry);
    figures.listening(false);
    release?.();
    return Promise.resolve();
  };
}
