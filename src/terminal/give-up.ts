// How a command ends when it cannot go on: one sentence that says what to do, no stack trace.

import { DatabaseUnavailable } from "../store/database-unavailable.js";
import type { Outcome } from "../domain/problem.js";

/** The command cannot go on; the message says why and what to do. */
export class GiveUp extends Error {}

/** @throws GiveUp with every problem on a line of its own */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new GiveUp(outcome.problems.map(({ path, message, fix }) => `${path}: ${message} ${fix}`).join("\n"));
}

/** Runs a command; what it gives up with is printed and makes the exit code 1. Anything else is a bug and keeps its trace. */
export async function endWith(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    const isExpected = error instanceof GiveUp || error instanceof DatabaseUnavailable;
    console.error(isExpected ? error.message : error);
    process.exit(1);
  }
}
