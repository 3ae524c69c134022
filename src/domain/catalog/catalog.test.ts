import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { DISPOSITIONS, type Disposition } from "../encounters/disposition.js";
import { NOTHING_RECORDED, type Encounter } from "../encounters/encounter.js";
import type { CountyFips } from "../geography.js";
import { isReportingMonth, type LocalDate, type ReportingMonth } from "../reporting-month.js";
import { deriveReportValues } from "../reporting/derive-report.js";
import {
  addsUpOf,
  evaluate,
  isMeasureKey,
  measure,
  metric,
  read,
  REPORTED_MEASURES,
  type ReportValues,
} from "./catalog.js";
import type { MeasureUnit } from "./measure.js";
import { MEASURES, type MeasureKey } from "./measures.js";
import { METRICS, type MetricKey } from "./metrics.js";

const MARCH = "2026-03" as ReportingMonth;
const IN_2027 = "2027-01" as ReportingMonth;

/** A report that collects no kind of care. */
const NONE: ReportValues = {
  HOSPITAL_VOLUNTARY: null,
  HOSPITAL_UNSPECIFIED: null,
  HOLDS_ACCEPTED: null,
  CRISIS_CENTER: null,
  DETOX_SOBERING: null,
};

const ENTRIES = [...MEASURES, ...METRICS];
const reportedKeys = REPORTED_MEASURES.map(({ key }) => key);

function encounter(disposition: Disposition): Encounter {
  return {
    ...NOTHING_RECORDED,
    source: "test",
    sourceKey: disposition,
    county: "29510" as CountyFips,
    occurredOn: "2026-01-05" as LocalDate,
    occurredHour: null,
    disposition,
    collects: DISPOSITIONS,
  };
}

/** Objects and arrays inside a value that can still be changed. */
function unfrozen(value: unknown, path: string): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.entries(value).flatMap(([name, part]) => unfrozen(part, `${path}.${name}`));
  return Object.isFrozen(value) ? inside : [path, ...inside];
}

describe("entries of the catalogue", () => {
  it("have keys of their own, measures and metrics taken together", () => {
    const keys = ENTRIES.map(({ key }) => key);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it.each(ENTRIES)("$key has a version, a title, a sentence and a source", (entry) => {
    expect(entry.key).toMatch(/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/);
    expect(entry.version).toBeGreaterThanOrEqual(1);
    expect(Number.isInteger(entry.version)).toBe(true);
    expect(entry.title).toMatch(/^\S.*\S$/);
    expect(entry.description).toMatch(/\.$/);
    expect(entry.source.length).toBeGreaterThan(20);
  });

  it.each(ENTRIES)("$key refuses every change", (entry) => {
    expect(() => Object.assign(entry, { version: 99 })).toThrow(TypeError);
    expect(unfrozen(entry, entry.key)).toEqual([]);
  });

  it("refuse to become more or fewer", () => {
    expect(unfrozen(MEASURES, "MEASURES")).toEqual([]);
    expect(unfrozen(METRICS, "METRICS")).toEqual([]);
  });
});

describe("measures", () => {
  it.each(MEASURES)("$key is tied only to measures that are reported", ({ partOf, sumOf, atMost }) => {
    const named = [partOf, atMost, ...sumOf].filter((key) => key !== null);
    expect(reportedKeys).toEqual(expect.arrayContaining(named));
  });

  it.each(MEASURES)("$key is not tied to itself", ({ key, partOf, sumOf, atMost }) => {
    expect([partOf, atMost, ...sumOf]).not.toContain(key);
  });

  it.each(MEASURES.filter(({ sumOf }) => sumOf.length > 0))("$key adds up like with like", (entry) => {
    const parts = entry.sumOf.map((key) => measure(key as MeasureKey));
    expect(new Set(parts.map(({ addsUp }) => addsUp))).toEqual(new Set([entry.addsUp]));
    expect(new Set<MeasureUnit>(parts.map(({ unit }) => unit))).toEqual(new Set([entry.unit]));
    expect(new Set(parts.map(({ sensitivity }) => sensitivity))).toEqual(new Set([entry.sensitivity]));
    expect(new Set(entry.sumOf).size).toBe(entry.sumOf.length);
    expect(entry.fromEncounters).toBeNull();
  });

  it.each(MEASURES)(
    "$key is compared only with what is counted alike",
    ({ addsUp, unit, partOf, atMost }) => {
      const others = [partOf, atMost].filter((key) => key !== null).map((key) => measure(key as MeasureKey));
      for (const other of others)
        expect({ addsUp, unit }).toEqual({ addsUp: other.addsUp, unit: other.unit });
    },
  );

  it.each(MEASURES)("$key is collected from a month on", ({ since }) => {
    expect(isReportingMonth(since)).toBe(true);
  });

  it("are found by key, and by no other text", () => {
    for (const entry of MEASURES) expect(measure(entry.key)).toBe(entry);
    expect(["ENCOUNTERS", "encounters", "DIVERSION_RATE", "toString", ""].filter(isMeasureKey)).toEqual([
      "ENCOUNTERS",
    ]);
    expect(() => measure("NONSENSE" as MeasureKey)).toThrow(RangeError);
  });
});

describe("dispositions", () => {
  const parts = MEASURES.filter(({ partOf }) => partOf === "ENCOUNTERS");

  it.each(DISPOSITIONS)("%s is counted by exactly one measure", (disposition) => {
    const counts = parts.map(({ fromEncounters }) => fromEncounters?.count(encounter(disposition)));
    expect(counts.filter((count) => count === 1)).toHaveLength(1);
    expect(counts.filter((count) => count === 0)).toHaveLength(parts.length - 1);
  });

  it.each(DISPOSITIONS)("%s is counted only of sources that can tell it apart", (disposition) => {
    const [counting] = parts.filter(
      ({ fromEncounters }) => fromEncounters?.count(encounter(disposition)) === 1,
    );
    expect(counting?.fromEncounters?.endsIn).toBe(disposition);
  });

  it("have as many measures as there are dispositions", () => {
    expect(parts).toHaveLength(DISPOSITIONS.length);
  });

  it("sum to the encounters, whatever happened", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...DISPOSITIONS).map(encounter)), (encounters) => {
        const values = deriveReportValues(encounters, MARCH, { collects: DISPOSITIONS, records: [] });
        const sum = parts.reduce((total, { key }) => total + (values[key] ?? Number.NaN), 0);
        expect(sum).toBe(encounters.length);
        expect(values.ENCOUNTERS).toBe(encounters.length);
      }),
    );
  });
});

