// The rounds of a running server: started, watched, stopped.

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createServer, type AddressInfo, type Socket } from "node:net";
import type { OutgoingMessage } from "./domain/notifications/notification.js";
import { startMailRounds, type MailRoundsOptions } from "./mail-rounds.js";
import type { MailRoom } from "./mail-room.js";
import { assemblePlatform } from "./platform.js";
import type { Rounds } from "./rounds.js";
import { inTransaction } from "./store/transaction.js";
import { copyDatabase, type TestDatabase } from "./testkit/database.js";
import { openMailbox, type Mailbox } from "./testkit/mailbox.js";

interface Line {
  readonly level: string;
  readonly message: string;
}

let database: TestDatabase;
let mailbox: Mailbox;
let mail: MailRoom;
let lines: Line[];
let rounds: Rounds | null;
beforeEach(async () => {
  [database, mailbox] = await Promise.all([copyDatabase("reference"), openMailbox()]);
  ({ mail } = assemblePlatform(database, () => new Date()));
  lines = [];
  rounds = null;
});
afterEach(async () => {
  await rounds?.stop();
  await mailbox.goAway();
  await database.drop();
});

function start(options: Partial<MailRoundsOptions> = {}): Rounds {
  const at = (level: string) => (details: object, message: string) => {
    lines.push({ level, message: `${message} ${JSON.stringify(details)}` });
  };
  const log = { info: at("info"), warn: at("warn"), error: at("error") };
  rounds = startMailRounds({
    mail,
    server: { smtpUrl: mailbox.url, from: "reports@example.org" },
    log,
    sendEveryMs: 20,
    ...options,
  });
  return rounds;
}

function enqueue(...names: readonly string[]): Promise<number> {
  const messages = names.map((name): OutgoingMessage => {
    const recipient = `${name}@example.org`;
    return {
      kind: "OVERDUE",
      recipient,
      dedupeKey: name,
      subject: "Late",
      text: "Hello\n",
      html: null,
      uselessAt: null,
    };
  });
  return inTransaction(database.prisma)((writer) => writer.enqueue(messages, new Date()));
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}

const said = () => lines.map(({ level, message }) => `${level} ${message}`);

describe("with a mail server", () => {
  it("sends what is queued, soon, and no more once it is stopped", async () => {
    await enqueue("anna");
    const running = start();
    await until(() => mailbox.mails.length === 1);
    await enqueue("ben");
    await until(() => mailbox.mails.length === 2);
    await running.stop();
    await enqueue("cleo");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(mailbox.mails).toHaveLength(2);
    expect(said()).toEqual(
      [1, 2].map((id) => `info mail sent {"mail":${String(id)},"kind":"OVERDUE","attempts":1}`),
    );
  });

  it("says once that mails are put off, and names nobody", async () => {
    mailbox.answer((recipient) => ({ code: 451, words: `${recipient} must wait` }));
    await enqueue("anna", "ben", "cleo");
    start();
    await until(() => mailbox.asked.length === 3);
    await rounds?.stop();
    expect(said()).toEqual([
      'warn mail not sent, to be tried again {"mail":1,"kind":"OVERDUE","attempts":1,"reason":"451 the recipient must wait"}',
    ]);
  });

  it("says of each mail that it is given up", async () => {
    mailbox.answer((recipient) => ({ code: 550, words: `No ${recipient} here` }));
    await enqueue("anna", "ben");
    start();
    await until(() => lines.length === 2);
    expect(said()).toEqual(
      [1, 2].map(
        (id) =>
          `warn mail given up {"mail":${String(id)},"kind":"OVERDUE","attempts":1,"reason":"550 No the recipient here"}`,
      ),
    );
  });

  it("does not wait for ever for a server that says nothing, and loses no mail by it", async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket.on("error", () => undefined)));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    await enqueue("anna");
    const running = start({
      server: { smtpUrl: `smtp://127.0.0.1:${String(port)}`, from: "reports@example.org" },
    });
    await until(() => sockets.length > 0);
    await running.stop();
    silent.close();
    expect(await database.query("SELECT attempts, sent_at FROM outbox_message")).toEqual([
      { attempts: 0, sent_at: null },
    ]);
    expect(said()).toEqual([]);
  });

  it("goes on when a round fails, and says so once", async () => {
    let failures = 0;
    const sendDueMail: MailRoom["sendDueMail"] = async (options) => {
      if (failures++ < 3) throw new Error("The database does not answer.");
      return mail.sendDueMail(options);
    };
    await enqueue("anna");
    start({ mail: { ...mail, sendDueMail } });
    await until(() => lines.length === 2);
    expect(mailbox.mails).toHaveLength(1);
    expect(lines.map(({ level }) => level)).toEqual(["error", "info"]);
  });
});

describe("without a mail server", () => {
  it("keeps mails in the outbox and says how many wait", async () => {
    await enqueue("anna", "ben");
    start({ server: null });
    await until(() => lines.length > 0);
    expect(said()).toEqual(['warn mails wait in the outbox: SMTP_URL is not set {"waiting":2}']);
    expect(await mail.countWaiting()).toBe(2);
  });

  it("says nothing when none wait", async () => {
    const counted: number[] = [];
    const countWaiting = async () => {
      const waiting = await mail.countWaiting();
      counted.push(waiting);
      return waiting;
    };
    const running = start({ server: null, mail: { ...mail, countWaiting } });
    await until(() => counted.length === 1);
    await running.stop();
    expect(said()).toEqual([]);
  });
});

it("plans reminders as soon as it is started, and says how many are new", async () => {
  start({ server: null, mail: { ...mail, planReminders: () => Promise.resolve(7) } });
  await until(() => lines.length > 0);
  expect(said()).toEqual(['info reminders queued {"added":7}']);
});
