// The rounds of a running server that bring refused sign-ins into the audit log. Every process on a database may make them:
// what one has taken, no other finds.

import { repeat, type Log, type Rounds } from "./rounds.js";
import type { RecordRefusals } from "./usecases/record-refusals.js";

/** So often the log may grow by an entry while sign-ins are refused, however many they are. */
const RECORD_EVERY_MS = 60_000;

export interface RefusalRoundsOptions {
  readonly recordRefusals: RecordRefusals;
  readonly log: Log;
  /** Milliseconds between two rounds. */
  readonly everyMs?: number;
}

export function startRefusalRounds({
  recordRefusals,
  log,
  everyMs = RECORD_EVERY_MS,
}: RefusalRoundsOptions): Rounds {
  const ending = new AbortController();
  const { signal } = ending;
  const round = async () => {
    const accounts = await recordRefusals();
    if (accounts > 0) log.warn({ accounts }, "sign-ins were refused at known accounts");
  };
  const recording = repeat(round, { what: "refused sign-ins", milliseconds: everyMs, signal, log });
  return {
    stop: () => {
      ending.abort();
      return recording;
    },
  };
}
