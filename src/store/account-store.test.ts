import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Grant, Viewer } from "../domain/access/viewer.js";
import type { StateCode } from "../domain/geography.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import { accountStore } from "./account-store.js";
import { inTransaction } from "./transaction.js";

const MO = "MO" as StateCode;
const WA = "WA" as StateCode;
const AT = new Date("2026-11-23T18:00:00Z");
const hash = (digit: string) => digit.repeat(64);

let database: TestDatabase;
beforeAll(async () => {
  database = await copyDatabase("reference");
});
afterAll(() => database.drop());

function account(
  displayName: string,
  isDemonstration: boolean,
  ...grants: readonly Grant[]
): Omit<Viewer, "accountId"> {
  return { displayName, isDemonstration, grants };
}

const add = (viewer: Omit<Viewer, "accountId">, tokenSha256: string) =>
  inTransaction(database.prisma)((writer) => writer.addAccount(viewer, tokenSha256, AT));
const read = (tokenSha256: string) => accountStore(database.prisma).viewerByToken(tokenSha256);

describe("an account", () => {
  it("is found by the hash of its token, with the role it holds", async () => {
    const coordinator = account("Jo", false, { role: "COORDINATOR", stateCode: MO, chapterSlug: "barry" });
    await add(coordinator, hash("a"));
    expect(await read(hash("a"))).toMatchObject(coordinator);
  });

  it("may hold roles in several states, or none", async () => {
    const grants = [
      { role: "ANALYST", stateCode: MO, chapterSlug: null },
      { role: "COORDINATOR", stateCode: WA, chapterSlug: "seattle" },
    ] as const;
    await add(account("Ann", false, ...grants), hash("b"));
    await add(account("Nobody", false), hash("c"));
    const found = await read(hash("b"));
    expect(found!.grants).toHaveLength(2);
    expect(found!.grants).toEqual(expect.arrayContaining([...grants]));
    expect(await read(hash("c"))).toMatchObject(account("Nobody", false));
  });

  it("is not found by another hash, by the start of it, or by its name", async () => {
    for (const other of [hash("d"), hash("a").slice(0, 10), hash("A"), "Jo", "", "%"]) {
      expect(await read(other)).toBeNull();
    }
  });

  it("cannot share a token with another", async () => {
    await expect(add(account("Thief", false), hash("a"))).rejects.toThrow(/Unique constraint/);
    expect(await database.query("SELECT FROM account WHERE display_name = 'Thief'")).toEqual([]);
  });

  it("cannot be a coordinator of a chapter that does not exist", async () => {
    const lost = account("Lost", false, { role: "COORDINATOR", stateCode: WA, chapterSlug: "barry" });
    await expect(add(lost, hash("e"))).rejects.toThrow();
    expect(await read(hash("e"))).toBeNull();
  });

  it("of a demonstration can be removed, with its token and its role, and the others stay", async () => {
    const grant = { role: "REVIEWER", stateCode: MO, chapterSlug: null } as const;
    await add(account("Demonstration reviewer", true, grant), hash("f"));
    const before = await database.query("SELECT * FROM role_grant ORDER BY id");
    expect(await read(hash("f"))).not.toBeNull();
    await inTransaction(database.prisma)((writer) => writer.removeDemonstrationAccounts());
    expect(await read(hash("f"))).toBeNull();
    expect(await read(hash("a"))).not.toBeNull();
    expect(await database.query("SELECT * FROM role_grant ORDER BY id")).toEqual(before.slice(0, -1));
    expect(await database.query("SELECT FROM api_token WHERE token_sha256 = $1", [hash("f")])).toEqual([]);
  });
});
