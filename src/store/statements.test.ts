import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import { countingStatements } from "./statements.js";

describe("statements", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await copyDatabase("reference");
    await database.ping();
  });
  afterAll(() => database.drop());

  /** Prisma sends nothing before somebody waits for it. */
  const ask = async () => {
    await database.prisma.$queryRaw`SELECT 1`;
  };

  it("are counted for the work that sends them, also when it goes on after a pause", async () => {
    const tally = { statements: 0 };
    await countingStatements(tally, async () => {
      await ask();
      await new Promise((resolve) => setTimeout(resolve, 5));
      await Promise.all([ask(), ask()]);
    });
    expect(tally.statements).toBe(3);
  });

  it("are not mixed up between works that run at once", async () => {
    const tallies = [1, 2, 3, 4, 5].map((many) => ({ many, statements: 0 }));
    await Promise.all(
      tallies.map((tally) =>
        countingStatements(tally, async () => {
          for (let sent = 0; sent < tally.many; sent++) await ask();
        }),
      ),
    );
    expect(tallies.map((tally) => tally.statements)).toEqual([1, 2, 3, 4, 5]);
  });

  it("are not counted for work that nobody counts", async () => {
    const tally = { statements: 0 };
    await countingStatements(tally, ask);
    await ask();
    expect(tally.statements).toBe(1);
  });

  it("that open and close a transaction count as well", async () => {
    const tally = { statements: 0 };
    await countingStatements(tally, () =>
      database.prisma.$transaction((transaction) => transaction.$queryRaw`SELECT 1`),
    );
    expect(tally.statements).toBe(3);
  });
});
