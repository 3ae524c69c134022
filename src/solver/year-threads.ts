// Protects or restates a year in a thread of its own, so that the server goes on answering meanwhile.

import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { OnStep, ProtectedYear } from "../domain/disclosure/protect.js";
import type { RestatedYear } from "../domain/disclosure/restate.js";
import type { Outcome } from "../domain/problem.js";
import type { ProtectYear, RestateYear } from "../usecases/release-ports.js";
import type { Work } from "./year-thread.js";

type Step = Parameters<OnStep>[0];
type Message<Year> = { readonly step: Step } | { readonly outcome: Outcome<Year> };

/** @param projectRoot directory that holds the compiled server in dist/ */
export function yearThreads(projectRoot: string): {
  readonly protectYear: ProtectYear;
  readonly restateYear: RestateYear;
} {
  return {
    protectYear: (lattice, policy, history, onStep, stop) =>
      inWorker<ProtectedYear>(projectRoot, { task: "protect", lattice, policy, history }, onStep, stop),
    restateYear: (lattice, policy, history, onStep, stop) =>
      inWorker<RestatedYear>(projectRoot, { task: "restate", lattice, policy, history }, onStep, stop),
  };
}

async function inWorker<Year>(
  projectRoot: string,
  workerData: Work,
  onStep: OnStep,
  stop: AbortSignal,
): Promise<Outcome<Year>> {
  stop.throwIfAborted();
  const worker = new Worker(join(projectRoot, "dist/src/solver/year-thread.js"), { workerData });
  const end = () => void worker.terminate();
  stop.addEventListener("abort", end);
  try {
    return await new Promise<Outcome<Year>>((resolve, reject) => {
      worker.on("message", (message: Message<Year>) => {
        if ("outcome" in message) resolve(message.outcome);
        else onStep(message.step);
      });
      worker.once("error", reject);
      worker.once("exit", (code) => {
        reject(new Error(`The thread that protects a year ended with code ${String(code)}.`));
      });
    });
  } finally {
    stop.removeEventListener("abort", end);
    await worker.terminate();
  }
}
