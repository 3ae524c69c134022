import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { CountyFips, StateCode } from "../geography.js";
import { addMonths, contains, eachMonth, reportingMonth } from "../reporting-month.js";
import {
  chapterOf,
  clash,
  expectationIn,
  membershipsIn,
  regionIn,
  type Chapter,
  type ChapterId,
  type Membership,
} from "./chapter.js";

const CARTER = "29035" as CountyFips;
const BUTLER = "29023" as CountyFips;
const M = reportingMonth;

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
  expectations: Chapter["expectations"] = [],
): Chapter {
  return { id: id as ChapterId, stateCode: "MO" as StateCode, slug, name: slug, memberships, expectations };
}

const threeRivers = chapter(
  1,
  "three-rivers",
  [membership(BUTLER, "Southeast", "2014-01"), membership(CARTER, "Southeast", "2014-01", "2019-10")],
  [
    { from: M("2019-07"), until: M("2020-07"), isDemonstration: false },
    { from: M("2022-01"), until: null, isDemonstration: false },
  ],
);
const currentRiver = chapter(2, "current-river", [membership(CARTER, "South Central", "2019-10")]);
const both = [threeRivers, currentRiver];

describe("a county that changes its chapter", () => {
  it("belongs to the old one up to the last month before, and to the new one from then on", () => {
    expect(chapterOf(both, CARTER, M("2019-09"))?.slug).toBe("three-rivers");
    expect(chapterOf(both, CARTER, M("2019-10"))?.slug).toBe("current-river");
    expect(membershipsIn(threeRivers, M("2019-09")).map(({ county }) => county)).toEqual([BUTLER, CARTER]);
    expect(membershipsIn(threeRivers, M("2019-10")).map(({ county }) => county)).toEqual([BUTLER]);
  });

  it("belongs to nobody before it joined", () => {
    expect(chapterOf(both, CARTER, M("2013-12"))).toBeNull();
    expect(chapterOf(both, "29510" as CountyFips, M("2019-10"))).toBeNull();
  });
});

describe("a chapter", () => {
  it("lies in the region of its counties, and in none before it serves any", () => {
    expect(regionIn(currentRiver, M("2019-10"))).toBe("South Central");
    expect(regionIn(currentRiver, M("2019-09"))).toBeNull();
  });

  it("can change its region", () => {
    const moved = chapter(3, "moved", [
      membership(BUTLER, "Old", "2020-01", "2021-01"),
      membership(BUTLER, "New", "2021-01"),
    ]);
    expect(regionIn(moved, M("2020-12"))).toBe("Old");
    expect(regionIn(moved, M("2021-01"))).toBe("New");
  });

  it("is expected to report in each of its ranges and not between them", () => {
    const months = ["2019-06", "2019-07", "2020-06", "2020-07", "2021-12", "2022-01", "2030-01"];
    expect(months.filter((month) => expectationIn(threeRivers, M(month)) !== null)).toEqual([
      "2019-07",
      "2020-06",
      "2022-01",
      "2030-01",
    ]);
    expect(expectationIn(currentRiver, M("2022-01"))).toBeNull();
  });
});

describe("clash", () => {
  const carter = { ...membership(CARTER, "Southeast", "2020-01", "2021-01"), chapterSlug: "three-rivers" };

  it("is a county in two chapters at once", () => {
    expect(clash(carter, { ...carter, chapterSlug: "current-river", from: M("2020-12"), until: null })).toBe(
      "COUNTY_TWICE",
    );
    expect(
      clash(carter, { ...carter, chapterSlug: "current-river", from: M("2021-01"), until: null }),
    ).toBeNull();
  });

  it("is a county twice in the same chapter at once", () => {
    expect(clash(carter, carter)).toBe("COUNTY_TWICE");
  });

  it("is a chapter in two regions at once", () => {
    const butler = { ...carter, county: BUTLER, region: "South Central" };
    expect(clash(carter, butler)).toBe("TWO_REGIONS");
    expect(clash(carter, { ...butler, from: M("2021-01"), until: null })).toBeNull();
    expect(clash(carter, { ...butler, chapterSlug: "current-river" })).toBeNull();
    expect(clash(carter, { ...butler, region: carter.region })).toBeNull();
  });

  it("is found whichever comes first, and just where a month is claimed twice", () => {
    const entry = fc.record({
      chapterSlug: fc.constantFrom("one", "two"),
      county: fc.constantFrom(CARTER, BUTLER),
      region: fc.constantFrom("North", "South"),
      start: fc.integer({ min: 0, max: 12 }),
      length: fc.option(fc.integer({ min: 1, max: 8 })),
    });
    const months = [...eachMonth(M("2020-01"), M("2023-01"))];
    const toMembership = ({
      start,
      length,
      ...rest
    }: typeof entry extends fc.Arbitrary<infer Value> ? Value : never) => {
      const from = addMonths(M("2020-01"), start);
      return { ...rest, from, until: length === null ? null : addMonths(from, length), source: "published" };
    };
    fc.assert(
      fc.property(entry.map(toMembership), entry.map(toMembership), (left, right) => {
        const isAtOnce = months.some((month) => contains(left, month) && contains(right, month));
        const isTwice = left.county === right.county;
        const isTorn = left.chapterSlug === right.chapterSlug && left.region !== right.region;
        expect(clash(left, right)).toBe(
          !isAtOnce ? null : isTwice ? "COUNTY_TWICE" : isTorn ? "TWO_REGIONS" : null,
        );
        expect(clash(right, left)).toBe(clash(left, right));
      }),
      { numRuns: 500 },
    );
  });
});
