// Every way in which a mail server can answer, against a real one.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { createServer, type AddressInfo, type Server } from "node:net";
import type { WaitingMessage } from "../domain/notifications/delivery.js";
import { openMailbox, type Mailbox } from "../testkit/mailbox.js";
import { messageId, type Sender } from "./envelope.js";
import { optOutSignatures } from "./opt-out-signatures.js";
import { attemptThatFailed, smtpPostman } from "./smtp-postman.js";

const SENDER: Sender = {
  from: "reports@example.org",
  siteUrl: "https://reports.example.org",
  signatures: optOutSignatures(() => Promise.resolve("a secret of the test")),
};

const MESSAGE: WaitingMessage = {
  id: 1,
  kind: "OVERDUE",
  recipient: "anna@example.org",
  dedupeKey: "overdue/MO/linn/2026-10/1/anna@example.org",
  subject: "Reports are overdue – Café",
  text: "Hello Anna,\n",
  html: "<p>Hello Anna,</p>",
  createdAt: new Date("2026-11-16T15:00:00Z"),
  uselessAt: null,
  attempts: 0,
  isOptedOut: false,
};

const never = new AbortController().signal;
let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await openMailbox();
});
beforeEach(() => {
  mailbox.answer(() => null);
  mailbox.answerWhole(() => null);
});
afterAll(() => mailbox.goAway());

function deliver(message: Partial<WaitingMessage> = {}) {
  return smtpPostman(mailbox.url, SENDER, never).deliver({ ...MESSAGE, ...message });
}

