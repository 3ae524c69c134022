// Somebody is invited: a mail brings the link, a page takes the password, and the link is kept nowhere once it is of no use.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import type { Browser } from "playwright-core";
import { smtpPostman } from "../mail/smtp-postman.js";
import { startApp, type TestApp } from "../testkit/app.js";
import { expectNone, launchChromium, openWatched, shoot } from "../testkit/chromium.js";
import { expectQuality } from "../testkit/page-quality.js";
import { openMailbox, type Mailbox } from "../testkit/mailbox.js";
import { realAdministrator, type RealAdministrator } from "../testkit/real-administrator.js";

jest.setTimeout(120_000);

let app: TestApp;
let mailbox: Mailbox;
let administrator: RealAdministrator;
let browser: Browser;
/** The browser keeps cookies by its own clock. */
let now = new Date();
beforeAll(async () => {
  app = await startApp("reference", undefined, { clock: () => now });
  administrator = await realAdministrator(app);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await app.close();
});
beforeEach(async () => {
  now = new Date();
  mailbox = await openMailbox();
});
afterEach(() => mailbox.goAway());

interface Done {
  readonly account: { readonly id: string };
  readonly invitationLink: string;
}

async function change(field: string): Promise<Done> {
  const { data, errors } = await app.ask(
    administrator,
    `mutation { done: ${field} { account { id } invitationLink userErrors { code } } }`,
  );
  expect(errors).toEqual([]);
  return data!["done"] as Done;
}

const invite = (email: string) =>
  change(
    `inviteAccount(email: "${email}", displayName: "Kim", grants: [{ role: ANALYST, state: "MO" }], idempotencyKey: "FRESH")`,
  );

async function sendAll(): Promise<void> {
  const { mail } = app.platform;
  const { signal } = new AbortController();
  const postman = smtpPostman(mailbox.url, mail.senderOf("reports@example.org"), signal);
  await mail.sendDueMail({ postman, signal, onSettled: () => undefined });
}

/** Whether anything in the database or the log holds the secret of a link. */
async function isKept({ invitationLink }: Done): Promise<boolean> {
  const [, token = ""] = invitationLink.split("#");
  expect(token).toMatch(/^io_[\w-]{43}$/);
  expect(JSON.stringify(app.log)).not.toContain(token);
  return JSON.stringify(await app.database.everyRow()).includes(token);
}

describe("the mail of an invitation", () => {
  it("is written with the invitation and brings its link; the link is gone from the database then", async () => {
    const invited = await invite("kim.1@example.org");
    expect(await isKept(invited)).toBe(true);
    await sendAll();
    const [mail] = mailbox.mails;
    expect([mailbox.mails.length, mail?.recipients]).toEqual([1, ["kim.1@example.org"]]);
    expect(mail?.parsed.subject).toBe("Your account at Intercept One");
    expect(mail?.parsed.text).toContain(`${app.platform.siteUrl}${invited.invitationLink}\n`);
    expect(mail?.raw).not.toMatch(/^List-Unsubscribe/m);
    expect(await isKept(invited)).toBe(false);
  });

  it("is written anew with another link; one that still waits is dropped with its link", async () => {
    const first = await invite("kim.2@example.org");
    const second = await change(`renewInvitation(account: "${first.account.id}", idempotencyKey: "FRESH")`);
    expect([await isKept(first), await isKept(second)]).toEqual([false, true]);
    await sendAll();
    expect(mailbox.mails.map(({ parsed }) => parsed.text?.includes(second.invitationLink))).toEqual([true]);
  });

  it("is dropped when the link is used, runs out, or its account is disabled", async () => {
    const used = await invite("kim.3@example.org");
    const [, token] = used.invitationLink.split("#");
    await app.platform.useCases.people.acceptInvitation(token!, "four words without sense", null);
    const disabled = await invite("kim.4@example.org");
    await app.ask(
      administrator,
      `mutation { disableAccount(account: "${disabled.account.id}", idempotencyKey: "FRESH") { replayed } }`,
    );
    expect([await isKept(used), await isKept(disabled)]).toEqual([false, false]);
    const late = await invite("kim.5@example.org");
    now = new Date(now.getTime() + 14 * 24 * 60 * 60_000);
    await sendAll();
    expect([mailbox.mails.length, await isKept(late)]).toEqual([0, false]);
  });

  it("is not written to an address that nobody can have, nor when nothing comes of the invitation", async () => {
    const before = await app.database.query("SELECT id FROM outbox_message");
    await invite("kim@nowhere.invalid");
    await app.ask(
      administrator,
      'mutation { inviteAccount(email: "kim.1@example.org", displayName: "Kim", grants: [{ role: ANALYST, state: "MO" }], idempotencyKey: "FRESH") { replayed } }',
    );
    expect(await app.database.query("SELECT id FROM outbox_message")).toEqual(before);
  });
});

describe.each([
  ["a desk", 1280, 900],
  ["a telephone", 360, 740],
])("the page behind the link at %s", (where, width, height) => {
  it("takes a password, says what is wrong with one, and leads on", async () => {
    const { invitationLink } = await invite(`kim.${String(width)}@example.org`);
    const { page, mischief } = await openWatched(browser, app.url, { width, height });
    await page.goto(`${app.url}${invitationLink}`);
    await shoot(page, `invitation-${where}`);
    await expectQuality(page);
    const set = page.getByRole("button", { name: "Set password" });
    for (const [password, said] of [
      ["", "12"],
      ["short", "12"],
      [`kim.${String(width)}@example.org`, "address"],
    ] as const) {
      await page.getByLabel("New password").fill(password);
      await set.click();
      await page.getByRole("alert").getByText(said).waitFor();
    }
    await shoot(page, `invitation-refused-${where}`);
    await expectQuality(page);
    await page.getByLabel("New password").fill("four words without sense");
    await page.getByLabel("New password").press("Enter");
    await page.getByRole("heading", { name: "Your password is set" }).waitFor();
    await shoot(page, `invitation-done-${where}`);
    await expectQuality(page);
    expect(page.url()).toBe(`${app.url}/accept-invitation`);
    const asked = await page.evaluate<{ readonly data: object }>(
      `fetch("/graphql", { method: "POST", headers: { "content-type": "application/json" }, body: '{"query":"{ viewer { displayName } }"}' }).then((answer) => answer.json())`,
    );
    expect(asked).toEqual({ data: { viewer: { displayName: "Kim" } } });
    expect(await page.getByRole("link", { name: "Go on to your pages" }).getAttribute("href")).toBe("/staff");
    // Three passwords were refused, which a browser notes as errors.
    expect(mischief.failedRequests).toHaveLength(3);
    mischief.failedRequests.splice(0);
    mischief.consoleErrors.splice(0, 3);
    await expectNone(mischief);

    await page.goto(`${app.url}${invitationLink}`);
    await page.reload();
    await page.getByLabel("New password").fill("another four words of it");
    await set.click();
    await page.getByRole("alert").getByText("used before").waitFor();
    await page.context().close();
  });

  it("says so when the link was cut off", async () => {
    const { page, mischief } = await openWatched(browser, app.url, { width, height });
    await page.goto(`${app.url}/accept-invitation`);
    await page.getByRole("alert").getByText("cut off").waitFor();
    expect(await page.getByRole("button").count()).toBe(0);
    await expectNone(mischief);
    await page.context().close();
  });
});
