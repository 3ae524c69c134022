import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { Email } from "../domain/access/account.js";
import { accountStore } from "../store/account-store.js";
import { refusalStore } from "../store/refusal-store.js";
import { inTransaction } from "../store/transaction.js";
import { demonstrationTokens, testNow } from "../testkit/app.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import { sentBy } from "../testkit/sent-statements.js";
import type { Attempts, Passwords } from "./account-ports.js";
import { knownDevices } from "./known-devices.js";
import { argon2Passwords } from "./password-hash.js";
import { signIn, type SignInRequest } from "./sign-in.js";
import { tokenSha256 } from "./token.js";

const PASSWORD = "four words without sense";
const JO: SignInRequest = {
  email: "jo@example.org",
  password: PASSWORD,
  address: "192.0.2.1",
  earlierSession: null,
  devices: null,
};

const devices = knownDevices(() => Promise.resolve("a secret of the test"), testNow);

let database: TestDatabase;
beforeAll(async () => {
  database = await copyDatabase("reference");
  const passwordHash = await argon2Passwords.hash(PASSWORD);
  await inTransaction(database.prisma)(async (writer) => {
    const account = { displayName: "Jo", passwordHash, grants: [] };
    await writer.addAccount({ ...account, email: "jo@example.org" as Email });
    await writer.addAccount({ ...account, email: "new@example.org" as Email, passwordHash: null });
    const out = await writer.addAccount({ ...account, email: "out@example.org" as Email });
    await writer.setDisabledAt(out!, testNow());
  });
});
afterAll(() => database.drop());
beforeEach(() => database.query("DELETE FROM refused_sign_in"));

/** A sign-in that counts the hashes it makes, and can be disturbed while it makes one. */
function counted(whileHashing: () => Promise<unknown> = () => Promise.resolve()) {
  const hashes: (string | null)[] = [];
  const passwords: Passwords = {
    hash: (password) => argon2Passwords.hash(password),
    isMatch: async (passwordHash, password) => {
      hashes.push(passwordHash);
      const isMatch = await argon2Passwords.isMatch(passwordHash, password);
      await whileHashing();
      return isMatch;
    },
  };
  const attempts: Attempts = {
    admit: () => Promise.resolve({ isAdmitted: true }),
    forgive: () => Promise.resolve(),
  };
  const { prisma } = database;
  const refusals = refusalStore(prisma);
  const stores = { accounts: accountStore(database), refusals, inTransaction: inTransaction(prisma) };
  return { hashes, signIn: signIn({ ...stores, attempts, devices, passwords, clock: testNow }) };
}

describe("a demonstration account", () => {
  it("is entered with its token for a password, and with no other's", async () => {
    const demonstration = await copyDatabase("demonstration");
    try {
      const { prisma } = demonstration;
      const enter = signIn({
        accounts: accountStore(demonstration),
        refusals: refusalStore(prisma),
        inTransaction: inTransaction(prisma),
        attempts: { admit: () => Promise.resolve({ isAdmitted: true }), forgive: () => Promise.resolve() },
        devices,
        passwords: argon2Passwords,
        clock: testNow,
      });
      const tokens = demonstrationTokens();
      const entered = (user: string, password: string) =>
        enter({ ...JO, email: `${user}@demo.invalid`, password }).then(({ kind }) => kind);
      expect(await entered("reviewer", tokens.reviewer)).toBe("SIGNED_IN");
      expect(await entered("administrator", tokens.reviewer)).toBe("REFUSED");
      expect(await entered("reviewer", "")).toBe("REFUSED");
    } finally {
      await demonstration.drop();
    }
  });
});

interface Entry {
  readonly account_id: number | null;
  readonly action: string;
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
}

const entries = () =>
  database.query<Entry>("SELECT account_id, action, subject, details FROM audit_entry ORDER BY number");

async function idOf(email: string): Promise<number> {
  const [row] = await database.query<{ id: number }>("SELECT id FROM account WHERE email = $1", [email]);
  return row?.id ?? 0;
}

describe("an attempt to sign in", () => {
  it.each([
    ["that is good", {}, "SIGNED_IN"],
    ["with a wrong password", { password: "not the password" }, "REFUSED"],
    ["at an unknown address", { email: "nobody@example.org" }, "REFUSED"],
    ["at what is no address", { email: "nobody" }, "REFUSED"],
    ["at an account that has no password yet", { email: "new@example.org" }, "REFUSED"],
    ["at a disabled account", { email: "out@example.org" }, "REFUSED"],
  ])("%s makes one hash", async (_what, change, kind) => {
    const { hashes, signIn } = counted();
    expect((await signIn({ ...JO, ...change })).kind).toBe(kind);
    expect(hashes).toHaveLength(1);
  });

  it.each([
    ["the account is disabled", "UPDATE account SET disabled_at = now() WHERE email = $1"],
    ["the password is changed", "UPDATE account SET password_hash = '$argon2id$other' WHERE email = $1"],
    ["the account is removed", "DELETE FROM account WHERE email = $1"],
  ])("gives no session when %s while the hash is made", async (_what, sql) => {
    const email = "passing@example.org" as Email;
    await database.query("DELETE FROM account WHERE email = $1", [email]);
    const passwordHash = await argon2Passwords.hash(PASSWORD);
    await inTransaction(database.prisma)((writer) =>
      writer.addAccount({ displayName: "Passing", email, passwordHash, grants: [] }),
    );
    const { signIn } = counted(() => database.query(sql, [email]));
    expect(await signIn({ ...JO, email })).toEqual({ kind: "REFUSED" });
    expect(
      await database.query("SELECT FROM session JOIN account ON account.id = account_id WHERE email = $1", [
        email,
      ]),
    ).toEqual([]);
  });
});

