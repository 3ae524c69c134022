import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import type { Attempt } from "../usecases/account-ports.js";
import { attemptStore, MOST_BY_SENDER, MOST_BY_STRANGERS, MOST_FROM_NETWORK } from "./attempt-store.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await copyDatabase("reference");
});
afterAll(() => database.drop());
beforeEach(() => database.query("DELETE FROM attempt_count"));

/** As another process would have it. */
const store = () => attemptStore(database.pool);

const attemptOf = (account: string, address = "192.0.2.1", device: string | null = null): Attempt => ({
  account,
  sender: { address, device },
});
const admitted = async (...attempt: Parameters<typeof attemptOf>) =>
  (await store().admit(attemptOf(...attempt))).isAdmitted;

/** How many of so many at once are admitted. */
async function admittedOf(many: number, attempt: (index: number) => Promise<boolean>): Promise<number> {
  const all = await Promise.all(Array.from({ length: many }, (_, index) => attempt(index)));
  return all.filter(Boolean).length;
}

describe("attempts", () => {
  it("by one sender at one account are counted over all processes, also those at the same time", async () => {
    expect(await admittedOf(MOST_BY_SENDER + 5, () => admitted("jo"))).toBe(MOST_BY_SENDER);
    expect(await admitted("kim")).toBe(true);
  });

  it("of one sender lock nobody else out of the account, however many they are", async () => {
    for (let attempt = 0; attempt < 3 * MOST_BY_STRANGERS; attempt++) await admitted("jo", "203.0.113.9");
    expect(await admitted("jo", "203.0.113.9")).toBe(false);
    expect(await admitted("jo", "192.0.2.1")).toBe(true);
    expect(await admitted("jo", "203.0.113.9", "known")).toBe(true);
  });

  it("from one network are counted over all accounts, and keep known devices there from none", async () => {
    const many = MOST_FROM_NETWORK + 5;
    expect(await admittedOf(many, (at) => admitted(String(at)))).toBe(MOST_FROM_NETWORK);
    expect(await admitted("jo", "192.0.2.2")).toBe(true);
    expect(await admitted("jo", "192.0.2.1", "known")).toBe(true);
  });

  it("of IPv6 are counted by the network that one subscriber has", async () => {
    const addresses = (index: number) => `2001:db8:1:2::${String(index + 1)}`;
    expect(await admittedOf(MOST_BY_SENDER + 5, (index) => admitted("jo", addresses(index)))).toBe(
      MOST_BY_SENDER,
    );
    expect(await admitted("jo", "2001:db8:1:3::1")).toBe(true);
  });

  it("at one account from everywhere are slowed down, and known devices are not", async () => {
    const addresses = (index: number) => `198.51.100.${String(index)}`;
    const many = MOST_BY_STRANGERS + 20;
    expect(await admittedOf(many, (index) => admitted("jo", addresses(index)))).toBe(MOST_BY_STRANGERS);
    expect(await admitted("jo", "192.0.2.1")).toBe(false);
    expect(await admitted("jo", "192.0.2.1", "known")).toBe(true);
  });

  it("from a known device are counted as well", async () => {
    expect(await admittedOf(MOST_BY_SENDER + 5, () => admitted("jo", "192.0.2.1", "known"))).toBe(
      MOST_BY_SENDER,
    );
  });

  it("that are forgiven do not count, at the account or from the network", async () => {
    for (let attempt = 0; attempt < MOST_BY_STRANGERS + 5; attempt++) {
      expect(await admitted("jo")).toBe(true);
      await store().forgive(attemptOf("jo"));
    }
  });

  it("of somebody who is signed in are counted apart from those of strangers", async () => {
    const owner = { account: "jo", sender: null };
    for (let attempt = 0; attempt < MOST_BY_SENDER; attempt++) await store().admit(owner);
    expect(await store().admit(owner)).toMatchObject({ isAdmitted: false });
    expect(await admitted("jo")).toBe(true);
  });

  it("say how many seconds are left, and are admitted again when they are over", async () => {
    for (let attempt = 0; attempt < MOST_BY_SENDER; attempt++) await admitted("jo");
    const refused = await store().admit(attemptOf("jo"));
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
    await expect(admitted("jo")).rejects.toThrow(/attempt_count/);
    await database.query("ALTER TABLE gone RENAME TO attempt_count");
  });
});
