// Counts attempts at secrets in the database, so that a limit holds over all processes and outlives a restart.

import { createHash } from "node:crypto";
import type pg from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { networkOf } from "../domain/access/network.js";
import type { Admission, Attempts, Sender } from "../usecases/account-ports.js";

const WINDOW_SECONDS = 15 * 60;

/** By one sender at one account: few enough against guessing, and a person who has forgotten stops sooner. */
export const MOST_BY_SENDER = 10;

/** From one network, behind which a whole agency may sit, at all accounts. */
export const MOST_FROM_NETWORK = 50;

/**
 * At one account by all who are not known to it. So many come from ten networks at least: it slows down who guesses from everywhere,
 * and then keeps the owner from devices that are new as well, but from none that is known.
 */
export const MOST_BY_STRANGERS = 100;

export function attemptStore(pool: pg.Pool): Attempts {
  const counter = (keyPrefix: string, points: number) =>
    new RateLimiterPostgres({
      storeClient: pool,
      storeType: "pool",
      tableName: "attempt_count",
      tableCreated: true,
      keyPrefix,
      points,
      duration: WINDOW_SECONDS,
    });
  const bySender = counter("sender", MOST_BY_SENDER);
  const fromNetwork = counter("address", MOST_FROM_NETWORK);
  const byStrangers = counter("account", MOST_BY_STRANGERS);
  return {
    async admit({ account, sender }) {
      const own = await consume(bySender, senderAt(account, sender));
      if (!own.isAdmitted || sender?.device !== null) return own;
      // What is refused further in is not counted further out: one sender alone uses up little of what all strangers have.
      const network = await consume(fromNetwork, networkOf(sender.address));
      return network.isAdmitted ? consume(byStrangers, account) : network;
    },

    async forgive({ account, sender }) {
      await bySender.delete(keyOf(senderAt(account, sender)));
      if (sender?.device !== null) return;
      await fromNetwork.reward(keyOf(networkOf(sender.address)), 1);
      await byStrangers.reward(keyOf(account), 1);
    },
  };
}

function senderAt(account: string, sender: Sender | null): string {
  if (sender === null) return `owner\n${account}`;
  const { device, address } = sender;
  return device === null ? `network ${networkOf(address)}\n${account}` : `device ${device}\n${account}`;
}

async function consume(counter: RateLimiterPostgres, what: string): Promise<Admission> {
  try {
    await counter.consume(keyOf(what));
    return { isAdmitted: true };
  } catch (error) {
    // The library rejects with what is left of the window; anything else is a failure.
    if (!(error instanceof RateLimiterRes)) throw error;
    return { isAdmitted: false, retryAfterSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)) };
  }
}

/** Neither addresses nor emails stand in the table. */
function keyOf(what: string): string {
  return createHash("sha256").update(what).digest("hex");
}
