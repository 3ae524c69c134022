import { describe, expect, it } from "@jest/globals";
import type { ReportValues } from "../catalog/catalog.js";
import { acceptedValues, MISSOURI, sourceOf } from "../../testkit/grid.js";
import type { CountyFips, PopulationSeries } from "../geography.js";
import { splitIntoPeriods } from "../period.js";
import type { Chapter, ChapterId } from "../reporting/chapter.js";
import {
  addMonths,
  dueDate,
  reportingMonth,
  type MonthRange,
  type ReportingMonth,
} from "../reporting-month.js";
import type { OutcomeCell } from "./outcome-source.js";
import type { AcceptedValues } from "./report-grid.js";

const M = reportingMonth;
const COUNTY = "29510" as CountyFips;
const SMALL = "29229" as CountyFips;
const UNKNOWN = "29999" as CountyFips;

const populations = new Map<CountyFips, PopulationSeries>([
  [
    COUNTY,
    [
      { year: 2019, people: 300_000, vintage: "V2019" },
      { year: 2020, people: 120_000, vintage: "V2024" },
    ],
  ],
  [SMALL, [{ year: 2020, people: 5, vintage: "V2024" }]],
]);

/** What is known of one county-month. */
interface Filed {
  readonly county: CountyFips;
  readonly month: ReportingMonth;
  readonly isReceived: boolean;
  readonly isDemonstration: boolean;
  readonly accepted: AcceptedValues | null;
}

function reported(month: string, values: ReportValues, rest: Partial<Filed> = {}): Filed {
  return {
    county: COUNTY,
    month: M(month),
    isReceived: true,
    isDemonstration: false,
    accepted: acceptedValues(values),
    ...rest,
  };
}

function partly(month: string, values: ReportValues): Filed {
  return reported(month, values, { accepted: acceptedValues(values, { isPartial: true }) });
}

function missing(month: string): Filed {
  return reported(month, {}, { isReceived: false, accepted: null });
}

/** Every month that is spoken of was to be reported, and no other. */
function chapterOf(filed: readonly Filed[], service: MonthRange): Chapter {
  return {
    id: 1 as ChapterId,
    stateCode: MISSOURI.code,
    slug: "st-louis-area",
    name: "St. Louis Area",
    memberships: [COUNTY, SMALL, UNKNOWN].map((county) => ({
      county,
      region: "St. Louis",
      source: "published",
      ...service,
    })),
    expectations: [...new Set(filed.map(({ month }) => month))].map((month) => ({
      from: month,
      until: addMonths(month, 1),
      isDemonstration: false,
    })),
  };
}

/** January to March 2026, all over unless another running month is given. The county that is not spoken of was not served. */
function cell(
  filed: readonly Filed[],
  running = "2026-12",
  service: MonthRange = { from: M("2019-01"), until: null },
  range = { from: M("2026-01"), until: M("2026-04") },
): OutcomeCell {
  const spokenOf = new Set(filed.map(({ county }) => county));
  const chapter = chapterOf(filed, service);
  const source = sourceOf({
    chapters: [
      {
        ...chapter,
        memberships: chapter.memberships.filter(
          ({ county }) => spokenOf.has(county) || (spokenOf.size === 0 && county === COUNTY),
        ),
      },
    ],
    reports: filed
      .filter(({ isReceived }) => isReceived)
      .map(({ county, month, isDemonstration, accepted }) => ({
        chapterId: chapter.id,
        county,
        month,
        firstSubmittedOn: dueDate(month),
        isDemonstration,
        isReturned: false,
        accepted,
      })),
    populations,
    runningMonth: M(running),
  });
  const [period] = splitIntoPeriods(range, "WHOLE", 7, M(running));
  const whole = { ...range, by: [], counties: null, chapters: null, regions: null, except: null };
  return source.row(source.areas.whole(whole), period!, M(running)).cell;
}

