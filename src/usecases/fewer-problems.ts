// A hopeless file has a fault in every cell, and nobody reads further: how many problems are carried over all of its rows.

import type { Problem } from "../domain/problem.js";

export const MOST_PROBLEMS = 1_000;

interface Faulty {
  readonly problems: readonly Problem[];
  /** How many more there are than these. */
  readonly moreProblems: number;
}

/**
 * The rows with at most so many problems in all, the first of them, and the number of the others.
 * @param kept as many as a row keeps however many there are before it
 */
export function withFewerProblems<Row extends Faulty>(
  rows: Iterable<Row>,
  kept: number,
  most = MOST_PROBLEMS,
): readonly Row[] {
  const told: Row[] = [];
  let left = most;
  for (const row of rows) {
    const taken = Math.min(row.problems.length, Math.max(left, kept));
    left = Math.max(0, left - taken);
    const more = row.problems.length - taken;
    told.push(
      more === 0
        ? row
        : { ...row, problems: row.problems.slice(0, taken), moreProblems: row.moreProblems + more },
    );
  }
  return told;
}
