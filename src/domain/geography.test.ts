import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { checkStateCode, isCountyFips, isStateCode, populationIn, unknownState } from "./geography.js";

describe("names of places", () => {
  it.each(["29510", "01001"])("takes %p for a county", (text) => {
    expect(isCountyFips(text)).toBe(true);
  });

  it.each(["1001", "295101", "2951O", " 29510", "29510\n", "", "２９５１０"])(
    "does not take %p for a county",
    (text) => {
      expect(isCountyFips(text)).toBe(false);
    },
  );

  it.each([
    ["MO", true],
    ["mo", false],
    ["MOO", false],
    ["M", false],
    ["MO\n", false],
  ])("judges %p as a state code", (text, isOne) => {
    expect(isStateCode(text)).toBe(isOne);
  });
});

describe("a text that names no state", () => {
  it.each([
    ["mo", 'Did you mean "MO"?'],
    [" Mo ", 'Did you mean "MO"?'],
    ["Missouri", 'Write it like "MO"; the query "states" lists those with a chapter.'],
    ["", 'Write it like "MO"; the query "states" lists those with a chapter.'],
  ])("is refused with the way out: %p", (text, fix) => {
    expect(checkStateCode(text, "state")).toMatchObject([{ code: "UNKNOWN_STATE", path: "state", fix }]);
    expect(unknownState(text, "state").fix).toBe(fix);
  });

  it("is none that a state could have", () => {
    expect(checkStateCode("ZZ", "state")).toEqual([]);
  });
});

describe("populationIn", () => {
  const series = [
    { year: 2021, people: 21, vintage: "V2024" },
    { year: 2019, people: 19, vintage: "V2019" },
    { year: 2020, people: 20, vintage: "V2024" },
  ];

  it("gives the estimate of the year, in whatever order the series is", () => {
    expect(populationIn(series, 2020)?.people).toBe(20);
    expect(populationIn(series, 2019)?.people).toBe(19);
  });

  it("gives the latest estimate for a year that is not published yet", () => {
    expect(populationIn(series, 2026)).toEqual({ year: 2021, people: 21, vintage: "V2024" });
  });

  it("knows nothing before the first estimate", () => {
    expect(populationIn(series, 2018)).toBeNull();
    expect(populationIn([], 2020)).toBeNull();
  });

  it("never takes an estimate of a later year", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 2000, max: 2030 })),
        fc.integer({ min: 2000, max: 2030 }),
        (years, year) => {
          const found = populationIn(
            years.map((one) => ({ year: one, people: 1, vintage: "V" })),
            year,
          );
          const before = years.filter((one) => one <= year);
          expect(found?.year ?? null).toBe(before.length === 0 ? null : Math.max(...before));
        },
      ),
    );
  });
});
