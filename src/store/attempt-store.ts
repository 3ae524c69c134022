// Counts attempts at secrets in the database, so that a limit holds over all processes and outlives a restart.

import { createHash } from "node:crypto";
import type pg from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Admission, Attempts } from "../usecases/account-ports.js";

const WINDOW_SECONDS = 15 * 60;

/** At one account: few enough against guessing, and a person who has forgotten stops sooner. */
export const MOST_AT_ACCOUNT = 10;

/** From one address, behind which a whole agency may sit. */
export const MOST_FROM_ADDRESS = 50;

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
  const atAccount = counter("account", MOST_AT_ACCOUNT);
  const fromAddress = counter("address", MOST_FROM_ADDRESS);
  return {
    async admit(account, address) {
      const admissions = await Promise.all([
        consume(atAccount, account),
        ...(address === undefined ? [] : [consume(fromAddress, address)]),
      ]);
      const waits = admissions.flatMap((one) => (one.isAdmitted ? [] : [one.retryAfterSeconds]));
      return waits.length === 0
        ? { isAdmitted: true }
        : { isAdmitted: false, retryAfterSeconds: Math.max(...waits) };
    },

    async forgive(account, address) {
      await atAccount.delete(keyOf(account));
      if (address !== undefined) await fromAddress.reward(keyOf(address), 1);
    },
  };
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
