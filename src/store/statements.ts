// Counts and times the SQL statements that one piece of work sends, so that whoever asks, the log and the tests can see what it
// costs, and sends those of one connection one after another.

import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";

/** Counts up while the work runs. */
export interface StatementTally {
  statements: number;
  /** From sending to answer, added up: statements on several connections at once count each. */
  milliseconds: number;
}

export function noStatements(): StatementTally {
  return { statements: 0, milliseconds: 0 };
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
  override query = ((...args: Arguments) => {
    const tally = tallies.getStore();
    if (tally !== undefined) tally.statements++;
    const send = (): unknown => {
      const ended = stopwatch(tally);
      // The pool hands over a callback, a transaction waits for a promise.
      const answer = (super.query as (...all: Arguments) => unknown).apply(this, withCallback(args, ended));
      return answer instanceof Promise ? answer.finally(ended) : answer;
    };
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

/** Begins to measure, and adds to the tally when it is called. */
function stopwatch(tally: StatementTally | undefined): () => void {
  const begun = performance.now();
  return () => {
    if (tally !== undefined) tally.milliseconds += performance.now() - begun;
  };
}

type Arguments = Parameters<pg.Client["query"]>;

/** The same arguments, with something that happens before their callback if they have one. */
function withCallback(args: Arguments, before: () => void): Arguments {
  return args.map((one: unknown) =>
    typeof one === "function"
      ? (...answer: readonly unknown[]) => {
          before();
          (one as (...answer: readonly unknown[]) => void)(...answer);
        }
      : one,
  ) as unknown as Arguments;
}
