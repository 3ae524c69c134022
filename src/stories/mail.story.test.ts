// A mail's way from the event that causes it to the reader: real PostgreSQL, real SMTP, and everything that can go wrong
// between the two.

import { USUAL_LOCK } from "../domain/reporting/deadlines.js";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { smtpPostman } from "../mail/smtp-postman.js";
import { MOST_ATTEMPTS } from "../domain/notifications/delivery.js";
import type { OutgoingMessage } from "../domain/notifications/notification.js";
import { assemblePlatform } from "../platform.js";
import { openDatabase } from "../store/database.js";
import { inTransaction } from "../store/transaction.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import { openMailbox, type Mailbox } from "../testkit/mailbox.js";
import type { Postman, Settled } from "../usecases/mail-ports.js";

const SETTINGS = { lock: USUAL_LOCK, mail: { siteUrl: "https://reports.example.org", secret: null } };
const MINUTE_MS = 60_000;

let database: TestDatabase;
let mailbox: Mailbox;
let now: Date;
beforeEach(async () => {
  now = new Date("2026-11-16T15:00:00Z");
  [database, mailbox] = await Promise.all([copyDatabase("reference"), openMailbox()]);
});
afterEach(async () => {
  await mailbox.goAway();
  await database.drop();
});

function mail(name: string, known: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    kind: "OVERDUE",
    recipient: `${name}@example.org`,
    dedupeKey: `overdue/MO/linn/2026-10/1/${name}@example.org`,
    subject: "Reports are overdue",
    text: "Hello,\n",
    html: null,
    uselessAt: null,
    ...known,
  };
}

function enqueue(...messages: readonly OutgoingMessage[]): Promise<number> {
  return inTransaction(database.prisma)((writer) => writer.enqueue(messages, now));
}

function postmanOf({ mail: room }: ReturnType<typeof assemblePlatform>): Postman {
  return smtpPostman(mailbox.url, room.senderOf("reports@example.org"), new AbortController().signal);
}

/** One round of a sender, on a pool of connections of its own. */
async function round(
  adapt: (postman: Postman) => Postman = (postman) => postman,
): Promise<readonly Settled[]> {
  const own = openDatabase(database.url);
  const platform = assemblePlatform(own, () => now, SETTINGS);
  const settled: Settled[] = [];
  try {
    await platform.mail.sendDueMail({
      postman: adapt(postmanOf(platform)),
      signal: new AbortController().signal,
      onSettled: (one) => settled.push(one),
    });
  } finally {
    await own.close();
  }
  return settled;
}

interface Row {
  readonly attempts: number;
  readonly sent_at: Date | null;
  readonly gave_up_at: Date | null;
  readonly next_attempt_at: Date | null;
  readonly last_error: string | null;
}

async function rows(): Promise<readonly Row[]> {
  return database.query<Row>(
    "SELECT attempts, sent_at, gave_up_at, next_attempt_at, last_error FROM outbox_message ORDER BY id",
  );
}

function later(minutes: number): void {
  now = new Date(now.getTime() + minutes * MINUTE_MS);
}

describe("a mail", () => {
  it("arrives once and is done with", async () => {
    expect(await enqueue(mail("anna"))).toBe(1);
    await round();
    await round();
    expect(mailbox.mails.map(({ recipients }) => recipients)).toEqual([["anna@example.org"]]);
    expect(await rows()).toEqual([
      { attempts: 1, sent_at: now, gave_up_at: null, next_attempt_at: null, last_error: null },
    ]);
  });

  it("is queued with its event or not at all", async () => {
    const undone = inTransaction(database.prisma)(async (writer) => {
      await writer.enqueue([mail("anna")], now);
      throw new Error("The event did not happen.");
    });
    await expect(undone).rejects.toThrow("did not happen");
    await round();
    expect(await rows()).toEqual([]);
    expect(mailbox.mails).toEqual([]);
  });

  it("is queued once for one event, even after it was sent", async () => {
    expect(await enqueue(mail("anna"), mail("anna"))).toBe(1);
    await round();
    expect(await enqueue(mail("anna"), mail("ben"))).toBe(1);
    await round();
    expect(mailbox.mails.map(({ recipients }) => recipients[0])).toEqual([
      "anna@example.org",
      "ben@example.org",
    ]);
  });
});

