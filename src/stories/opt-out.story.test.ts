// A coordinator has had enough of one kind of mail: by the link in the mail, by the button of a mail program, and never
// by somebody else's guess.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { REFUSABLE_KINDS, type OutgoingMessage } from "../domain/notifications/notification.js";
import { optOutUrl } from "../mail/envelope.js";
import { optOutSignatures } from "../mail/opt-out-signatures.js";
import { smtpPostman } from "../mail/smtp-postman.js";
import { serverSecret } from "../store/secret-store.js";
import { inTransaction } from "../store/transaction.js";
import { startApp, testNow, type TestApp } from "../testkit/app.js";
import { openMailbox, type Mailbox } from "../testkit/mailbox.js";

let app: TestApp;
let mailbox: Mailbox;
beforeAll(async () => {
  [app, mailbox] = await Promise.all([startApp("reference"), openMailbox()]);
});
beforeEach(() => app.database.query("TRUNCATE outbox_message, mail_opt_out"));
afterAll(async () => {
  await mailbox.goAway();
  await app.close();
});

const MAIL: OutgoingMessage = {
  kind: "OVERDUE",
  recipient: "anna+cit@example.org",
  dedupeKey: "overdue/1",
  subject: "Reports are overdue",
  text: "Hello,\n",
  html: "<p>Hello,</p>",
  uselessAt: null,
};

/** Queues mails, sends what is due, and answers the links to opt out that arrived, as mail programs see them. */
async function send(...messages: readonly OutgoingMessage[]): Promise<readonly string[]> {
  const before = mailbox.mails.length;
  const { mail } = app.platform;
  await inTransaction(app.database.prisma)((writer) => writer.enqueue(messages, testNow()));
  const never = new AbortController().signal;
  const sender = { ...mail.senderOf("reports@example.org"), siteUrl: app.url };
  await mail.sendDueMail({
    postman: smtpPostman(mailbox.url, sender, never),
    signal: never,
    onSettled: () => undefined,
  });
  return mailbox.mails.slice(before).map(({ parsed }) => {
    const list = parsed.headers.get("list") as { unsubscribe?: { url?: string } } | undefined;
    return list?.unsubscribe?.url ?? "none";
  });
}

function optOuts() {
  return app.database.query("SELECT email, kind FROM mail_opt_out ORDER BY 1, 2");
}

const OPTED_OUT = [{ email: "anna+cit@example.org", kind: "OVERDUE" }];

describe("the link in a mail", () => {
  it("leads to a page that asks, changes nothing and needs no script", async () => {
    const [link] = await send(MAIL);
    const answer = await fetch(link!);
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(html).toContain("reminders that reports are overdue to <strong>anna+cit@example.org</strong>");
    expect(html).toContain('<form method="post">');
    expect(html).not.toContain("<script");
    expect(await optOuts()).toEqual([]);
  });

  it("does it when the button is pressed, once or often, and no such mail follows", async () => {
    const [link] = await send(MAIL);
    for (let press = 0; press < 3; press++) {
      const answer = await fetch(link!, { method: "POST", body: new URLSearchParams() });
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain("sends no more reminders that reports are overdue");
      expect(await optOuts()).toEqual(OPTED_OUT);
    }
    expect(await send({ ...MAIL, dedupeKey: "overdue/2" })).toEqual([]);
    expect(await send({ ...MAIL, kind: "RETURNED", dedupeKey: "returned/1" })).toHaveLength(1);
  });

  it.each<[string, RequestInit]>([
    ["as a form", { body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) }],
    ["in parts", { body: multipart() }],
    ["without a body", {}],
  ])("does it for the button of a mail program, %s", async (_, request) => {
    const [link] = await send(MAIL);
    expect((await fetch(link!, { method: "POST", ...request })).status).toBe(200);
    expect(await optOuts()).toEqual(OPTED_OUT);
  });

  it("is another one for each kind, and an invitation has none", async () => {
    const links = await send(...REFUSABLE_KINDS.map((kind) => ({ ...MAIL, kind, dedupeKey: kind })));
    expect(new Set(links.map((link) => new URL(link).searchParams.get("signature"))).size).toBe(3);
    expect(await send({ ...MAIL, kind: "INVITATION", dedupeKey: "invitation" })).toEqual(["none"]);
  });

  it("leaves neither address nor signature in the log", async () => {
    const [link] = await send(MAIL);
    await fetch(link!);
    await fetch(link!, { method: "POST" });
    const log = JSON.stringify(app.log);
    expect(log).toContain("/mail/opt-out");
    expect(log).not.toMatch(/anna/);
    expect(log).not.toContain(new URL(link!).searchParams.get("signature"));
  });
});

