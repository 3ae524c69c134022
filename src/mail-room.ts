// Joins the outbox to the use cases about mail. Part of platform.ts, which builds it.

import type { Sender } from "./mail/envelope.js";
import type { Database } from "./store/database.js";
import { outboxStore } from "./store/outbox-store.js";
import type { OptOutSignatures, ReminderRecipients } from "./usecases/mail-ports.js";
import { planReminders, type PlanReminders } from "./usecases/plan-reminders.js";
import type { Clock, GeographyReader, InTransaction, PlatformReportReader } from "./usecases/ports.js";
import { sendDueMail, type SendDueMail } from "./usecases/send-due-mail.js";

export interface MailSettings {
  /** Where people reach the site, without a slash at its end. */
  readonly siteUrl: string;
  /** Signs links in mails; null uses one that is kept in the database. */
  readonly secret: string | null;
}

export interface MailRoom {
  readonly planReminders: PlanReminders;
  readonly sendDueMail: SendDueMail;
  /** Mails that are neither sent nor given up. */
  readonly countWaiting: () => Promise<number>;
  /** What a postman puts on every mail. */
  readonly senderOf: (from: string) => Sender;
}

export function assembleMailRoom(parts: {
  readonly prisma: Database["prisma"];
  readonly geography: GeographyReader;
  readonly reports: PlatformReportReader;
  readonly recipients: ReminderRecipients;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  readonly signatures: OptOutSignatures;
  readonly siteUrl: string;
}): MailRoom {
  const { prisma, clock, signatures, siteUrl } = parts;
  const outbox = outboxStore(prisma, clock);
  return {
    planReminders: planReminders(parts),
    sendDueMail: sendDueMail({ outbox, signatures, clock, random: Math.random }),
    countWaiting: () => outbox.countWaiting(),
    senderOf: (from) => ({ from, siteUrl, signatures }),
  };
}
