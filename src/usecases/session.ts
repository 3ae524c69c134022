// A sign-in of a browser, and how long it holds. None begins without an entry in the audit log.

import { appendAudit } from "./audit.js";
import type { Writer } from "./ports.js";
import { lease, tokenSha256 } from "./token.js";

/** A session that is not used for two hours is over: a browser left open over a shift is not a way in. */
const LONGEST_IDLE_MS = 2 * 60 * 60 * 1000;

/** However busy, it is over after twelve hours, as NIST SP 800-63B-3 section 4.2.3 has it: a working day. */
export const LONGEST_SESSION_MS = 12 * 60 * 60 * 1000;

/** A session must have been seen after this. */
export function idleSince(now: Date): Date {
  return new Date(now.getTime() - LONGEST_IDLE_MS);
}

/** What the browser is given: the token, which is kept nowhere else. */
export interface NewSession {
  readonly token: string;
  readonly expiresAt: Date;
}

export interface Opening {
  readonly accountId: number;
  readonly at: Date;
  /** The session that the browser had before, which ends: nobody can plant one and wait for a sign-in. */
  readonly earlierSession: string | null;
  /** How it came to it, for the audit log. */
  readonly action: "account:signIn" | "account:signInByProvider" | "account:acceptInvitation";
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The last thing in a transaction: from here on to its end others wait for the log. */
export async function openSession(writer: Writer, opening: Opening): Promise<NewSession> {
  const { accountId, at, earlierSession, action, details = {} } = opening;
  const { token, ...session } = lease(at, LONGEST_SESSION_MS);
  const ended = earlierSession === null ? null : await writer.endSession(tokenSha256(earlierSession));
  await writer.addSession(accountId, session);
  await appendAudit(writer, {
    at,
    accountId,
    action,
    subject: `account ${String(accountId)}`,
    details: { ...details, ...(ended === null ? {} : { endedSessionOf: ended }) },
  });
  return { token, expiresAt: session.expiresAt };
}