describe("a count", () => {
  it("adds months up", () => {
    const count = cell([
      reported("2026-01", { ENCOUNTERS: 3 }),
      reported("2026-02", { ENCOUNTERS: 4 }),
    ]).count("ENCOUNTERS");
    expect(count).toMatchObject({
      value: 7,
      status: "REPORTED",
      note: null,
      coverage: { countedReports: 2 },
    });
  });

  it("of reported zeros is a reported zero", () => {
    const count = cell([
      reported("2026-01", { ENCOUNTERS: 0 }),
      reported("2026-02", { ENCOUNTERS: 0 }),
    ]).count("ENCOUNTERS");
    expect(count).toMatchObject({ value: 0, status: "REPORTED_ZERO", note: null });
  });

  it("of zeros with a month missing is a zero that says less", () => {
    expect(
      cell([reported("2026-01", { ENCOUNTERS: 0 }), missing("2026-02")]).count("ENCOUNTERS"),
    ).toMatchObject({
      value: 0,
      status: "REPORTED",
      coverage: { countedReports: 1, expectedReports: 2 },
    });
  });

  it("never takes a missing month for zero", () => {
    expect(cell([missing("2026-01")]).count("ENCOUNTERS")).toMatchObject({
      value: null,
      status: "NOT_REPORTED",
      coverage: { expectedReports: 1, countedReports: 0, fraction: "0" },
    });
    const some = cell([reported("2026-01", { ENCOUNTERS: 5 }), missing("2026-02"), missing("2026-03")]).count(
      "ENCOUNTERS",
    );
    expect(some).toMatchObject({
      value: 5,
      status: "REPORTED",
      note: "Rests on 1 of 3 expected reports; what is missing is not counted as zero.",
      coverage: { fraction: "0.333333333333", isComplete: false },
    });
    expect(some.coverage.missing.map(({ month }) => month)).toEqual(["2026-02", "2026-03"]);
  });

  it("does not count what is submitted and not accepted", () => {
    const waiting = reported("2026-01", {}, { accepted: null });
    expect(cell([waiting]).count("ENCOUNTERS")).toMatchObject({
      value: null,
      status: "NOT_REPORTED",
      note: "Rests on 0 of 1 expected report; what is missing is not counted as zero.",
      coverage: { receivedReports: 1, acceptedReports: 0, missing: [] },
    });
  });

  it.each([
    ["before the month is over", "2026-01", undefined, "No report is expected before the month is over."],
    [
      "of a county that no chapter served",
      "2026-12",
      { from: M("2019-01"), until: M("2026-01") },
      "No report was expected: none of the chapters in question served any of the counties in question then.",
    ],
    [
      "of a chapter that was not to report",
      "2026-12",
      { from: M("2019-01"), until: M("2026-02") },
      "No report was expected: the chapter was not among those that report then.",
    ],
  ])("that nobody was to report says why: %s", (_, running, service, note) => {
    const none = { value: null, status: "NOT_EXPECTED", note };
    expect(cell([], running, service).count("ENCOUNTERS")).toMatchObject(none);
    expect(cell([], running, service).rate("DIVERSION_RATE")).toMatchObject(none);
  });

  it("that no report collects is not collected, also when months are missing", () => {
    const count = cell([reported("2026-01", { VETERANS: null }), missing("2026-02")]).count("VETERANS");
    expect(count).toMatchObject({ value: null, status: "NOT_COLLECTED" });
  });

  it("that the accepted reports leave out is not reported", () => {
    expect(cell([reported("2026-01", { ENCOUNTERS: 3 })]).count("VETERANS")).toMatchObject({
      value: null,
      status: "NOT_REPORTED",
    });
  });

  it("that some reports do not collect rests on the others, and says how many do not", () => {
    const collected = reported("2026-01", { VETERANS: 2 });
    const one = cell([collected, reported("2026-02", { VETERANS: null })]).count("VETERANS");
    expect(one).toMatchObject({
      value: 2,
      status: "REPORTED",
      note: "Rests on 1 of 2 expected reports; what is missing is not counted as zero. 1 accepted report does not collect it.",
      coverage: { acceptedReports: 2, countedReports: 1 },
    });
    const two = cell([
      collected,
      reported("2026-02", { VETERANS: null }),
      reported("2026-03", { VETERANS: null }),
    ]);
    expect(two.count("VETERANS").note).toContain(" 2 accepted reports do not collect it.");
  });

  it("of a measure that is worked out lacks a report that does not collect a part it needs", () => {
    const injuries = { INJURED_SUBJECTS_MINOR: 3, INJURED_SUBJECTS_SERIOUS: 4, INJURED_SUBJECTS_FATAL: 0 };
    const open = { ...injuries, INJURED_SUBJECTS_FATAL: null };
    expect(
      cell([reported("2026-01", injuries), reported("2026-02", open)]).count("INJURED_SUBJECTS"),
    ).toMatchObject({ value: 7, coverage: { countedReports: 1 } });
    expect(cell([reported("2026-02", open)]).count("INJURED_SUBJECTS")).toMatchObject({
      value: null,
      status: "NOT_COLLECTED",
    });
  });

  it("of diversions counts the parts that are collected, and names the others", () => {
    const whole = reported("2026-01", { HOSPITAL_VOLUNTARY: 3, HOLDS_ACCEPTED: 4 });
    const part = reported("2026-02", { HOSPITAL_VOLUNTARY: 9, HOLDS_ACCEPTED: null });
    expect(cell([whole]).count("HOSPITAL_DIVERSIONS")).toMatchObject({ value: 7, note: null });
    expect(cell([whole, part]).count("HOSPITAL_DIVERSIONS")).toMatchObject({
      value: 16,
      note: "Left out where it is not collected: Holds accepted.",
      coverage: { countedReports: 2 },
    });
    const none = reported("2026-02", { HOSPITAL_VOLUNTARY: null, HOLDS_ACCEPTED: null });
    expect(cell([none]).count("HOSPITAL_DIVERSIONS")).toMatchObject({ value: null, status: "NOT_COLLECTED" });
  });

  it("of diversions names a later part from the month on in which it had to be reported", () => {
    const range = { from: M("2027-01"), until: M("2027-04") };
    const values = { HOSPITAL_VOLUNTARY: 3, HOLDS_ACCEPTED: 4, HOSPITAL_UNSPECIFIED: null };
    const later = cell([reported("2027-01", values)], "2027-12", undefined, range);
    expect(later.count("HOSPITAL_DIVERSIONS").note).toBe(
      "Left out where it is not collected: Hospital (unspecified).",
    );
    const unsaid = { HOSPITAL_VOLUNTARY: 3, HOLDS_ACCEPTED: 4 };
    expect(
      cell([reported("2027-01", unsaid)], "2027-12", undefined, range).count("HOSPITAL_DIVERSIONS"),
    ).toMatchObject({ value: null, status: "NOT_REPORTED" });
    expect(cell([reported("2026-01", unsaid)]).count("HOSPITAL_UNSPECIFIED")).toMatchObject({
      value: null,
      status: "NOT_COLLECTED",
    });
  });

  it("says how many rows of the source were refused, also where it has no number", () => {
    const rows = { dated: 2, undated: 1 };
    const months = ["2026-01", "2026-02"].map((month) =>
      reported(
        month,
        {},
        {
          accepted: acceptedValues({ ENCOUNTERS: 5, VETERANS: null }, { isPartial: true, refusedRows: rows }),
        },
      ),
    );
    const note =
      "4 rows of the source of these months were refused and are not counted. At least 1 row of the source without a date that can be read was refused and is not counted; it may belong here.";
    expect(cell(months).count("ENCOUNTERS").note).toBe(`2 reports cover only part of their month. ${note}`);
    expect(cell(months).count("VETERANS")).toMatchObject({
      status: "NOT_COLLECTED",
      note: expect.stringContaining(note),
    });
  });

  it("counts partial reports and says how many", () => {
    const one = cell([partly("2026-01", { ENCOUNTERS: 2 }), reported("2026-02", { ENCOUNTERS: 3 })]).count(
      "ENCOUNTERS",
    );
    expect(one).toMatchObject({
      value: 5,
      note: "1 report covers only part of its month.",
      coverage: { countedReports: 2, partialReports: 1, isComplete: false },
    });
    const months = ["2026-01", "2026-02", "2026-03"].map((month) => partly(month, { ENCOUNTERS: 1 }));
    expect(cell(months).count("ENCOUNTERS").note).toBe("3 reports cover only part of their month.");
  });

  it("says when it holds invented reports", () => {
    const invented = reported("2026-01", { ENCOUNTERS: 2 }, { isDemonstration: true });
    expect(cell([invented]).count("ENCOUNTERS")).toMatchObject({
      note: "Demonstration data: invented, not reported by anybody.",
      coverage: { demonstrationReports: 1 },
    });
  });
});

