import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import { asAccount, askingAsAccount } from "./as-account.js";
import { aroundWriting, inTransaction } from "./transaction.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await copyDatabase("reference");
});
afterAll(() => database.drop());

const REFUSED = /inside a transaction asked for a second connection/;

const ask = () => database.prisma.$queryRaw`SELECT 1 AS one`.then((rows) => rows);
const askPool = () => database.pool.query("SELECT 1");

describe("a second connection", () => {
  it.each([
    ["a change", () => inTransaction(database.changing.prisma)(() => ask())],
    ["a change, from the pool", () => inTransaction(database.changing.prisma)(() => askPool())],
    ["a change of an account", () => inTransaction(database.changing.prisma)(() => ask(), { accountId: 0 })],
    [
      "a change that begins another in the name of an account",
      () => {
        const begin = inTransaction(database.changing.prisma);
        return begin(() => begin(() => Promise.resolve(1), { accountId: 0 }));
      },
    ],
    ["a question of an account", () => asAccount(database.prisma, 0, () => ask())],
    ["a question of an account by kept plans", () => askingAsAccount(database.pool, 0, () => askPool())],
    [
      "what comes after the writing and before its end",
      () =>
        aroundWriting(database.changing.prisma)(
          async () => {
            await inTransaction(database.changing.prisma)(() => Promise.resolve());
            return ask();
          },
          { first: () => Promise.resolve(), last: (_writer, done) => Promise.resolve(done) },
        ),
    ],
    [
      "the last step",
      () =>
        aroundWriting(database.changing.prisma)(() => Promise.resolve([1] as unknown), {
          first: () => Promise.resolve(),
          last: () => ask(),
        }),
    ],
  ])("is refused inside %s", async (_what, work) => {
    await expect(work()).rejects.toThrow(REFUSED);
  });

  it("is given to work that has ended its transaction, and to others meanwhile", async () => {
    const begin = inTransaction(database.changing.prisma);
    await begin(() => Promise.resolve());
    await expect(ask()).resolves.toEqual([{ one: 1 }]);
    let end = () => {};
    let ended = Promise.resolve();
    await new Promise<void>((hasBegun) => {
      ended = begin(() => {
        hasBegun();
        return new Promise<void>((resolve) => (end = resolve));
      });
    });
    await expect(ask()).resolves.toEqual([{ one: 1 }]);
    end();
    await ended;
  });
});

describe("work around its writing", () => {
  const steps = (taken: string[]) => ({
    first: () => Promise.resolve(void taken.push("first")),
    last: <T>(_writer: unknown, done: T) => {
      taken.push("last");
      return Promise.resolve(done);
    },
  });

  it("finds things out before its transaction begins", async () => {
    const taken: string[] = [];
    const done = await aroundWriting(database.changing.prisma)(async () => {
      await ask();
      taken.push("asked");
      await inTransaction(database.changing.prisma)(() => Promise.resolve(void taken.push("written")));
      taken.push("worked");
      return 7;
    }, steps(taken));
    expect([done, taken]).toEqual([7, ["asked", "first", "written", "worked", "last"]]);
  });

  it("takes both steps when it writes nothing, and none when it fails before", async () => {
    const taken: string[] = [];
    await aroundWriting(database.changing.prisma)(() => Promise.resolve(1), steps(taken));
    expect(taken).toEqual(["first", "last"]);
    const failing = aroundWriting(database.changing.prisma)(
      () => Promise.reject(new Error("no")),
      steps(taken),
    );
    await expect(failing).rejects.toThrow("no");
    expect(taken).toHaveLength(2);
  });

  it.each(["first", "written", "worked", "last"])(
    "takes everything back when it fails at %s",
    async (where) => {
      const failAt = (step: string) =>
        step === where ? Promise.reject(new Error(where)) : Promise.resolve();
      const work = aroundWriting(database.changing.prisma)(
        async () => {
          await inTransaction(database.changing.prisma)(async (writer) => {
            await writer.markDatasetLoaded(`taken back at ${where}`, "", new Date());
            await failAt("written");
          });
          await failAt("worked");
        },
        { first: () => failAt("first"), last: () => failAt("last") },
      );
      await expect(work).rejects.toThrow(where);
      expect(await database.query("SELECT * FROM dataset_load WHERE name LIKE 'taken back%'")).toEqual([]);
    },
  );
});
