// People and their ways in: an invitation, a password, a session, tokens for programs, and how each of them ends.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { startApp, testNow, type TestApp } from "../testkit/app.js";
import { Browser, type Visit } from "../testkit/browser.js";
import { realAdministrator, type RealAdministrator } from "../testkit/real-administrator.js";

const PASSWORD = "four words without sense";
const ANALYST = { role: "ANALYST", state: "MO" };

let app: TestApp;
let administrator: RealAdministrator;
let now = testNow();
beforeAll(async () => {
  app = await startApp("demonstration", undefined, { clock: () => now });
  administrator = await realAdministrator(app);
});
afterAll(() => app.close());
beforeEach(async () => {
  now = testNow();
  await app.database.query("DELETE FROM attempt_count");
});

const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};

let serial = 0;

interface Person {
  readonly email: string;
  readonly id: string;
  readonly browser: Browser;
}

const INVITE = `mutation ($email: String!, $grants: [GrantInput!]!) {
  inviteAccount(email: $email, displayName: "Jo", grants: $grants, idempotencyKey: "FRESH") {
    account { id email hasPassword disabledAt grants { role state chapter county } }
    invitationLink invitationExpiresAt userErrors { code path message fix }
  }
}`;

interface Invited {
  readonly account: { readonly id: string } | null;
  readonly invitationLink: string | null;
  readonly userErrors: readonly { readonly code: string; readonly path: string }[];
}

async function invite(email: string, grants: readonly object[] = [ANALYST]): Promise<Invited> {
  const { data, errors } = await app.ask(administrator, INVITE, { email, grants });
  expect(errors).toEqual([]);
  return data!["inviteAccount"] as Invited;
}

function tokenIn(link: string | null): string {
  return /^\/accept-invitation#(io_[\w-]{43})$/.exec(link ?? "")![1]!;
}

/** Somebody who has accepted an invitation and is signed in. */
async function person(grants?: readonly object[]): Promise<Person> {
  serial += 1;
  const email = `jo.${String(serial)}@example.org`;
  const { account, invitationLink } = await invite(email, grants);
  const browser = new Browser(app.url);
  const token = tokenIn(invitationLink);
  expect((await browser.post("/auth/accept-invitation", { token, password: PASSWORD })).status).toBe(200);
  return { email, id: account!.id, browser };
}

const signIn = (browser: Browser, email: string, password = PASSWORD) =>
  browser.post("/auth/sign-in", { email, password });

async function administer(mutation: string, id: string) {
  const query = `mutation ($id: ID!) { done: ${mutation}(account: $id, idempotencyKey: "FRESH") { userErrors { code path } } }`;
  const { data } = await app.ask(administrator, query, { id });
  return (data!["done"] as { userErrors: readonly unknown[] }).userErrors;
}

function codeOf({ status, body }: Visit) {
  return [status, body.errors?.[0]?.extensions.code];
}

