// Sends the mails whose turn has come, one after the other. Several processes may do so at once.

import {
  fateAfter,
  reasonNotToSend,
  type Fate,
  type WaitingMessage,
} from "../domain/notifications/delivery.js";
import type { OptOutSignatures, Outbox, Postman, Settled } from "./mail-ports.js";
import type { Clock } from "./ports.js";

export interface SendingOptions {
  readonly postman: Postman;
  /** Aborted: the mail under way is the last one. */
  readonly signal: AbortSignal;
  /** Called once what became of a mail has been written down. */
  readonly onSettled: (settled: Settled) => void;
}

/** Resolves when no mail's turn has come any more, or when the mail server is away. */
export type SendDueMail = (options: SendingOptions) => Promise<void>;

export function sendDueMail(ports: {
  readonly outbox: Outbox;
  readonly signatures: Pick<OptOutSignatures, "prepare">;
  readonly clock: Clock;
  /** From 0 up to, but not, 1. */
  readonly random: () => number;
}): SendDueMail {
  return async ({ postman, signal, onSettled }) => {
    const server = { isAway: false };
    const decide = async (message: WaitingMessage): Promise<Fate> => {
      const reason = reasonNotToSend(message, ports.clock());
      if (reason !== null) return { outcome: "GAVE_UP", attempts: message.attempts, reason };
      const attempt = await postman.deliver(message);
      server.isAway = attempt.outcome === "FAILED" && attempt.isServerAway;
      return fateAfter(message, attempt, ports.clock(), ports.random());
    };
    // While a mail is sent its row is held, and nothing else is asked of the database.
    await ports.signatures.prepare();
    for (;;) {
      const settled = await ports.outbox.withNextDue(ports.clock(), decide);
      if (settled !== null) onSettled(settled);
      if (settled === null || server.isAway || signal.aborted) return;
    }
  };
}