describe("a stock", () => {
  const officers = ["2026-01", "2026-02", "2026-03"].map((month, index) =>
    reported(month, { SWORN_OFFICERS: 10 + index }),
  );

  it("is the last month of the period, and never a sum", () => {
    expect(cell(officers).count("SWORN_OFFICERS")).toMatchObject({
      value: 12,
      note: "Stands for March 2026.",
      coverage: { expectedReports: 1, countedReports: 1 },
    });
  });

  it("is the last month that is over", () => {
    expect(cell(officers, "2026-03").count("SWORN_OFFICERS")).toMatchObject({
      value: 11,
      note: "Stands for February 2026.",
    });
    expect(cell(officers, "2026-01").count("SWORN_OFFICERS")).toMatchObject({
      value: null,
      status: "NOT_EXPECTED",
    });
  });

  it("does not fall back on an earlier month", () => {
    expect(cell([...officers.slice(0, 2), missing("2026-03")]).count("SWORN_OFFICERS")).toMatchObject({
      value: null,
      status: "NOT_REPORTED",
      coverage: { expectedReports: 1, countedReports: 0 },
    });
  });

  it("adds counties of the same month up", () => {
    const other = reported("2026-03", { SWORN_OFFICERS: 5 }, { county: SMALL });
    expect(cell([...officers, other]).count("SWORN_OFFICERS").value).toBe(17);
  });

  it("gives a share of that month", () => {
    const months = [
      reported("2026-02", { SWORN_OFFICERS: 100, CIT_CERTIFIED_OFFICERS: 10 }),
      reported("2026-03", { SWORN_OFFICERS: 50, CIT_CERTIFIED_OFFICERS: 20 }),
    ];
    expect(cell(months).rate("CIT_CERTIFIED_SHARE")).toMatchObject({
      value: "0.4",
      numerator: 20,
      denominator: 50,
    });
  });
});

