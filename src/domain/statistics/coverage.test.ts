import { describe, expect, it } from "@jest/globals";
import type { CountyFips, StateCode } from "../geography.js";
import type { Chapter, ChapterId } from "../reporting/chapter.js";
import { reportingMonth } from "../reporting-month.js";
import { coverageOf } from "./coverage.js";
import type { Observation } from "./observation.js";

const chapter: Chapter = {
  id: 1 as ChapterId,
  stateCode: "MO" as StateCode,
  slug: "linn",
  name: "Linn",
  memberships: [],
  expectations: [],
};

function observation(month: string, rest: Partial<Observation> = {}): Observation {
  return {
    chapter,
    county: "29115" as CountyFips,
    region: "Northwest",
    month: reportingMonth(month),
    isReceived: true,
    isOnTime: true,
    isDemonstration: false,
    accepted: { values: {}, isPartial: false },
    ...rest,
  };
}

const accepted = observation("2026-01");
const partial = observation("2026-02", { accepted: { values: {}, isPartial: true }, isDemonstration: true });
const late = observation("2026-03", { isOnTime: false });
const waiting = observation("2026-04", { accepted: null });
const missing = observation("2026-05", { isReceived: false, isOnTime: false, accepted: null });
const all = [accepted, partial, late, waiting, missing];

describe("coverageOf", () => {
  it("counts what was expected, came, came on time, was accepted and is in the figure", () => {
    expect(coverageOf(all, [accepted, partial, late])).toEqual({
      expectedReports: 5,
      receivedReports: 4,
      acceptedReports: 3,
      onTimeReports: 3,
      countedReports: 3,
      partialReports: 1,
      demonstrationReports: 1,
      fraction: "0.6",
      isComplete: false,
      missing: [missing],
    });
  });

  it("asks only the counted reports whether they are partial or invented", () => {
    expect(coverageOf(all, [accepted])).toMatchObject({
      countedReports: 1,
      partialReports: 0,
      demonstrationReports: 0,
    });
  });

  it("is complete when every expected report is counted, and none is partial", () => {
    expect(coverageOf([accepted, late], [accepted, late])).toMatchObject({ fraction: "1", isComplete: true });
    expect(coverageOf([accepted, late], [accepted])).toMatchObject({ fraction: "0.5", isComplete: false });
    expect(coverageOf([accepted, partial], [accepted, partial])).toMatchObject({
      fraction: "1",
      isComplete: false,
    });
  });

  it("has no fraction where nothing was expected, and is not complete", () => {
    expect(coverageOf([], [])).toMatchObject({
      expectedReports: 0,
      fraction: null,
      isComplete: false,
      missing: [],
    });
  });

  it("does not call a report missing that waits or was returned", () => {
    expect(coverageOf([waiting], []).missing).toEqual([]);
  });
});
