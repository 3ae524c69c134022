import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  addMonths,
  contains,
  daysIn,
  dueDate,
  eachMonth,
  isLocalDate,
  isReportingMonth,
  localDateAt,
  monthAt,
  monthIndex,
  monthOf,
  monthOfYear,
  monthsBetween,
  overlap,
  reportingMonth,
  yearOf,
  type LocalDate,
  type MonthRange,
} from "./reporting-month.js";

const anyMonth = fc
  .tuple(fc.integer({ min: 1900, max: 2199 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => reportingMonth(`${String(year)}-${String(month).padStart(2, "0")}`));

const anyRange: fc.Arbitrary<MonthRange> = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.option(fc.integer({ min: 1, max: 20 })))
  .map(([start, length]) => {
    const from = addMonths(reportingMonth("2024-01"), start);
    return { from, until: length === null ? null : addMonths(from, length) };
  });

describe("what a month is", () => {
  it.each(["1900-01", "2026-12", "2199-09"])("takes %p", (text) => {
    expect(reportingMonth(text)).toBe(text);
  });

  it.each(["2026-13", "2026-00", "2026-1", "1899-12", "2200-01", "2026-01-01", "2026-01\n", "202６-01", ""])(
    "refuses %p",
    (text) => {
      expect(isReportingMonth(text)).toBe(false);
      expect(() => reportingMonth(text)).toThrow(RangeError);
    },
  );
});

describe("month arithmetic", () => {
  it("goes there and back", () => {
    fc.assert(
      fc.property(anyMonth, fc.integer({ min: -600, max: 600 }), (month, count) => {
        expect(addMonths(addMonths(month, count), -count)).toBe(month);
        expect(monthsBetween(month, addMonths(month, count))).toBe(count);
      }),
    );
  });

  it("adds in steps what it adds at once", () => {
    const steps = fc.integer({ min: -300, max: 300 });
    fc.assert(
      fc.property(anyMonth, steps, steps, (month, one, other) => {
        expect(addMonths(addMonths(month, one), other)).toBe(addMonths(month, one + other));
      }),
    );
  });

  it("agrees with the calendar of the language", () => {
    fc.assert(
      fc.property(anyMonth, fc.integer({ min: 0, max: 600 }), (month, count) => {
        const date = new Date(Date.UTC(yearOf(month), monthOfYear(month) - 1 + count, 1));
        expect(addMonths(month, count)).toBe(date.toISOString().slice(0, 7));
      }),
    );
  });

  it("orders months as text as it orders them in time", () => {
    fc.assert(
      fc.property(anyMonth, anyMonth, (left, right) => {
        expect(Math.sign(monthsBetween(left, right))).toBe(left < right ? 1 : left > right ? -1 : 0);
        expect(monthIndex(left) < monthIndex(right)).toBe(left < right);
      }),
    );
  });

  it("steps over the first and the last year that can be asked for", () => {
    expect(addMonths(reportingMonth("1900-01"), -6)).toBe("1899-07");
    expect(dueDate(reportingMonth("2199-12"))).toBe("2200-01-15");
  });

  it("walks from the first month to the last, the end not included", () => {
    expect([...eachMonth(reportingMonth("2025-11"), reportingMonth("2026-02"))]).toEqual([
      "2025-11",
      "2025-12",
      "2026-01",
    ]);
    expect([...eachMonth(reportingMonth("2026-02"), reportingMonth("2026-02"))]).toEqual([]);
    expect([...eachMonth(reportingMonth("2026-03"), reportingMonth("2026-02"))]).toEqual([]);
  });

  it.each([
    ["2024-02", 29],
    ["2025-02", 28],
    ["2100-02", 28],
    ["2000-02", 29],
    ["2026-04", 30],
    ["2026-12", 31],
  ])("gives %s its days", (month, days) => {
    expect(daysIn(reportingMonth(month))).toBe(days);
  });
});

describe("ranges of months", () => {
  const months = [...eachMonth(reportingMonth("2023-12"), reportingMonth("2028-12"))];

  it("hold their first month and not the one they end at", () => {
    const range = { from: reportingMonth("2024-01"), until: reportingMonth("2024-03") };
    expect(months.filter((month) => contains(range, month))).toEqual(["2024-01", "2024-02"]);
  });

  it("go on when they have no end", () => {
    expect(contains({ from: reportingMonth("2024-01"), until: null }, reportingMonth("2199-12"))).toBe(true);
    expect(contains({ from: reportingMonth("2024-01"), until: null }, reportingMonth("2023-12"))).toBe(false);
  });

  it("overlap when some month is in both", () => {
    fc.assert(
      fc.property(anyRange, anyRange, (left, right) => {
        const isShared = months.some((month) => contains(left, month) && contains(right, month));
        expect(overlap(left, right)).toBe(isShared);
        expect(overlap(right, left)).toBe(isShared);
      }),
    );
  });
});

describe("dates", () => {
  it("makes a report due on the 15th of the next month", () => {
    expect(dueDate(reportingMonth("2026-10"))).toBe("2026-11-15");
    expect(dueDate(reportingMonth("2026-12"))).toBe("2027-01-15");
  });

  it.each(["2024-02-29", "1900-01-01", "2199-12-31"])("takes %p for a date", (text) => {
    expect(isLocalDate(text)).toBe(true);
  });

  it.each([
    "2025-02-29",
    "2026-04-31",
    "2026-13-01",
    "2026-00-10",
    "2026-1-1",
    "1899-12-31",
    "2200-01-01",
    "0001-01-01",
    "",
  ])("does not take %p for a date", (text) => {
    expect(isLocalDate(text)).toBe(false);
  });

  it("finds the month of every date it takes", () => {
    const dates = fc.date({ min: new Date("1850-01-01"), max: new Date("2250-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(dates, (date) => {
        const text = date.toISOString().slice(0, 10);
        if (isLocalDate(text)) expect(monthOf(text)).toBe(text.slice(0, 7));
        else expect(() => monthOf(text as LocalDate)).toThrow(RangeError);
      }),
    );
  });

  it("reads an instant on the wall calendar of the state", () => {
    const instant = new Date("2026-11-16T05:30:00Z");
    expect(localDateAt(instant, "America/Chicago")).toBe("2026-11-15");
    expect(localDateAt(instant, "UTC")).toBe("2026-11-16");
    expect(localDateAt(new Date("2026-11-16T06:00:00Z"), "America/Chicago")).toBe("2026-11-16");
  });

  it("minds summer time", () => {
    expect(localDateAt(new Date("2026-07-16T05:30:00Z"), "America/Chicago")).toBe("2026-07-16");
    expect(localDateAt(new Date("2026-07-16T04:59:59Z"), "America/Chicago")).toBe("2026-07-15");
  });

  it("starts a month when it starts in the state", () => {
    expect(monthAt(new Date("2027-01-01T05:59:59Z"), "America/Chicago")).toBe("2026-12");
    expect(monthAt(new Date("2027-01-01T06:00:00Z"), "America/Chicago")).toBe("2027-01");
    expect(monthAt(new Date("2027-01-01T06:00:00Z"), "Pacific/Honolulu")).toBe("2026-12");
  });
});