describe("metrics", () => {
  it.each(METRICS)("$key never mixes flow and stock", ({ numerator, denominator }) => {
    const kinds = [numerator, ...(denominator === null ? [] : [denominator])].map(addsUpOf);
    expect(new Set(kinds).size).toBe(1);
  });

  it.each(METRICS)(
    "$key is divided by residents only when it is a resident rate",
    ({ kind, denominator, numerator, per }) => {
      expect(denominator === null).toBe(kind === "RESIDENT_RATE");
      if (kind === "RESIDENT_RATE") expect(addsUpOf(numerator)).toBe("FLOW");
      if (kind === "PROPORTION") expect(per).toBe(1);
      else expect(per).toBeGreaterThan(1);
    },
  );

  it.each(METRICS)("$key names no measure twice on one side", ({ numerator, denominator }) => {
    for (const side of [numerator, denominator]) {
      const keys = [...(side?.plus ?? []), ...(side?.minus ?? [])];
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it("are shares only where the part lies inside the whole", () => {
    const counted = fc.array(fc.constantFrom(...DISPOSITIONS).map(encounter), { minLength: 1 });
    const shares = METRICS.filter(({ kind }) => kind === "PROPORTION");
    fc.assert(
      fc.property(counted, (encounters) => {
        const values = deriveReportValues(encounters, MARCH, { collects: DISPOSITIONS, records: [] });
        for (const { numerator, denominator } of shares) {
          const [part, whole] = [evaluate(values, numerator, MARCH), evaluate(values, denominator!, MARCH)];
          if (typeof part !== "number" || typeof whole !== "number") continue;
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(whole);
        }
      }),
    );
  });

  it("are found by key", () => {
    for (const entry of METRICS) expect(metric(entry.key)).toBe(entry);
    expect(() => metric("NONSENSE" as MetricKey)).toThrow(RangeError);
  });

  it("refuse an expression of flow and stock together, and an empty one", () => {
    expect(() => addsUpOf({ plus: ["ENCOUNTERS"], minus: ["SWORN_OFFICERS"] })).toThrow(RangeError);
    expect(() => addsUpOf({ plus: [], minus: [] })).toThrow(RangeError);
  });
});

describe("reading a report", () => {
  const known: ReportValues = {
    HOSPITAL_VOLUNTARY: 3,
    HOLDS_ACCEPTED: 4,
    CRISIS_CENTER: 0,
    DETOX_SOBERING: 1,
  };

  it("tells a number, a zero, what is not collected and what was not reported apart", () => {
    const values: ReportValues = { ENCOUNTERS: 5, FORCE_USED: 0, VETERANS: null };
    expect(read(values, "ENCOUNTERS", MARCH)).toBe(5);
    expect(read(values, "FORCE_USED", MARCH)).toBe(0);
    expect(read(values, "VETERANS", MARCH)).toBe("NOT_COLLECTED");
    expect(read(values, "WEAPON_PRESENT", MARCH)).toBe("NOT_REPORTED");
  });

  it("works a measure out from its parts", () => {
    expect(read(known, "HOSPITAL_DIVERSIONS", MARCH)).toBe(7);
    expect(read(known, "HEALTH_DIVERSIONS", MARCH)).toBe(8);
  });

  it("does not work a measure out when a part that it needs is not collected, or one is missing", () => {
    const injuries = { INJURED_SUBJECTS_MINOR: 1, INJURED_SUBJECTS_SERIOUS: null, INJURED_SUBJECTS_FATAL: 0 };
    expect(read(injuries, "INJURED_SUBJECTS", MARCH)).toBe("NOT_COLLECTED");
    expect(read({ HOSPITAL_VOLUNTARY: 3 }, "HOSPITAL_DIVERSIONS", MARCH)).toBe("NOT_REPORTED");
    expect(read({ HOSPITAL_VOLUNTARY: null }, "HOSPITAL_DIVERSIONS", MARCH)).toBe("NOT_REPORTED");
    expect(read({ HOLDS_ACCEPTED: null }, "HOSPITAL_DIVERSIONS", MARCH)).toBe("NOT_REPORTED");
  });

  it("ignores a total that a report carries for a measure that is worked out", () => {
    expect(read({ ...known, HOSPITAL_DIVERSIONS: 999 }, "HOSPITAL_DIVERSIONS", MARCH)).toBe(7);
  });

  it("adds and takes away", () => {
    const jail = metric("JAIL_RATE").denominator!;
    expect(evaluate({ ENCOUNTERS: 20, NO_CONTACT: 3, UNKNOWN_DISPOSITION: 2 }, jail, MARCH)).toBe(15);
    expect(evaluate({ ENCOUNTERS: 20, NO_CONTACT: null, UNKNOWN_DISPOSITION: 2 }, jail, MARCH)).toBe(
      "NOT_COLLECTED",
    );
    expect(evaluate({ ENCOUNTERS: 20, NO_CONTACT: 3 }, jail, MARCH)).toBe("NOT_REPORTED");
  });

  describe("adds diversions up over the parts that are collected", () => {
    const parts = { ...known, HOSPITAL_UNSPECIFIED: 2 };

    it("as long as one is", () => {
      expect(read({ ...parts, DETOX_SOBERING: null }, "HEALTH_DIVERSIONS", IN_2027)).toBe(9);
      const one = { ...NONE, HOSPITAL_UNSPECIFIED: 2 };
      expect(read(one, "HOSPITAL_DIVERSIONS", IN_2027)).toBe(2);
      expect(read(one, "HEALTH_DIVERSIONS", IN_2027)).toBe(2);
      expect(read({ ...NONE, DETOX_SOBERING: 4 }, "HOSPITAL_DIVERSIONS", IN_2027)).toBe("NOT_COLLECTED");
      expect(read({ ...NONE, DETOX_SOBERING: 4 }, "HEALTH_DIVERSIONS", IN_2027)).toBe(4);
      expect(read(NONE, "HEALTH_DIVERSIONS", IN_2027)).toBe("NOT_COLLECTED");
    });

    it("and makes no rate of them where jail is not collected, or none of them is", () => {
      const rate = metric("DIVERSION_RATE").denominator!;
      expect(evaluate({ ...NONE, CRISIS_CENTER: 4, JAIL_BOOKINGS: 1 }, rate, IN_2027)).toBe(5);
      expect(evaluate({ ...parts, JAIL_BOOKINGS: null }, rate, IN_2027)).toBe("NOT_COLLECTED");
      expect(evaluate({ ...NONE, JAIL_BOOKINGS: 4 }, rate, IN_2027)).toBe("NOT_COLLECTED");
    });

    it("and misses nothing that came into the catalog later", () => {
      expect(read(known, "HOSPITAL_DIVERSIONS", MARCH)).toBe(7);
      expect(read(parts, "HOSPITAL_DIVERSIONS", MARCH)).toBe(9);
      expect(read(known, "HOSPITAL_UNSPECIFIED", MARCH)).toBe("NOT_COLLECTED");
      expect(read(known, "HOSPITAL_DIVERSIONS", IN_2027)).toBe("NOT_REPORTED");
      expect(read(known, "HOSPITAL_UNSPECIFIED", IN_2027)).toBe("NOT_REPORTED");
    });
  });
});
