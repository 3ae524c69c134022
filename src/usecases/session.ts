// A sign-in of a browser, and how long it holds.

import type { AccountWriter } from "./account-ports.js";
import { lease } from "./token.js";

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

/**
 * @param earlier the session that the browser had before, which ends: nobody can plant one and wait for a sign-in
 */
export async function openSession(
  writer: AccountWriter,
  accountId: number,
  now: Date,
  earlier: string | null,
): Promise<NewSession> {
  const { token, ...session } = lease(now, LONGEST_SESSION_MS);
  if (earlier !== null) await writer.endSession(earlier);
  await writer.addSession(accountId, session);
  return { token, expiresAt: session.expiresAt };
}