/** Every way to be refused, but for having been too quick. */
const REFUSED: readonly (readonly [string, Partial<SignInRequest>, string | null])[] = [
  ["a wrong password", { password: "not the password" }, "jo@example.org"],
  ["an unknown address", { email: "nobody@example.org" }, null],
  ["what is no address", { email: "nobody" }, null],
  ["the address of a demonstration account", { email: "analyst@demo.invalid" }, null],
  ["an account without a password", { email: "new@example.org" }, "new@example.org"],
  ["a disabled account", { email: "out@example.org" }, "out@example.org"],
  [
    "a disabled account and a wrong password",
    { email: "out@example.org", password: "some guess" },
    "out@example.org",
  ],
];

describe("a sign-in that is refused", () => {
  it("sends the same statements in the same order, whether there is an account or not", async () => {
    const { signIn } = counted();
    const sent = [];
    for (const [, change] of REFUSED) sent.push(await sentBy(database, () => signIn({ ...JO, ...change })));
    const [first = []] = sent;
    expect(first.map((sql) => /^\s*(SELECT|WITH good|INSERT INTO refused_sign_in)/.exec(sql)?.[1])).toEqual([
      "SELECT",
      "WITH good",
      "INSERT INTO refused_sign_in",
    ]);
    expect(new Set(sent.map((statements) => statements.join("\n"))).size).toBe(1);
    // That good ones are seen to differ shows that there is something to see.
    expect(await sentBy(database, () => signIn(JO))).not.toEqual(first);
  });

  it.each(REFUSED)("by %s leaves one row, of the account or of nobody, and nothing typed", async (_what, change, at) => {
    const { signIn } = counted();
    const request = { ...JO, password: "typed by mistake", ...change };
    const before = await entries();
    await signIn(request);
    const rows = await database.query<{ place: number; times: number }>("SELECT place, times FROM refused_sign_in");
    expect(rows).toEqual([
      { place: at === null ? expect.any(Number) : await idOf(at), times: 1 },
    ]);
    expect((rows[0]?.place ?? 0) > 0).toBe(at !== null);
    expect(await entries()).toEqual(before);
    const everything = Object.entries(await database.everyRow());
    const kept = JSON.stringify(everything.filter(([table]) => table !== "account"));
    for (const typed of [request.email, request.password, tokenSha256(request.password), tokenSha256(request.email)])
      expect(kept).not.toContain(typed);
  }); // prettier-ignore

  it("adds to the row of its account, or to one of a few places of nobody", async () => {
    const { signIn } = counted();
    for (let sent = 0; sent < 5; sent++) await signIn({ ...JO, password: `guess ${String(sent)}` });
    expect(await database.query("SELECT place, times FROM refused_sign_in")).toEqual([
      { place: await idOf("jo@example.org"), times: 5 },
    ]);
    const nobodies = refusalStore(database.prisma);
    for (let sent = 0; sent < 200; sent++)
      await nobodies.note(null, `nobody.${String(sent)}@example.org`, testNow());
    for (let sent = 0; sent < 50; sent++) await nobodies.note(null, "again@example.org", testNow());
    const rows = await database.query<{ place: number; times: number }>(
      "SELECT place, times FROM refused_sign_in WHERE place < 0 ORDER BY times",
    );
    expect(rows.reduce((sum, { times }) => sum + times, 0)).toBe(250);
    expect(rows.at(-1)?.times).toBeGreaterThanOrEqual(50);
    expect(Math.min(...rows.map(({ place }) => place))).toBeGreaterThanOrEqual(-4096);
  });
});

describe("a sign-in that is good", () => {
  it("is in the audit log, with the account whose session it ended", async () => {
    const { signIn } = counted();
    const id = await idOf("jo@example.org");
    const first = await signIn(JO);
    if (first.kind !== "SIGNED_IN") throw new Error(first.kind);
    await signIn({ ...JO, earlierSession: first.session.token });
    await signIn({ ...JO, earlierSession: "io_unknown" });
    const entry = { account_id: id, action: "account:signIn", subject: `account ${String(id)}` };
    expect((await entries()).slice(-3)).toEqual([
      { ...entry, details: {} },
      { ...entry, details: { endedSessionOf: id } },
      { ...entry, details: {} },
    ]);
  });

  it("does not happen when it cannot be recorded", async () => {
    const { signIn } = counted();
    const sessions = () => database.query("SELECT id FROM session ORDER BY id");
    const before = await sessions();
    await database.query("ALTER TABLE audit_entry RENAME TO gone");
    await expect(signIn(JO)).rejects.toThrow(/audit_entry/);
    await database.query("ALTER TABLE gone RENAME TO audit_entry");
    expect(await sessions()).toEqual(before);
  });
});