describe("a rate", () => {
  const whole: ReportValues = {
    HOSPITAL_VOLUNTARY: 30,
    HOLDS_ACCEPTED: 20,
    CRISIS_CENTER: 8,
    DETOX_SOBERING: 2,
    JAIL_BOOKINGS: 40,
  };

  it("divides what it says it divides, and carries its definition", () => {
    const rate = cell([reported("2026-01", whole)]).rate("DIVERSION_RATE");
    expect(rate).toMatchObject({
      value: "0.6",
      numerator: 60,
      denominator: 100,
      per: 1,
      reliability: "RELIABLE",
      status: "REPORTED",
      definition: { key: "DIVERSION_RATE", version: 2 },
      interval: { method: "WILSON_SCORE", level: "0.95" },
      note: null,
    });
    expect(cell([reported("2026-01", whole)]).rate("HOSPITAL_DIVERSION_RATE")).toMatchObject({
      numerator: 50,
      denominator: 90,
    });
  });

  it("takes nothing from a report that lacks one side", () => {
    const injured = { INJURED_SUBJECTS_MINOR: 1, INJURED_SUBJECTS_SERIOUS: 0, INJURED_SUBJECTS_FATAL: 0 };
    const rate = cell([
      reported("2026-01", { ...injured, ENCOUNTERS: 50 }),
      reported("2026-02", { ENCOUNTERS: 1_000, INJURED_SUBJECTS_MINOR: null }),
      reported("2026-03", injured),
    ]).rate("SUBJECT_INJURY_RATE");
    expect(rate).toMatchObject({
      value: "20",
      numerator: 1,
      denominator: 50,
      coverage: { countedReports: 1 },
    });
    expect(rate.interval?.method).toBe("POISSON_EXACT");
  });

  it("with one side not collected is not collected", () => {
    const values: ReportValues = { ENCOUNTERS: 10, FORCE_USED: null };
    expect(cell([reported("2026-01", values)]).rate("FORCE_RATE")).toMatchObject({
      value: null,
      numerator: null,
      denominator: null,
      interval: null,
      status: "NOT_COLLECTED",
      reliability: "NOT_ASSESSED",
    });
  });

  it("of nothing is not applicable", () => {
    expect(cell([reported("2026-01", { ENCOUNTERS: 0, FORCE_USED: 0 })]).rate("FORCE_RATE")).toMatchObject({
      value: null,
      status: "NOT_APPLICABLE",
      note: "Nothing to take a rate of: the denominator is 0.",
      coverage: { countedReports: 1 },
    });
  });

  it("of none in many is zero, with an upper limit", () => {
    const rate = cell([reported("2026-01", { ENCOUNTERS: 20, FORCE_USED: 0 })]).rate("FORCE_RATE");
    expect(rate).toMatchObject({
      value: "0",
      status: "REPORTED_ZERO",
      reliability: "UNRELIABLE",
      interval: { lower: "0" },
    });
    expect(Number(rate.interval?.upper)).toBeCloseTo(0.1611, 4);
  });

  it("can exceed 1 where persons are counted per encounter", () => {
    const values: ReportValues = {
      ENCOUNTERS: 2,
      INJURED_BYSTANDERS_MINOR: 3,
      INJURED_BYSTANDERS_SERIOUS: 0,
      INJURED_BYSTANDERS_FATAL: 0,
    };
    expect(cell([reported("2026-01", values)]).rate("BYSTANDER_INJURY_RATE")).toMatchObject({
      value: "1500",
      numerator: 3,
    });
  });

  it("is not worked out from reports that contradict themselves", () => {
    expect(
      cell([reported("2026-01", { HOLDS_ACCEPTED: 5, HOLDS_REQUESTED: 3 })]).rate("HOLD_ACCEPTANCE_RATE"),
    ).toMatchObject({
      value: null,
      interval: null,
      status: "NOT_APPLICABLE",
      note: "The reports contradict themselves: 5 cannot be a part of 3.",
    });
    const values: ReportValues = { JAIL_BOOKINGS: 1, ENCOUNTERS: 2, NO_CONTACT: 2, UNKNOWN_DISPOSITION: 2 };
    expect(cell([reported("2026-01", values)]).rate("JAIL_RATE").status).toBe("NOT_APPLICABLE");
  });

  it("counts partial reports on both sides", () => {
    const rate = cell([partly("2026-01", { ENCOUNTERS: 10, FORCE_USED: 1 })]).rate("FORCE_RATE");
    expect(rate).toMatchObject({
      value: "0.1",
      note: "1 report covers only part of its month.",
      coverage: { partialReports: 1 },
    });
  });
});

