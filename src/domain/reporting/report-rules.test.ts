// The rules of a report against a second, naive check: written from the words of the form, with loops, and asked of
// thousands of generated reports.

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { REPORTED_MEASURES, type ReportValues } from "../catalog/catalog.js";
import { MEASURES, type MeasureKey } from "../catalog/measures.js";
import { reportingMonth } from "../reporting-month.js";
import {
  checkCounts,
  findEmpty,
  LARGEST_VALUE,
  readCounts,
  saysNothingHappened as saysNothing,
  type GivenValues,
} from "./report-rules.js";

const MONTH = reportingMonth("2027-02");

// ── A naive check ───────────────────────────────────────────────────────────────────────────────────────────────────

const ENDINGS = [
  "JAIL_BOOKINGS",
  "CITED_RELEASED",
  "HOSPITAL_VOLUNTARY",
  "HOSPITAL_UNSPECIFIED",
  "HOLDS_ACCEPTED",
  "CRISIS_CENTER",
  "DETOX_SOBERING",
  "REFERRED",
  "SHELTER_TRANSPORT",
  "RESOLVED_ON_SCENE",
  "DECLINED",
  "NO_CONTACT",
  "OTHER",
  "UNKNOWN_DISPOSITION",
] as const satisfies readonly MeasureKey[];

/** What can never be more than what, the nearest first. Holds accepted are a part of encounters: their sum tells. */
const CEILINGS = {
  HOLDS_REQUESTED: ["ENCOUNTERS"],
  FORCE_USED: ["ENCOUNTERS"],
  WEAPON_PRESENT: ["ENCOUNTERS"],
  CIT_OFFICER_ON_SCENE: ["ENCOUNTERS"],
  CO_RESPONDER_ON_SCENE: ["ENCOUNTERS"],
  REPEAT_ENCOUNTERS: ["ENCOUNTERS"],
  VETERANS: ["ENCOUNTERS"],
  HOLDS_ACCEPTED: ["HOLDS_REQUESTED"],
  REFERRALS_ACKNOWLEDGED: ["REFERRALS_SENT"],
  FIRST_CONTACTS: ["REFERRALS_SENT"],
  CONTACTS_WITHIN_24_HOURS: ["FIRST_CONTACTS", "REFERRALS_SENT"],
  CIT_CERTIFIED_OFFICERS: ["SWORN_OFFICERS"],
} as const satisfies Partial<Record<MeasureKey, readonly MeasureKey[]>>;

const WORKED_OUT: readonly string[] = [
  "HOSPITAL_DIVERSIONS",
  "HEALTH_DIVERSIONS",
  "INJURED_SUBJECTS",
  "INJURED_RESPONDERS",
  "INJURED_BYSTANDERS",
  "GRADUATES",
];

/** `CODE at KEY`, in any order. Of what is unread, or no count, nothing is known. */
function naive(given: GivenValues, unread: readonly string[] = []): readonly string[] {
  const broken: string[] = [];
  const unknown = [...unread];
  const counts: Record<string, number | null> = {};
  for (const [key, value] of Object.entries(given)) {
    if (unread.includes(key)) continue;
    const isKnown = MEASURES.some((one) => one.key === key);
    if (!isKnown || WORKED_OUT.includes(key)) broken.push(`UNKNOWN_MEASURE at ${key}`);
    else if (value !== null && !(value >= 0 && value <= 1_000_000 && value % 1 === 0)) {
      broken.push(`BAD_VALUE at ${key}`);
      unknown.push(key);
    } else counts[key] = value;
  }

  for (const key of ["ENCOUNTERS", ...ENDINGS]) {
    if (!(key in counts) && !unknown.includes(key)) broken.push(`MISSING_VALUE at ${key}`);
  }
  if (counts["ENCOUNTERS"] === null) broken.push("MISSING_VALUE at ENCOUNTERS");
  if (counts["ENCOUNTERS"] !== undefined && counts["ENCOUNTERS"] !== null) {
    const total = counts["ENCOUNTERS"];
    let sum = 0;
    let isPartOpen = false;
    for (const key of ENDINGS) {
      if (counts[key] === undefined || counts[key] === null) isPartOpen = true;
      else sum += counts[key];
    }
    if (sum > total || (sum < total && !isPartOpen)) broken.push("SUM_MISMATCH at ENCOUNTERS");
  }
  for (const [lower, uppers] of Object.entries(CEILINGS)) {
    const value = counts[lower] ?? null;
    let ceiling: number | null = null;
    for (const upper of uppers) {
      if (unknown.includes(upper)) break;
      ceiling ??= counts[upper] ?? null;
    }
    if (value !== null && ceiling !== null && value > ceiling) broken.push(`EXCEEDS_CEILING at ${lower}`);
  }
  return broken;
}