describe("an invitation", () => {
  it("makes an account, and lets its person set a password and in", async () => {
    const { account, invitationLink } = await invite("Ann.Smith@Example.ORG", [
      { role: "COORDINATOR", state: "MO", chapter: "barry" },
      { role: "LIAISON", state: "MO", county: "29009" },
    ]);
    expect(account).toEqual({
      id: expect.any(String),
      email: "ann.smith@example.org",
      hasPassword: false,
      disabledAt: null,
      grants: [
        { role: "COORDINATOR", state: "MO", chapter: "barry", county: null },
        { role: "LIAISON", state: "MO", chapter: null, county: "29009" },
      ],
    });
    const browser = new Browser(app.url);
    const token = tokenIn(invitationLink);
    const answer = await browser.post("/auth/accept-invitation", { token, password: PASSWORD });
    expect([answer.status, answer.body]).toEqual([
      200,
      { displayName: "Jo", sessionExpiresAt: "2026-11-24T06:00:00.000Z" },
    ]);
    expect(await browser.whoAmI()).toBe("Jo");
    expect(codeOf(await browser.post("/auth/accept-invitation", { token, password: PASSWORD }))[0]).toBe(400);
  });

  it("runs out after fourteen days, and is replaced by the next one", async () => {
    const first = await invite("slow@example.org");
    const accept = async ({ invitationLink }: Invited) =>
      (
        await new Browser(app.url).post("/auth/accept-invitation", {
          token: tokenIn(invitationLink),
          password: PASSWORD,
        })
      ).status;
    later(14 * 24 * 60);
    expect(await accept(first)).toBe(400);
    const renew = async () => {
      const { data } = await app.ask(
        administrator,
        'mutation ($id: ID!) { renewInvitation(account: $id, idempotencyKey: "FRESH") { invitationLink userErrors { code } } }',
        { id: first.account!.id },
      );
      return data!["renewInvitation"] as Invited;
    };
    const [second, third] = [await renew(), await renew()];
    expect([await accept(second), await accept(third)]).toEqual([400, 200]);
  });

  it("is refused with everything that is wrong with it, and makes nothing", async () => {
    const before = await app.database.query("SELECT count(*) FROM account");
    const { account, invitationLink, userErrors } = await invite("nowhere", [
      { role: "COORDINATOR", state: "MO" },
      { role: "LIAISON", state: "MO", county: "53033" },
      { role: "ANALYST", state: "ZZ" },
      { role: "ANALYST", state: "MO", chapter: "barry" },
      { role: "COORDINATOR", state: "MO" },
    ]);
    expect([account, invitationLink]).toEqual([null, null]);
    expect(userErrors.map(({ code, path }) => [path, code])).toEqual([
      ["email", "BAD_EMAIL"],
      ["grants[0].chapter", "UNKNOWN_CHAPTER"],
      ["grants[1].county", "UNKNOWN_COUNTY"],
      ["grants[2].state", "UNKNOWN_STATE"],
      ["grants[3].chapter", "BAD_VALUE"],
      ["grants[4].chapter", "UNKNOWN_CHAPTER"],
      ["grants[4]", "DUPLICATE"],
      ["grants[2].state", "NOT_ALLOWED"],
    ]);
    const taken = await person();
    expect((await invite(taken.email, [{ role: "ANALYST", state: "ZZ" }])).userErrors).toMatchObject([
      { code: "DUPLICATE", path: "email" },
      { code: "UNKNOWN_STATE", path: "grants[0].state" },
      { code: "NOT_ALLOWED", path: "grants[0].state" },
    ]);
    expect((await invite("jay@example.org", [])).userErrors).toMatchObject([{ path: "grants" }]);
    expect((await invite("analyst@demo.invalid")).userErrors).toMatchObject([{ path: "email" }]);
    expect(await app.database.query("SELECT count(*) - 1 AS count FROM account")).toEqual(before);
  });

  it("is not made twice for one address, in any spelling, not even at the same time", async () => {
    const both = await Promise.all([invite("twice@example.org"), invite(" Twice@Example.org ")]);
    expect(both.filter(({ account }) => account !== null)).toHaveLength(1);
    const refused = both.find(({ account }) => account === null);
    expect(refused?.userErrors).toMatchObject([{ path: "email", code: "DUPLICATE" }]);
  });

  it("needs a password that is good enough", async () => {
    const { invitationLink } = await invite("weak.password@example.org");
    const token = tokenIn(invitationLink);
    for (const password of ["short", "Password123!", "weak.password", "weak.password@example.org"]) {
      const answer = await new Browser(app.url).post("/auth/accept-invitation", { token, password });
      expect(answer.body.errors?.[0]?.extensions.problems).toMatchObject([
        { code: "WEAK_PASSWORD", path: "password" },
      ]);
    }
  });
});

