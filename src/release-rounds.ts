// The rounds of a running server that build the releases that wait. Every process on a database may make them: none builds what
// another has in hand, and what a process that died had in hand is built anew.

import { repeat, type Log, type Rounds } from "./rounds.js";
import type { BuildEnd, BuildWaitingRelease } from "./usecases/build-waiting-release.js";

const LOOK_EVERY_MS = 3_000;

const ENDS: Readonly<Record<BuildEnd, string>> = {
  BUILT: "release built",
  FAILED: "release built",
  LOST: "release left to another builder",
  HANDED_BACK: "release left to another builder",
  CANCELED: "release canceled while it was built",
};

export interface ReleaseRoundsOptions {
  readonly buildWaitingRelease: BuildWaitingRelease;
  readonly log: Log;
  /** Milliseconds between two looks. */
  readonly everyMs?: number;
}

export function startReleaseRounds({
  buildWaitingRelease,
  log,
  everyMs = LOOK_EVERY_MS,
}: ReleaseRoundsOptions): Rounds {
  const ending = new AbortController();
  const { signal } = ending;
  const round = async () => {
    while (!signal.aborted) {
      const built = await buildWaitingRelease(signal);
      if (built === null) return;
      log.info({ release: built.id, status: built.status }, ENDS[built.status]);
    }
  };
  const building = repeat(round, { what: "releases", milliseconds: everyMs, signal, log });
  return {
    // Nobody waits for a build when the process ends: it is handed back, and another process takes it over.
    stop: () => {
      ending.abort();
      return building;
    },
  };
}
