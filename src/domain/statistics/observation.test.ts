import { describe, expect, it } from "@jest/globals";
import type { CountyFips, StateCode } from "../geography.js";
import type { Chapter, ChapterId, Membership } from "../reporting/chapter.js";
import { reportingMonth, type LocalDate } from "../reporting-month.js";
import { observe, type ReportOnFile } from "./observation.js";

const M = reportingMonth;
const CARTER = "29035" as CountyFips;
const BUTLER = "29023" as CountyFips;

function membership(
  county: CountyFips,
  region: string,
  from: string,
  until: string | null = null,
): Membership {
  return { county, region, from: M(from), until: until === null ? null : M(until), source: "published" };
}

function chapter(
  id: number,
  slug: string,
  memberships: readonly Membership[],
  expectedFrom: string,
): Chapter {
  return {
    id: id as ChapterId,
    stateCode: "MO" as StateCode,
    slug,
    name: slug,
    memberships,
    expectations: [{ from: M(expectedFrom), until: null, isDemonstration: false }],
  };
}

function report(
  chapterId: number,
  county: CountyFips,
  month: string,
  rest: Partial<ReportOnFile> = {},
): ReportOnFile {
  return {
    chapterId: chapterId as ChapterId,
    county,
    month: M(month),
    firstSubmittedOn: "2026-03-10" as LocalDate,
    isDemonstration: false,
    accepted: { values: { ENCOUNTERS: 1 }, isPartial: false },
    ...rest,
  };
}

const threeRivers = chapter(
  1,
  "three-rivers",
  [membership(BUTLER, "Southeast", "2014-01"), membership(CARTER, "Southeast", "2014-01", "2026-02")],
  "2026-01",
);
const currentRiver = chapter(2, "current-river", [membership(CARTER, "South Central", "2026-02")], "2026-01");
const both = [threeRivers, currentRiver];
const QUARTER = { from: M("2026-01"), until: M("2026-04") };

function seen(
  chapters: readonly Chapter[],
  reports: readonly ReportOnFile[],
  running = "2027-01",
  range = QUARTER,
) {
  return observe(chapters, reports, range, M(running)).map(
    (one) => `${one.chapter.slug} ${one.county} ${one.month} ${one.region}`,
  );
}

describe("observe", () => {
  it("expects every county of the roster from the chapter that serves it in the month", () => {
    expect(seen(both, [])).toEqual([
      "three-rivers 29023 2026-01 Southeast",
      "three-rivers 29023 2026-02 Southeast",
      "three-rivers 29023 2026-03 Southeast",
      "three-rivers 29035 2026-01 Southeast",
      "current-river 29035 2026-02 South Central",
      "current-river 29035 2026-03 South Central",
    ]);
  });

  it("expects nothing of a month that is not over", () => {
    expect(seen([currentRiver], [], "2026-03")).toEqual(["current-river 29035 2026-02 South Central"]);
    expect(seen([currentRiver], [], "2026-02")).toEqual([]);
  });

  it("expects nothing of a chapter that was not to report yet", () => {
    const later = {
      ...currentRiver,
      expectations: [{ from: M("2026-03"), until: null, isDemonstration: false }],
    };
    expect(seen([later], [])).toEqual(["current-river 29035 2026-03 South Central"]);
    expect(seen([{ ...later, expectations: [] }], [])).toEqual([]);
  });

  it("takes a report that came unasked, or before its month was over, for expected", () => {
    const unasked = { ...currentRiver, expectations: [] };
    expect(seen([unasked], [report(2, CARTER, "2026-02")])).toEqual([
      "current-river 29035 2026-02 South Central",
    ]);
    expect(seen([currentRiver], [report(2, CARTER, "2026-03")], "2026-02")).toEqual([
      "current-river 29035 2026-03 South Central",
    ]);
  });

  it("does not take a draft for a report", () => {
    const draft = report(2, CARTER, "2026-02", { firstSubmittedOn: null, accepted: null });
    expect(seen([{ ...currentRiver, expectations: [] }], [draft])).toEqual([]);
    const [observation] = observe([currentRiver], [draft], QUARTER, M("2027-01"));
    expect(observation).toMatchObject({
      month: "2026-02",
      isReceived: false,
      isOnTime: false,
      accepted: null,
    });
  });

  it("leaves out a report for a month in which another chapter serves the county", () => {
    expect(
      observe(both, [report(1, CARTER, "2026-03")], QUARTER, M("2027-01")).filter((one) => one.isReceived),
    ).toEqual([]);
  });

  it("keeps what was accepted, and whether it came on time", () => {
    const reports = [
      report(1, BUTLER, "2026-01", { firstSubmittedOn: "2026-02-15" as LocalDate }),
      report(1, BUTLER, "2026-02", { firstSubmittedOn: "2026-03-16" as LocalDate, isDemonstration: true }),
      report(1, BUTLER, "2026-03", { firstSubmittedOn: "2026-04-01" as LocalDate, accepted: null }),
    ];
    const butler = { ...threeRivers, memberships: threeRivers.memberships.slice(0, 1) };
    const facts = observe([butler], reports, QUARTER, M("2027-01"));
    const accepted = { values: { ENCOUNTERS: 1 }, isPartial: false };
    expect(facts).toMatchObject([
      { isReceived: true, isOnTime: true, isDemonstration: false, accepted },
      { isReceived: true, isOnTime: false, isDemonstration: true, accepted },
      { isReceived: true, isOnTime: true, isDemonstration: false, accepted: null },
    ]);
  });

  it("looks only at the months asked for", () => {
    expect(seen([currentRiver], [], "2027-01", { from: M("2026-03"), until: M("2026-04") })).toEqual([
      "current-river 29035 2026-03 South Central",
    ]);
    expect(seen([currentRiver], [], "2027-01", { from: M("2013-01"), until: M("2014-01") })).toEqual([]);
  });
});
