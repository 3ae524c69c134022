import { describe, expect, it } from "@jest/globals";
import type { CountyFips, StateCode } from "../geography.js";
import type { Chapter, ChapterId, Membership } from "../reporting/chapter.js";
import { addMonths, reportingMonth, type LocalDate } from "../reporting-month.js";
import { acceptedValues, MISSOURI } from "../../testkit/grid.js";
import { placeOf } from "./figure-plan.js";
import {
  buildReportGrid,
  MARK,
  withReportsOf,
  type ReportGrid,
  type ReportOnFile,
  type Series,
} from "./report-grid.js";

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
    isReturned: false,
    accepted: acceptedValues({ ENCOUNTERS: 1 }),
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

function gridOf(
  chapters: readonly Chapter[],
  reports: readonly ReportOnFile[],
  running = "2026-04",
): ReportGrid {
  const roster = { state: MISSOURI, counties: [], chapters, populations: new Map() };
  return buildReportGrid(roster, reports, M(running));
}

/** Marked months of a grid up to March 2026, with the names of their marks. */
function marked({ series, span }: ReportGrid): readonly string[] {
  return series.flatMap(({ chapter: { slug }, membership: { county, region }, marks }) =>
    [...marks].flatMap((mark, place) => {
      const month = addMonths(span.from, place);
      const names = Object.entries(MARK).filter(([, bit]) => (mark & bit) !== 0);
      return names.length === 0 || month > "2026-03"
        ? []
        : [`${slug} ${county} ${month} ${region}: ${names.map(([name]) => name).join(" ")}`];
    }),
  );
}

describe("a grid", () => {
  it("expects every county of the roster from the chapter that serves it in the month", () => {
    expect(marked(gridOf(both, []))).toEqual([
      "three-rivers 29023 2026-01 Southeast: EXPECTED",
      "three-rivers 29023 2026-02 Southeast: EXPECTED",
      "three-rivers 29023 2026-03 Southeast: EXPECTED",
      "three-rivers 29035 2026-01 Southeast: EXPECTED",
      "current-river 29035 2026-02 South Central: EXPECTED",
      "current-river 29035 2026-03 South Central: EXPECTED",
    ]);
  });

  it("expects nothing of a chapter that was not to report yet", () => {
    const later = {
      ...currentRiver,
      expectations: [{ from: M("2026-03"), until: null, isDemonstration: false }],
    };
    expect(marked(gridOf([later], []))).toEqual(["current-river 29035 2026-03 South Central: EXPECTED"]);
    expect(marked(gridOf([{ ...later, expectations: [] }], []))).toEqual([]);
  });

  it("reaches from the first month that was expected or reported to a year after the running one", () => {
    expect(gridOf(both, []).span).toEqual({ from: "2026-01", until: "2027-04" });
    expect(gridOf(both, [report(1, BUTLER, "2014-05"), report(1, BUTLER, "2027-08")]).span).toEqual({
      from: "2014-05",
      until: "2027-09",
    });
    expect(gridOf([], []).span).toEqual({ from: "2026-04", until: "2027-04" });
  });

  it("does not take a draft for a report", () => {
    const draft = report(2, CARTER, "2026-02", {
      firstSubmittedOn: null,
      accepted: null,
      isDemonstration: true,
    });
    expect(marked(gridOf([{ ...currentRiver, expectations: [] }], [draft]))).toEqual([
      "current-river 29035 2026-02 South Central: INVENTED",
    ]);
  });

  it("leaves out a report for a month in which another chapter serves the county", () => {
    expect(marked(gridOf(both, [report(1, CARTER, "2026-03")])).join()).not.toContain("RECEIVED");
  });

  it("marks what became of each report", () => {
    const reports = [
      report(1, BUTLER, "2026-01", {
        firstSubmittedOn: "2026-02-15" as LocalDate,
        accepted: acceptedValues({}, { isPartial: true, isZeroReport: true }),
      }),
      report(1, BUTLER, "2026-02", { firstSubmittedOn: "2026-03-16" as LocalDate, isDemonstration: true }),
      report(1, BUTLER, "2026-03", { isReturned: true, accepted: null }),
    ];
    const butler = { ...threeRivers, memberships: threeRivers.memberships.slice(0, 1) };
    expect(marked(gridOf([butler], reports))).toEqual([
      "three-rivers 29023 2026-01 Southeast: EXPECTED RECEIVED ON_TIME ACCEPTED PARTIAL ZERO_REPORT",
      "three-rivers 29023 2026-02 Southeast: EXPECTED RECEIVED ACCEPTED INVENTED",
      "three-rivers 29023 2026-03 Southeast: EXPECTED RECEIVED ON_TIME RETURNED",
    ]);
  });

  it("keeps what was accepted: numbers, what is not collected, and what was not said", () => {
    const { series } = gridOf(
      [currentRiver],
      [
        report(2, CARTER, "2026-03", {
          accepted: acceptedValues({ ENCOUNTERS: 3, VETERANS: null }, { revision: 9 }),
        }),
      ],
    );
    const [carter] = series as readonly [Series];
    const values = (key: string) => [...(carter.values[placeOf(key)] ?? [])].slice(0, 4);
    expect(values("ENCOUNTERS")).toEqual([-2, -2, 3, -2]);
    expect(values("VETERANS")).toEqual([-2, -2, -1, -2]);
    expect(carter.values[placeOf("FORCE_USED")]).toBeUndefined();
    expect([...carter.revisions].slice(0, 4)).toEqual([0, 0, 9, 0]);
  });
});

describe("a grid after a change", () => {
  const before = [report(1, BUTLER, "2026-01"), report(2, CARTER, "2026-02")];
  const after = [
    report(1, BUTLER, "2026-01"),
    report(2, CARTER, "2026-02", { accepted: acceptedValues({ ENCOUNTERS: 7 }) }),
    report(2, CARTER, "2026-03"),
  ];

  it("is the grid that would be built anew, in the same order", () => {
    const changed = withReportsOf(gridOf(both, before), new Set([currentRiver.id]), after.slice(1));
    expect(changed).toEqual(gridOf(both, after));
  });

  it("keeps what has not changed as it is", () => {
    const grid = gridOf(both, before);
    const changed = withReportsOf(grid, new Set([currentRiver.id]), after.slice(1));
    expect(changed?.series[0]).toBe(grid.series[0]);
    expect(changed?.series.at(-1)).not.toBe(grid.series.at(-1));
  });

  it("cannot be had when a month is added", () => {
    const early = report(2, CARTER, "2025-12");
    expect(withReportsOf(gridOf(both, before), new Set([currentRiver.id]), [early])).toBeNull();
  });
});
