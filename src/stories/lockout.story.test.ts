// Nobody locks somebody else out, whoever they are, and guessing is slowed all the same.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { Role } from "../domain/access/viewer.js";
import { startApp, type TestApp } from "../testkit/app.js";
import { Browser } from "../testkit/browser.js";
import { realAdministrator, type RealAdministrator } from "../testkit/real-administrator.js";

const PASSWORD = "four words without sense";
const WRONG = "not one of these words";

/** How each role is granted. */
const GRANTS: Readonly<Record<Role, object>> = {
  ADMINISTRATOR: { role: "ADMINISTRATOR", state: "MO" },
  REVIEWER: { role: "REVIEWER", state: "MO" },
  ANALYST: { role: "ANALYST", state: "MO" },
  DISPATCHER: { role: "DISPATCHER", state: "MO" },
  COORDINATOR: { role: "COORDINATOR", state: "MO", chapter: "linn" },
  AGENCY_OFFICER: { role: "AGENCY_OFFICER", state: "MO", chapter: "linn" },
  LIAISON: { role: "LIAISON", state: "MO", county: "29115" },
};

let app: TestApp;
let administrator: RealAdministrator;
beforeAll(async () => {
  app = await startApp("demonstration", undefined, { trustedProxies: "127.0.0.1" });
  administrator = await realAdministrator(app);
});
afterAll(() => app.close());
beforeEach(() => app.database.query("DELETE FROM attempt_count"));

/** A browser at an address on the network. */
const at = (address: string) =>
  new Browser(app.url, { "sec-fetch-site": "same-origin", "x-forwarded-for": address });

const signIn = async (browser: Browser, email: string, password = PASSWORD) =>
  (await browser.post("/auth/sign-in", { email, password })).status;

let serial = 0;

/** An account that has been made, and its link. */
async function invited(role: Role) {
  const email = `person.${String(++serial)}@example.org`;
  const { data } = await app.ask(
    administrator,
    `mutation ($email: String!, $grants: [GrantInput!]!) { inviteAccount(email: $email, displayName: "Jo", grants: $grants, idempotencyKey: "FRESH") { invitationLink userErrors { message } } }`,
    { email, grants: [GRANTS[role]] },
  );
  const { invitationLink } = data!["inviteAccount"] as { invitationLink: string };
  return { email, token: invitationLink.split("#")[1]! };
}

/** Somebody who has a password, and the browser in which they set it. */
async function person(role: Role = "ANALYST", address = "192.0.2.10") {
  const { email, token } = await invited(role);
  const browser = at(address);
  expect((await browser.post("/auth/accept-invitation", { token, password: PASSWORD })).status).toBe(200);
  await browser.post("/auth/sign-out");
  return { email, browser };
}

async function guess(email: string, times: number, addressOf: (index: number) => string) {
  const statuses: number[] = [];
  for (let index = 0; index < times; index++) statuses.push(await signIn(at(addressOf(index)), email, WRONG));
  return statuses;
}

/** As if so many more had failed, at every account or network that is counted. */
const plant = (counter: "account" | "address", times: number) =>
  app.database.query("UPDATE attempt_count SET points = points + $1 WHERE key LIKE $2", [
    times,
    `${counter}:%`,
  ]);

describe("somebody who guesses", () => {
  it.each(Object.keys(GRANTS) as Role[])("from elsewhere locks no %s out", async (role) => {
    const { email, browser } = await person(role);
    const guessed = await guess(email, 15, () => "203.0.113.66");
    expect(guessed).toEqual([...Array<number>(10).fill(401), ...Array<number>(5).fill(429)]);
    // The same person in a browser that is new, and in one that is known.
    expect(await signIn(at("192.0.2.77"), email)).toBe(200);
    expect(await signIn(browser, email)).toBe(200);
  });

  it("from the very same network locks nobody out of a browser that they signed in with before", async () => {
    const { email, browser } = await person("ADMINISTRATOR", "192.0.2.10");
    await guess("somebody.else@example.org", 1, () => "192.0.2.10");
    await plant("address", 50);
    expect(await signIn(at("192.0.2.10"), email)).toBe(429);
    expect(await signIn(browser, email)).toBe(200);
  });

  it("from everywhere is slowed down, and locks nobody out of a browser that is known", async () => {
    const { email, browser } = await person();
    await guess(email, 3, (index) => `198.51.100.${String(index)}`);
    await plant("account", 96);
    expect(await guess(email, 3, (index) => `198.51.100.${String(50 + index)}`)).toEqual([401, 429, 429]);
    expect(await signIn(browser, email)).toBe(200);
  });

  it("learns nothing from being held up: it is the same at an account that is not there", async () => {
    const { email } = await person();
    const known = await guess(email, 12, () => "198.51.100.1");
    expect(await guess("nobody@example.org", 12, () => "198.51.100.2")).toEqual(known);
    await plant("account", 100);
    const address = () => "198.51.100.3";
    expect(await guess("nobody@example.org", 1, address)).toEqual(await guess(email, 1, address));
  });

  it("may do so in a browser that is known as often as anywhere, and then has to wait", async () => {
    const { email, browser } = await person();
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 12; attempt++) statuses.push(await signIn(browser, email, WRONG));
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
    expect(await signIn(at("192.0.2.78"), email)).toBe(200);
  });

  it("finds no account by a cookie that is made up, or that another account left", async () => {
    const [jo, kim] = [await person(), await person()];
    await guess(jo.email, 1, () => "198.51.100.1");
    await plant("account", 100);
    expect(await signIn(kim.browser, jo.email)).toBe(429);
    const forged = at("192.0.2.79");
    forged.cookies.set("device", "made.up~and.again");
    expect(await signIn(forged, jo.email)).toBe(429);
  });
});

describe("a browser in which a link was used", () => {
  it("is known from then on, and keeps that when it signs out", async () => {
    const { browser } = await person();
    expect(browser.cookies.has("device")).toBe(true);
    expect(browser.cookies.has("session")).toBe(false);
  });

  it("is locked out of no link by whoever guesses links", async () => {
    for (let index = 0; index < 60; index++)
      await at("192.0.2.10").post("/auth/accept-invitation", {
        token: `io_${String(index)}`,
        password: PASSWORD,
      });
    const { token } = await invited("ANALYST");
    const used = await at("192.0.2.10").post("/auth/accept-invitation", { token, password: PASSWORD });
    expect(used.status).toBe(200);
  });
});
