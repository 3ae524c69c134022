// Protects a year in a thread of its own, so that the server goes on answering meanwhile.

import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { OnStep, ProtectedYear } from "../domain/disclosure/protect.js";
import type { Outcome } from "../domain/problem.js";
import type { ProtectYear } from "../usecases/release-ports.js";
import type { Work } from "./protect-worker.js";

type Step = Parameters<OnStep>[0];
type Message = { readonly step: Step } | { readonly outcome: Outcome<ProtectedYear> };

/** A step may take long: so often it is told anew that the thread is still at it. */
const TELL_EVERY_MS = 60_000;

/** @param projectRoot directory that holds the compiled server in dist/ */
export function protectInWorker(projectRoot: string): ProtectYear {
  return async (lattice, policy, history, onStep) => {
    const workerData: Work = { lattice, policy, history };
    const worker = new Worker(join(projectRoot, "dist/src/solver/protect-worker.js"), { workerData });
    let step: Step | null = null;
    const telling = setInterval(() => {
      if (step !== null) onStep(step);
    }, TELL_EVERY_MS);
    try {
      return await new Promise<Outcome<ProtectedYear>>((resolve, reject) => {
        worker.on("message", (message: Message) => {
          if ("outcome" in message) resolve(message.outcome);
          else onStep((step = message.step));
        });
        worker.once("error", reject);
        worker.once("exit", (code) => {
          reject(new Error(`The thread that protects a year ended with code ${String(code)}.`));
        });
      });
    } finally {
      clearInterval(telling);
      await worker.terminate();
    }
  };
}
