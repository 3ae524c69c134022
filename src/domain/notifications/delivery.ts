// What becomes of a queued mail after an attempt to send it: sent, tried again later, or given up.

import { isDeliverable, type OutgoingMessage } from "./notification.js";

const MINUTE_MS = 60_000;
const FIRST_WAIT_MS = MINUTE_MS / 2;
const LONGEST_WAIT_MS = 6 * 60 * MINUTE_MS;

/** Each wait is between 80 % and 120 % of its length, so that what failed together is not tried again together. */
const JITTER = 0.2;

/**
 * Waits of 30 seconds, doubled up to 6 hours: the 22nd attempt comes about 74 hours after the first, with the jitter
 * between 60 and 90.
 */
export const MOST_ATTEMPTS = 22;

/**
 * Milliseconds until the next attempt.
 * @param failures attempts that have failed so far, at least 1
 * @param draw from 0 up to, but not, 1
 */
export function waitAfter(failures: number, draw: number): number {
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
  return Math.round(wait * (1 - JITTER + 2 * JITTER * draw));
}

/** A mail whose turn has come. */
export interface WaitingMessage extends OutgoingMessage {
  readonly id: number;
  readonly createdAt: Date;
  /** Failed so far. */
  readonly attempts: number;
  /** The recipient wants no mail of this kind, perhaps since it was queued. */
  readonly isOptedOut: boolean;
}

/** How one attempt went. */
export type Attempt =
  | { readonly outcome: "ACCEPTED" }
  /** The mail server says that it will never take mail for this recipient. */
  | { readonly outcome: "RECIPIENT_REFUSED"; readonly reason: string }
  | {
      readonly outcome: "FAILED";
      readonly reason: string;
      /** The server did not get as far as this mail: another one would fare no better now. */
      readonly isServerAway: boolean;
    };

/** What is written down of a mail. `attempts` counts the one just made, if one was made. */
export type Fate =
  | { readonly outcome: "SENT"; readonly attempts: number }
  | {
      readonly outcome: "WAITS";
      readonly attempts: number;
      readonly nextAttemptAt: Date;
      readonly reason: string;
    }
  | { readonly outcome: "GAVE_UP"; readonly attempts: number; readonly reason: string };

/** Why a mail must not be sent now; null when it may be. */
export function reasonNotToSend(message: WaitingMessage, now: Date): string | null {
  if (!isDeliverable(message.recipient)) {
    return "Not sent: an address that ends in .invalid belongs to a demonstration account.";
  }
  if (message.isOptedOut) return "Not sent: the recipient has opted out of mails of this kind.";
  if (message.uselessAt !== null && message.uselessAt <= now) {
    return "Not sent: its turn came so late that it would only have misled.";
  }
  return null;
}

/** @param draw from 0 up to, but not, 1 */
export function fateAfter(message: WaitingMessage, attempt: Attempt, now: Date, draw: number): Fate {
  const attempts = message.attempts + 1;
  if (attempt.outcome === "ACCEPTED") return { outcome: "SENT", attempts };
  const { reason } = attempt;
  if (attempt.outcome === "RECIPIENT_REFUSED" || attempts >= MOST_ATTEMPTS) {
    return { outcome: "GAVE_UP", attempts, reason };
  }
  return {
    outcome: "WAITS",
    attempts,
    nextAttemptAt: new Date(now.getTime() + waitAfter(attempts, draw)),
    reason,
  };
}
