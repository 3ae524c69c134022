// Signing in at a real OpenID Connect provider: who comes in, and everybody who does not.

import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { createServer, type AddressInfo } from "node:net";
import { startApp, testNow, type TestApp } from "../testkit/app.js";
import { Browser, type Visit } from "../testkit/browser.js";
import { CLIENT, startProvider, type TestProvider } from "../testkit/oidc-provider.js";
import { realAdministrator, type RealAdministrator } from "../testkit/real-administrator.js";

let provider: TestProvider;
let app: TestApp;
let administrator: RealAdministrator;
let now = testNow();
beforeAll(async () => {
  // The provider says at length that its settings are not meant for production.
  for (const level of ["warn", "info"] as const)
    jest.spyOn(console, level).mockImplementation(() => undefined);
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${String(port)}`;
  provider = await startProvider(`${publicUrl}/auth/oidc/callback`);
  app = await startApp("demonstration", undefined, {
    port,
    publicUrl,
    provider: { issuer: provider.issuer, ...CLIENT },
    clock: () => now,
  });
  administrator = await realAdministrator(app);
});
afterAll(async () => {
  await app.close();
  await provider.close();
});
afterEach(() => {
  provider.plantedIdToken = null;
  now = testNow();
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

let serial = 0;

/** An account of somebody who was invited, and the claims a provider would make of that person. */
async function invited() {
  serial += 1;
  const email = `kim.${String(serial)}@example.org`;
  const { errors } = await app.ask(
    administrator,
    `mutation { inviteAccount(email: "${email}", displayName: "Kim", grants: [{ role: ANALYST, state: "MO" }], idempotencyKey: "FRESH") { userErrors { code } } }`,
  );
  expect(errors).toEqual([]);
  return { sub: `subject-${String(serial)}`, email, email_verified: true };
}

/** Goes off to the provider. @returns the address there */
async function setOff(browser: Browser): Promise<URL> {
  const off = await browser.get("/auth/oidc", { "sec-fetch-site": "none" });
  expect(off.status).toBe(303);
  return new URL(off.headers.get("location") ?? "");
}

/** Goes off and signs in there. @returns the address to come back to */
async function leave(browser: Browser): Promise<URL> {
  return provider.visit((await setOff(browser)).href);
}

/** A browser comes from the provider, which is another site. */
function comeBack(browser: Browser, back: URL): Promise<Visit> {
  return browser.get(back.pathname + back.search, { "sec-fetch-site": "cross-site" });
}

async function signIn(browser = new Browser(app.url)): Promise<string | null> {
  await comeBack(browser, await leave(browser));
  return browser.whoAmI();
}

describe("somebody with an account, at the provider", () => {
  it("is signed in by the verified address, in any spelling, with PKCE, state and nonce", async () => {
    const kim = await invited();
    provider.person = { ...kim, email: kim.email.toUpperCase() };
    const browser = new Browser(app.url);
    const off = await browser.get("/auth/oidc");
    const asked = new URL(off.headers.get("location") ?? "").searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: "code",
      code_challenge_method: "S256",
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as unknown,
      state: expect.stringMatching(/^[\w-]{43}$/) as unknown,
      nonce: expect.stringMatching(/^[\w-]{43}$/) as unknown,
    });
    expect(off.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^provider-visit=io_[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    const back = await provider.visit(off.headers.get("location") ?? "");
    const answer = await comeBack(browser, back);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"]);
    expect([...browser.cookies.keys()]).toEqual(["session", "device"]);
    expect(await browser.whoAmI()).toBe("Kim");
    expect(JSON.stringify(app.log)).not.toContain(back.searchParams.get("code"));
  });

  it("is known by the identity from then on, whatever the address there", async () => {
    const [kim, other] = [await invited(), await invited()];
    provider.person = kim;
    expect(await signIn()).toBe("Kim");
    provider.person = { sub: kim.sub, email: "moved@example.org", email_verified: false };
    expect(await signIn()).toBe("Kim");
    // Whoever gets the address later on is somebody else.
    provider.person = { ...kim, sub: "somebody-else" };
    expect(await signIn()).toBeNull();
    // And the identity stays with the account it was bound to.
    provider.person = { ...kim, email: other.email };
    await signIn();
    const bound = await app.database.query("SELECT email FROM account WHERE oidc_subject = $1", [kim.sub]);
    expect(bound).toEqual([{ email: kim.email }]);
  });

  it("is not let in when the provider does not vouch for the address", async () => {
    const { sub, email } = await invited();
    for (const person of [
      { sub, email, email_verified: false },
      { sub, email },
      { sub, email_verified: true },
      { sub, email, email_verified: "true" as unknown as boolean },
    ]) {
      provider.person = person;
      expect(await signIn()).toBeNull();
    }
    provider.person = { sub, email, email_verified: true };
    expect(await signIn()).toBe("Kim");
  });

  it("is not let in while the account is disabled, before and after the first time", async () => {
    const [early, late] = [await invited(), await invited()];
    const disable = (email: string) =>
      app.database.query("UPDATE account SET disabled_at = now() WHERE email = $1", [email]);
    provider.person = early;
    await disable(early.email);
    expect(await signIn()).toBeNull();
    provider.person = late;
    expect(await signIn()).toBe("Kim");
    await disable(late.email);
    expect(await signIn()).toBeNull();
    const entries = await app.database.query(
      `SELECT action, details -> 'isFirst' AS first FROM audit_entry JOIN account ON account.id = account_id
       WHERE email = $1`,
      [late.email],
    );
    expect(entries).toEqual([{ action: "account:signInByProvider", first: true }]);
    const refused = await app.database.query(
      "SELECT email FROM refused_sign_in JOIN account ON account.id = place WHERE email = ANY($1) ORDER BY 1",
      [[early.email, late.email]],
    );
    expect(refused).toEqual([{ email: early.email }, { email: late.email }]);
  });
});

describe("somebody without an account", () => {
  it("is refused, and none is made", async () => {
    const accounts = () => app.database.query("SELECT id, oidc_subject FROM account ORDER BY id");
    const before = await accounts();
    for (const email of ["stranger@example.org", "analyst@demo.invalid", "no address"]) {
      provider.person = { sub: `stranger ${email}`, email, email_verified: true };
      const browser = new Browser(app.url);
      const answer = await comeBack(browser, await leave(browser));
      expect([answer.status, answer.body.errors?.[0]?.extensions.code]).toEqual([401, "UNAUTHENTICATED"]);
      expect(browser.cookies.size).toBe(0);
    }
    expect(await accounts()).toEqual(before);
  });
});

describe("a return from the provider", () => {
  async function kimLeaves() {
    provider.person = await invited();
    const browser = new Browser(app.url);
    return { browser, back: await leave(browser) };
  }

  it("with another state, without one, or without the visit, is refused", async () => {
    const changed = await kimLeaves();
    changed.back.searchParams.set("state", "x".repeat(43));
    const stateless = await kimLeaves();
    stateless.back.searchParams.delete("state");
    const elsewhere = { browser: new Browser(app.url), back: (await kimLeaves()).back };
    for (const { browser, back } of [changed, stateless, elsewhere]) {
      expect((await comeBack(browser, back)).status).toBe(401);
      expect(await browser.whoAmI()).toBeNull();
    }
  });

  it("on the visit of somebody else is refused: nobody is signed in to a stranger's account", async () => {
    const [stranger, victim] = [await kimLeaves(), await kimLeaves()];
    expect((await comeBack(victim.browser, stranger.back)).status).toBe(401);
    expect(await victim.browser.whoAmI()).toBeNull();
  });

  it("counts once: neither the visit nor the code can be used again", async () => {
    const { browser, back } = await kimLeaves();
    const cookie = browser.cookies.get("provider-visit")!;
    expect((await comeBack(browser, back)).status).toBe(303);
    const again = new Browser(app.url);
    again.cookies.set("provider-visit", cookie);
    expect((await comeBack(again, back)).status).toBe(401);
    const fresh = await kimLeaves();
    fresh.back.searchParams.set("code", back.searchParams.get("code")!);
    expect((await comeBack(fresh.browser, fresh.back)).status).toBe(401);
  });

  it("after more than ten minutes is refused", async () => {
    const { browser, back } = await kimLeaves();
    now = new Date(now.getTime() + 10 * 60_000);
    expect((await comeBack(browser, back)).status).toBe(401);
  });

  it("with an error of the provider is refused", async () => {
    const { browser, back } = await kimLeaves();
    back.searchParams.delete("code");
    back.searchParams.set("error", "access_denied");
    expect((await comeBack(browser, back)).status).toBe(401);
  });

  it("with a token that was given to another client is refused, and so is one that nobody signed", async () => {
    provider.person = await invited();
    const browser = new Browser(app.url);
    const there = await setOff(browser);
    // Good in everything but for whom it is: same provider, same person, same nonce.
    const nonce = there.searchParams.get("nonce") ?? "";
    const token = await provider.idTokenOfOther(nonce);
    const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as object;
    expect(claims).toMatchObject({ aud: "another-site", nonce, sub: provider.person.sub });
    provider.plantedIdToken = token;
    expect((await comeBack(browser, await provider.visit(there.href))).status).toBe(401);

    const unsigned = new Browser(app.url);
    const again = await setOff(unsigned);
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
    const good = { ...claims, aud: CLIENT.clientId, nonce: again.searchParams.get("nonce") };
    provider.plantedIdToken = `${encode({ alg: "none" })}.${encode(good)}.`;
    expect((await comeBack(unsigned, await provider.visit(again.href))).status).toBe(401);

    provider.plantedIdToken = null;
    expect(await signIn()).toBe("Kim");
  });
});

describe("without a provider", () => {
  it("there is nothing at its addresses, and one that is away is said so", async () => {
    const plain = await startApp("reference");
    expect((await new Browser(plain.url).get("/auth/oidc")).status).toBe(404);
    await plain.close();
    const away = await startApp("reference", undefined, {
      publicUrl: "http://127.0.0.1",
      provider: { issuer: "http://127.0.0.1:9", ...CLIENT },
    });
    const answer = await new Browser(away.url).get("/auth/oidc");
    expect([answer.status, answer.body.errors?.[0]?.extensions.code]).toEqual([503, "PROVIDER_UNAVAILABLE"]);
    await away.close();
  });
});
