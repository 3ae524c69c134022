import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Grant, Viewer } from "../domain/access/viewer.js";
import type { CountyFips, StateCode } from "../domain/geography.js";
import { reportingMonth } from "../domain/reporting-month.js";
import type { ChapterId } from "../domain/reporting/chapter.js";
import { wholeOf, type AskedQuestion } from "../domain/statistics/outcome-question.js";
import { assemblePlatform, type Platform } from "../platform.js";
import { testNow } from "../testkit/app.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import type { LiveOutcomes } from "./read-live-outcomes.js";

const MO = "MO" as StateCode;
/** Every chapter there is: here the permission table alone keeps anybody out. */
const everyChapter = new Set<ChapterId>();
const ANALYST = holding({ role: "ANALYST", stateCode: MO, chapterSlug: null });
const COORDINATOR = holding({ role: "COORDINATOR", stateCode: MO, chapterSlug: "saints-avenue" });

const NAMESAKE = holding({ role: "COORDINATOR", stateCode: MO, chapterSlug: "seattle" });

/** A year of the whole state. */
const YEAR = wholeOf("MO", reportingMonth("2024-01"), reportingMonth("2025-01"));

function holding(...grants: readonly Grant[]): Viewer {
  return { accountId: 1, displayName: "A viewer", isDemonstration: false, grants, reach: everyChapter };
}

let database: TestDatabase;
let platform: Platform;
beforeAll(async () => {
  database = await copyDatabase("demonstration");
  platform = assemblePlatform(database, testNow);
  for (const { id } of await database.query<{ id: ChapterId }>("SELECT id FROM chapter"))
    everyChapter.add(id);
});
afterAll(() => database.drop());

async function answerTo(viewer: Viewer, change: Partial<AskedQuestion>): Promise<LiveOutcomes> {
  const outcome = await platform.useCases.readLiveOutcomes(viewer, { ...YEAR, ...change }, null);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

function refusalOf(viewer: Viewer, change: Partial<AskedQuestion>) {
  return platform.useCases.readLiveOutcomes(viewer, { ...YEAR, ...change }, null);
}

describe("live figures", () => {
  it.each<[string, Viewer, Partial<AskedQuestion>]>([
    ["nobody in particular", holding(), {}],
    ["a coordinator who asks about the whole state", COORDINATOR, {}],
    ["a coordinator who asks about a neighbour", COORDINATOR, { chapters: ["nemo"] }],
    [
      "a coordinator who asks about a neighbour as well",
      COORDINATOR,
      { chapters: ["saints-avenue", "nemo"] },
    ],
    [
      "a coordinator who asks about own counties instead of the chapter",
      COORDINATOR,
      { counties: ["29045" as CountyFips] },
    ],
    ["an analyst of another state", ANALYST, { state: "WA" }],
    [
      "a coordinator of a chapter of that name in another state",
      NAMESAKE,
      { state: "WA", chapters: ["seattle"] },
    ],
  ])("are refused to %s", async (_, viewer, change) => {
    expect(await refusalOf(viewer, change)).toMatchObject({ ok: false, problems: [{ code: "NOT_ALLOWED" }] });
  });

  it("are refused to a coordinator with the question that would be allowed", async () => {
    expect(await refusalOf(COORDINATOR, {})).toMatchObject({
      problems: [{ path: "question.chapters", fix: 'Ask with chapters: ["saints-avenue"].' }],
    });
    expect(await refusalOf(ANALYST, { state: "WA" })).toMatchObject({
      problems: [{ path: "question.state" }],
    });
  });

  it("of the own chapter are given to a coordinator, and are the analyst's figures of it", async () => {
    const own = { chapters: ["saints-avenue"], by: ["COUNTY"], grain: "YEAR" } as const;
    const answers = await Promise.all([COORDINATOR, ANALYST].map((viewer) => answerTo(viewer, own)));
    const [coordinators, analysts] = answers.map(({ rows }) =>
      rows.map((row) => [
        row.county?.fips,
        row.cell.count("ENCOUNTERS").value,
        row.cell.coverage.expectedReports,
      ]),
    );
    expect(coordinators).toHaveLength(7);
    expect(coordinators).toEqual(analysts);
  });

  it("of the own chapter hold nothing of a neighbour's county that is named beside it", async () => {
    const { rows, total } = await answerTo(COORDINATOR, {
      chapters: ["saints-avenue"],
      counties: ["29001" as CountyFips],
      by: ["COUNTY"],
    });
    expect(rows.filter((row) => row.cell.coverage.expectedReports > 0)).toEqual([]);
    expect(total.cell.count("ENCOUNTERS")).toMatchObject({ value: null, status: "NOT_EXPECTED" });
  });

  it("are refused with every problem of the question at once, whoever asks", async () => {
    const question = { until: YEAR.from, chapters: ["atlantis"], counties: ["99999" as CountyFips] };
    expect(await refusalOf(holding(), question)).toMatchObject({
      ok: false,
      problems: [{ code: "EMPTY_RANGE" }, { code: "UNKNOWN_COUNTY" }, { code: "UNKNOWN_CHAPTER" }],
    });
  });

  it("of a state without chapters are an answer in which nothing was expected", async () => {
    const analyst = holding({ role: "ANALYST", stateCode: "CA" as StateCode, chapterSlug: null });
    const { rows, total } = await answerTo(analyst, { state: "CA", by: ["COUNTY"] });
    expect(rows).toEqual([]);
    expect(total.cell.count("ENCOUNTERS").status).toBe("NOT_EXPECTED");
  });

  it("say as of when they are, and that they are invented", async () => {
    const answer = await answerTo(ANALYST, {});
    expect(answer.asOf).toEqual(testNow());
    expect(answer.notices).toEqual([expect.stringContaining("Demonstration data")]);
  });
});
