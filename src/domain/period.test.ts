import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { countPeriods, GRAINS, monthName, splitIntoPeriods, type Grain, type Period } from "./period.js";
import { addMonths, eachMonth, monthOfYear, monthsBetween, reportingMonth } from "./reporting-month.js";

const LENGTHS: Readonly<Record<Grain, number>> = {
  MONTH: 1,
  QUARTER: 3,
  YEAR: 12,
  FISCAL_YEAR: 12,
  WHOLE: Infinity,
};
const FAR_AWAY = reportingMonth("2199-12");

function range(from: string, until: string) {
  return { from: reportingMonth(from), until: reportingMonth(until) };
}

function labels(from: string, until: string, grain: Grain, fiscalYearStartMonth = 7) {
  return splitIntoPeriods(range(from, until), grain, fiscalYearStartMonth, FAR_AWAY).map(
    ({ label }) => label,
  );
}

const anyRange = fc
  .tuple(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 1, max: 240 }))
  .map(([start, length]) => {
    const from = addMonths(reportingMonth("1900-01"), start);
    return { from, until: addMonths(from, length) };
  });
const anyFiscalStart = fc.integer({ min: 1, max: 12 });

describe.each(GRAINS)("splitIntoPeriods by %s", (grain) => {
  it("covers the range once, in order, without a gap", () => {
    fc.assert(
      fc.property(anyRange, anyFiscalStart, (asked, fiscalStart) => {
        const periods = splitIntoPeriods(asked, grain, fiscalStart, FAR_AWAY);
        expect(periods.flatMap(({ from, until }) => [...eachMonth(from, until)])).toEqual([
          ...eachMonth(asked.from, asked.until),
        ]);
        expect(periods.every(({ from, until }) => from < until)).toBe(true);
      }),
    );
  });

  it("cuts only where the grain begins", () => {
    const firstMonths = (fiscalStart: number): Readonly<Record<Grain, readonly number[]>> => ({
      MONTH: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
      QUARTER: [1, 4, 7, 10],
      YEAR: [1],
      FISCAL_YEAR: [fiscalStart],
      WHOLE: [],
    });
    fc.assert(
      fc.property(anyRange, anyFiscalStart, (asked, fiscalStart) => {
        const [, ...later] = splitIntoPeriods(asked, grain, fiscalStart, FAR_AWAY);
        const starts = later.map(({ from }) => monthOfYear(from));
        expect(starts.filter((month) => !firstMonths(fiscalStart)[grain].includes(month))).toEqual([]);
      }),
    );
  });

  it("calls a period partial when the range cuts it, or when it is not over", () => {
    fc.assert(
      fc.property(
        anyRange,
        anyFiscalStart,
        fc.integer({ min: -5, max: 260 }),
        (asked, fiscalStart, ahead) => {
          const running = addMonths(asked.from, ahead);
          const periods = splitIntoPeriods(asked, grain, fiscalStart, running);
          const isCut = ({ from, until }: Period) =>
            grain !== "WHOLE" && monthsBetween(from, until) < LENGTHS[grain];
          expect(periods.map(({ isPartial }) => isPartial)).toEqual(
            periods.map((period) => isCut(period) || period.until > running),
          );
        },
      ),
    );
  });

  it("says nothing of the question beside the months", () => {
    const question = { ...range("2025-07", "2026-07"), by: ["COUNTY"] };
    for (const period of splitIntoPeriods(question, grain, 7, FAR_AWAY)) {
      expect(Object.keys(period).sort()).toEqual(["from", "isPartial", "label", "until"]);
    }
  });

  it("gives every period a label of its own", () => {
    fc.assert(
      fc.property(anyRange, anyFiscalStart, (asked, fiscalStart) => {
        const all = splitIntoPeriods(asked, grain, fiscalStart, FAR_AWAY).map(({ label }) => label);
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });

  it("makes as many periods as it says beforehand", () => {
    fc.assert(
      fc.property(anyRange, anyFiscalStart, (asked, fiscalStart) => {
        expect(countPeriods(asked, grain, fiscalStart)).toBe(
          splitIntoPeriods(asked, grain, fiscalStart, FAR_AWAY).length,
        );
      }),
    );
  });
});

describe("labels of periods", () => {
  it("names Missouri's fiscal year after the year it ends in", () => {
    expect(splitIntoPeriods(range("2025-07", "2026-07"), "FISCAL_YEAR", 7, FAR_AWAY)).toEqual([
      { from: "2025-07", until: "2026-07", label: "FY 2026", isPartial: false },
    ]);
    expect(labels("2025-06", "2026-08", "FISCAL_YEAR")).toEqual(["FY 2025", "FY 2026", "FY 2027"]);
  });

  it("names fiscal years of other states", () => {
    expect(labels("2025-10", "2026-10", "FISCAL_YEAR", 10)).toEqual(["FY 2026"]);
    expect(labels("2026-01", "2027-01", "FISCAL_YEAR", 1)).toEqual(["FY 2026"]);
    expect(labels("2026-09", "2026-11", "FISCAL_YEAR", 10)).toEqual(["FY 2026", "FY 2027"]);
  });

  it("names months, quarters and years", () => {
    expect(labels("2025-12", "2026-02", "MONTH")).toEqual(["December 2025", "January 2026"]);
    expect(labels("2025-12", "2026-11", "QUARTER")).toEqual([
      "2025 Q4",
      "2026 Q1",
      "2026 Q2",
      "2026 Q3",
      "2026 Q4",
    ]);
    expect(labels("2025-12", "2026-02", "YEAR")).toEqual(["2025", "2026"]);
    expect(monthName(reportingMonth("2026-03"))).toBe("March 2026");
  });

  it("names a whole range by its first and last month", () => {
    expect(labels("2025-12", "2026-02", "WHOLE")).toEqual(["December 2025 to January 2026"]);
    expect(labels("2025-12", "2026-01", "WHOLE")).toEqual(["December 2025"]);
  });

  it("is the same label for a period that is cut", () => {
    expect(splitIntoPeriods(range("2026-02", "2026-03"), "QUARTER", 7, FAR_AWAY)).toEqual([
      { from: "2026-02", until: "2026-03", label: "2026 Q1", isPartial: true },
    ]);
  });
});

describe("periods and the running month", () => {
  it("is over when the running month is the first one after it", () => {
    const partial = (running: string) =>
      splitIntoPeriods(range("2026-10", "2026-11"), "MONTH", 7, reportingMonth(running)).map(
        (one) => one.isPartial,
      );
    expect(partial("2026-10")).toEqual([true]);
    expect(partial("2026-11")).toEqual([false]);
  });
});
