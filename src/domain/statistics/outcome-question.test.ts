import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { County, CountyFips, State, StateCode } from "../geography.js";
import { GRAINS } from "../period.js";
import type { Chapter, ChapterId } from "../reporting/chapter.js";
import { addMonths, reportingMonth } from "../reporting-month.js";
import {
  DIMENSIONS,
  LONGEST_LIST,
  LONGEST_RANGE_MONTHS,
  MOST_ROWS,
  parseOutcomeQuestion,
  type AskedQuestion,
  type Dimension,
} from "./outcome-question.js";
import { SPLITS } from "./area.js";
import type { OutcomeSource } from "./outcome-source.js";
import { tabulate } from "./outcome-table.js";
import { sourceOf } from "../../testkit/grid.js";

const M = reportingMonth;
const missouri: State = {
  code: "MO" as StateCode,
  name: "Missouri",
  timeZone: "America/Chicago",
  fiscalYearStartMonth: 7,
};

function county(fips: string, name: string, stateCode = "MO"): County {
  return { fips: fips as CountyFips, name, stateCode: stateCode as StateCode };
}

function chapter(id: number, slug: string, counties: readonly string[]): Chapter {
  return {
    id: id as ChapterId,
    stateCode: missouri.code,
    slug,
    name: slug,
    memberships: counties.map((fips) => ({
      county: fips as CountyFips,
      region: "Southeast",
      source: "published",
      from: M("2014-01"),
      until: null,
    })),
    expectations: [],
  };
}

function known(state: State, counties: readonly County[], chapters: readonly Chapter[]): OutcomeSource {
  return sourceOf({
    state,
    counties,
    chapters,
    reports: [],
    populations: new Map(),
    runningMonth: M("2026-11"),
  });
}

const source = known(
  missouri,
  [county("29023", "Butler County"), county("29035", "Carter County")],
  [chapter(1, "three-rivers", ["29023"]), chapter(2, "current-river", ["29035"])],
);
const strangers = [county("53033", "King County", "WA")];

const plain: AskedQuestion = {
  state: "MO",
  from: M("2026-01"),
  until: M("2026-07"),
  by: [],
  grain: "MONTH",
  rollingMonths: null,
  toDate: null,
  counties: null,
  chapters: null,
  regions: null,
  exceptCounties: null,
};

function fips(...names: readonly string[]): readonly CountyFips[] {
  return names as readonly CountyFips[];
}

function problemsOf(asked: Partial<AskedQuestion>, of: OutcomeSource | null = source) {
  const outcome = parseOutcomeQuestion({ ...plain, ...asked }, of, strangers, "question");
  return outcome.ok ? [] : outcome.problems.map(({ code, path }) => `${code} ${path}`);
}

/** A state with so many counties, each served by one chapter. */
function largeState(many: number): OutcomeSource {
  const names = Array.from({ length: many }, (_, index) => String(48_001 + index));
  return known(
    { ...missouri, code: "TX" as StateCode, name: "Texas" },
    names.map((name) => county(name, `County ${name}`, "TX")),
    [chapter(1, "all-of-it", names)],
  );
}

describe("a question that can be answered", () => {
  it("keeps what was asked", () => {
    const asked = { ...plain, counties: fips("29035"), chapters: ["current-river"], by: ["COUNTY"] as const };
    expect(parseOutcomeQuestion(asked, source, strangers, "question")).toEqual({
      ok: true,
      value: {
        state: missouri,
        from: "2026-01",
        until: "2026-07",
        by: ["COUNTY"],
        grain: "MONTH",
        window: null,
        counties: new Set(["29035"]),
        chapters: new Set(["current-river"]),
        regions: null,
        except: null,
      },
    });
  });

  it("names each split once, in the order of the house; the state splits nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...DIMENSIONS)), (by) => {
        const outcome = parseOutcomeQuestion({ ...plain, by }, source, strangers, "question");
        expect(outcome).toMatchObject({
          ok: true,
          value: { by: SPLITS.filter((one) => by.includes(one)) },
        });
      }),
    );
  });

  it("is as long as the longest range, and no longer", () => {
    const longest = { from: M("2006-01"), until: M("2026-01"), grain: "YEAR" } as const;
    expect(problemsOf(longest)).toEqual([]);
    expect(problemsOf({ ...longest, until: addMonths(longest.until, 1) })).toEqual([
      "RANGE_TOO_LONG question.until",
    ]);
  });

  it.each(GRAINS)("reaches to the first and the last month that can be written, by %s", (grain) => {
    for (const range of [
      { from: M("1900-01"), until: M("1900-03") },
      { from: M("2199-10"), until: M("2199-12") },
    ]) {
      const outcome = parseOutcomeQuestion({ ...plain, ...range, grain }, source, strangers, "question");
      if (!outcome.ok) throw new Error("refused");
      expect(tabulate(source, outcome.value, M("2026-11")).total.cell.count("ENCOUNTERS").status).toBe(
        "NOT_EXPECTED",
      );
    }
  });
});

