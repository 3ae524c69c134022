import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { REPORTED_MEASURES, type ReportValues } from "../catalog/catalog.js";
import type { CountyFips, StateCode } from "../geography.js";
import type { Problem } from "../problem.js";
import { addMonths, reportingMonth, type LocalDate } from "../reporting-month.js";
import type { Chapter, ChapterId } from "./chapter.js";
import { lockedFrom, USUAL_LOCK } from "./deadlines.js";
import {
  checkComment,
  checkFiling,
  checkMonth,
  LONGEST_COMMENT,
  zeroFiling,
  type Filing,
  type FilingSetting,
} from "./filing.js";

const OCTOBER = reportingMonth("2026-10");
const HOME = "29115" as CountyFips;
const ABROAD = "29510" as CountyFips;

const chapter: Chapter = {
  id: 1 as ChapterId,
  stateCode: "MO" as StateCode,
  slug: "linn",
  name: "Linn County CIT Council",
  memberships: [
    {
      county: HOME,
      region: "North",
      source: "published",
      from: reportingMonth("2020-03"),
      until: reportingMonth("2027-01"),
    },
  ],
  expectations: [],
};

function setting(changes: Partial<FilingSetting> = {}): FilingSetting {
  return {
    chapter,
    county: HOME,
    month: OCTOBER,
    today: "2026-11-03" as LocalDate,
    runningMonth: reportingMonth("2026-11"),
    lock: USUAL_LOCK,
    lockOverride: null,
    history: [],
    ...changes,
  };
}

/** 12 encounters that keep every rule. */
function filing(changes: Partial<Filing> = {}, values: ReportValues = {}): Filing {
  return {
    values: {
      ...Object.fromEntries(REPORTED_MEASURES.map(({ key }) => [key, 0])),
      ENCOUNTERS: 12,
      JAIL_BOOKINGS: 2,
      RESOLVED_ON_SCENE: 10,
      ...values,
    },
    isPartial: false,
    isZeroReport: false,
    comment: null,
    ...changes,
  };
}

const NOTHING: ReportValues = { ENCOUNTERS: 0, JAIL_BOOKINGS: 0, RESOLVED_ON_SCENE: 0 };

const codes = (found: readonly { readonly code: string; readonly path: string }[]) =>
  found.map(({ code, path }) => `${code} ${path}`);

describe("a month", () => {
  it("that is over, served and open can be filed", () => {
    expect(checkMonth(setting())).toEqual([]);
  });

  it.each([
    [
      "before the chapter served the county",
      { month: reportingMonth("2020-02") },
      "COUNTY_OUTSIDE_CHAPTER county",
    ],
    ["of a county that the chapter never served", { county: ABROAD }, "COUNTY_OUTSIDE_CHAPTER county"],
    ["that is still running", { month: reportingMonth("2026-11") }, "MONTH_NOT_OVER month"],
    ["that lies ahead", { month: reportingMonth("2026-12") }, "MONTH_IN_FUTURE month"],
    ["that is locked", { month: reportingMonth("2026-07") }, "MONTH_LOCKED month"],
  ] as const)("%s cannot", (_, changes, expected) => {
    expect(codes(checkMonth(setting(changes)))).toContain(expected);
  });

  it("has all that speaks against it said at once", () => {
    expect(codes(checkMonth(setting({ month: reportingMonth("2027-01") })))).toEqual([
      "COUNTY_OUTSIDE_CHAPTER county",
      "MONTH_IN_FUTURE month",
    ]);
    expect(codes(checkMonth(setting({ month: reportingMonth("2019-01") })))).toEqual([
      "COUNTY_OUTSIDE_CHAPTER county",
      "MONTH_LOCKED month",
    ]);
  });

  it("of the edge of the roster belongs to the chapter from its first month to the one before the last", () => {
    const open = { lock: { afterDays: 10_000 }, runningMonth: reportingMonth("2030-01") };
    const isServed = (month: string) =>
      checkMonth(setting({ ...open, month: reportingMonth(month) })).length === 0;
    expect(["2020-02", "2020-03", "2026-12", "2027-01"].map(isServed)).toEqual([false, true, true, false]);
  });

  it("can be filed again with a reviewer's leave, for as long as it holds", () => {
    const july = { month: reportingMonth("2026-07") };
    const until = (text: string) => ({
      lockOverride: { until: text as LocalDate, reason: "A clerk was ill." },
    });
    expect(checkMonth(setting({ ...july, ...until("2026-11-03") }))).toEqual([]);
    expect(codes(checkMonth(setting({ ...july, ...until("2026-11-02") })))).toEqual(["MONTH_LOCKED month"]);
  });

  it("says which was the last day on which it was open, and who can open it again", () => {
    const month = reportingMonth("2026-07");
    expect(lockedFrom(month, USUAL_LOCK)).toBe("2026-10-30");
    expect(checkMonth(setting({ month }))[0]).toMatchObject({
      message: "July 2026 was open through October 29, 2026 and is locked now.",
      fix: "Ask your reviewer to reopen this month.",
    });
  });
});

