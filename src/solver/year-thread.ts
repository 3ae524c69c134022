// The thread in which a year is protected or restated: it gets a lattice, tells its steps, and ends with the outcome.

import { parentPort, workerData } from "node:worker_threads";
import type { YearLattice } from "../domain/disclosure/lattice.js";
import type { DisclosurePolicy } from "../domain/disclosure/policy.js";
import { protect } from "../domain/disclosure/protect.js";
import type { History } from "../domain/disclosure/protected-lattice.js";
import { restate } from "../domain/disclosure/restate.js";
import { loadSolver } from "./highs-solver.js";

/** What the thread is given. */
export interface Work {
  readonly task: keyof typeof TASKS;
  readonly lattice: YearLattice;
  readonly policy: DisclosurePolicy;
  readonly history: History;
}

const TASKS = { protect, restate };

const { task, lattice, policy, history } = workerData as Work;
const outcome = TASKS[task](lattice, policy, history, await loadSolver(), (step) => {
  parentPort?.postMessage({ step });
});
parentPort?.postMessage({ outcome });
