import { describe, expect, it } from "@jest/globals";
import type { MarkSums } from "./area-series.js";
import { ReportCoverage, type CountedReports, type MissingReport } from "./coverage.js";

const NONE: MarkSums = {
  expected: 0,
  received: 0,
  onTime: 0,
  accepted: 0,
  partial: 0,
  invented: 0,
  zero: 0,
  returned: 0,
  isInvented: false,
};

const MARCH = { month: "2026-03" } as MissingReport;

function coverage(marks: Partial<MarkSums>, counted: Partial<CountedReports> = {}): ReportCoverage {
  return new ReportCoverage(
    { ...NONE, ...marks },
    { counted: 0, partial: 0, invented: 0, ...counted },
    () => [MARCH],
  );
}

describe("coverage", () => {
  it("counts what was expected, came, came on time, was accepted and is in the figure", () => {
    const marks = {
      expected: 5,
      received: 4,
      onTime: 2,
      accepted: 3,
      partial: 2,
      invented: 2,
      zero: 1,
      returned: 1,
    };
    expect(coverage(marks, { counted: 3, partial: 1, invented: 1 })).toMatchObject({
      expectedReports: 5,
      receivedReports: 4,
      acceptedReports: 3,
      onTimeReports: 2,
      lateReports: 2,
      returnedReports: 1,
      zeroReports: 1,
      countedReports: 3,
      partialReports: 1,
      demonstrationReports: 1,
      missingReports: 1,
      fraction: "0.6",
      isComplete: false,
      missing: [MARCH],
    });
  });

  it("is complete when every expected report is counted, and none is partial", () => {
    expect(coverage({ expected: 2, received: 2 }, { counted: 2 })).toMatchObject({
      fraction: "1",
      isComplete: true,
    });
    expect(coverage({ expected: 2, received: 2 }, { counted: 1 }).isComplete).toBe(false);
    expect(coverage({ expected: 2, received: 2 }, { counted: 2, partial: 1 })).toMatchObject({
      fraction: "1",
      isComplete: false,
    });
  });

  it("has no fraction where nothing was expected, and is not complete", () => {
    expect(coverage({})).toMatchObject({
      expectedReports: 0,
      fraction: null,
      isComplete: false,
      missing: [],
    });
  });

  it("does not look for what is missing where everything came", () => {
    expect(coverage({ expected: 2, received: 2 }).missing).toEqual([]);
  });
});