describe("when the mail server", () => {
  it("puts a recipient off, the mail is tried again later, and others are not held up", async () => {
    mailbox.answer((recipient) =>
      recipient.startsWith("anna") ? { code: 451, words: "4.7.1 Greylisted" } : null,
    );
    await enqueue(mail("anna"), mail("ben"));
    await round();
    const [anna] = await rows();
    expect(anna).toMatchObject({ attempts: 1, sent_at: null, last_error: "451 4.7.1 Greylisted" });
    mailbox.answer(() => null);
    await round();
    expect(mailbox.mails).toHaveLength(1);
    later(1);
    await round();
    expect(mailbox.mails.map(({ recipients }) => recipients[0])).toEqual([
      "ben@example.org",
      "anna@example.org",
    ]);
    expect(await rows()).toMatchObject([{ attempts: 2, sent_at: now, last_error: null }, { attempts: 1 }]);
  });

  it("refuses a recipient for good, the mail is given up at once", async () => {
    mailbox.answer(() => ({ code: 550, words: "No such user" }));
    await enqueue(mail("anna"));
    const settled = await round();
    expect(settled.map(({ fate }) => fate)).toEqual([
      { outcome: "GAVE_UP", attempts: 1, reason: "550 No such user" },
    ]);
    expect(await rows()).toMatchObject([{ gave_up_at: now, sent_at: null, next_attempt_at: null }]);
    later(10_000);
    await round();
    expect(mailbox.asked).toHaveLength(1);
  });

  it("is away for a while, nothing is lost, and one mail a round finds it out", async () => {
    await mailbox.goAway();
    await enqueue(...["anna", "ben", "cleo"].map((name) => mail(name)));
    expect(await round()).toHaveLength(1);
    expect((await rows()).map(({ attempts }) => attempts)).toEqual([1, 0, 0]);
    for (let minutes = 0; minutes < 3; minutes++) {
      later(1);
      await round();
    }
    await mailbox.comeBack();
    for (let minutes = 0; minutes < 6; minutes++) {
      later(1);
      await round();
    }
    expect(mailbox.mails.map(({ recipients }) => recipients[0]).sort()).toEqual(
      ["anna", "ben", "cleo"].map((name) => `${name}@example.org`),
    );
  });

  it("never takes it, the mail is given up after about three days", async () => {
    mailbox.answer(() => ({ code: 451, words: "Never" }));
    await enqueue(mail("anna"));
    const firstAt = now;
    let waits = await round();
    while (waits[0]?.fate.outcome === "WAITS") {
      now = waits[0].fate.nextAttemptAt;
      waits = await round();
    }
    const hours = (now.getTime() - firstAt.getTime()) / MINUTE_MS / 60;
    expect(hours).toBeGreaterThan(59);
    expect(hours).toBeLessThan(90);
    expect(await rows()).toMatchObject([
      { attempts: MOST_ATTEMPTS, gave_up_at: now, last_error: "451 Never" },
    ]);
  });
});

describe("several senders at once", () => {
  it("send a hundred mails, each exactly once", async () => {
    const names = Array.from({ length: 100 }, (_, index) => `person${String(index).padStart(3, "0")}`);
    await enqueue(...names.map((name) => mail(name)));
    const shares = await Promise.all([round(), round(), round()]);
    expect(shares.filter((share) => share.length > 0).length).toBeGreaterThan(1);
    expect(shares.flat()).toHaveLength(100);
    expect(mailbox.mails.map(({ recipients }) => recipients[0]).sort()).toEqual(
      names.map((name) => `${name}@example.org`),
    );
    expect(new Set(mailbox.mails.map(({ parsed }) => parsed.messageId)).size).toBe(100);
  });
});

describe("a sender that dies between the server's yes and its own note of it", () => {
  /** Delivers, and then has the sender's connections to the database cut. */
  const dying = (postman: Postman): Postman => ({
    deliver: async (message) => {
      const attempt = await postman.deliver(message);
      await database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND state = 'idle in transaction'`,
      );
      return attempt;
    },
  });

  it("leaves the mail to the next, whose copy has the same Message-ID", async () => {
    await enqueue(mail("anna"));
    await expect(round(dying)).rejects.toThrow();
    expect(await rows()).toMatchObject([{ attempts: 0, sent_at: null, next_attempt_at: now }]);
    await round();
    expect(mailbox.mails).toHaveLength(2);
    const [first, second] = mailbox.mails.map(({ parsed }) => parsed);
    expect(second?.messageId).toBe(first?.messageId);
    expect(second?.date).toEqual(first?.date);
    expect(await rows()).toMatchObject([{ attempts: 1, sent_at: now }]);
    await round();
    expect(mailbox.mails).toHaveLength(2);
  });
});

describe("a mail is not sent", () => {
  async function notSent(why: RegExp): Promise<void> {
    await round();
    expect(mailbox.asked).toEqual([]);
    expect(await rows()).toMatchObject([
      { attempts: 0, sent_at: null, gave_up_at: now, last_error: expect.stringMatching(why) },
    ]);
  }

  it("to a demonstration account", async () => {
    await enqueue(mail("anna", { recipient: "coordinator@demonstration.invalid" }));
    await notSent(/^Not sent: .*demonstration/);
  });

  it("to somebody who opted out of its kind after it was queued", async () => {
    await enqueue(mail("anna"));
    await database.query("INSERT INTO mail_opt_out VALUES ('anna@example.org', 'OVERDUE', now())");
    await notSent(/^Not sent: .*opted out/);
  });

  it("when it would only mislead by now", async () => {
    await enqueue(mail("anna", { uselessAt: new Date("2026-11-17T12:00:00Z") }));
    now = new Date("2026-11-17T12:00:00Z");
    await notSent(/^Not sent: .*so late/);
  });

  it("but is sent to somebody who opted out of another kind", async () => {
    await enqueue(mail("anna"));
    await database.query(
      "INSERT INTO mail_opt_out VALUES ('anna@example.org', 'DUE_SOON', now()), ('ben@example.org', 'OVERDUE', now())",
    );
    await round();
    expect(mailbox.mails).toHaveLength(1);
  });
});