// ── Reports, good and bad ───────────────────────────────────────────────────────────────────────────────────────────

const small = fc.integer({ min: 0, max: 9 });
const said = fc.oneof({ weight: 8, arbitrary: small }, { weight: 1, arbitrary: fc.constant(null) });

/** Mostly a report that adds up, with a few values changed, taken out or replaced by what is no count. */
const anyReport: fc.Arbitrary<GivenValues> = fc
  .record({
    values: fc.tuple(...REPORTED_MEASURES.map(({ key }) => said.map((value) => [key, value] as const))),
    addsUp: fc.boolean(),
    keepsCeilings: fc.boolean(),
    left: fc.subarray(
      REPORTED_MEASURES.map(({ key }) => key as string),
      { maxLength: 2 },
    ),
    isWhole: fc.boolean(),
    odd: fc.array(
      fc.tuple(
        fc.constantFrom(...MEASURES.map(({ key }) => key as string), "BOGUS", "", "encounters", "__proto__"),
        fc.oneof(small, fc.constantFrom(-1, 1.5, LARGEST_VALUE, LARGEST_VALUE + 1, NaN, Infinity, -0, null)),
      ),
      { maxLength: 1 },
    ),
    isOdd: fc.integer({ min: 0, max: 3 }).map((drawn) => drawn === 0),
  })
  .map(({ values, addsUp, keepsCeilings, left, isWhole, odd, isOdd }) => {
    const given = new Map<string, number | null>(values);
    if (addsUp)
      given.set(
        "ENCOUNTERS",
        ENDINGS.reduce((sum, key) => sum + (given.get(key) ?? 0), 0),
      );
    if (keepsCeilings)
      for (const [lower, uppers] of Object.entries(CEILINGS))
        for (const upper of uppers) keepBelow(given, lower, upper);
    if (!isWhole) for (const key of left) given.delete(key);
    if (isOdd) for (const [key, value] of odd) given.set(key, value);
    return Object.fromEntries(given);
  });

function keepBelow(given: Map<string, number | null>, lower: string, upper: string): void {
  // The holds accepted are also a part of the sum, so the requests give way to them.
  const [value = null, ceiling = null] = [given.get(lower), given.get(upper)];
  if (value === null || ceiling === null || value <= ceiling) return;
  if (lower === "HOLDS_ACCEPTED") given.set(upper, value);
  else given.set(lower, ceiling);
}

function found(given: GivenValues, unread: readonly string[] = []): readonly string[] {
  return checkCounts(readCounts(given, new Set(unread)), MONTH)
    .map(({ code, path }) => `${code} at ${path.replace(/^values\./, "")}`)
    .sort();
}

/** A month of 12 encounters that keeps every rule; all else is 0. */
function goodMonth(changes: ReportValues = {}): ReportValues {
  return {
    ...Object.fromEntries(REPORTED_MEASURES.map(({ key }) => [key, 0])),
    ENCOUNTERS: 12,
    JAIL_BOOKINGS: 2,
    HOSPITAL_VOLUNTARY: 6,
    RESOLVED_ON_SCENE: 4,
    ...changes,
  };
}

