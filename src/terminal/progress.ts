// A progress bar on a terminal, a line at the end elsewhere. Nothing is shown for work that is over at once.

import { SingleBar } from "cli-progress";

export interface Progress {
  readonly update: (done: number, of: number) => void;
  readonly stop: () => void;
}

export function progressBar(title: string): Progress {
  const bar = new SingleBar({
    format: `${title} [{bar}] {value}/{total}`,
    // Without a terminal: a line now and then instead of a moving bar.
    noTTYOutput: true,
    notTTYSchedule: 2_000,
    hideCursor: true,
  });
  let isStarted = false;
  return {
    update: (done, of) => {
      if (!isStarted) bar.start(of, 0);
      isStarted = true;
      bar.update(done);
    },
    stop: () => {
      if (isStarted) bar.stop();
    },
  };
}