describe("a rate per residents", () => {
  const [january, february] = ["2026-01", "2026-02"].map((month) => reported(month, { ENCOUNTERS: 30 })) as [
    Filed,
    Filed,
  ];
  const basis = "Residents: census estimates of 2020, vintage V2024.";

  it("counts the months that were reported, on both sides", () => {
    const rate = cell([january, february, missing("2026-03")]).rate("ENCOUNTERS_PER_100K");
    expect(rate).toMatchObject({
      value: "300",
      numerator: 60,
      denominator: 20_000,
      per: 100_000,
      note: `${basis} Rests on 2 of 3 expected reports; what is missing is not counted as zero.`,
      interval: { method: "POISSON_EXACT" },
    });
  });

  it("leaves out a report that covers only part of its month, on both sides", () => {
    const rate = cell([january, february, partly("2026-03", { ENCOUNTERS: 7 })]).rate("ENCOUNTERS_PER_100K");
    expect(rate).toMatchObject({
      value: "300",
      numerator: 60,
      denominator: 20_000,
      status: "REPORTED",
      note: `${basis} Rests on 2 of 3 expected reports; what is missing is not counted as zero. 1 report covers only part of its month and is left out.`,
      coverage: {
        expectedReports: 3,
        acceptedReports: 3,
        countedReports: 2,
        partialReports: 0,
        isComplete: false,
      },
    });
  });

  it("says in the plural how many it leaves out", () => {
    const parts = ["2026-02", "2026-03"].map((month) => partly(month, { ENCOUNTERS: 7 }));
    const rate = cell([january, ...parts]).rate("ENCOUNTERS_PER_100K");
    expect(rate).toMatchObject({ numerator: 30, denominator: 10_000, coverage: { countedReports: 1 } });
    expect(rate.note).toContain("2 reports cover only part of their month and are left out.");
  });

  it("has none when every report covers only part of its month", () => {
    const parts = ["2026-01", "2026-02"].map((month) => partly(month, { ENCOUNTERS: 7 }));
    const figures = cell([...parts, missing("2026-03")]);
    expect(figures.rate("ENCOUNTERS_PER_100K")).toMatchObject({
      value: null,
      numerator: null,
      denominator: null,
      interval: null,
      reliability: "NOT_ASSESSED",
      status: "NOT_APPLICABLE",
      note: "Every report covers only part of its month: it cannot be set against whole months.",
      coverage: { expectedReports: 3, acceptedReports: 2, countedReports: 0, fraction: "0" },
    });
    expect(figures.count("ENCOUNTERS")).toMatchObject({
      value: 14,
      coverage: { countedReports: 2, partialReports: 2 },
    });
  });

  it("does not blame partial months when they do not collect it anyway", () => {
    expect(cell([partly("2026-01", { ENCOUNTERS: null })]).rate("ENCOUNTERS_PER_100K").status).toBe(
      "NOT_COLLECTED",
    );
  });

  const acrossTheBreak = (december: Filed) =>
    cell([december, reported("2020-01", { ENCOUNTERS: 4 })], "2026-12", undefined, {
      from: M("2019-12"),
      until: M("2020-02"),
    }).rate("ENCOUNTERS_PER_100K");

  it("is not worked out across a break between census vintages", () => {
    const rate = acrossTheBreak(reported("2019-12", { ENCOUNTERS: 3 }));
    expect(rate).toMatchObject({ value: null, numerator: null, status: "NOT_APPLICABLE" });
    expect(rate.note).toMatch(
      /^Not worked out across a break between census estimates of 2019, 2020, vintage V2019 and V2024/,
    );
  });

  it("bridges the break when the only report before it is partial", () => {
    const rate = acrossTheBreak(partly("2019-12", { ENCOUNTERS: 3 }));
    expect(rate).toMatchObject({ value: "40", numerator: 4, denominator: 10_000 });
  });

  it("is not applicable where no population is known, or hardly anybody lives", () => {
    const nobody = reported("2026-01", { ENCOUNTERS: 1 }, { county: UNKNOWN });
    expect(cell([nobody]).rate("ENCOUNTERS_PER_100K")).toMatchObject({
      value: null,
      status: "NOT_APPLICABLE",
      note: "No census population is on file for county 29999 up to 2026-01.",
    });
    const hardly = reported("2026-01", { ENCOUNTERS: 1 }, { county: SMALL });
    expect(cell([hardly]).rate("ENCOUNTERS_PER_100K")).toMatchObject({
      value: null,
      status: "NOT_APPLICABLE",
    });
  });
});

describe("the coverage of a row", () => {
  it("counts every accepted report, whatever it says", () => {
    const row = cell([reported("2026-01", {}), partly("2026-02", { ENCOUNTERS: 1 }), missing("2026-03")]);
    expect(row.coverage).toMatchObject({
      expectedReports: 3,
      receivedReports: 2,
      acceptedReports: 2,
      countedReports: 2,
      partialReports: 1,
      isComplete: false,
    });
  });
});
