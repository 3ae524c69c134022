import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Email } from "../domain/access/account.js";
import { accountStore } from "../store/account-store.js";
import { inTransaction } from "../store/transaction.js";
import { testNow } from "../testkit/app.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import type { Attempts, Passwords } from "./account-ports.js";
import { argon2Passwords } from "./password-hash.js";
import { signIn, type SignInRequest } from "./sign-in.js";

const PASSWORD = "four words without sense";
const JO: SignInRequest = {
  email: "jo@example.org",
  password: PASSWORD,
  address: "192.0.2.1",
  earlierSession: null,
};

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
  const ports = { accounts: accountStore(prisma), attempts, passwords, inTransaction: inTransaction(prisma) };
  return { hashes, signIn: signIn({ ...ports, clock: testNow }) };
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
