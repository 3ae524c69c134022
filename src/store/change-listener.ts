// Hears what other processes, and whoever else works on the database, have changed: over one connection that listens.

import { setTimeout as pause } from "node:timers/promises";
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
 * Between two signs of life. A peer can vanish without a word, and a statement that is not answered says so: together with the
 * time that the connection gives a statement, this is how old a figure may be at most.
 */
const HEARTBEAT_MS = 4_000;

/**
 * Resolves once it listens, or once the first attempt has failed: it goes on trying.
 * @param newConnection one of its own, not yet open: it is held for good, and whoever asks a pool waits for those that come back
 * @returns a function that stops listening; from then on nothing is kept
 */
export async function listenForChanges(
  newConnection: () => pg.Client,
  kept: Keeping,
): Promise<() => Promise<void>> {
  const stopping = new AbortController();
  const { signal } = stopping;

  /** Rejects when the connection is lost. */
  const listen = async (isListening: () => void): Promise<never> => {
    const client = newConnection();
    const ended = new Promise((resolve) => client.once("end", resolve));
    // What is wrong with it, the next statement says.
    client.on("error", () => undefined);
    // Its leave is not waited for: there may be nobody to take it.
    const leave = () => client.connection.stream.destroy();
    signal.addEventListener("abort", leave);
    client.on("notification", ({ payload = "" }) => {
      kept.forget(/^\d+$/.test(payload) ? (Number(payload) as ChapterId) : "ANYTHING");
    });
    try {
      await client.connect();
      await client.query("LISTEN figures");
      signal.throwIfAborted();
      // What was kept before this connection listened may lack a change: it begins with nothing.
      kept.listening(true);
      isListening();
      for (;;) {
        await Promise.race([pause(HEARTBEAT_MS, undefined, { signal }), ended]);
        await client.query("SELECT 1");
      }
    } finally {
      client.removeAllListeners("notification");
      kept.listening(false);
      signal.removeEventListener("abort", leave);
      leave();
    }
  };

  let listening: Promise<void> = Promise.resolve();
  await new Promise<void>((resolve) => {
    const goOn = async (): Promise<void> => {
      while (!signal.aborted) {
        await listen(resolve).catch(resolve);
        await pause(RETRY_MS, undefined, { signal, ref: false }).catch(() => undefined);
      }
    };
    listening = goOn();
  });
  return () => {
    stopping.abort();
    return listening;
  };
}
