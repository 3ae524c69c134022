// Counts the SQL statements that one piece of work sends, so that the log and the tests can see what it costs, and sends
// those of one connection one after another.

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

/**
 * A client that counts; BEGIN and COMMIT count too, since they cost a round trip as well. A statement that comes while another
 * is under way waits for its answer: Prisma sends those of an `include` inside a transaction all at once, and pg lets only
 * one of its callers at a time use a connection.
 */
export class StatementClient extends pg.Client {
  /** Resolves when the last statement has its answer, good or bad; null when none is under way. */
  private underWay: Promise<void> | null = null;

  // The overloads of pg's query are passed on untouched, whatever their shape.
  override query = ((...args: Parameters<pg.Client["query"]>) => {
    const tally = tallies.getStore();
    if (tally !== undefined) tally.statements++;
    const send = (): unknown => super.query(...args);
    const answer = this.underWay === null ? send() : this.underWay.then(send);
    // A callback has no promise to wait for: it is the pool's own, for a connection that nobody else has just then.
    if (!(answer instanceof Promise)) return answer;
    const settle = () => {
      if (this.underWay === done) this.underWay = null;
    };
    const done: Promise<void> = answer.then(settle, settle);
    this.underWay = done;
    return answer;
  }) as pg.Client["query"];
}
