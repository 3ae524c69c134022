// Work that a running server does again and again until it stops.

import { setTimeout as pause } from "node:timers/promises";

export interface Rounds {
  /** Resolves when nothing is under way any more. */
  stop(): Promise<void>;
}

export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface Rhythm {
  /** What the rounds are of, for the log. */
  readonly what: string;
  readonly milliseconds: number;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** Resolves when the signal is aborted and the round under way has ended. A failure is said once, until a round goes well. */
export async function repeat(
  round: () => Promise<void>,
  { what, milliseconds, signal, log }: Rhythm,
): Promise<void> {
  let lastFailure = "";
  const isEnding = () => signal.aborted;
  while (!isEnding()) {
    try {
      await round();
      lastFailure = "";
    } catch (error) {
      const { message } = error as Error;
      if (message !== lastFailure && !isEnding()) log.error({ err: error }, `a round of ${what} failed`);
      lastFailure = message;
    }
    await pause(milliseconds, undefined, { signal }).catch(() => undefined);
  }
}
