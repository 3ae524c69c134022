// The rounds of a running server: reminders are planned every hour, and what waits is sent every few seconds. Every
// process on a database may make its rounds: no mail is queued twice, and no mail is in two hands at once.

import { smtpPostman } from "./mail/smtp-postman.js";
import type { MailRoom } from "./mail-room.js";
import type { MailServer } from "./mail-settings.js";
import { repeat, type Log, type Rounds } from "./rounds.js";
import type { Settled } from "./usecases/mail-ports.js";

const PLAN_EVERY_MS = 60 * 60 * 1_000;
const SEND_EVERY_MS = 5_000;
const COUNT_EVERY_MS = 24 * 60 * 60 * 1_000;

/** Time that a mail under way is given to arrive when the process ends. */
const GRACE_MS = 3_000;

export interface MailRoundsOptions {
  readonly mail: MailRoom;
  /** Null: mails stay in the outbox, and the log says once a day how many. */
  readonly server: MailServer | null;
  readonly log: Log;
  /** Milliseconds between two looks into the outbox. */
  readonly sendEveryMs?: number;
}

export function startMailRounds({
  mail,
  server,
  log,
  sendEveryMs = SEND_EVERY_MS,
}: MailRoundsOptions): Rounds {
  const ending = new AbortController();
  const dropping = new AbortController();
  const { signal } = ending;
  const every = (milliseconds: number, round: () => Promise<void>) =>
    repeat(round, { what: "mail", milliseconds, signal, log });

  const planning = every(PLAN_EVERY_MS, async () => {
    const added = await mail.planReminders();
    if (added > 0) log.info({ added }, "reminders queued");
  });
  const sending =
    server === null
      ? every(COUNT_EVERY_MS, async () => {
          const waiting = await mail.countWaiting();
          if (waiting > 0) log.warn({ waiting }, "mails wait in the outbox: SMTP_URL is not set");
        })
      : every(sendEveryMs, roundOfPostman(mail, server, log, signal, dropping.signal));

  return {
    stop: async () => {
      ending.abort();
      const patience = setTimeout(() => {
        dropping.abort();
      }, GRACE_MS);
      await Promise.all([planning, sending]);
      clearTimeout(patience);
    },
  };
}

function roundOfPostman(
  mail: MailRoom,
  { smtpUrl, from }: MailServer,
  log: Log,
  signal: AbortSignal,
  dropping: AbortSignal,
): () => Promise<void> {
  const postman = smtpPostman(smtpUrl, mail.senderOf(from), dropping);
  const onSettled = sayWhatBecame(log);
  return () => mail.sendDueMail({ postman, signal, onSettled });
}

/** One line a mail, without its address; but while a server refuses one mail after the other for one reason, one line in all. */
function sayWhatBecame(log: Log): (settled: Settled) => void {
  let lastReason = "";
  return ({ message: { id, kind, recipient }, fate }) => {
    const reason = fate.outcome === "SENT" ? "" : fate.reason.replaceAll(recipient, "the recipient");
    const details = { mail: id, kind, attempts: fate.attempts };
    if (fate.outcome === "SENT") log.info(details, "mail sent");
    else if (fate.outcome === "GAVE_UP") log.warn({ ...details, reason }, "mail given up");
    else if (reason !== lastReason) log.warn({ ...details, reason }, "mail not sent, to be tried again");
    lastReason = reason;
  };
}
