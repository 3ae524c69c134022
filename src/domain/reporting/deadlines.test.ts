import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  addMonths,
  daysIn,
  dueDate,
  reportingMonth,
  type LocalDate,
  type ReportingMonth,
} from "../reporting-month.js";
import {
  addDays,
  EARLY_DAYS,
  isLocked,
  lastOpenDay,
  latestDueMonth,
  latestLockedMonth,
  lockedFrom,
  timelinessOf,
  USUAL_LOCK,
} from "./deadlines.js";

const date = (text: string) => text as LocalDate;

const anyMonth = fc
  .integer({ min: 0, max: 200 * 12 - 1 })
  .map((index) => addMonths(reportingMonth("1950-01"), index));
const anyDate = fc
  .tuple(anyMonth, fc.nat())
  .map(([month, drawn]) => date(`${month}-${String((drawn % daysIn(month)) + 1).padStart(2, "0")}`));

/** The day after, without any calendar but the number of days in each month. */
function dayAfter(day: LocalDate): LocalDate {
  const [year = 0, month = 0, dayOfMonth = 0] = day.split("-").map(Number);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  const next =
    dayOfMonth < days ? [year, month, dayOfMonth + 1] : month < 12 ? [year, month + 1, 1] : [year + 1, 1, 1];
  return date(next.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, "0")).join("-"));
}

describe("a date and a number of days", () => {
  it.each([
    ["2026-01-31", 1, "2026-02-01"],
    ["2026-02-28", 1, "2026-03-01"],
    ["2028-02-28", 1, "2028-02-29"],
    ["2028-02-29", 1, "2028-03-01"],
    ["2100-02-28", 1, "2100-03-01"],
    ["2000-02-28", 1, "2000-02-29"],
    ["2026-12-31", 1, "2027-01-01"],
    ["2026-03-01", -1, "2026-02-28"],
    ["2027-01-01", -1, "2026-12-31"],
    // The nights on which clocks are moved are days like any other.
    ["2026-03-08", 1, "2026-03-09"],
    ["2026-11-01", 1, "2026-11-02"],
    ["2026-10-15", 0, "2026-10-15"],
    ["2028-01-01", 366, "2029-01-01"],
  ])("%s and %i make %s", (from, days, expected) => {
    expect(addDays(date(from), days)).toBe(expected);
  });

  it("go there and back again, over every month end and leap day", () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 800 }), (from, days) => {
        let there = from;
        for (let day = 0; day < days; day++) there = dayAfter(there);
        expect(addDays(from, days)).toBe(there);
        expect(addDays(there, -days)).toBe(from);
      }),
    );
  });
});

describe("a first submission", () => {
  it.each([
    ["2026-10", null, null],
    // Due on November 15th; early is up to a week before.
    ["2026-10", "2026-11-01", "EARLY"],
    ["2026-10", "2026-11-08", "EARLY"],
    ["2026-10", "2026-11-09", "ON_TIME"],
    ["2026-10", "2026-11-15", "ON_TIME"],
    ["2026-10", "2026-11-16", "LATE"],
    ["2026-10", "2027-11-01", "LATE"],
    // Over the end of a year, and in a leap year.
    ["2026-12", "2027-01-08", "EARLY"],
    ["2026-12", "2027-01-15", "ON_TIME"],
    ["2026-12", "2027-01-16", "LATE"],
    ["2028-01", "2028-02-15", "ON_TIME"],
    ["2028-02", "2028-03-16", "LATE"],
  ] as const)("of %s that came on %s is %s", (month, on, expected) => {
    expect(timelinessOf(reportingMonth(month), on === null ? null : date(on))).toBe(expected);
  });

  it("changes from early to on time to late once each, on the days that the rule names", () => {
    fc.assert(
      fc.property(anyMonth, (month) => {
        const due = dueDate(month);
        const lastEarly = addDays(due, -EARLY_DAYS);
        expect(timelinessOf(month, lastEarly)).toBe("EARLY");
        expect(timelinessOf(month, dayAfter(lastEarly))).toBe("ON_TIME");
        expect(timelinessOf(month, due)).toBe("ON_TIME");
        expect(timelinessOf(month, dayAfter(due))).toBe("LATE");
      }),
    );
  });
});

describe("the last month that is due", () => {
  it("is the last one whose due day has passed, and none on the due day itself", () => {
    fc.assert(
      fc.property(anyDate, (today) => {
        const due = latestDueMonth(today);
        expect(dueDate(due) < today).toBe(true);
        expect(dueDate(addMonths(due, 1)) < today).toBe(false);
      }),
    );
    expect(latestDueMonth(date("2026-11-15"))).toBe("2026-09");
    expect(latestDueMonth(date("2026-11-16"))).toBe("2026-10");
  });
});

describe("the last month that is locked", () => {
  it("is locked, and the one after it is not", () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 400 }), (today, afterDays) => {
        const last = latestLockedMonth(today, { afterDays });
        expect(isLocked(last, today, { afterDays }, null)).toBe(true);
        const next = addMonths(last, 1);
        expect(next >= today.slice(0, 7) || !isLocked(next, today, { afterDays }, null)).toBe(true);
      }),
    );
    expect(latestLockedMonth(date("2026-11-29"), USUAL_LOCK)).toBe("2026-07");
    expect(latestLockedMonth(date("2026-11-30"), USUAL_LOCK)).toBe("2026-08");
  });
});

describe("the lock on a month", () => {
  const OCTOBER = reportingMonth("2026-10");

  it.each([
    // 90 days after the last day of the month can still be filed.
    ["2026-10", 90, "2027-01-30"],
    ["2026-11", 90, "2027-03-01"],
    ["2027-11", 90, "2028-02-29"],
    ["2028-01", 90, "2028-05-01"],
    ["2026-12", 0, "2027-01-01"],
    ["2026-12", 1, "2027-01-02"],
  ])("of %s after %i days is there from %s on", (month, afterDays, expected) => {
    expect(lockedFrom(reportingMonth(month), { afterDays })).toBe(expected);
  });

  it("is open until the day before and closed from that day on", () => {
    fc.assert(
      fc.property(anyMonth, fc.integer({ min: 0, max: 400 }), (month, afterDays) => {
        const from = lockedFrom(month, { afterDays });
        expect(isLocked(month, addDays(from, -1), { afterDays }, null)).toBe(false);
        expect(isLocked(month, from, { afterDays }, null)).toBe(true);
        expect(isLocked(month, addDays(from, 500), { afterDays }, null)).toBe(true);
        // Counted out: the last day of the month, and so many days more.
        let last = date(`${month}-${String(daysIn(month))}`);
        for (let day = 0; day < afterDays; day++) last = dayAfter(last);
        expect(from).toBe(dayAfter(last));
        expect(lastOpenDay(month, { afterDays })).toBe(last);
      }),
    );
  });

  it("is lifted by a leave up to and on its last day, and not a day longer", () => {
    const override = { until: date("2027-03-10"), reason: "A clerk was ill." };
    const locked = (today: string) => isLocked(OCTOBER, date(today), USUAL_LOCK, override);
    expect(locked("2027-01-30")).toBe(false);
    expect(locked("2027-03-10")).toBe(false);
    expect(locked("2027-03-11")).toBe(true);
  });

  it("never comes earlier because of a leave", () => {
    fc.assert(
      fc.property(anyMonth, anyDate, anyDate, (month: ReportingMonth, today, until) => {
        if (!isLocked(month, today, USUAL_LOCK, null)) {
          expect(isLocked(month, today, USUAL_LOCK, { until, reason: "x" })).toBe(false);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