function multipart(): FormData {
  const form = new FormData();
  form.set("List-Unsubscribe", "One-Click");
  return form;
}

describe("a link that is forged", () => {
  /** What somebody might do to a genuine link. */
  const FORGERIES: Readonly<Record<string, (query: URLSearchParams) => void>> = {
    "names another person": (query) => query.set("address", "ben@example.org"),
    "names another kind": (query) => query.set("kind", "DUE_SOON"),
    "names a kind that cannot be refused": (query) => query.set("kind", "INVITATION"),
    "names a kind that does not exist": (query) => query.set("kind", "toString"),
    "has no signature": (query) => query.delete("signature"),
    "has an empty signature": (query) => query.set("signature", ""),
    "has two signatures": (query) => query.append("signature", "x"),
    "has a signature cut off": (query) => query.set("signature", query.get("signature")!.slice(0, -1)),
    "has a signature with more after it": (query) => query.set("signature", `${query.get("signature")!}A`),
    "moves the border between kind and address": (query) => {
      query.set("kind", "OVERDUE\nanna");
      query.set("address", "+cit@example.org");
    },
    "has nothing": (query) => {
      for (const name of [...query.keys()]) query.delete(name);
    },
  };

  it.each(Object.entries(FORGERIES))("is refused, and changes nothing, when it %s", async (_, forge) => {
    const [genuine] = await send(MAIL);
    const link = new URL(genuine!);
    forge(link.searchParams);
    for (const method of ["GET", "POST"]) {
      const answer = await fetch(link, { method });
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain("This link does not work");
    }
    expect(await optOuts()).toEqual([]);
  });

  it("is refused whichever letter of the signature is another", async () => {
    const [genuine] = await send(MAIL);
    const signature = new URL(genuine!).searchParams.get("signature")!;
    expect(signature).toMatch(/^[\w-]{43}$/);
    for (let index = 0; index < signature.length; index++) {
      const other = signature[index] === "A" ? "B" : "A";
      const link = new URL(genuine!);
      link.searchParams.set("signature", signature.slice(0, index) + other + signature.slice(index + 1));
      expect((await fetch(link, { method: "POST" })).status).toBe(403);
    }
    expect(await optOuts()).toEqual([]);
  });

  it("is refused when it was signed with another secret", async () => {
    const signatures = optOutSignatures(() => Promise.resolve("a guess"));
    const link = await optOutUrl(
      { address: MAIL.recipient, kind: "OVERDUE" },
      { siteUrl: app.url, signatures },
    );
    expect((await fetch(link, { method: "POST" })).status).toBe(403);
  });

  it("is refused without a trace of what it held", async () => {
    const answer = await fetch(`${app.url}/mail/opt-out?address=%3Cscript%3E&kind=OVERDUE&signature=%3Cb%3E`);
    expect(await answer.text()).not.toMatch(/<script>|<b>/);
  });

  it("cannot send a body of any size", async () => {
    const [genuine] = await send(MAIL);
    const answer = await fetch(genuine!, { method: "POST", body: "x".repeat(20_000) });
    expect(answer.status).toBe(413);
  });
});

describe("the secret", () => {
  it("is made once for all processes on a database, and is nobody else's", async () => {
    const secrets = await Promise.all(
      Array.from({ length: 5 }, () => serverSecret(app.database.prisma, "made by many")()),
    );
    expect(new Set(secrets).size).toBe(1);
    expect(secrets[0]).toMatch(/^[\w-]{43}$/);
    expect(await serverSecret(app.database.prisma, "another")()).not.toBe(secrets[0]);
  });

  it("is asked for again when the database did not answer", async () => {
    let isAway = true;
    const failing = app.database.prisma.$extends({
      query: {
        serverSecret: {
          createMany: ({ args, query }) => (isAway ? Promise.reject(new Error("away")) : query(args)),
        },
      },
    });
    const secret = serverSecret(failing as unknown as typeof app.database.prisma, "late");
    await expect(secret()).rejects.toThrow("away");
    isAway = false;
    expect(await secret()).toMatch(/^[\w-]{43}$/);
  });
});

it("writes an address as text into its page, whatever is in it", async () => {
  const { signatures } = app.platform.mail.senderOf("reports@example.org");
  const wish = { address: "<b>&'\"@example.org", kind: "OVERDUE" as const };
  const html = await (await fetch(await optOutUrl(wish, { siteUrl: app.url, signatures }))).text();
  expect(html).toContain("<strong>&lt;b&gt;&amp;&#39;&quot;@example.org</strong>");
});
