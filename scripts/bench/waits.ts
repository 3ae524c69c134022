// How long others wait while something large is under way: a thread of its own asks /healthz again and again.

import { Worker } from "node:worker_threads";

/** Waits 20 ms after each answer and keeps the longest time that one took. */
const ASKING = `
  const { parentPort, workerData } = require("node:worker_threads");
  let longest = 0, isOver = false;
  parentPort.on("message", () => { isOver = true; });
  (async () => {
    while (!isOver) {
      const begun = performance.now();
      await (await fetch(workerData)).text();
      longest = Math.max(longest, performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    parentPort.postMessage(longest);
    parentPort.close();
  })();`;

/** @returns seconds that the slowest answer of /healthz took meanwhile, and what the work came to */
export async function longestWait<T>(
  url: string,
  work: () => Promise<T>,
): Promise<{ readonly seconds: number; readonly result: T }> {
  const worker = new Worker(ASKING, { eval: true, workerData: `${url}/healthz` });
  const longest = new Promise<number>((resolve, reject) => {
    worker.once("message", resolve).once("error", reject);
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const result = await work();
  worker.postMessage("stop");
  return { seconds: (await longest) / 1_000, result };
}
