import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { REPORTED_MEASURES, type ReportValues } from "../catalog/catalog.js";
import type { CountyFips } from "../geography.js";
import { dueDate, localDateAt, reportingMonth, type LocalDate } from "../reporting-month.js";
import type { ChapterId } from "./chapter.js";
import {
  acceptedRevision,
  isOnTime,
  saysTheSame,
  type MonthlyReport,
  type Revision,
} from "./monthly-report.js";

const OCTOBER = reportingMonth("2026-10");

function revision(number: number, isAccepted: boolean): Revision {
  return {
    number,
    origin: "DEMONSTRATION",
    isZeroReport: false,
    isPartial: false,
    values: { ENCOUNTERS: number },
    reason: number === 1 ? null : "Counted again.",
    comment: null,
    submittedBy: null,
    submittedAt: new Date("2026-11-02T14:00:00Z"),
    acceptedAt: isAccepted ? new Date("2026-11-03T14:00:00Z") : null,
  };
}

function report(...accepted: readonly boolean[]): MonthlyReport {
  return {
    chapterId: 1 as ChapterId,
    county: "29510" as CountyFips,
    month: OCTOBER,
    status: "SUBMITTED",
    firstSubmittedOn: "2026-11-02" as LocalDate,
    isDemonstration: true,
    revisions: accepted.map((isAccepted, index) => revision(index + 1, isAccepted)),
  };
}

describe("the figure of record", () => {
  it.each([
    ["nothing was submitted", [], null],
    ["nothing was accepted", [false, false], null],
    ["the only one was accepted", [true], 1],
    ["a later one waits for its reviewer", [true, false], 1],
    ["a later one was accepted too", [true, true], 2],
    ["one between was never accepted", [true, false, true], 3],
    ["the first was returned", [false, true, false], 2],
  ] as const)("is the last accepted revision when %s", (_, accepted, number) => {
    expect(acceptedRevision(report(...accepted))?.number ?? null).toBe(number);
  });

  it("does not change when something is submitted on top", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean()), (accepted) => {
        const before = acceptedRevision(report(...accepted));
        expect(acceptedRevision(report(...accepted, false))).toEqual(before);
        expect(acceptedRevision(report(...accepted, true))?.number).toBe(accepted.length + 1);
      }),
    );
  });
});

describe("isOnTime", () => {
  it.each([
    ["2026-11-14", true],
    ["2026-11-15", true],
    ["2026-11-16", false],
    ["2026-10-31", true],
    ["2027-01-01", false],
  ])("judges October's report of %s: %p", (date, expected) => {
    expect(isOnTime(OCTOBER, date as LocalDate)).toBe(expected);
  });

  it("is never so for what was not submitted", () => {
    expect(isOnTime(OCTOBER, null)).toBe(false);
  });

  it("holds until midnight of the 15th in the state, not in Greenwich", () => {
    const submitted = (instant: string) => localDateAt(new Date(instant), "America/Chicago");
    expect(isOnTime(OCTOBER, submitted("2026-11-16T05:30:00Z"))).toBe(true);
    expect(isOnTime(OCTOBER, submitted("2026-11-16T06:00:00Z"))).toBe(false);
    expect(dueDate(OCTOBER)).toBe("2026-11-15");
  });
});

describe("saysTheSame", () => {
  const values: ReportValues = { ENCOUNTERS: 5, FORCE_USED: 0, VETERANS: null };

  it("holds for the same values in another order", () => {
    expect(saysTheSame(values, { VETERANS: null, FORCE_USED: 0, ENCOUNTERS: 5 })).toBe(true);
  });

  it.each<readonly [string, ReportValues]>([
    ["another number", { ...values, ENCOUNTERS: 6 }],
    ["zero instead of not collected", { ...values, VETERANS: 0 }],
    ["not collected instead of zero", { ...values, FORCE_USED: null }],
    ["nothing instead of not collected", { ENCOUNTERS: 5, FORCE_USED: 0 }],
    ["nothing instead of zero", { ENCOUNTERS: 5, VETERANS: null }],
    ["one measure more", { ...values, SWORN_OFFICERS: 3 }],
  ])("does not hold for %s", (_, other) => {
    expect(saysTheSame(values, other)).toBe(false);
    expect(saysTheSame(other, values)).toBe(false);
  });

  it("notices a change in any measure that is reported", () => {
    const all: ReportValues = Object.fromEntries(REPORTED_MEASURES.map(({ key }) => [key, 1]));
    for (const { key } of REPORTED_MEASURES) expect(saysTheSame(all, { ...all, [key]: 2 })).toBe(false);
  });
});
