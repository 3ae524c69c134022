// Ends a session. One that is over already is over.

import type { InTransaction } from "./ports.js";
import { tokenSha256 } from "./token.js";

export type SignOut = (session: string) => Promise<void>;

export function signOut(ports: { readonly inTransaction: InTransaction }): SignOut {
  return (session) => ports.inTransaction((writer) => writer.endSession(tokenSha256(session)));
}
