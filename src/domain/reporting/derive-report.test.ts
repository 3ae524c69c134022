import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { MEASURES } from "../catalog/measures.js";
import { REPORTED_MEASURES } from "../catalog/catalog.js";
import { DISPOSITIONS } from "../encounters/disposition.js";
import {
  INJURY_PARTIES,
  INJURY_SEVERITIES,
  NOTHING_RECORDED,
  type Encounter,
  type Injury,
  type SourceScope,
} from "../encounters/encounter.js";
import type { CountyFips } from "../geography.js";
import { reportingMonth, type LocalDate } from "../reporting-month.js";
import { deriveReportValues, isPartialExtract } from "./derive-report.js";
import { checkCounts, readCounts } from "./report-rules.js";

function encounter(known: Partial<Encounter> = {}): Encounter {
  return {
    ...NOTHING_RECORDED,
    source: "test",
    sourceKey: "1",
    county: "29510" as CountyFips,
    occurredOn: "2026-01-05" as LocalDate,
    occurredHour: null,
    disposition: "RESOLVED_ON_SCENE",
    collects: DISPOSITIONS,
    ...known,
  };
}

const EVERY_ATTRIBUTE = Object.keys(NOTHING_RECORDED).filter(
  (name) => name !== "minutesToRelease",
) as SourceScope["records"];

const SCOPE: SourceScope = {
  collects: DISPOSITIONS,
  records: ["isHoldRequested", "injuries", "isForceUsed", "isVeteran", "isLiaisonAlerted"],
};

function derive(encounters: readonly Encounter[], month = "2027-01", scope = SCOPE) {
  return deriveReportValues(encounters, reportingMonth(month), scope);
}

const anyFlag = fc.option(fc.boolean(), { freq: 10 });
const anyInjury: fc.Arbitrary<Injury> = fc.record({
  party: fc.constantFrom(...INJURY_PARTIES),
  severity: fc.constantFrom(...INJURY_SEVERITIES),
  persons: fc.integer({ min: 1, max: 4 }),
});
const anyEncounter = fc
  .record({
    disposition: fc.constantFrom(...DISPOSITIONS),
    isHoldRequested: anyFlag,
    injuries: fc.option(fc.array(anyInjury, { maxLength: 3 }), { freq: 10 }),
    isForceUsed: anyFlag,
    isVeteran: anyFlag,
    isLiaisonAlerted: anyFlag,
  })
  .map(encounter);