describe("a filing", () => {
  it("that keeps every rule is not objected to", () => {
    expect(checkFiling(filing(), setting())).toEqual([]);
  });

  it("is told all at once what is wrong with its month, its text and its values", () => {
    const broken = filing({ comment: "x".repeat(LONGEST_COMMENT + 1) }, { JAIL_BOOKINGS: 3, VETERANS: 13 });
    expect(codes(checkFiling(broken, setting({ month: reportingMonth("2026-11") })))).toEqual([
      "MONTH_NOT_OVER month",
      "TEXT_TOO_LONG comment",
      "SUM_MISMATCH values.ENCOUNTERS",
      "EXCEEDS_CEILING values.VETERANS",
    ]);
  });

  it("of which something could not be read is judged by all that does not depend on it", () => {
    const unread = (...parts: readonly string[]) => ({ unread: new Set(parts) });
    const judged = (changes: Partial<Filing>, values: ReportValues = {}) =>
      codes(checkFiling(filing(changes, values), setting()));
    // The sum depends on the bookings, the ceiling does not.
    const broken = { RESOLVED_ON_SCENE: 3, VETERANS: 13 };
    expect(judged(unread("JAIL_BOOKINGS"), broken)).toEqual(["EXCEEDS_CEILING values.VETERANS"]);
    expect(judged(unread("VETERANS"), broken)).toEqual(["SUM_MISMATCH values.ENCOUNTERS"]);
    // Whether it is a zero report decides whether zeros are wrong.
    expect(judged({ ...unread("isZeroReport"), isZeroReport: false }, NOTHING)).toEqual([]);
    expect(judged({ ...unread("isPartial"), isZeroReport: true, isPartial: true }, NOTHING)).toEqual([]);
    expect(judged({ ...unread("VETERANS"), isZeroReport: false }, NOTHING)).toEqual([]);
    expect(judged({ ...unread("VETERANS"), isZeroReport: true })).toEqual(["ZERO_REPORT values"]);
    expect(judged({ ...unread("comment"), comment: "x".repeat(LONGEST_COMMENT + 1) })).toEqual([]);
  });

  it("that jumps is not asked about while its comment, which may answer, could not be read", () => {
    const history = Array.from({ length: 6 }, () => ({ JAIL_BOOKINGS: 20 }));
    const jumped = (unread: readonly string[]) =>
      codes(
        checkFiling(
          filing({ unread: new Set(unread) }, { ENCOUNTERS: 210, JAIL_BOOKINGS: 200 }),
          setting({ history }),
        ),
      );
    expect(jumped([])).toEqual(["UNUSUAL_CHANGE values.JAIL_BOOKINGS"]);
    expect(jumped(["comment"])).toEqual([]);
  });

  it("may have a comment of 2,000 characters and not one more", () => {
    expect(checkComment("comment", "x".repeat(2_000))).toEqual([]);
    expect(codes(checkComment("reason", "x".repeat(2_001)))).toEqual(["TEXT_TOO_LONG reason"]);
    expect(checkComment("comment", null)).toEqual([]);
  });

  it("that jumps is asked about, and no longer once its comment has answered", () => {
    const history = Array.from({ length: 6 }, () => ({ JAIL_BOOKINGS: 20 }));
    const jumped = (comment: string | null) =>
      checkFiling(filing({ comment }, { ENCOUNTERS: 210, JAIL_BOOKINGS: 200 }), setting({ history }));
    expect(jumped(null).map(({ code, severity }) => [code, severity])).toEqual([
      ["UNUSUAL_CHANGE", "WARNING"],
    ]);
    expect(jumped("The county fair.")).toEqual([]);
  });

  it("that jumps is asked about when its comment is there and says nothing", () => {
    const history = Array.from({ length: 6 }, () => ({ JAIL_BOOKINGS: 20 }));
    const jumped = filing({ comment: "  " }, { ENCOUNTERS: 210, JAIL_BOOKINGS: 200 });
    expect(codes(checkFiling(jumped, setting({ history })))).toEqual(["UNUSUAL_CHANGE values.JAIL_BOOKINGS"]);
  });
});