describe("problems of a question", () => {
  it("come all at once, each with its place", () => {
    expect(
      problemsOf({
        from: M("2026-07"),
        until: M("2026-01"),
        counties: fips("29035", "99999", "53033"),
        chapters: ["three-rivers", "nowhere", "elsewhere"],
      }),
    ).toEqual([
      "EMPTY_RANGE question.until",
      "UNKNOWN_COUNTY question.counties[1]",
      "COUNTY_OUTSIDE_STATE question.counties[2]",
      "UNKNOWN_CHAPTER question.chapters[1]",
      "UNKNOWN_CHAPTER question.chapters[2]",
    ]);
  });

  it("come together when the state is unknown too", () => {
    const asked = { state: "ZZ", until: plain.from, counties: [], chapters: [] };
    expect(problemsOf(asked, null)).toEqual([
      "EMPTY_RANGE question.until",
      "BAD_LIST question.counties",
      "BAD_LIST question.chapters",
      "UNKNOWN_STATE question.state",
    ]);
  });

  it.each<readonly [string, Partial<AskedQuestion>, readonly string[]]>([
    ["a range of no month", { until: plain.from }, ["EMPTY_RANGE question.until"]],
    ["a range of 241 months", { from: M("2000-01"), until: M("2020-02") }, ["RANGE_TOO_LONG question.until"]],
    ["an empty list of counties", { counties: [] }, ["BAD_LIST question.counties"]],
    ["an empty list of chapters", { chapters: [] }, ["BAD_LIST question.chapters"]],
    [
      "a list that is too long",
      { counties: Array.from({ length: LONGEST_LIST + 1 }, () => fips("29035")[0]!) },
      ["BAD_LIST question.counties"],
    ],
    ["a county nobody knows", { counties: fips("29999") }, ["UNKNOWN_COUNTY question.counties[0]"]],
    ["a county of another state", { counties: fips("53033") }, ["COUNTY_OUTSIDE_STATE question.counties[0]"]],
    ["a region nobody knows", { regions: ["Southeast", "East"] }, ["UNKNOWN_REGION question.regions[1]"]],
    [
      "a county of another state that is left out",
      { exceptCounties: fips("29035", "53033") },
      ["COUNTY_OUTSIDE_STATE question.exceptCounties[1]"],
    ],
    ["an empty list of regions", { regions: [] }, ["BAD_LIST question.regions"]],
    ["a window of no month", { rollingMonths: 0 }, ["BAD_VALUE question.rollingMonths"]],
    ["a window that is too long", { rollingMonths: 121 }, ["BAD_VALUE question.rollingMonths"]],
    ["two windows at once", { rollingMonths: 12, toDate: "YEAR" }, ["BAD_VALUE question.toDate"]],
    ["a chapter of another state", { chapters: ["seattle"] }, ["UNKNOWN_CHAPTER question.chapters[0]"]],
  ])("name %s", (_, asked, expected) => {
    expect(problemsOf(asked)).toEqual(expected);
  });

  it("say what is wrong and what to do instead", () => {
    const outcome = parseOutcomeQuestion(
      { ...plain, counties: fips("53033") },
      source,
      strangers,
      "input.question",
    );
    expect(outcome).toEqual({
      ok: false,
      problems: [
        {
          code: "COUNTY_OUTSIDE_STATE",
          severity: "ERROR",
          path: "input.question.counties[0]",
          message: "King County (53033) lies in WA, not in Missouri.",
          fix: 'Leave it out, or ask about the state "WA".',
        },
      ],
    });
  });
});

describe("the size of an answer", () => {
  const longest = {
    state: "TX",
    from: M("2006-01"),
    until: M("2026-01"),
    grain: "MONTH",
    by: ["COUNTY"],
  } as const;

  it("is refused above the limit, and the advice helps", () => {
    const texas = largeState(254);
    expect(254 * LONGEST_RANGE_MONTHS).toBeGreaterThan(MOST_ROWS);
    expect(problemsOf(longest, texas)).toEqual(["TOO_MANY_ROWS question"]);
    expect(problemsOf({ ...longest, counties: fips("48001") }, texas)).toEqual([]);
    expect(problemsOf({ ...longest, grain: "YEAR" }, texas)).toEqual([]);
    expect(problemsOf({ ...longest, from: M("2020-01") }, texas)).toEqual([]);
    expect(problemsOf({ ...longest, by: ["REGION"] }, texas)).toEqual([]);
  });

  it("is just within the limit at the limit", () => {
    const range = { from: M("2014-01"), until: M("2018-03") };
    expect(problemsOf({ ...longest, ...range }, largeState(400))).toEqual([]);
    expect(problemsOf({ ...longest, ...range }, largeState(401))).toEqual(["TOO_MANY_ROWS question"]);
  });

  it("counts the rows that the answer has", () => {
    const anyBy: fc.Arbitrary<readonly Dimension[]> = fc.subarray([...DIMENSIONS]);
    const message = (rows: number) => `The answer would have ${String(rows)} rows`;
    fc.assert(
      fc.property(
        anyBy,
        fc.constantFrom(...GRAINS),
        fc.integer({ min: 1, max: 1_200 }),
        (by, grain, many) => {
          const state = largeState(many);
          const outcome = parseOutcomeQuestion({ ...plain, ...longest, by, grain }, state, [], "question");
          const areas = by.includes("COUNTY") ? many : 1;
          const periods = { MONTH: 240, QUARTER: 80, YEAR: 20, FISCAL_YEAR: 21, WHOLE: 1 }[grain];
          expect(outcome.ok).toBe(areas * periods <= MOST_ROWS);
          if (!outcome.ok) expect(outcome.problems[0]?.message).toContain(message(areas * periods));
          else if (areas * periods < 2_000) {
            const table = tabulate(state, outcome.value, M("2026-11"));
            expect(table.rows).toHaveLength(areas * periods);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
