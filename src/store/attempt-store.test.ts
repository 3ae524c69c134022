import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import { attemptStore, MOST_AT_ACCOUNT, MOST_FROM_ADDRESS } from "./attempt-store.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await copyDatabase("reference");
});
afterAll(() => database.drop());
beforeEach(() => database.query("DELETE FROM attempt_count"));

/** As another process would have it. */
const store = () => attemptStore(database.pool);

const admitted = async (account: string, address?: string) =>
  (await store().admit(account, address)).isAdmitted;

describe("attempts", () => {
  it("at one account are counted over all processes, also those at the same time", async () => {
    const all = await Promise.all(
      Array.from({ length: MOST_AT_ACCOUNT + 5 }, (_, from) => admitted("jo", `192.0.2.${String(from)}`)),
    );
    expect(all.filter(Boolean)).toHaveLength(MOST_AT_ACCOUNT);
    expect(await admitted("kim", "192.0.2.1")).toBe(true);
  });

  it("from one address are counted over all accounts", async () => {
    const all = await Promise.all(
      Array.from({ length: MOST_FROM_ADDRESS + 5 }, (_, at) => admitted(String(at), "192.0.2.1")),
    );
    expect(all.filter(Boolean)).toHaveLength(MOST_FROM_ADDRESS);
    expect(await admitted("jo", "192.0.2.2")).toBe(true);
  });

  it("that are forgiven do not count, at the account or from the address", async () => {
    for (let attempt = 0; attempt < MOST_FROM_ADDRESS + 5; attempt++) {
      expect(await admitted("jo", "192.0.2.1")).toBe(true);
      await store().forgive("jo", "192.0.2.1");
    }
  });

  it("say how many seconds are left, and are admitted again when they are over", async () => {
    for (let attempt = 0; attempt < MOST_AT_ACCOUNT; attempt++) await admitted("jo");
    const refused = await store().admit("jo");
    expect(refused).toEqual({ isAdmitted: false, retryAfterSeconds: expect.any(Number) });
    await database.query("UPDATE attempt_count SET expire = 1");
    expect(await admitted("jo")).toBe(true);
  });

  it("leave neither name nor address in the table", async () => {
    await admitted("jo@example.org", "192.0.2.77");
    expect(JSON.stringify(await database.query("SELECT * FROM attempt_count"))).not.toMatch(/jo@|192\.0\.2/);
  });

  it("are not admitted when they cannot be counted", async () => {
    await database.query("ALTER TABLE attempt_count RENAME TO gone");
    await expect(store().admit("jo")).rejects.toThrow(/attempt_count/);
    await database.query("ALTER TABLE gone RENAME TO attempt_count");
  });
});