describe("deriveReportValues", () => {
  it("says something of every measure that is reported, and nothing of those worked out", () => {
    expect(new Set(Object.keys(derive([])))).toEqual(new Set(REPORTED_MEASURES.map(({ key }) => key)));
  });

  it("counts zero where nothing happened and leaves open what encounters cannot tell", () => {
    const values = derive([], "2027-01", { ...SCOPE, records: EVERY_ATTRIBUTE });
    for (const { key, fromEncounters } of REPORTED_MEASURES) {
      expect(values[key]).toBe(fromEncounters === null ? null : 0);
    }
  });

  it("does not count zero of what the source of a month without encounters does not tell", () => {
    const values = derive([], "2027-01", { collects: ["JAIL_BOOKING"], records: ["isForceUsed"] });
    expect(values).toMatchObject({ ENCOUNTERS: 0, JAIL_BOOKINGS: 0, FORCE_USED: 0 });
    const others = REPORTED_MEASURES.filter(
      ({ key }) => !["ENCOUNTERS", "JAIL_BOOKINGS", "FORCE_USED"].includes(key),
    );
    for (const { key } of others) expect([key, values[key]]).toEqual([key, null]);
  });

  it("does not count zero of a disposition that the source cannot tell apart", () => {
    const collects = ["JAIL_BOOKING", "HOSPITAL_UNSPECIFIED"] as const;
    const values = derive([encounter({ disposition: "JAIL_BOOKING", collects })]);
    expect(values).toMatchObject({ ENCOUNTERS: 1, JAIL_BOOKINGS: 1, HOSPITAL_UNSPECIFIED: 0 });
    expect(values).toMatchObject({ CRISIS_CENTER: null, OTHER: null, UNKNOWN_DISPOSITION: null });
    const two = derive([encounter({ disposition: "JAIL_BOOKING", collects }), encounter()]);
    expect(two).toMatchObject({ ENCOUNTERS: 2, JAIL_BOOKINGS: 1, RESOLVED_ON_SCENE: null });
  });

  it("collects no disposition where the source records no outcome, and that is not unknown", () => {
    const silent = encounter({ disposition: null, collects: [] });
    const values = derive([silent, silent]);
    expect(values).toMatchObject({ ENCOUNTERS: 2, JAIL_BOOKINGS: null, UNKNOWN_DISPOSITION: null });
    expect(checkCounts(readCounts(values), reportingMonth("2027-01"))).toEqual([]);
  });

  it("leaves out what came into the catalog later and is not collected, so that earlier months say what they said", () => {
    const collects = DISPOSITIONS.filter((one) => one !== "OTHER" && one !== "HOSPITAL_UNSPECIFIED");
    expect(derive([encounter({ collects })], "2026-12")).not.toHaveProperty("OTHER");
    expect(derive([encounter({ collects })], "2027-01")).toMatchObject({ OTHER: null });
    expect(derive([encounter({ disposition: "OTHER" })], "2025-06")).toMatchObject({ OTHER: 1 });
  });

  it("does not collect what one encounter fails to record", () => {
    const values = derive([encounter({ isForceUsed: true }), encounter({ isForceUsed: null })]);
    expect(values.FORCE_USED).toBeNull();
    expect(values.ENCOUNTERS).toBe(2);
  });

  it("counts zero where every encounter records that there was none", () => {
    const quiet = encounter({ isForceUsed: false, injuries: [] });
    expect(derive([quiet, quiet])).toMatchObject({
      FORCE_USED: 0,
      INJURED_SUBJECTS_FATAL: 0,
      VETERANS: null,
      SWORN_OFFICERS: null,
    });
  });

  it("counts a refused hold as requested only", () => {
    const values = derive([
      encounter({ isHoldRequested: true, disposition: "HOLD_ACCEPTED" }),
      encounter({ isHoldRequested: true, disposition: "REFERRED" }),
      encounter({ isHoldRequested: false }),
    ]);
    expect(values).toMatchObject({
      HOLDS_REQUESTED: 2,
      HOLDS_ACCEPTED: 1,
      REFERRED: 1,
      RESOLVED_ON_SCENE: 1,
    });
  });

  it("counts what a count by hand counts", () => {
    fc.assert(
      fc.property(fc.array(anyEncounter, { maxLength: 12 }), (encounters) => {
        const values = derive(encounters);
        let holds: number | null = 0;
        let force: number | null = 0;
        let seriouslyInjured: number | null = 0;
        let jail = 0;
        for (const one of encounters) {
          if (one.disposition === "JAIL_BOOKING") jail++;
          if (one.isHoldRequested === null) holds = null;
          else if (holds !== null && one.isHoldRequested) holds++;
          if (one.isForceUsed === null) force = null;
          else if (force !== null && one.isForceUsed) force++;
          if (one.injuries === null) seriouslyInjured = null;
          for (const { party, severity, persons } of one.injuries ?? []) {
            if (seriouslyInjured !== null && party === "RESPONDER" && severity === "SERIOUS")
              seriouslyInjured += persons;
          }
        }
        expect(values).toMatchObject({
          ENCOUNTERS: encounters.length,
          JAIL_BOOKINGS: jail,
          HOLDS_REQUESTED: holds,
          FORCE_USED: force,
          INJURED_RESPONDERS_SERIOUS: seriouslyInjured,
        });
      }),
    );
  });

  it("counts the same in whatever order encounters come", () => {
    fc.assert(
      fc.property(fc.array(anyEncounter, { maxLength: 8 }), (encounters) => {
        expect(derive([...encounters].reverse())).toEqual(derive(encounters));
      }),
    );
  });

  it("keeps measures of encounters within the encounters", () => {
    const bounded = MEASURES.filter(({ atMost }) => atMost === "ENCOUNTERS");
    fc.assert(
      fc.property(fc.array(anyEncounter, { maxLength: 12 }), (encounters) => {
        const values = derive(encounters);
        for (const { key } of bounded) expect(values[key] ?? 0).toBeLessThanOrEqual(encounters.length);
      }),
    );
  });
});

describe("isPartialExtract", () => {
  function onDays(month: string, days: number): readonly Encounter[] {
    return Array.from({ length: days }, (_, day) =>
      encounter({ occurredOn: `${month}-${String(day + 1).padStart(2, "0")}` as LocalDate }),
    );
  }

  // 90 % of the days of the month, rounded up.
  it.each([
    ["2026-01", 28],
    ["2026-04", 27],
    ["2024-02", 27],
    ["2026-02", 26],
  ])("takes %s for whole from %i days on", (month, enough) => {
    expect(isPartialExtract(onDays(month, enough), reportingMonth(month), reportingMonth("2030-01"))).toBe(
      false,
    );
    expect(
      isPartialExtract(onDays(month, enough - 1), reportingMonth(month), reportingMonth("2030-01")),
    ).toBe(true);
  });

  it("holds of every month that is not over", () => {
    const whole = onDays("2026-01", 31);
    expect(isPartialExtract(whole, reportingMonth("2026-01"), reportingMonth("2026-01"))).toBe(true);
    expect(isPartialExtract(whole, reportingMonth("2026-01"), reportingMonth("2026-02"))).toBe(false);
  });

  it("counts days, not encounters", () => {
    const busy = Array.from({ length: 500 }, () => encounter({ occurredOn: "2026-01-05" as LocalDate }));
    expect(isPartialExtract(busy, reportingMonth("2026-01"), reportingMonth("2030-01"))).toBe(true);
  });

  it("counts only days of the month", () => {
    expect(
      isPartialExtract(
        [...onDays("2026-02", 28), ...onDays("2026-01", 20)],
        reportingMonth("2026-01"),
        reportingMonth("2030-01"),
      ),
    ).toBe(true);
  });

  it("takes an empty extract for partial", () => {
    expect(isPartialExtract([], reportingMonth("2026-01"), reportingMonth("2030-01"))).toBe(true);
  });
});