describe("a mail that is taken", () => {
  it("arrives as text and HTML, with its headers", async () => {
    expect(await deliver()).toEqual({ outcome: "ACCEPTED" });
    const { recipients, parsed, raw } = mailbox.mails.at(-1)!;
    expect(recipients).toEqual(["anna@example.org"]);
    expect(parsed).toMatchObject({
      subject: MESSAGE.subject,
      messageId: messageId(MESSAGE.dedupeKey, SENDER.from),
      date: MESSAGE.createdAt,
      text: expect.stringContaining("Hello Anna,"),
      html: expect.stringContaining("<p>Hello Anna,</p>"),
    });
    expect(parsed.from?.text).toBe('"Intercept One" <reports@example.org>');
    expect(parsed.headers.get("auto-submitted")).toBe("auto-generated");
    expect(parsed.headers.get("list")).toMatchObject({
      unsubscribe: {
        url: expect.stringMatching(/^https:\/\/reports\.example\.org\/mail\/opt-out\?address=/),
      },
      "unsubscribe-post": { name: "List-Unsubscribe=One-Click" },
    });
    const link = /^List-Unsubscribe: <(.*)>$/m.exec(raw.replace(/\r\n\s+/g, "").replaceAll("\r", ""))?.[1];
    expect(parsed.text).toContain(link);
    expect(parsed.html).toContain(link!.replaceAll("&", "&amp;"));
  });

  it("carries the same identity however often it is sent, and another mail another one", async () => {
    await deliver();
    await deliver({ attempts: 3 });
    await deliver({ dedupeKey: "overdue/MO/linn/2026-10/2/anna@example.org" });
    const [one, again, other] = mailbox.mails.slice(-3).map(({ parsed }) => parsed.messageId);
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  it("offers no way out of an invitation", async () => {
    await deliver({ kind: "INVITATION", html: null });
    const { raw } = mailbox.mails.at(-1)!;
    expect(raw).not.toMatch(/unsubscribe|opt-out|text\/html/i);
  });

  it("goes to one recipient and has one of each header, whatever stands in its fields", async () => {
    // The stores refuse such fields; the postman does not rely on it.
    const smuggled = "Hello\r\nBcc: eve@example.org\r\n\r\nAnother body";
    await deliver({ subject: smuggled });
    const { recipients, parsed, raw } = mailbox.mails.at(-1)!;
    expect(recipients).toEqual(["anna@example.org"]);
    expect(parsed.bcc).toBeUndefined();
    expect(raw.split("\r\n\r\n")[0]).not.toMatch(/^Bcc:/im);
    const before = mailbox.asked.length;
    const attempt = await deliver({ recipient: "anna@example.org>\r\nRCPT TO:<eve@example.org" });
    expect(attempt.outcome).toBe("RECIPIENT_REFUSED");
    expect(mailbox.asked).toHaveLength(before);
  });
});

describe("a mail that is not taken", () => {
  it("is refused for good when the recipient is", async () => {
    mailbox.answer(() => ({ code: 550, words: "No such user" }));
    expect(await deliver()).toEqual({ outcome: "RECIPIENT_REFUSED", reason: "550 No such user" });
  });

  it.each([
    [450, "Mailbox busy"],
    [530, "5.7.0 Authentication required"],
    [550, "5.7.1 Relaying denied"],
  ])("has failed for now when the recipient is answered %i %s", async (code, words) => {
    mailbox.answer(() => ({ code, words }));
    expect(await deliver()).toMatchObject({ outcome: "FAILED", isServerAway: false });
  });

  it.each([452, 552])("has failed for now when it is answered %i as a whole", async (code) => {
    mailbox.answerWhole(() => ({ code, words: "Not that one" }));
    expect(await deliver()).toEqual({
      outcome: "FAILED",
      reason: `${String(code)} Not that one`,
      isServerAway: false,
    });
  });

  it("has failed like all others when the server is away or goes away", async () => {
    mailbox.answer(() => ({ code: 421, words: "Shutting down" }));
    expect(await deliver()).toMatchObject({ outcome: "FAILED", isServerAway: true });
    const nobody = smtpPostman("smtp://127.0.0.1:1", SENDER, never);
    expect(await nobody.deliver(MESSAGE)).toMatchObject({ outcome: "FAILED", isServerAway: true });
  });

  it("gives its reason on one line of a length that fits", () => {
    const attempt = attemptThatFailed(new Error(`over\r\nmany\0 lines ${"and on ".repeat(500)}`));
    expect(attempt).toMatchObject({ reason: expect.stringMatching(/^over many lines and on .{400,480}$/) });
  });
});

describe("a server that would take a password in the clear", () => {
  const heard: string[] = [];
  const server = createServer((socket) => {
    socket.write("220 here\r\n");
    socket.on("data", (chunk: Buffer) => {
      heard.push(chunk.toString());
      const isGreeting = chunk.toString().startsWith("EHLO");
      socket.write(isGreeting ? "250-here\r\n250 AUTH PLAIN\r\n" : "500 No\r\n");
    });
    socket.on("error", () => undefined);
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => {
    server.close();
  });

  async function hears(host: string): Promise<string> {
    heard.length = 0;
    const { port } = server.address() as AddressInfo;
    const url = `smtp://user:password@${host}:${String(port)}`;
    expect(await smtpPostman(url, SENDER, never).deliver(MESSAGE)).toMatchObject({
      outcome: "FAILED",
      isServerAway: true,
    });
    return heard.join("");
  }

  it("gets none over a network", async () => {
    // Leads here without looking like it.
    expect(await hears("127.1")).toMatch(/^EHLO .*\r\nSTARTTLS\r\n/);
    expect(heard.join("")).not.toContain("AUTH");
  });

  it("gets it on this machine", async () => {
    expect(await hears("127.0.0.1")).toContain("AUTH PLAIN");
  });
});

describe("a server that says nothing", () => {
  let silent: Server;
  beforeAll(async () => {
    silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => {
    silent.close();
  });

  it("is left at once when the process ends", async () => {
    const dropping = new AbortController();
    const { port } = silent.address() as AddressInfo;
    const postman = smtpPostman(`smtp://127.0.0.1:${String(port)}`, SENDER, dropping.signal);
    const delivery = postman.deliver(MESSAGE);
    silent.once("connection", () => {
      dropping.abort();
    });
    await expect(delivery).rejects.toThrow();
  });
});