describe("the rules of a report", () => {
  it("find what a naive check finds, and nothing else", () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(anyReport, (given) => {
        const expected = [...naive(given)].sort();
        expect(found(given)).toEqual(expected);
        const kinds = new Set(expected.map((one) => one.split(" ")[0] ?? ""));
        for (const kind of kinds.size === 0 ? ["NOTHING"] : kinds) seen.set(kind, (seen.get(kind) ?? 0) + 1);
      }),
      { numRuns: 5_000, seed: 7, endOnFailure: true },
    );
    // The generator makes each kind often enough for the sentence above to mean something.
    for (const kind of [
      "NOTHING",
      "UNKNOWN_MEASURE",
      "BAD_VALUE",
      "MISSING_VALUE",
      "SUM_MISMATCH",
      "EXCEEDS_CEILING",
    ])
      expect([kind, (seen.get(kind) ?? 0) >= 100]).toEqual([kind, true]);
  });

  const anyUnread = fc.subarray(
    REPORTED_MEASURES.map(({ key }) => key as string),
    { maxLength: 3 },
  );

  it("over what could not be read are not judged, and all others are", () => {
    fc.assert(
      fc.property(anyReport, anyUnread, (given, unread) => {
        expect(found(given, unread)).toEqual([...naive(given, unread)].sort());
      }),
      { numRuns: 2_000, endOnFailure: true },
    );
  });

  it("that were called broken stay so, whatever stands in the cells that could not be read", () => {
    fc.assert(
      fc.property(
        anyReport,
        anyUnread,
        fc.array(said, { minLength: 3, maxLength: 3 }),
        (given, unread, read) => {
          const later = Object.fromEntries(unread.map((key, index) => [key, read[index] ?? null]));
          expect(found({ ...given, ...later })).toEqual(expect.arrayContaining([...found(given, unread)]));
        },
      ),
      { numRuns: 2_000, endOnFailure: true },
    );
  });

  it("of a month that could not be read leave out the sum, whose parts depend on it", () => {
    const bad = { ...goodMonth({ RESOLVED_ON_SCENE: 1, VETERANS: 13 }), DECLINED: -1 };
    expect(checkCounts(readCounts(bad), null).map(({ code }) => code)).toEqual([
      "BAD_VALUE",
      "EXCEEDS_CEILING",
    ]);
  });

  it("are said of the catalogue as it is: every part, ceiling and sum of it stands above", () => {
    expect(
      MEASURES.filter(({ partOf }) => partOf === "ENCOUNTERS")
        .map(({ key }) => key)
        .sort(),
    ).toEqual([...ENDINGS].sort());
    expect(
      Object.fromEntries(MEASURES.flatMap(({ key, atMost }) => (atMost === null ? [] : [[key, atMost]]))),
    ).toEqual(Object.fromEntries(Object.entries(CEILINGS).map(([lower, [upper]]) => [lower, upper])));
    expect(
      MEASURES.filter(({ sumOf }) => sumOf.length > 0)
        .map(({ key }) => key)
        .sort(),
    ).toEqual([...WORKED_OUT].sort());
  });

  it("are kept by a good month, and by one that leaves out all that is not part of the sum", () => {
    expect(checkCounts(readCounts(goodMonth()), MONTH)).toEqual([]);
    const few = Object.fromEntries(["ENCOUNTERS", ...ENDINGS].map((key) => [key, 0]));
    expect(checkCounts(readCounts(few), MONTH)).toEqual([]);
  });

  it("let the parts stay below the total only while one of them is not collected", () => {
    expect(found(goodMonth({ REFERRED: null }))).toEqual([]);
    expect(found(goodMonth({ REFERRED: null, RESOLVED_ON_SCENE: 1 }))).toEqual([]);
    expect(found(goodMonth({ RESOLVED_ON_SCENE: 1 }))).toEqual(["SUM_MISMATCH at ENCOUNTERS"]);
    expect(found(goodMonth({ REFERRED: null, RESOLVED_ON_SCENE: 5 }))).toEqual([
      "SUM_MISMATCH at ENCOUNTERS",
    ]);
  });

  it("are judged over what is given while other cells are empty, and say so by label", () => {
    const given = {
      ENCOUNTERS: 5,
      JAIL_BOOKINGS: 1,
      HOLDS_ACCEPTED: 7,
      CONTACTS_WITHIN_24_HOURS: 9,
      REFERRALS_SENT: 2,
    };
    const problems = checkCounts(readCounts(given), MONTH);
    expect(problems.slice(0, 2).map(({ message, fix }) => `${message} ${fix}`)).toEqual([
      "Outcomes add up to 8, but you entered 5 encounters. Check the outcomes, or change Encounters.",
      "First contacts within 24 hours is 9, more than Referrals sent to a liaison (2). Correct one of the two.",
    ]);
    expect(problems.slice(2).map(({ code }) => code)).toEqual(ENDINGS.slice(2).map(() => "MISSING_VALUE"));
    expect(problems.at(-1)).toMatchObject({
      message: "Disposition unknown is empty.",
      fix: "Enter a number, 0 if there were none, or NC if your chapter doesn't collect it.",
    });
    for (const { message, fix } of problems) expect(`${message} ${fix}`).not.toMatch(/[A-Z]+_[A-Z]+/);
  });

  it("count one encounter as one", () => {
    const [first] = checkCounts(readCounts({ ENCOUNTERS: 1, JAIL_BOOKINGS: 2 }), MONTH);
    expect(first?.message).toBe("Outcomes add up to 2, but you entered 1 encounter.");
  });

  it("want a total that is counted", () => {
    expect(found(goodMonth({ ENCOUNTERS: null }))).toEqual(["MISSING_VALUE at ENCOUNTERS"]);
  });

  it("say nothing of a ceiling that is not collected, and stop at the ceiling itself", () => {
    expect(found(goodMonth({ VETERANS: 12 }))).toEqual([]);
    expect(found(goodMonth({ VETERANS: 13 }))).toEqual(["EXCEEDS_CEILING at VETERANS"]);
    expect(found(goodMonth({ CIT_CERTIFIED_OFFICERS: 3, SWORN_OFFICERS: null }))).toEqual([]);
  });
});

