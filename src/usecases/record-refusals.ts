// Brings refused sign-ins at known accounts into the audit log: one entry a round, however many there were.

import type { Refusals } from "./account-ports.js";
import { appendAudit } from "./audit.js";
import type { Clock, InTransaction } from "./ports.js";

/** @returns at how many accounts */
export type RecordRefusals = () => Promise<number>;

export function recordRefusals(ports: {
  readonly refusals: Refusals;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}): RecordRefusals {
  return async () => {
    if (!(await ports.refusals.areWaiting())) return 0;
    return ports.inTransaction(async (writer) => {
      // First the lock of the log, then the rows: whoever is refused just now must not wait for those who wait for the log.
      await writer.lastAuditEntry();
      const refused = await writer.takeRefusals();
      if (refused.length === 0) return 0;
      await appendAudit(writer, {
        at: ports.clock(),
        accountId: null,
        action: "account:refuseSignIn",
        subject: "accounts",
        details: {
          refused: refused.map(({ accountId, times, firstAt, lastAt }) => ({
            account: accountId,
            times,
            firstAt: firstAt.toISOString(),
            lastAt: lastAt.toISOString(),
          })),
        },
      });
      return refused.length;
    });
  };
}
