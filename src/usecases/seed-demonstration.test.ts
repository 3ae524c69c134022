import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { assemblePlatform, type Platform } from "../platform.js";
import { testNow } from "../testkit/app.js";
import { copyDatabase, type Template, type TestDatabase } from "../testkit/database.js";

const quietly = { onProgress: () => undefined };

let database: TestDatabase;
let platform: Platform;
async function open(template: Template): Promise<void> {
  database = await copyDatabase(template);
  platform = assemblePlatform(database, testNow);
}
const drop = () => database.drop();

describe("on a database with reference data only", () => {
  beforeEach(async () => {
    await open("reference");
    // A few chapters are enough, and sooner done.
    await database.query(
      "DELETE FROM chapter WHERE state_code = 'MO' AND slug NOT IN ('saints-avenue', 'mid-south')",
    );
  });

  afterEach(drop);

  it("the demonstration is made once, even when two ask for it at once", async () => {
    const outcomes = await Promise.all([1, 2].map(() => platform.seedDemonstration(quietly)));
    expect(outcomes.sort()).toEqual(["ALREADY_THERE", "SEEDED"]);
    const reports = await database.query("SELECT DISTINCT is_demonstration FROM monthly_report");
    expect(reports).toEqual([{ is_demonstration: true }]);
  });

  it("a demonstration that is killed half way leaves nothing behind, and the next one succeeds", async () => {
    const before = await database.fingerprint();
    let reached = [0, 0];
    const onProgress = (done: number, of: number) => {
      reached = [done, of];
      throw new Error("killed half way");
    };
    await expect(platform.seedDemonstration({ onProgress })).rejects.toThrow("killed half way");
    expect(reached[0]).toBe(400);
    expect(reached[1]).toBeGreaterThan(400);
    expect(await database.fingerprint()).toEqual(before);
    expect(await platform.seedDemonstration(quietly)).toBe("SEEDED");
    expect(await database.query("SELECT count(*)::int AS reports FROM monthly_report")).toEqual([
      { reports: reached[1] },
    ]);
  });

  it("there is none without a roster", async () => {
    await database.query("DELETE FROM chapter WHERE state_code = 'MO'");
    const before = await database.fingerprint();
    expect(await platform.seedDemonstration(quietly)).toBe("NO_ROSTER");
    expect(await database.fingerprint()).toEqual(before);
  });
});

describe("on a database with the demonstration", () => {
  beforeAll(() => open("demonstration"));
  afterAll(drop);

  it("a second one changes nothing", async () => {
    const before = await database.fingerprint();
    expect(await platform.seedDemonstration(quietly)).toBe("ALREADY_THERE");
    expect(await database.fingerprint()).toEqual(before);
  });

  it("all of it is marked: every report and expectation of the state, and nothing of any other", async () => {
    const marks = await database.query(
      `SELECT chapter.state_code AS state, report.is_demonstration AS mark, revision.origin::text AS origin
       FROM monthly_report report
       JOIN chapter ON chapter.id = report.chapter_id
       JOIN report_revision revision ON revision.report_id = report.id
       GROUP BY 1, 2, 3 ORDER BY 1`,
    );
    expect(marks).toEqual([
      { state: "MO", mark: true, origin: "DEMONSTRATION" },
      { state: "WA", mark: false, origin: "DERIVED" },
    ]);
    const expectations = await database.query(
      `SELECT chapter.state_code AS state, is_demonstration AS mark FROM reporting_expectation
       JOIN chapter ON chapter.id = chapter_id GROUP BY 1, 2 ORDER BY 1`,
    );
    expect(expectations).toEqual([
      { state: "MO", mark: true },
      { state: "WA", mark: false },
    ]);
  });

  it("none of it is said to have happened after the instant at which it was made", async () => {
    const [latest] = await database.query<{ at: Date }>(
      "SELECT greatest(max(submitted_at), max(accepted_at)) AS at FROM report_revision WHERE origin = 'DEMONSTRATION'",
    );
    expect(latest!.at.getTime()).toBeLessThanOrEqual(testNow().getTime());
  });

  it("it shows what a reader must be able to meet: zero, partial, returned, waiting and corrected reports", async () => {
    const [found] = await database.query(
      `SELECT count(*) FILTER (WHERE is_zero_report)::int AS zero, count(*) FILTER (WHERE is_partial)::int AS partial,
              count(*) FILTER (WHERE status = 'RETURNED')::int AS returned,
              count(*) FILTER (WHERE status = 'SUBMITTED')::int AS waiting,
              count(*) FILTER (WHERE number = 2)::int AS corrected
       FROM report_revision JOIN monthly_report report ON report.id = report_id WHERE is_demonstration`,
    );
    const lacking = Object.entries(found!).filter(([, many]) => many === 0);
    expect(lacking).toEqual([]);
  });

  it("its encounters are thrown away once they are counted", async () => {
    expect(await database.query("SELECT DISTINCT source FROM encounter")).toEqual([{ source: "seattle" }]);
  });
});
