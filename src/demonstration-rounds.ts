// The rounds of a running server with demonstration data that bring a first release of it out, and end with it.

import { repeat, type Log, type Rounds } from "./rounds.js";
import { releaseNumber } from "./domain/release/published-release.js";
import type { DemonstratedRelease } from "./usecases/demonstrate-release.js";

const LOOK_EVERY_MS = 3_000;

export interface DemonstrationRoundsOptions {
  /** Goes a step further, if one can be gone. */
  readonly demonstrateRelease: () => Promise<DemonstratedRelease | null>;
  readonly say: (sentence: string) => void;
  /** Where the server can be reached, without a slash at its end. */
  readonly url: string;
  readonly log: Log;
  /** Milliseconds between two looks. */
  readonly everyMs?: number;
}

export function startDemonstrationRounds({
  demonstrateRelease,
  say,
  url,
  log,
  everyMs = LOOK_EVERY_MS,
}: DemonstrationRoundsOptions): Rounds {
  const ending = new AbortController();
  const { signal } = ending;
  let isAwaited = false;
  const round = async () => {
    const step = await demonstrateRelease();
    if (signal.aborted) return;
    const status = step?.release.status ?? null;
    if (status === "QUEUED" || status === "BUILDING") {
      if (!isAwaited)
        say(
          `A first public release of the demonstration data is being built, which takes some minutes; how far it is: "releaseDrafts" at ${url}/graphiql.`,
        );
      isAwaited = true;
      return;
    }
    ending.abort();
    if (step !== null && (isAwaited || step.isNew)) say(outcomeOf(step, url));
  };
  const looking = repeat(round, {
    what: "the demonstration release",
    milliseconds: everyMs,
    signal,
    log,
  });
  return {
    stop: () => {
      ending.abort();
      return looking;
    },
  };
}

function outcomeOf({ release }: DemonstratedRelease, url: string): string {
  const { number, status, stateCode } = release;
  return number === null
    ? `The first release of the demonstration data is ${status.toLowerCase()}; "releaseDrafts" at ${url}/graphiql says more.`
    : `Release ${releaseNumber({ stateCode, number })} of the demonstration data is published: ${url}/releases/${releaseNumber({ stateCode, number })}, or ask without a token.`;
}