describe("every measure of the catalogue", () => {
  it.each(REPORTED_MEASURES)("$key is a whole number from 0, or not collected", ({ key, partOf }) => {
    for (const value of [-1, 0.5, LARGEST_VALUE + 1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(found(goodMonth({ [key]: value }))).toEqual([`BAD_VALUE at ${key}`]);
    }
    expect(found(goodMonth(), [key])).toEqual([]);
    expect(found(goodMonth({ [key]: LARGEST_VALUE }))).not.toContain(`BAD_VALUE at ${key}`);
    // Where the good month has a number, the rest stays below the total, which is allowed.
    expect(found({ ...goodMonth(), [key]: null })).toEqual(
      key === "ENCOUNTERS" ? ["MISSING_VALUE at ENCOUNTERS"] : [],
    );
    const without = Object.fromEntries(Object.entries(goodMonth()).filter(([name]) => name !== key));
    const isNeeded = key === "ENCOUNTERS" || partOf !== null;
    expect(found(without)).toEqual(isNeeded ? [`MISSING_VALUE at ${key}`] : []);
  });

  it.each(MEASURES.filter(({ sumOf }) => sumOf.length > 0))(
    "$key is worked out and cannot be sent",
    ({ key }) => {
      expect(found({ ...goodMonth(), [key]: 0 })).toEqual([`UNKNOWN_MEASURE at ${key}`]);
    },
  );

  it("is known by its own name only", () => {
    for (const name of ["encounters", "BOGUS", "", "constructor", "toString"]) {
      expect(found({ ...goodMonth(), [name]: 1 })).toEqual([`UNKNOWN_MEASURE at ${name}`]);
    }
  });

  it("when it breaks a rule, is named with what to do about it", () => {
    fc.assert(
      fc.property(anyReport, (given) => {
        for (const { severity, path, message, fix } of checkCounts(readCounts(given), MONTH)) {
          expect(severity).toBe("ERROR");
          expect(path).toMatch(/^values\./);
          expect(message).toMatch(/\.$/);
          expect(fix).toMatch(/\.$/);
        }
      }),
      { endOnFailure: true },
    );
  });
});

describe("what a report may leave empty", () => {
  const few = Object.fromEntries(["ENCOUNTERS", ...ENDINGS].map((key) => [key, 0]));

  it("is listed by label, with what an empty cell means", () => {
    const [found, ...others] = findEmpty(readCounts(few), MONTH);
    expect(others).toEqual([]);
    const optional = REPORTED_MEASURES.filter(({ key }) => !(key in few));
    expect(found).toMatchObject({ code: "LEFT_EMPTY", severity: "WARNING", path: "values" });
    expect(found?.message).toBe(
      `${String(optional.length)} cells are empty, and will be recorded as missing, not as zero: ${optional.map(({ title }) => title).join("; ")}.`,
    );
  });

  it("is nothing where every cell says something, or could not be read", () => {
    expect(findEmpty(readCounts(goodMonth({ VETERANS: null })), MONTH)).toEqual([]);
    const others = Object.fromEntries(Object.entries(goodMonth()).filter(([key]) => key !== "VETERANS"));
    expect(findEmpty(readCounts(others, new Set(["VETERANS"])), MONTH)).toEqual([]);
    expect(findEmpty(readCounts(others), MONTH)[0]?.message).toBe(
      "1 cell is empty, and will be recorded as missing, not as zero: Encounters with a veteran.",
    );
  });
});

describe("a measure that came into the catalog later", () => {
  const before = reportingMonth("2026-12");
  const later: readonly string[] = ["HOSPITAL_UNSPECIFIED", "OTHER"];
  const old = Object.fromEntries(Object.entries(goodMonth()).filter(([key]) => !later.includes(key)));
  const codes = (values: GivenValues, month: typeof MONTH, unread: readonly string[] = []) =>
    checkCounts(readCounts(values, new Set(unread)), month).map(({ code, path }) => `${code} ${path}`);

  it("may be left out of the months before, and is a part of their sum where it is not", () => {
    expect(codes(old, before)).toEqual([]);
    expect(codes({ ...old, OTHER: 1 }, before)).toEqual(["SUM_MISMATCH values.ENCOUNTERS"]);
    expect(codes({ ...old, OTHER: 1, ENCOUNTERS: 13 }, before)).toEqual([]);
    expect(codes({ ...old, OTHER: null, ENCOUNTERS: 13 }, before)).toEqual([]);
    expect(codes({ ...old, ENCOUNTERS: 13 }, before, ["OTHER"])).toEqual([]);
  });

  it("must be said from its month on", () => {
    expect(codes(old, reportingMonth("2027-01"))).toEqual([
      "MISSING_VALUE values.HOSPITAL_UNSPECIFIED",
      "MISSING_VALUE values.OTHER",
    ]);
  });
});

describe("a month before the first of the catalogue", () => {
  it("has nothing that could be judged, and says so", () => {
    for (const values of [{ ENCOUNTERS: 3 }, { VETERANS: 9 }, {}] as readonly GivenValues[])
      expect(checkCounts(readCounts(values), reportingMonth("2013-12"))).toMatchObject([
        {
          code: "BAD_MONTH",
          path: "month",
          message: "Nothing is collected for 2013-12: the first month is 2014-01.",
        },
      ]);
    expect(checkCounts(readCounts({ ENCOUNTERS: -3 }), reportingMonth("2013-12"))).toMatchObject([
      { code: "BAD_VALUE" },
      { code: "BAD_MONTH" },
    ]);
    const said = checkCounts(readCounts({ ENCOUNTERS: 3 }), reportingMonth("2014-01"));
    expect(said.map(({ code }) => code)).not.toContain("BAD_MONTH");
  });
});

describe("a month in which nothing happened", () => {
  const FLOWS = REPORTED_MEASURES.filter(({ addsUp }) => addsUp === "FLOW");
  const zeros = Object.fromEntries(FLOWS.map(({ key }) => [key, 0])) as ReportValues;
  const saysNothingHappened = (values: ReportValues, unknown: readonly string[] = []) =>
    saysNothing({ values, unknown: new Set(unknown) });

  it("is one whose flows are all 0 or not collected", () => {
    expect(saysNothingHappened(zeros)).toBe(true);
    expect(saysNothingHappened({ ENCOUNTERS: 0 })).toBe(true);
    expect(saysNothingHappened({ ...zeros, VETERANS: null })).toBe(true);
  });

  it("is not told from what leaves open whether anything did", () => {
    expect(saysNothingHappened({})).toBeNull();
    expect(saysNothingHappened({ ...zeros, ENCOUNTERS: null })).toBeNull();
    expect(saysNothingHappened(zeros, ["VETERANS"])).toBeNull();
    expect(saysNothingHappened(zeros, ["SWORN_OFFICERS"])).toBe(true);
    expect(saysNothingHappened({ ...zeros, JAIL_BOOKINGS: 1 }, ["VETERANS"])).toBe(false);
  });

  it.each(FLOWS)("is not one with a single one of $key", ({ key }) => {
    expect(saysNothingHappened({ ...zeros, [key]: 1 })).toBe(false);
  });

  it("may well have officers, who are a level and no event", () => {
    expect(saysNothingHappened({ ...zeros, SWORN_OFFICERS: 40, CIT_CERTIFIED_OFFICERS: 11 })).toBe(true);
  });
});
