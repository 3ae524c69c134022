// Work that holds a connection asks for no second one: a pool whose connections are all held by work that waits for another
// gives none to anybody. Whatever a transaction needs to know is found out before it, or over its own connection.

import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";

/** The work under way, which may have begun its transaction or not, or ended it. */
export interface Holder {
  isHolding: boolean;
}

const holders = new AsyncLocalStorage<Holder>();

/** Runs work that may hold a connection, which it tells by the holder. */
export function asHolder<T>(holder: Holder, work: () => T): T {
  return holders.run(holder, work);
}

/** Runs work over a connection that was taken for it. */
export function holdingConnection<T>(work: () => T): T {
  return asHolder({ isHolding: true }, work);
}

/** A pool that fails loudly, and always, where it would stand still only under load. */
export class GuardedPool extends pg.Pool {
  // The overloads of pg's connect are passed on untouched, whatever their shape.
  override connect = ((...args: unknown[]) => {
    if (holders.getStore()?.isHolding === true)
      throw new Error("Work inside a transaction asked for a second connection.");
    return (super.connect as (...all: unknown[]) => unknown).apply(this, args);
  }) as pg.Pool["connect"];
}
