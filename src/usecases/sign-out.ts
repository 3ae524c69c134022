// Ends a session. One that is over already is over.

import { appendAudit } from "./audit.js";
import type { Clock, InTransaction } from "./ports.js";
import { tokenSha256 } from "./token.js";

export type SignOut = (session: string) => Promise<void>;

export function signOut(ports: { readonly inTransaction: InTransaction; readonly clock: Clock }): SignOut {
  return (session) =>
    ports.inTransaction(async (writer) => {
      const accountId = await writer.endSession(tokenSha256(session));
      if (accountId === null) return;
      await appendAudit(writer, {
        at: ports.clock(),
        accountId,
        action: "account:signOut",
        subject: `account ${String(accountId)}`,
        details: {},
      });
    });
}
