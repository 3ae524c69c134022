// The outbox: mails written with the event that causes them, and taken out one at a time.

import type { Fate, WaitingMessage } from "../domain/notifications/delivery.js";
import { holdsSecret, type NotificationKind } from "../domain/notifications/notification.js";
import type { OptOutRegister, Outbox } from "../usecases/mail-ports.js";
import type { Clock, Writer } from "../usecases/ports.js";
import type { Client } from "./database.js";
import type { PrismaClient } from "./generated/client.js";
import { holdingConnection } from "./one-connection.js";

interface WaitingRow {
  readonly id: number;
  readonly kind: NotificationKind;
  readonly recipient: string;
  readonly dedupe_key: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly created_at: Date;
  readonly useless_at: Date | null;
  readonly attempts: number;
  readonly is_opted_out: boolean;
}

/** @param clock says when a fate is written down, which may be long after a mail was taken */
export function outboxStore(prisma: PrismaClient, clock: Clock): Outbox {
  return {
    withNextDue: (now, decide) =>
      prisma.$transaction((client) =>
        holdingConnection(async () => {
          const message = await takeNextDue(client, now);
          if (message === null) return null;
          const fate = await decide(message);
          await writeFate(client, message, fate, clock());
          return { message, fate };
        }),
      ),

    countWaiting: () => prisma.outboxMessage.count({ where: { nextAttemptAt: { not: null } } }),
  };
}

/** What is left of the words of a mail whose words are a secret. */
const WORDLESS = { text: "", html: null };

/** Locks the row, and passes over those that other senders hold. */
async function takeNextDue(client: Client, now: Date): Promise<WaitingMessage | null> {
  const [row] = await client.$queryRaw<WaitingRow[]>`
    SELECT message.id, message.kind::text, message.recipient, message.dedupe_key, message.subject, message.text,
           message.html, message.created_at, message.useless_at, message.attempts,
           EXISTS (
             SELECT FROM mail_opt_out opt_out
             WHERE opt_out.email = message.recipient AND opt_out.kind = message.kind) AS is_opted_out
    FROM outbox_message message
    WHERE message.next_attempt_at <= ${now}
    ORDER BY message.next_attempt_at, message.id
    LIMIT 1
    FOR UPDATE OF message SKIP LOCKED`;
  return row === undefined ? null : toWaitingMessage(row);
}

async function writeFate(client: Client, { id, kind }: WaitingMessage, fate: Fate, at: Date): Promise<void> {
  const { attempts } = fate;
  const wiped = holdsSecret(kind) ? WORDLESS : {};
  await client.outboxMessage.update({
    where: { id },
    data:
      fate.outcome === "SENT"
        ? { attempts, sentAt: at, nextAttemptAt: null, lastError: null, ...wiped }
        : fate.outcome === "WAITS"
          ? { attempts, nextAttemptAt: fate.nextAttemptAt, lastError: fate.reason }
          : { attempts, gaveUpAt: at, nextAttemptAt: null, lastError: fate.reason, ...wiped },
    select: { id: true },
  });
}

function toWaitingMessage(row: WaitingRow): WaitingMessage {
  return {
    id: row.id,
    kind: row.kind,
    recipient: row.recipient,
    dedupeKey: row.dedupe_key,
    subject: row.subject,
    text: row.text,
    html: row.html,
    createdAt: row.created_at,
    uselessAt: row.useless_at,
    attempts: row.attempts,
    isOptedOut: row.is_opted_out,
  };
}

export function outboxWriter(client: Client): Pick<Writer, "enqueue"> {
  return {
    async enqueue(messages, at) {
      if (messages.length === 0) return 0;
      // In one order, so that two who queue the same mails at once wait for each other and never in a circle.
      const inOrder = messages.toSorted((one, other) => (one.dedupeKey < other.dedupeKey ? -1 : 1));
      const { count } = await client.outboxMessage.createMany({
        data: inOrder.map((message) => ({ ...message, createdAt: at, nextAttemptAt: at })),
        skipDuplicates: true,
      });
      return count;
    },
  };
}

/** Mails that wait with a link of the account, which no longer works: they are not sent, and their words go. */
export async function dropInvitationMails(client: Client, accountId: number): Promise<void> {
  await client.$executeRaw`
    UPDATE outbox_message
    SET text = '', html = NULL, next_attempt_at = NULL, gave_up_at = created_at,
      last_error = 'Not sent: the link in it no longer works.'
    WHERE kind = 'INVITATION' AND next_attempt_at IS NOT NULL AND starts_with(dedupe_key, ${`invitation/${String(accountId)}/`})`;
}

export function optOutStore(prisma: PrismaClient): OptOutRegister {
  return {
    async add({ address, kind }, at) {
      await prisma.mailOptOut.createMany({
        data: { email: address, kind, optedOutAt: at },
        skipDuplicates: true,
      });
    },
  };
}
