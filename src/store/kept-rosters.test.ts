import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { ChapterId } from "../domain/reporting/chapter.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import { listenForChanges } from "./change-listener.js";
import { geographyStore } from "./geography-store.js";
import { keptRosters, type KeptRosters } from "./kept-rosters.js";
import { countingStatements, noStatements } from "./statements.js";

let database: TestDatabase;
let rosters: KeptRosters;
let stop: () => Promise<void>;
beforeAll(async () => {
  database = await copyDatabase("demonstration");
});
afterAll(() => database.drop());
beforeEach(async () => {
  rosters = keptRosters(geographyStore(database.pool));
  stop = await listenForChanges(database.newListener, rosters);
});
afterEach(() => stop());

async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const tally = noStatements();
  await countingStatements(tally, work);
  return tally.statements;
}

const nameOf = async (slug: string) =>
  (await rosters.geography.roster("MO")).chapters.find((chapter) => chapter.slug === slug)?.name;

describe("a roster that is kept", () => {
  it("is read once, and serves its pages and whether there is such a state", async () => {
    const { geography } = rosters;
    expect(await statementsOf(() => geography.roster("MO"))).toBe(2);
    expect(
      await statementsOf(async () => {
        await geography.roster("MO");
        expect(await geography.isState("MO")).toBe(true);
        expect((await geography.pageOfChapters("MO", { first: 100, after: null })).items).toHaveLength(36);
      }),
    ).toBe(0);
  });

  it("is the one on file, page by page", async () => {
    const own = geographyStore(database.pool);
    for (const after of [null, "barry", "greene", "west-plains", "no chapter", "zzz"]) {
      const page = { first: 5, after };
      expect(await rosters.geography.pageOfChapters("MO", page)).toEqual(
        await own.pageOfChapters("MO", page),
      );
    }
    expect(await rosters.geography.roster("MO")).toEqual(await own.roster("MO"));
  });

  it("is read again once it has changed, and not because reports have", async () => {
    await rosters.geography.roster("MO");
    rosters.forget(1 as ChapterId);
    expect(await statementsOf(() => rosters.geography.roster("MO"))).toBe(0);
    rosters.forget("ANYTHING");
    expect(await statementsOf(() => rosters.geography.roster("MO"))).toBe(2);
  });

  it("is not what was read before a change that came while it was read", async () => {
    const before = rosters.geography.roster("MO");
    rosters.forget("ANYTHING");
    await before;
    expect(await statementsOf(() => rosters.geography.roster("MO"))).toBe(2);
  });

  it("follows what somebody else changes in the database", async () => {
    expect(await nameOf("greene")).not.toBe("Renamed");
    await database.query("UPDATE chapter SET name = 'Renamed' WHERE slug = 'greene' AND state_code = 'MO'");
    while ((await nameOf("greene")) !== "Renamed") await new Promise((resolve) => setTimeout(resolve, 5));
  });
});

describe("nothing is kept", () => {
  it("while nobody tells of changes", async () => {
    rosters.listening(false);
    await rosters.geography.roster("MO");
    expect(await statementsOf(() => rosters.geography.roster("MO"))).toBe(2);
  });

  it("of what is no state", async () => {
    expect(await rosters.geography.isState("ZZ")).toBe(false);
    expect(await statementsOf(() => rosters.geography.isState("ZZ"))).toBe(2);
  });

  it("of a reading that failed", async () => {
    const own = geographyStore(database.pool);
    let hasFailed = false;
    const failing = keptRosters({
      ...own,
      roster: (code) => {
        if (hasFailed) return own.roster(code);
        hasFailed = true;
        return Promise.reject(new Error("planted"));
      },
    });
    failing.listening(true);
    await expect(failing.geography.roster("MO")).rejects.toThrow("planted");
    expect((await failing.geography.roster("MO")).state?.code).toBe("MO");
  });
});
