import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { assemblePlatform } from "./platform.js";
import { startRefusalRounds } from "./refusal-rounds.js";
import { refusalStore } from "./store/refusal-store.js";
import { copyDatabase, type TestDatabase } from "./testkit/database.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await copyDatabase("reference");
});
afterAll(() => database.drop());

describe("a running server", () => {
  it("brings refused sign-ins into the audit log, round after round, until it stops", async () => {
    const said: string[] = [];
    const say = (details: object, message: string) => {
      said.push(`${message} ${JSON.stringify(details)}`);
    };
    const { recordRefusals } = assemblePlatform(database, () => new Date());
    const rounds = startRefusalRounds({
      recordRefusals,
      log: { info: say, warn: say, error: say },
      everyMs: 5,
    });
    const refusals = refusalStore(database.prisma);
    const recorded = async () => {
      await refusals.note(7, "", new Date());
      const many = said.length;
      while (said.length === many) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await recorded();
    await recorded();
    await rounds.stop();
    await refusals.note(7, "", new Date());
    const entries = await database.query("SELECT FROM audit_entry WHERE action = 'account:refuseSignIn'");
    expect(entries).toHaveLength(2);
    expect(said).toEqual(Array(2).fill('sign-ins were refused at known accounts {"accounts":1}'));
  });
});
