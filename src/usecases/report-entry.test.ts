// What a row of a file comes to: with what is on file, with nothing, and where nobody knows what is.

import { describe, expect, it } from "@jest/globals";
import { REPORTED_MEASURES, type ReportValues } from "../domain/catalog/catalog.js";
import type { CountyFips } from "../domain/geography.js";
import type { ChapterId } from "../domain/reporting/chapter.js";
import { checkContents } from "../domain/reporting/filing.js";
import type { FiledReport } from "../domain/reporting/monthly-report.js";
import { reportingMonth } from "../domain/reporting-month.js";
import { checkUnplaced, filingOf, withCells, type RowContent } from "./report-entry.js";
import type { OnFile } from "./report-order.js";

const MONTH = reportingMonth("2026-10");

const WHOLE: ReportValues = {
  ...Object.fromEntries(REPORTED_MEASURES.map(({ key }) => [key, 0])),
  ENCOUNTERS: 12,
  JAIL_BOOKINGS: 2,
  RESOLVED_ON_SCENE: 10,
};

function row(values: ReportValues, changes: Partial<RowContent> = {}): RowContent {
  return {
    values,
    isZeroReport: false,
    isPartial: null,
    comment: null,
    unread: new Set(),
    row: "line 2",
    number: 2,
    columns: new Map(REPORTED_MEASURES.map(({ key }) => [key, `${key} `])),
    ...changes,
  };
}

const unread = (...parts: readonly string[]) => ({ unread: new Set(parts) });

function onFile(values: ReportValues): FiledReport {
  const submittedAt = new Date("2026-11-02T12:00:00Z");
  return {
    chapterId: 1 as ChapterId,
    county: "29115" as CountyFips,
    month: MONTH,
    status: "SUBMITTED",
    firstSubmittedOn: null,
    isDemonstration: false,
    version: 1,
    draft: null,
    events: [],
    revisions: [
      {
        number: 1,
        origin: "ENTERED",
        isZeroReport: false,
        isPartial: true,
        values,
        reason: null,
        comment: "A fair was in town.",
        submittedBy: 1,
        submittedAt,
        acceptedAt: null,
      },
    ],
  };
}

const judged = (content: RowContent, there: OnFile) =>
  checkContents(filingOf(content, there, []), MONTH).map(({ code, path }) => `${code} ${path}`);

describe("a row of a file", () => {
  it("leaves standing what it does not say, and lacks what nobody ever said", () => {
    expect(filingOf(row({ JAIL_BOOKINGS: 3 }), onFile(WHOLE), [])).toMatchObject({
      values: { ...WHOLE, JAIL_BOOKINGS: 3 },
      isPartial: true,
      comment: "A fair was in town.",
    });
    expect(judged(row({ JAIL_BOOKINGS: 3 }), onFile(WHOLE))).toEqual(["SUM_MISMATCH values.ENCOUNTERS"]);
    expect(judged(row({ ENCOUNTERS: 12 }), null)).toContain("MISSING_VALUE values.JAIL_BOOKINGS");
  });

  it("with a cell that cannot be read is judged by all that does not depend on it", () => {
    const broken = row({ ...WHOLE, VETERANS: 13, RESOLVED_ON_SCENE: 9 }, unread("JAIL_BOOKINGS"));
    // What was submitted before does not take the place of what stands there now.
    for (const there of [null, onFile(WHOLE)])
      expect(judged(broken, there)).toEqual(["EXCEEDS_CEILING values.VETERANS"]);
  });

  it("of which nobody can tell whether it is a zero report lacks nothing, and may hold zeros", () => {
    const silent = row({ ENCOUNTERS: 0, VETERANS: 3 }, unread("isZeroReport"));
    for (const there of [null, onFile(WHOLE)])
      expect(judged(silent, there)).toEqual(["EXCEEDS_CEILING values.VETERANS"]);
  });

  it("where nobody knows what is on file is judged by what it says itself", () => {
    expect(judged(row({ ...WHOLE, RESOLVED_ON_SCENE: 9 }), "UNKNOWN")).toEqual([
      "SUM_MISMATCH values.ENCOUNTERS",
    ]);
    expect(judged(row({ ENCOUNTERS: 12, VETERANS: 13 }), "UNKNOWN")).toEqual([
      "EXCEEDS_CEILING values.VETERANS",
    ]);
    expect(judged(row({ VETERANS: 3 }, { isZeroReport: true, isPartial: false }), "UNKNOWN")).toEqual([
      "EXCEEDS_CEILING values.VETERANS",
      "ZERO_REPORT values",
    ]);
  });

  it("that leaves a value on file standing is told that this is where a problem lies", () => {
    const short = row({ ENCOUNTERS: 12 }, { columns: new Map([["ENCOUNTERS", "C"]]) });
    const standing = onFile({ ...WHOLE, VETERANS: 13 });
    const of = (content: RowContent, there: OnFile) =>
      withCells(checkContents(filingOf(content, there, []), MONTH), content).map(
        ({ code, cell }) => `${code} ${String(cell)}`,
      );
    expect(of(short, standing)).toEqual(["EXCEEDS_CEILING line 2, on file"]);
    // Of a column that the file does not have there is no cell.
    expect(new Set(of(short, null))).toEqual(new Set(["MISSING_VALUE line 2"]));
    expect(of(row({ VETERANS: 3 }, { isZeroReport: true, columns: new Map() }), null)).toContain(
      "ZERO_REPORT line 2",
    );
  });

  it("without a place has its problems at its cells, and no sum without a month", () => {
    const broken = row({ ...WHOLE, VETERANS: 13, RESOLVED_ON_SCENE: 9 });
    const found = (month: typeof MONTH | null) =>
      checkUnplaced(broken, month).map(({ code, cell }) => `${code} ${String(cell)}`);
    expect(found(MONTH)).toEqual(["SUM_MISMATCH ENCOUNTERS 2", "EXCEEDS_CEILING VETERANS 2"]);
    expect(found(null)).toEqual(["EXCEEDS_CEILING VETERANS 2"]);
  });
});
