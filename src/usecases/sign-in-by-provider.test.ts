// What a provider's word leads to, with a provider that says whatever a test wants. The real protocol is tried in
// stories/sign-in-by-provider.story.test.ts.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { demonstrationEmail, type Email } from "../domain/access/account.js";
import { accountStore } from "../store/account-store.js";
import { refusalStore } from "../store/refusal-store.js";
import { inTransaction } from "../store/transaction.js";
import { testNow } from "../testkit/app.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import { sentBy } from "../testkit/sent-statements.js";
import type { ProviderClaims } from "./account-ports.js";
import type { NewSession } from "./session.js";
import { knownDevices } from "./known-devices.js";
import { beginProviderVisit, signInByProvider } from "./sign-in-by-provider.js";

const ISSUER = "https://id.example.org";

let database: TestDatabase;
/** Number of the account of an address. */
let ids: Readonly<Record<string, number>>;
beforeAll(async () => {
  database = await copyDatabase("reference");
  await inTransaction(database.prisma)(async (writer) => {
    for (const name of ["jo", "bound", "out", "gone"]) {
      const email = `${name}@example.org` as Email;
      const id = await writer.addAccount({ displayName: name, email, passwordHash: null, grants: [] });
      if (name !== "jo") await writer.setIdentity(id!, { issuer: ISSUER, subject: name });
      if (name === "out" || name === "gone") await writer.setDisabledAt(id!, testNow());
    }
    const demonstration = { displayName: "Demonstration", grants: [] };
    await writer.keepDemonstrationAccount({ ...demonstration, email: demonstrationEmail("analyst") });
  });
  const rows = await database.query<{ id: number; email: string }>("SELECT id, email FROM account");
  ids = Object.fromEntries(rows.map(({ id, email }) => [email, id]));
});
afterAll(() => database.drop());
beforeEach(() => database.query("DELETE FROM refused_sign_in"));

function claims(subject: string, email: string | null, isEmailVerified = true): ProviderClaims {
  return { identity: { issuer: ISSUER, subject }, email, isEmailVerified };
}

/** Comes back from the provider, which says that. */
async function comeBack(said: ProviderClaims | null, earlierSession: string | null = null) {
  const { prisma } = database;
  const stores = {
    accounts: accountStore(database),
    refusals: refusalStore(prisma),
    inTransaction: inTransaction(prisma),
  };
  const devices = knownDevices(() => Promise.resolve("a secret of the test"), testNow);
  const ports = { ...stores, devices, clock: testNow };
  const provider = {
    begin: () => Promise.resolve({ visit: { state: "s", nonce: "n", codeVerifier: "v" }, url: ISSUER }),
    finish: () => Promise.resolve(said),
  };
  const { token } = await beginProviderVisit(ports)(provider);
  let session: NewSession | null = null;
  const sent = await sentBy(database, async () => {
    const back = { token, query: "", earlierSession, devices: null };
    session = (await signInByProvider(ports)(provider, back))?.session ?? null;
  });
  return { session: session as NewSession | null, sent };
}

const noted = () => database.query<{ place: number }>("SELECT place FROM refused_sign_in");
const entries = () => database.query("SELECT account_id, action, details FROM audit_entry ORDER BY number");

/** Everybody who is refused, and at which account. */
const REFUSED: readonly (readonly [string, ProviderClaims, string | null])[] = [
  ["a stranger", claims("stranger", "stranger@example.org"), null],
  ["a stranger without an address", claims("stranger", null), null],
  ["an address that the provider does not vouch for", claims("somebody", "jo@example.org", false), "jo@example.org"],
  ["an unknown address that it does not vouch for", claims("somebody", "stranger@example.org", false), null],
  ["a disabled account, by its identity", claims("out", "out@example.org"), "out@example.org"],
  ["a disabled account, by its identity alone", claims("gone", null), "gone@example.org"],
  ["an account that is bound to another identity", claims("newcomer", "bound@example.org"), "bound@example.org"],
  ["a demonstration account", claims("guest", "analyst@demo.invalid"), null],
]; // prettier-ignore

describe("somebody whom the provider knows and who is refused", () => {
  it.each(REFUSED)("as %s is noted at the account, or at none", async (_who, said, at) => {
    expect((await comeBack(said)).session).toBeNull();
    const [row, ...others] = await noted();
    expect(others).toEqual([]);
    if (at === null) expect(row?.place).toBeLessThan(0);
    else expect(row?.place).toBe(ids[at]);
  });

  it("sends the same statements in the same order, whether there is an account or not", async () => {
    const sent = [];
    for (const [, said] of REFUSED) sent.push((await comeBack(said)).sent.join("\n"));
    expect(new Set(sent).size).toBe(1);
    expect(sent[0]).toContain("INSERT INTO refused_sign_in");
  });

  it("is not noted when the provider itself says nothing of anybody", async () => {
    expect((await comeBack(null)).session).toBeNull();
    expect(await noted()).toEqual([]);
  });
});

describe("somebody who is let in", () => {
  it("is in the audit log, the first time with what the account is bound to", async () => {
    const first = await comeBack(claims("jo", "jo@example.org"));
    const second = await comeBack(claims("jo", "elsewhere@example.org", false), first.session?.token);
    expect(second.session).not.toBeNull();
    expect(second.sent.join("\n")).not.toContain("INSERT INTO refused_sign_in");
    const id = ids["jo@example.org"];
    const entry = { account_id: id, action: "account:signInByProvider" };
    expect(await entries()).toEqual([
      { ...entry, details: { issuer: ISSUER, isFirst: true } },
      { ...entry, details: { issuer: ISSUER, isFirst: false, endedSessionOf: id } },
    ]);
  });
});
