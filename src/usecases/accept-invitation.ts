// A link from an administrator and a password → an account that can sign in, and is signed in.

import { passwordProblems } from "../domain/access/password.js";
import { accepted, problem, refused, type Outcome } from "../domain/problem.js";
import type { AccountReader, DeviceProof, Devices, Passwords } from "./account-ports.js";
import type { Clock, InTransaction } from "./ports.js";
import { openSession, type NewSession } from "./session.js";
import { tokenSha256 } from "./token.js";

export interface Acceptance {
  readonly session: NewSession;
  /** Null: the account has no address to sign in by. */
  readonly device: DeviceProof | null;
  readonly displayName: string;
}

/** An unknown, a used and an expired invitation, and that of a disabled account, read the same. */
export type AcceptInvitation = (
  token: string,
  password: string,
  devices: string | null,
) => Promise<Outcome<Acceptance>>;

export function acceptInvitation(ports: {
  readonly accounts: AccountReader;
  readonly passwords: Passwords;
  readonly devices: Devices;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}): AcceptInvitation {
  return async (token, password, devices) => {
    const sha256 = tokenSha256(token);
    const invited = await ports.accounts.invited(sha256, ports.clock());
    const problems = passwordProblems(password, invited?.email ?? null, "password");
    if (invited === null) return refused(unknownInvitation(), ...problems);
    if (problems.length > 0) return refused(...problems);
    const passwordHash = await ports.passwords.hash(password);
    const { email } = invited;
    const device = email === null ? null : await ports.devices.remember(email, devices);
    return ports.inTransaction(async (writer) => {
      const now = ports.clock();
      const account = await writer.lockAccount(invited.accountId);
      if (account?.disabledAt !== null || !(await writer.acceptInvitation(sha256, now)))
        return refused(unknownInvitation());
      await writer.setPasswordHash(account.id, passwordHash);
      await writer.endSessions(account.id);
      const session = await openSession(writer, {
        accountId: account.id,
        at: now,
        earlierSession: null,
        action: "account:acceptInvitation",
      });
      return accepted({ session, device, displayName: account.displayName });
    });
  };
}

function unknownInvitation() {
  return problem(
    "UNKNOWN_INVITATION",
    "token",
    "The invitation is not known, was used before, or has run out.",
    "Ask the administrator for a new one.",
  );
}