describe("an administrator", () => {
  it("reaches the accounts of the own state and no others", async () => {
    const washington = await person([{ role: "ADMINISTRATOR", state: "WA" }]);
    const missouri = await person();
    const both = await person([ANALYST, { role: "ANALYST", state: "WA" }]);
    const { browser } = washington;

    const refused = await browser.ask(INVITE, { email: "spy@example.org", grants: [ANALYST] });
    expect(refused.body.data!["inviteAccount"]).toMatchObject({
      account: null,
      userErrors: [{ code: "NOT_ALLOWED", path: "grants[0].state" }],
    });
    for (const { id } of [missouri, both]) {
      for (const mutation of ["disableAccount", "enableAccount", "renewInvitation"]) {
        const { body } = await browser.ask(
          `mutation ($id: ID!) { done: ${mutation}(account: $id, idempotencyKey: "FRESH") { account { id } userErrors { code } } }`,
          { id },
        );
        expect(body.data!["done"]).toEqual({ account: null, userErrors: [{ code: "UNKNOWN_ACCOUNT" }] });
      }
    }
    const list = "query ($state: StateCode!) { accounts(state: $state) { edges { node { id } } } }";
    const other = await browser.ask(list, { state: "MO" });
    expect(other.body.errors?.[0]?.extensions.code).toBe("FORBIDDEN");
    const own = JSON.stringify((await browser.ask(list, { state: "WA" })).body.data);
    expect([own.includes(both.id), own.includes(missouri.id)]).toEqual([true, false]);
  });

  it("sets the grants in the own state, and leaves those elsewhere", async () => {
    const washington = await person([{ role: "ADMINISTRATOR", state: "WA" }]);
    const both = await person([ANALYST, { role: "ANALYST", state: "WA" }]);
    const set = async (id: string, grants: readonly object[]) => {
      const { body } = await washington.browser.ask(
        'mutation ($id: ID!, $grants: [GrantInput!]!) { setGrants(account: $id, grants: $grants, idempotencyKey: "FRESH") { account { grants { role state } } userErrors { code path } } }',
        { id, grants },
      );
      return body.data!["setGrants"];
    };
    expect(await set(both.id, [{ role: "REVIEWER", state: "WA" }])).toEqual({
      account: { grants: [ANALYST, { role: "REVIEWER", state: "WA" }] },
      userErrors: [],
    });
    expect(await set(both.id, [])).toMatchObject({ account: { grants: [ANALYST] } });
    expect(await set(both.id, [{ role: "REVIEWER", state: "WA" }])).toMatchObject({
      userErrors: [{ code: "UNKNOWN_ACCOUNT" }],
    });
    expect(await set(washington.id, [{ role: "ANALYST", state: "WA" }])).toMatchObject({
      account: null,
      userErrors: [{ code: "NOT_ALLOWED", path: "account" }],
    });
    for (const nobody of ["", "QWNjb3VudDo5OTk5OTk5OTk5OTk5OTk5", "QWNjb3VudDow"]) {
      expect(await set(nobody, [])).toMatchObject({ userErrors: [{ code: "UNKNOWN_ACCOUNT" }] });
    }
  });

  it("cannot shut out the own account", async () => {
    const { id, browser } = await person([{ role: "ADMINISTRATOR", state: "MO" }]);
    const { body } = await browser.ask(
      'mutation ($id: ID!) { disableAccount(account: $id, idempotencyKey: "FRESH") { userErrors { code } } }',
      { id },
    );
    expect(body.data).toEqual({ disableAccount: { userErrors: [{ code: "NOT_ALLOWED" }] } });
    expect(await browser.whoAmI()).toBe("Jo");
  });

  it.each(["analyst", "coordinator", "reviewer"] as const)("is not what a %s is", async (asker) => {
    const { errors } = await app.ask(asker, INVITE, { email: "x@example.org", grants: [ANALYST] });
    expect(errors).toMatchObject([{ extensions: { code: "FORBIDDEN" } }]);
  });
});

