import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { CountyFips, StateCode } from "../geography.js";
import { addMonths, reportingMonth, type LocalDate, type ReportingMonth } from "../reporting-month.js";
import type { Chapter, ChapterId } from "./chapter.js";
import { monthsToRemindOf, remindersDue, type RemindedReport, type Reminder } from "./reminders.js";

const LINN = "29115" as CountyFips;
const CHARITON = "29041" as CountyFips;
const OCTOBER = reportingMonth("2026-10");

function chapter(known: Partial<Chapter> = {}): Chapter {
  const since = { from: reportingMonth("1980-01"), until: null };
  return {
    id: 1 as ChapterId,
    stateCode: "MO" as StateCode,
    slug: "linn",
    name: "Linn County",
    memberships: [LINN, CHARITON].map((county) => ({
      ...since,
      county,
      region: "North",
      source: "published",
    })),
    expectations: [{ ...since, isDemonstration: false }],
    ...known,
  };
}

function report(county: CountyFips, month: ReportingMonth, firstSubmittedOn: string | null): RemindedReport {
  return { chapterId: 1 as ChapterId, county, month, firstSubmittedOn: firstSubmittedOn as LocalDate | null };
}

function dayAfter(date: string, days: number): LocalDate {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10) as LocalDate;
}

function brief(reminders: readonly Reminder[]): readonly string[] {
  return reminders.map(({ kind, round, month }) => `${month} ${kind} ${String(round)}`);
}

/** All days on which one month's reminders can be due, none of them filed. */
function courseOf(
  month: ReportingMonth,
  chapters = [chapter()],
): Readonly<Record<string, readonly string[]>> {
  const first = `${addMonths(month, 1)}-01`;
  const days = Array.from({ length: 60 }, (_, index) => dayAfter(first, index));
  return Object.fromEntries(
    days.map((day) => [day, brief(remindersDue(chapters, [], day)).filter((line) => line.startsWith(month))]),
  );
}

describe("the reminders of a month of which nothing comes", () => {
  const course = courseOf(OCTOBER);

  it.each([
    ["2026-11-09", []],
    ["2026-11-10", ["2026-10 DUE_SOON 1"]],
    ["2026-11-15", ["2026-10 DUE_SOON 1"]],
    ["2026-11-16", ["2026-10 OVERDUE 1"]],
    ["2026-11-22", ["2026-10 OVERDUE 1"]],
    ["2026-11-23", ["2026-10 OVERDUE 2"]],
    ["2026-11-30", ["2026-10 OVERDUE 3"]],
    ["2026-12-07", ["2026-10 OVERDUE 4"]],
    ["2026-12-13", ["2026-10 OVERDUE 4"]],
    ["2026-12-14", []],
    ["2026-12-30", []],
  ])("are due on %s: %j", (day, expected) => {
    expect(course[day]).toEqual(expected);
  });

  it("are five in all, one at a time, in order, for any month", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000 }), (index) => {
        const days = Object.values(courseOf(addMonths(reportingMonth("1990-01"), index)));
        expect(days.every((lines) => lines.length <= 1)).toBe(true);
        expect([...new Set(days.flat().map((line) => line.slice(8)))]).toEqual([
          "DUE_SOON 1",
          "OVERDUE 1",
          "OVERDUE 2",
          "OVERDUE 3",
          "OVERDUE 4",
        ]);
      }),
      { numRuns: 60 },
    );
  });

  it("go stale on the day on which the next one takes over", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (index) => {
        const today = dayAfter("1990-01-01", index);
        for (const one of remindersDue([chapter()], [], today)) {
          const isThere = (day: LocalDate) =>
            remindersDue([chapter()], [], day).some(
              (other) => other.month === one.month && other.kind === one.kind && other.round === one.round,
            );
          expect(isThere(one.uselessOn)).toBe(false);
          expect(isThere(dayAfter(one.uselessOn, -1))).toBe(true);
        }
      }),
    );
  });
});

describe("what is open", () => {
  // The last reminder of September has gone stale the day before.
  const TODAY = "2026-11-13" as LocalDate;

  it("is each county of which nothing was submitted, in one reminder", () => {
    const due = (...reports: readonly RemindedReport[]) =>
      remindersDue([chapter()], reports, TODAY).map(({ openCounties }) => openCounties);
    expect(due()).toEqual([[CHARITON, LINN]]);
    expect(due(report(LINN, OCTOBER, "2026-11-02"))).toEqual([[CHARITON]]);
    expect(due(report(LINN, OCTOBER, null))).toEqual([[CHARITON, LINN]]);
    expect(due(report(LINN, addMonths(OCTOBER, -1), "2026-11-02"))).toEqual([[CHARITON, LINN]]);
    expect(due(report(LINN, OCTOBER, "2026-11-02"), report(CHARITON, OCTOBER, "2026-11-02"))).toEqual([]);
  });

  it("never grows with a report more", () => {
    const anyReport = fc.record({
      county: fc.constantFrom(LINN, CHARITON),
      month: fc.constantFrom(OCTOBER, addMonths(OCTOBER, -1)),
      day: fc.option(fc.constant("2026-11-02")),
    });
    const openOf = (reports: readonly RemindedReport[], today: LocalDate) =>
      remindersDue([chapter()], reports, today).flatMap(({ month, openCounties }) =>
        openCounties.map((county) => `${month} ${county}`),
      );
    fc.assert(
      fc.property(fc.array(anyReport), fc.integer({ min: 0, max: 40 }), (drawn, days) => {
        const reports = drawn.map(({ county, month, day }) => report(county, month, day));
        const today = dayAfter("2026-11-01", days);
        expect(openOf(reports.slice(1), today)).toEqual(expect.arrayContaining(openOf(reports, today)));
      }),
    );
  });

  it("is nothing that was expected only for demonstration, and all that was really expected", () => {
    const since = { from: reportingMonth("1980-01"), until: null };
    const demonstration = { ...since, isDemonstration: true };
    expect(remindersDue([chapter({ expectations: [demonstration] })], [], TODAY)).toEqual([]);
    expect(remindersDue([chapter({ expectations: [] })], [], TODAY)).toEqual([]);
    const both = chapter({
      expectations: [demonstration, { ...since, from: OCTOBER, isDemonstration: false }],
    });
    expect(brief(remindersDue([both], [], TODAY))).toEqual(["2026-10 DUE_SOON 1"]);
    const ended = chapter({ expectations: [{ ...since, until: OCTOBER, isDemonstration: false }] });
    expect(remindersDue([ended], [], TODAY)).toEqual([]);
  });

  it("is nothing of a county that had left the chapter, nor of a chapter without counties", () => {
    const memberships = chapter().memberships.map((membership) =>
      membership.county === LINN ? { ...membership, until: OCTOBER } : membership,
    );
    const [reminder] = remindersDue([chapter({ memberships })], [], TODAY);
    expect(reminder?.openCounties).toEqual([CHARITON]);
    expect(remindersDue([chapter({ memberships: [] })], [], TODAY)).toEqual([]);
  });

  it("lies within the months that reports are asked for", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (index) => {
        const today = dayAfter("1990-01-01", index);
        const { from, until } = monthsToRemindOf(today);
        for (const { month } of remindersDue([chapter()], [], today)) {
          expect(month >= from && month < until).toBe(true);
        }
      }),
    );
  });
});
