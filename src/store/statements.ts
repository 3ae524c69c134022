// Counts the SQL statements that one piece of work sends, so that the log and the tests can see what it costs.

import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";

/** Counts up while the work runs. */
export interface StatementTally {
  statements: number;
}

const tallies = new AsyncLocalStorage<StatementTally>();

/** Runs the work, and all that follows from it, counting into the tally that is handed in. */
export function countingStatements<T>(tally: StatementTally, work: () => T): T {
  return tallies.run(tally, work);
}

/** A client that counts; BEGIN and COMMIT count too, since they cost a round trip as well. */
export class CountingClient extends pg.Client {
  // The overloads of pg's query are passed on untouched, whatever their shape.
  override query = ((...args: Parameters<pg.Client["query"]>) => {
    const tally = tallies.getStore();
    if (tally !== undefined) tally.statements++;
    return super.query(...args);
  }) as pg.Client["query"];
}