describe("zero", () => {
  it.each([
    // isZeroReport, isPartial, counts nothing, objection
    [false, false, false, null],
    [false, false, true, "ZERO_REPORT values"],
    [false, true, false, null],
    [false, true, true, null],
    [true, false, false, "ZERO_REPORT values"],
    [true, false, true, null],
    [true, true, false, "ZERO_REPORT isPartial"],
    [true, true, true, "ZERO_REPORT isPartial"],
  ])(
    "said on purpose %s, of a part %s, with nothing counted %s: %s",
    (isZeroReport, isPartial, isNothing, expected) => {
      const judged = checkFiling(filing({ isZeroReport, isPartial }, isNothing ? NOTHING : {}), setting());
      expect(codes(judged)).toEqual(expected === null ? [] : [expected]);
    },
  );

  const said = fc.constantFrom(undefined, null, 0, 7);
  const anyBefore = fc
    .tuple(...REPORTED_MEASURES.map(({ key }) => said.map((value) => [key, value] as const)))
    .map((pairs): ReportValues => Object.fromEntries(pairs.filter(([, value]) => value !== undefined)));

  /** As the month may have been said: officers that are certified among those there are, and so on. */
  const anyStanding = fc
    .option(anyBefore)
    .filter((values) => values === null || checkFiling(filing({ values }), setting()).every(isNoCeiling));
  const isNoCeiling = ({ code }: Problem) => code !== "EXCEEDS_CEILING";

  it("reports made from whatever was said before keep every rule, and say that nothing happened", () => {
    fc.assert(
      fc.property(anyStanding, fc.array(anyBefore, { maxLength: 3 }), (standing, before) => {
        const zero = zeroFiling(standing, before, null);
        expect(zero).toMatchObject({ isZeroReport: true, isPartial: false });
        expect(checkFiling(zero, setting())).toEqual([]);
      }),
      { numRuns: 500, endOnFailure: true },
    );
  });

  it("reports say 0 of what needs an encounter, or that it is not collected, and nothing new of anything else", () => {
    fc.assert(
      fc.property(fc.option(anyBefore), fc.array(anyBefore, { maxLength: 3 }), (standing, before) => {
        const { values } = zeroFiling(standing, before, null);
        for (const { key, needsEncounter } of REPORTED_MEASURES) {
          const saidLast = [standing ?? {}, ...before].find((month) => key in month)?.[key];
          const isKept = saidLast === null && key !== "ENCOUNTERS";
          const otherwise = needsEncounter ? 0 : standing?.[key];
          expect([key, values[key]]).toEqual([key, isKept ? null : otherwise]);
        }
      }),
      { numRuns: 500, endOnFailure: true },
    );
  });

  it("reports may tell of a course, which needs no encounter", () => {
    const course = { ...NOTHING, COURSES_HELD: 1, GRADUATES_COMMUNITY: 9 };
    expect(codes(checkFiling(filing({ isZeroReport: true }, course), setting()))).toEqual([]);
    expect(codes(checkFiling(filing({ isZeroReport: false }, course), setting()))).toEqual([]);
  });
});

describe("the months of a year", () => {
  it("are each open for their chapter on exactly the days between their end and their lock", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 700 }), (ahead, day) => {
        const month = addMonths(reportingMonth("2024-01"), ahead);
        const today = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10) as LocalDate;
        const runningMonth = reportingMonth(today.slice(0, 7));
        const isOpen = checkMonth(setting({ month, today, runningMonth })).length === 0;
        const daysSinceEnd = (Date.parse(today) - Date.parse(`${addMonths(month, 1)}-01`)) / 86_400_000;
        expect(isOpen).toBe(daysSinceEnd >= 0 && daysSinceEnd < 90);
      }),
      { numRuns: 1_000 },
    );
  });
});
