// How a command ends when it cannot go on: one sentence that says what to do, no stack trace.

import { DatabaseUnavailable, databaseUnavailability } from "../store/database-unavailable.js";
import type { Outcome } from "../domain/problem.js";

/** The command cannot go on; the message says why and what to do. */
export class GiveUp extends Error {}

/** @throws GiveUp with every problem on a line of its own */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new GiveUp(outcome.problems.map(({ path, message, fix }) => `${path}: ${message} ${fix}`).join("\n"));
}

/** Runs a command; what it gives up with is printed and makes the exit code 1. Anything else is a bug and keeps its trace, unless the database is at fault. */
export async function endWith(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    console.error(sentenceFor(error) ?? error);
    process.exit(1);
  }
}

/** Null for a bug. */
function sentenceFor(error: unknown): string | null {
  if (error instanceof GiveUp || error instanceof DatabaseUnavailable) return error.message;
  const found = databaseUnavailability(error);
  if (found === null) return null;
  return found.isLasting ? found.why : `${found.why} Try again in a while.`;
}
