import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { ChapterId } from "../domain/reporting/chapter.js";
import { reportingMonth } from "../domain/reporting-month.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import { inTransaction } from "./transaction.js";

const AT = new Date("2026-11-23T18:00:00Z");

let database: TestDatabase;
beforeAll(async () => {
  database = await copyDatabase("reference");
});
afterAll(() => database.drop());

describe("expectations that are made up", () => {
  it("are marked, and leave alone what the files say of the same month", async () => {
    const [seattle] = await database.query<{ id: ChapterId }>(
      "SELECT id FROM chapter WHERE slug = 'seattle'",
    );
    const chapterId = seattle!.id;
    await inTransaction(database.prisma)((writer) =>
      writer.addExpectations([
        { chapterId, range: { from: reportingMonth("2015-05"), until: null } },
        { chapterId, range: { from: reportingMonth("2020-01"), until: reportingMonth("2021-01") } },
      ]),
    );
    expect(await database.query("SELECT * FROM reporting_expectation ORDER BY from_month")).toEqual([
      { chapter_id: chapterId, from_month: "2015-05", until_month: "2019-05", is_demonstration: false },
      { chapter_id: chapterId, from_month: "2020-01", until_month: "2021-01", is_demonstration: true },
    ]);
  });
});

describe("a dataset", () => {
  it("is remembered by the hash under which it was loaded last", async () => {
    await inTransaction(database.prisma)(async (writer) => {
      expect(await writer.loadedDataset("invented")).toBeNull();
      await writer.markDatasetLoaded("invented", "one", AT);
      await writer.markDatasetLoaded("invented", "two", AT);
      expect(await writer.loadedDataset("invented")).toBe("two");
    });
  });

  it("is forgotten when the transaction that loaded it fails", async () => {
    const failing = inTransaction(database.prisma)(async (writer) => {
      await writer.markDatasetLoaded("half", "one", AT);
      throw new Error("undone");
    });
    await expect(failing).rejects.toThrow("undone");
    expect(await database.query("SELECT FROM dataset_load WHERE name = 'half'")).toEqual([]);
  });

  it("is loaded by one at a time: the second sees what the first has done", async () => {
    const seen: (string | null)[] = [];
    const load = () =>
      inTransaction(database.prisma)(async (writer) => {
        seen.push(await writer.loadedDataset("raced"));
        await new Promise((resolve) => setTimeout(resolve, 20));
        await writer.markDatasetLoaded("raced", "one", AT);
      });
    await Promise.all([load(), load(), load()]);
    expect(seen).toEqual([null, "one", "one"]);
  });
});
