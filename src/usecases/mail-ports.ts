// What the use cases about mail need from outside. src/store/ and src/mail/ implement it.

import type { Attempt, Fate, WaitingMessage } from "../domain/notifications/delivery.js";
import type { Recipient, RefusableKind } from "../domain/notifications/notification.js";
import type { ChapterId } from "../domain/reporting/chapter.js";

/** A mail and what has been written down of it. */
export interface Settled {
  readonly message: WaitingMessage;
  readonly fate: Fate;
}

/** Mails that have been written and not yet sent. */
export interface Outbox {
  /**
   * Takes one mail whose turn has come, keeps every other sender away from it, and writes down what `decide` answers: all
   * in one transaction, so that a sender that dies leaves the mail as it was.
   * @returns null when no mail's turn has come
   */
  withNextDue(now: Date, decide: (message: WaitingMessage) => Promise<Fate>): Promise<Settled | null>;
  /** Mails that are neither sent nor given up. */
  countWaiting(): Promise<number>;
}

/** Hands one mail to a mail server. */
export interface Postman {
  /** @throws Error when it is told to drop everything: whether the server took the mail is then unknown */
  deliver(message: WaitingMessage): Promise<Attempt>;
}

/** Who is reminded. */
export interface ReminderRecipients {
  /** The people who file for each chapter and have a mail address. A chapter without any may be missing. */
  reminderRecipients(chapters: readonly ChapterId[]): Promise<ReadonlyMap<ChapterId, readonly Recipient[]>>;
}

/** One person's wish to get no more mail of a kind. */
export interface OptOut {
  /** From `mailAddress`. */
  readonly address: string;
  readonly kind: RefusableKind;
}

export interface OptOutRegister {
  /** Does nothing when it is there already. */
  add(optOut: OptOut, at: Date): Promise<void>;
}

/** Where links to opt out lead, below the address of the site. */
export const OPT_OUT_PATH = "/mail/opt-out";

/** Proves that a link to opt out came in a mail to that very address. */
export interface OptOutSignatures {
  /** Finds what signing needs, so that it asks nobody any more. */
  prepare(): Promise<void>;
  sign(optOut: OptOut): Promise<string>;
  isGenuine(optOut: OptOut, signature: string): Promise<boolean>;
}