describe("signing in", () => {
  it("gives a session in a cookie that no script and no other site can use", async () => {
    const { email } = await person();
    const browser = new Browser(app.url);
    const answer = await signIn(browser, ` ${email.toUpperCase()} `);
    expect(answer.status).toBe(200);
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^session=io_[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(/^device=[\w.-]{66}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.text).not.toContain([...browser.cookies.values()][0]);
    expect(await browser.whoAmI()).toBe("Jo");
    const rows = Object.values(await app.database.everyRow())
      .flat()
      .join("\n");
    expect(rows).not.toContain([...browser.cookies.values()][0]);
    expect(rows).not.toContain(PASSWORD);
  });

  it("gives another session each time, and ends the one there was", async () => {
    const { email, browser } = await person();
    const before = browser.cookies.get("session");
    await signIn(browser, email);
    expect(browser.cookies.get("session")).not.toBe(before);
    const old = new Browser(app.url);
    old.cookies.set("session", before!);
    expect(await old.whoAmI()).toBeNull();
  });

  it("is refused in one way, after the same work, whatever is wrong", async () => {
    const { email } = await person();
    const withoutPassword = "invited.only@example.org";
    await invite(withoutPassword);
    const disabled = await person();
    expect(await administer("disableAccount", disabled.id)).toEqual([]);
    const answers = [];
    for (const [address, password] of [
      [email, "not the password"],
      ["nobody@example.org", PASSWORD],
      ["no address at all", PASSWORD],
      [withoutPassword, PASSWORD],
      [disabled.email, PASSWORD],
      ["analyst@demo.invalid", PASSWORD],
    ] as const) {
      const { status, text, headers } = await signIn(new Browser(app.url), address, password);
      const requestId = headers.get("x-request-id") ?? "";
      answers.push([status, text.replace(requestId, "…"), await app.costOf(requestId)]);
    }
    const [first] = answers;
    expect(first).toEqual([401, expect.stringContaining("UNAUTHENTICATED"), 6]);
    for (const one of answers) expect(one).toEqual(first);
  });

  it("is held up after ten failures of one sender at one account, and says for how long", async () => {
    const { email } = await person();
    for (let attempt = 0; attempt < 10; attempt++)
      expect((await signIn(new Browser(app.url), email, "wrong password!")).status).toBe(401);
    const refused = await signIn(new Browser(app.url), email);
    expect(codeOf(refused)).toEqual([429, "TOO_MANY_ATTEMPTS"]);
    const seconds = Number(refused.headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(800);
    expect(seconds).toBeLessThanOrEqual(900);
    // Nobody learns from it whether there is such an account.
    for (let attempt = 0; attempt < 10; attempt++) await signIn(new Browser(app.url), "nobody@example.org");
    const unknown = await signIn(new Browser(app.url), "nobody@example.org");
    expect(unknown.text.replace(/"requestId":"[^"]+"/, "")).toBe(
      refused.text.replace(/"requestId":"[^"]+"/, ""),
    );
    await app.database.query("UPDATE attempt_count SET expire = 0");
    expect((await signIn(new Browser(app.url), email)).status).toBe(200);
  });

  it("is held up after fifty failures from one address; those that succeed do not count", async () => {
    const { email } = await person();
    for (let good = 0; good < 3; good++) await signIn(new Browser(app.url), email);
    await app.database.query("UPDATE attempt_count SET points = points + 50 WHERE key LIKE 'address:%'");
    expect((await signIn(new Browser(app.url), "somebody.else@example.org")).status).toBe(429);
    await app.database.query("UPDATE attempt_count SET points = points - 2 WHERE key LIKE 'address:%'");
    expect((await signIn(new Browser(app.url), email)).status).toBe(200);
  });

  it("is refused for a body that is none, without repeating a word of it", async () => {
    const browser = new Browser(app.url);
    for (const body of [
      `{"password":"${PASSWORD}`,
      `"${PASSWORD}"`,
      "[]",
      "null",
      { email: 1, password: [PASSWORD] },
    ]) {
      const answer = await browser.post("/auth/sign-in", body);
      expect(answer.status).toBe(400);
      expect(answer.text).not.toContain("four words");
    }
  });
});

describe("the audit log", () => {
  it("says when somebody came in, was refused and went, and with what, but nothing that was typed", async () => {
    await app.platform.recordRefusals();
    const entries = () =>
      app.database.query<{ action: string; account_id: number | null; details: object }>(
        "SELECT action, account_id, details FROM audit_entry ORDER BY number",
      );
    const before = await entries();
    const { email, browser } = await person();
    const wrong = "a password typed by mistake";
    // Those that are held up are not looked at, so they are recorded by the ten before them alone.
    for (let attempt = 0; attempt < 13; attempt++) await signIn(new Browser(app.url), email, wrong);
    await signIn(new Browser(app.url), "nobody@example.org", wrong);
    expect(await app.platform.recordRefusals()).toBe(1);
    await app.database.query("DELETE FROM attempt_count");
    await signIn(browser, email);
    for (let leaving = 0; leaving < 2; leaving++) await browser.post("/auth/sign-out");
    const [{ account } = {}] = await app.database.query<{ account: number }>(
      "SELECT id AS account FROM account WHERE email = $1",
      [email],
    );
    const at = now.toISOString();
    expect((await entries()).slice(before.length)).toMatchObject([
      { action: "account:inviteAccount" },
      { action: "account:acceptInvitation", account_id: account, details: {} },
      {
        action: "account:refuseSignIn",
        account_id: null,
        details: { refused: [{ account, times: 10, firstAt: at, lastAt: at }] },
      },
      { action: "account:signIn", account_id: account, details: { endedSessionOf: account } },
      { action: "account:signOut", account_id: account, details: {} },
    ]);
    expect(JSON.stringify(await app.database.everyRow())).not.toContain(wrong);
    expect((await app.platform.verifyAudit([])).problems).toEqual([]);
  });
});

describe("a session", () => {
  it("is over after two hours without a request, and after twelve however busy", async () => {
    const idle = await person();
    later(119);
    expect(await idle.browser.whoAmI()).toBe("Jo");
    later(120);
    expect(await idle.browser.whoAmI()).toBeNull();
    const busy = await person();
    for (let hour = 0; hour < 11; hour++) {
      later(60);
      expect(await busy.browser.whoAmI()).toBe("Jo");
    }
    later(60);
    expect(await busy.browser.whoAmI()).toBeNull();
  });

  it("that is over, or never was, meets the public schema, and its cookie is cleared", async () => {
    const browser = new Browser(app.url);
    browser.cookies.set("session", `io_${"x".repeat(43)}`);
    const answer = await browser.ask("{ states { code } }");
    expect([answer.status, answer.body.data]).toEqual([200, { states: [{ code: "MO" }, { code: "WA" }] }]);
    expect(browser.cookies.size).toBe(0);
  });

  it("that is over is told so where only the staff may ask, and nowhere else", async () => {
    const { browser } = await person();
    const session = browser.cookies.get("session")!;
    later(13 * 60);
    const ask = (query: string, variables = {}) => {
      browser.cookies.set("session", session);
      return browser.ask(query, variables);
    };
    for (const query of [
      "mutation ($input: SaveReportDraftInput!) { saveReportDraft(input: $input) { replayed } }",
      'mutation { revokeApiToken(apiToken: "x", idempotencyKey: "x") { replayed } }',
      "{ viewer { displayName } states { code } }",
      "query ($question: OutcomeQuestion!) { liveOutcomes(question: $question) { asOf } nonsense }",
    ]) {
      const answer = await ask(query);
      expect(codeOf(answer)).toEqual([401, "UNAUTHENTICATED"]);
      expect(answer.body.errors?.[0]?.message).toContain("Your session has ended");
      expect(answer.headers.get("www-authenticate")).toBe("Bearer");
      const nobody = await new Browser(app.url).ask(query);
      expect(codeOf(nobody)).toEqual([401, "UNAUTHENTICATED"]);
      expect(nobody.body.errors?.[0]?.message).toContain("nobody is");
    }
    expect((await ask("{ states { code } }")).status).toBe(200);
    expect(codeOf(await ask("{ nonsense }"))).toEqual([400, "GRAPHQL_VALIDATION_FAILED"]);
    browser.cookies.set("session", session);
    const file = await browser.get("/outcomes.csv?state=MO&from=2026-01&until=2026-03");
    expect(codeOf(file)).toEqual([401, "UNAUTHENTICATED"]);
    expect(file.text).toContain("Your session has ended");
  });

  it("ends with signing out, with a new password, and with disabling; enabling brings none back", async () => {
    const { id, email, browser } = await person();
    const copy = new Browser(app.url);
    copy.cookies.set("session", browser.cookies.get("session")!);
    expect((await browser.post("/auth/sign-out")).status).toBe(204);
    expect([browser.cookies.has("session"), await copy.whoAmI()]).toEqual([false, null]);
    expect((await browser.post("/auth/sign-out")).status).toBe(204);

    const [one, other] = [new Browser(app.url), new Browser(app.url)];
    await signIn(one, email);
    await signIn(other, email);
    const change = (present: string, next: string) =>
      one.ask(
        'mutation ($present: Secret!, $next: Secret!) { changePassword(presentPassword: $present, newPassword: $next, idempotencyKey: "FRESH") { userErrors { code path } } }',
        { present, next },
      );
    expect((await change("wrong password!", "short")).body.data).toEqual({
      changePassword: {
        userErrors: [
          { code: "WRONG_PASSWORD", path: "presentPassword" },
          { code: "WEAK_PASSWORD", path: "newPassword" },
        ],
      },
    });
    expect(await other.whoAmI()).toBe("Jo");
    const next = "another four words of none";
    expect((await change(PASSWORD, next)).body.data).toEqual({ changePassword: { userErrors: [] } });
    expect([await one.whoAmI(), await other.whoAmI()]).toEqual([null, null]);
    expect((await signIn(one, email)).status).toBe(401);
    expect((await signIn(one, email, next)).status).toBe(200);

    expect(await administer("disableAccount", id)).toEqual([]);
    expect(await one.whoAmI()).toBeNull();
    expect(await administer("enableAccount", id)).toEqual([]);
    expect(await one.whoAmI()).toBeNull();
    expect((await signIn(one, email, next)).status).toBe(200);
  });

  it("gives way to a token that is sent along, also to a bad one", async () => {
    const { browser } = await person();
    const ask = (authorization: string) =>
      browser.post("/graphql", { query: "{ viewer { displayName } }" }, { authorization });
    expect((await ask("Bearer io_unknown")).status).toBe(401);
    const { token } = await makeToken(browser, "READ");
    await app.database.query(
      "UPDATE account SET display_name = 'Jo herself' WHERE id = (SELECT max(id) FROM account)",
    );
    expect((await ask(`Bearer ${token}`)).body.data).toEqual({ viewer: { displayName: "Jo herself" } });
  });

  it("lets the present password be guessed ten times, not more", async () => {
    const { browser } = await person();
    const aliases = Array.from(
      { length: 12 },
      (_, index) =>
        `a${String(index)}: changePassword(presentPassword: "wrong ${String(index)}", newPassword: "${PASSWORD}!", idempotencyKey: "FRESH") { userErrors { code } }`,
    );
    const { body } = await browser.ask(`mutation { ${aliases.join(" ")} }`);
    const codes = Object.values(body.data!).map(
      (one) => (one as { userErrors: readonly { code: string }[] }).userErrors[0]!.code,
    );
    expect(codes).toEqual([
      ...Array<string>(10).fill("WRONG_PASSWORD"),
      ...Array<string>(2).fill("TOO_MANY_ATTEMPTS"),
    ]);
  });
});

async function makeToken(browser: Browser, scopes: string, expiresAt = "2027-01-01T00:00:00Z") {
  const { body } = await browser.ask(
    'mutation ($scopes: TokenScopes!, $at: DateTime!) { createApiToken(label: "Nightly export", scopes: $scopes, expiresAt: $at, idempotencyKey: "FRESH") { token apiToken { id prefix } userErrors { code path } } }',
    { scopes, at: expiresAt },
  );
  const made = body.data!["createApiToken"] as {
    readonly token: string;
    readonly apiToken: { readonly id: string; readonly prefix: string };
    readonly userErrors: readonly unknown[];
  };
  return made;
}

describe("a personal token", () => {
  const asks = (token: string, query = "{ viewer { displayName } }") =>
    new Browser(app.url, {}).post("/graphql", { query }, { authorization: `Bearer ${token}` });

  it("is shown once, and known again by its prefix and when it was used", async () => {
    const { browser } = await person();
    const { token, apiToken } = await makeToken(browser, "READ");
    expect(token.startsWith(apiToken.prefix)).toBe(true);
    later(5);
    expect((await asks(token)).status).toBe(200);
    const list = await browser.ask(
      "{ viewer { apiTokens { id label prefix scopes createdAt expiresAt revokedAt lastUsedAt } } }",
    );
    expect(list.body.data).toEqual({
      viewer: {
        apiTokens: [
          {
            ...apiToken,
            label: "Nightly export",
            scopes: "READ",
            createdAt: "2026-11-23T18:00:00.000Z",
            expiresAt: "2027-01-01T00:00:00.000Z",
            revokedAt: null,
            lastUsedAt: "2026-11-23T18:05:00.000Z",
          },
        ],
      },
    });
    expect(list.text).not.toContain(token);
    expect(
      Object.values(await app.database.everyRow())
        .flat()
        .join(),
    ).not.toContain(token);
  });

  it("for reading changes nothing; one for writing does", async () => {
    const { browser } = await person();
    const [reading, writing] = [await makeToken(browser, "READ"), await makeToken(browser, "READ_WRITE")];
    const revoke = `mutation { revokeApiToken(apiToken: "${reading.apiToken.id}", idempotencyKey: "FRESH") { userErrors { code } } }`;
    const refused = await asks(reading.token, revoke);
    expect(codeOf(refused)).toEqual([403, "FORBIDDEN"]);
    expect((await asks(reading.token)).status).toBe(200);
    expect((await asks(writing.token, revoke)).body.data).toEqual({ revokeApiToken: { userErrors: [] } });
    expect((await asks(reading.token)).status).toBe(401);
  });

  it("ends when it expires, when it is revoked, and while its account is disabled", async () => {
    const { id, browser } = await person();
    const { token, apiToken } = await makeToken(browser, "READ", "2026-11-23T18:30:00Z");
    const lasting = await makeToken(browser, "READ");
    later(30);
    expect([(await asks(token)).status, (await asks(lasting.token)).status]).toEqual([401, 200]);
    await administer("disableAccount", id);
    expect((await asks(lasting.token)).status).toBe(401);
    await administer("enableAccount", id);
    expect((await asks(lasting.token)).status).toBe(200);
    const stranger = await person();
    const revoke = `mutation { revokeApiToken(apiToken: "${apiToken.id}", idempotencyKey: "FRESH") { apiToken { id } userErrors { code } } }`;
    expect((await stranger.browser.ask(revoke)).body.data).toEqual({
      revokeApiToken: { apiToken: null, userErrors: [{ code: "UNKNOWN_TOKEN" }] },
    });
  });

  it.each(["2026-11-23T18:00:00Z", "2020-01-01T00:00:00Z", "2027-12-28T18:00:01Z"])(
    "that would expire at %s is refused",
    async (at) => {
      const { browser } = await person();
      expect(await makeToken(browser, "READ", at)).toMatchObject({
        token: null,
        userErrors: [{ code: "BAD_VALUE", path: "expiresAt" }],
      });
    },
  );
});

describe("a page of another site", () => {
  const elsewhere = { origin: "https://evil.example" };

  it.each([
    ["a form", "application/x-www-form-urlencoded", "email=a%40b.org&password=x"],
    ["a form of plain text", "text/plain", '{"email":"a@b.org","password":"x"}'],
    ["a form of parts", "multipart/form-data; boundary=x", "--x--"],
  ])("cannot sign anybody in or out by %s", async (_how, type, body) => {
    for (const path of ["/auth/sign-in", "/auth/sign-out", "/auth/accept-invitation"]) {
      const browser = new Browser(app.url, elsewhere);
      expect(
        codeOf(
          await browser.send(path, { method: "POST", headers: { "content-type": type, ...elsewhere }, body }),
        ),
      ).toEqual([403, "CROSS_SITE"]);
      const unsaid = await browser.send(path, { method: "POST", headers: { "content-type": type }, body });
      expect(unsaid.status).toBe(415);
    }
  });

  it.each([
    ["says so", { "sec-fetch-site": "cross-site" }],
    ["is a neighbour", { "sec-fetch-site": "same-site" }],
    ["is of an older browser", elsewhere],
    ["hides where it is", { origin: "null" }],
  ])("that %s cannot use the session of a reader", async (_what, headers) => {
    const { browser, email } = await person();
    const query = { query: "{ viewer { displayName } }" };
    const cross = new Browser(app.url, headers);
    for (const [name, value] of browser.cookies) cross.cookies.set(name, value);
    expect(codeOf(await cross.post("/graphql", query))).toEqual([403, "CROSS_SITE"]);
    expect(codeOf(await cross.get("/graphql?query={viewer{displayName}}"))).toEqual([403, "CROSS_SITE"]);
    expect(codeOf(await cross.post("/auth/sign-out"))).toEqual([403, "CROSS_SITE"]);
    expect(codeOf(await signIn(cross, email))).toEqual([403, "CROSS_SITE"]);
    expect(await browser.whoAmI()).toBe("Jo");
    // Without a session there is nothing to use, and what is public is for everybody.
    const stranger = await new Browser(app.url, headers).post("/graphql", { query: "{ states { code } }" });
    expect(stranger.status).toBe(200);
  });

  it("is told from a page of this one, also by a browser that only sends its origin", async () => {
    const { email } = await person();
    const browser = new Browser(app.url, { origin: app.url });
    expect((await signIn(browser, email)).status).toBe(200);
    expect(await browser.whoAmI()).toBe("Jo");
  });
});

describe("the log", () => {
  it("holds no password, no token and no session, whatever went wrong", async () => {
    const { email, browser } = await person();
    const { token } = await makeToken(browser, "READ");
    const session = browser.cookies.get("session")!;
    await signIn(browser, email, "a wrong password, typed");
    await browser.ask(
      'mutation ($p: Secret!) { changePassword(presentPassword: $p, newPassword: $p, idempotencyKey: "FRESH") { userErrors { code } } }',
      { p: ["a wrong password, typed"] },
    );
    const log = JSON.stringify(app.log);
    for (const secret of [PASSWORD, token, session, "a wrong password, typed"])
      expect(log).not.toContain(secret);
  });

  it("and the answer hold nothing of a secret that was sent in the wrong shape", async () => {
    const { browser } = await person();
    for (const p of [["hidden words"], { hidden: "words" }, 12_345_678]) {
      const { status, text } = await browser.ask(
        'mutation ($p: Secret!) { changePassword(presentPassword: $p, newPassword: $p, idempotencyKey: "FRESH") { userErrors { code } } }',
        { p },
      );
      expect([status, /hidden|12345678/.test(text)]).toEqual([400, false]);
    }
  });
});
