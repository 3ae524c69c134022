import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { REPORTED_MEASURES, type ReportValues } from "../catalog/catalog.js";
import type { County, CountyFips, StateCode } from "../geography.js";
import type { Chapter, ChapterId } from "../reporting/chapter.js";
import { reportingMonth } from "../reporting-month.js";
import { isBehind, parseChangePlace, placeOfChange } from "./change-place.js";
import { changesOf, type Acceptance, type SaidValues } from "./figure-change.js";

const KEYS = REPORTED_MEASURES.map(({ key }) => key);
const CHAPTER: Chapter = {
  id: 7 as ChapterId,
  stateCode: "MO" as StateCode,
  slug: "greene",
  name: "Greene",
  memberships: [],
  expectations: [],
};
const COUNTY: County = { fips: "29077" as CountyFips, stateCode: "MO" as StateCode, name: "Greene County" };

const count = fc.oneof(fc.constant(null), fc.constant(0), fc.integer({ min: 0, max: 9 }));
const values: fc.Arbitrary<ReportValues> = fc.dictionary(fc.constantFrom(...KEYS.slice(0, 6)), count);
const said: fc.Arbitrary<SaidValues> = fc.record({ values, isPartial: fc.boolean() });

const acceptance: fc.Arbitrary<Acceptance> = fc.record({
  chapterId: fc.constant(CHAPTER.id),
  county: fc.constant(COUNTY.fips),
  month: fc.constantFrom(reportingMonth("2026-09"), reportingMonth("2026-10")),
  acceptedAt: fc.date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true }),
  revision: fc.integer({ min: 3, max: 9 }),
  isDemonstration: fc.boolean(),
  after: said,
  before: fc.option(said.map((one) => ({ ...one, revision: 2 }))),
});

const changes = (one: Acceptance) => changesOf(one, CHAPTER, COUNTY);

describe("the changes of an acceptance", () => {
  it("turn what was on record into what is, measure by measure, and leave nothing out", () => {
    fc.assert(
      fc.property(acceptance, (one) => {
        const told = new Map(changes(one).map((change) => [change.measure, change]));
        for (const key of KEYS) {
          const [before, after] = [one.before?.values[key], one.after.values[key]];
          const change = told.get(key);
          if (change === undefined) {
            expect(after).toBe(before);
            continue;
          }
          expect([change.before.value, change.after.value]).toEqual([before ?? null, after ?? null]);
        }
      }),
      { endOnFailure: true },
    );
  });

  it("never say 0 of what is not known, and say why it is not", () => {
    fc.assert(
      fc.property(acceptance, (one) => {
        for (const { measure, before, after } of changes(one)) {
          for (const [record, { value, status, isPartial }] of [
            [one.before, before],
            [one.after, after],
          ] as const) {
            const given = record?.values[measure];
            const expected =
              given === undefined
                ? "NOT_REPORTED"
                : given === null
                  ? "NOT_COLLECTED"
                  : given === 0 && !isPartial
                    ? "REPORTED_ZERO"
                    : "REPORTED";
            expect([value, status]).toEqual([given ?? null, expected]);
          }
        }
      }),
      { endOnFailure: true },
    );
  });

  it("tell of every figure of a report that turns whole or partial, although no count differs", () => {
    const before = { values: { ENCOUNTERS: 4, VETERANS: null }, isPartial: true, revision: 2 };
    const [one] = fc.sample(acceptance, 1);
    const whole = { ...one!, before, after: { values: before.values, isPartial: false } };
    expect(changes(whole).map(({ measure }) => measure)).toEqual(["ENCOUNTERS", "VETERANS"]);
    expect(changes({ ...whole, after: before })).toEqual([]);
  });
});

describe("the place of a change in the list", () => {
  const until = new Date("2026-11-23T12:00:00Z");

  it("is read back from its text, with everything behind it and nothing before it", () => {
    fc.assert(
      fc.property(acceptance, (one) => {
        const list = changes(one);
        list.forEach((change, index) => {
          const place = parseChangePlace(placeOfChange(change, until));
          expect(place).toEqual({
            until,
            acceptedAt: one.acceptedAt,
            revision: one.revision,
            measure: change.measure,
            chapterId: one.chapterId,
            county: one.county,
            month: one.month,
          });
          expect(list.filter((other) => isBehind(other, place))).toEqual(list.slice(index + 1));
        });
      }),
      { endOnFailure: true },
    );
  });

  it("leaves the changes of another acceptance alone", () => {
    const [one] = fc.sample(acceptance, 1);
    const first = { ...one!, before: null, after: { values: { ENCOUNTERS: 4, VETERANS: 1 }, isPartial: false } };
    const place = parseChangePlace(placeOfChange(changes(first)[1]!, until));
    const later = changes({ ...first, revision: first.revision + 1 });
    expect(later.filter((change) => isBehind(change, place))).toEqual(later);
    expect(later.filter((change) => isBehind(change, null))).toEqual(later);
  }); // prettier-ignore

  it.each(["", "1 2 3", "1 2 3 JOY 2026-10 7 29077", "1 2 3 ENCOUNTERS 2026-10 x 29077", "2026-11 1 29077"])(
    "is not made of %p",
    (text) => {
      expect(parseChangePlace(text)).toBeNull();
    },
  );
});
