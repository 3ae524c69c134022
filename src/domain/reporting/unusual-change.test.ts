import { describe, expect, it } from "@jest/globals";
import { randomLcg, randomPoisson } from "d3-random";
import fc from "fast-check";
import { REPORTED_MEASURES, type ReportValues } from "../catalog/catalog.js";
import { findUnusualChanges, HISTORY_MONTHS } from "./unusual-change.js";

function months(...encounters: readonly (number | null)[]): readonly ReportValues[] {
  return encounters.map((value) => ({ ENCOUNTERS: value }));
}

function isUnusual(value: number, ...before: readonly (number | null)[]): boolean {
  return findUnusualChanges({ ENCOUNTERS: value }, months(...before)).length > 0;
}

const YEAR = HISTORY_MONTHS;
const level = fc.integer({ min: 0, max: 5_000 });
const longEnough = fc.integer({ min: 6, max: YEAR });

describe("a change", () => {
  it("is never unusual when every month was the same and this one is too", () => {
    fc.assert(
      fc.property(level, longEnough, (value, many) => {
        expect(isUnusual(value, ...Array<number>(many).fill(value))).toBe(false);
      }),
    );
  });

  it("is never unusual within the values that the county had before, if those lay close together", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 6, maxLength: YEAR }),
        fc.integer({ min: -1, max: 1 }),
        (value, wobble, now) => {
          expect(isUnusual(value + now, ...wobble.map((one) => value + one))).toBe(false);
        },
      ),
    );
  });

  it("is always unusual when ten times as much came, of what was 5 or more", () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 5_000 }), longEnough, (value, many) => {
        expect(isUnusual(value * 10, ...Array<number>(many).fill(value))).toBe(true);
      }),
    );
  });

  it("is always unusual when a tenfold slip stands in a series that scatters by a tenth", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 5_000 }),
        fc.array(fc.double({ min: 0.9, max: 1.1, noNaN: true }), { minLength: 6, maxLength: YEAR }),
        (value, scatter) => {
          expect(isUnusual(value * 10, ...scatter.map((one) => Math.round(one * value)))).toBe(true);
        },
      ),
    );
  });

  it("of fewer than five is never unusual, whatever came before", () => {
    fc.assert(
      fc.property(level, longEnough, fc.integer({ min: -4, max: 4 }), (value, many, change) => {
        expect(isUnusual(Math.max(0, value + change), ...Array<number>(many).fill(value))).toBe(false);
      }),
    );
  });

  it("of small numbers is left to chance", () => {
    expect(isUnusual(4, 0, 0, 0, 0, 0, 0)).toBe(false);
    expect(isUnusual(5, 1, 1, 1, 1, 1, 1)).toBe(false);
    expect(isUnusual(0, 12, 12, 12, 12, 12, 12)).toBe(false);
    // It can be told from chance at last.
    expect(isUnusual(5, 0, 0, 0, 0, 0, 0)).toBe(true);
    expect(isUnusual(0, 17, 17, 17, 17, 17, 17)).toBe(true);
  });

  it("is judged downwards as it is upwards", () => {
    expect(isUnusual(60, ...Array<number>(YEAR).fill(100))).toBe(false);
    expect(isUnusual(59, ...Array<number>(YEAR).fill(100))).toBe(true);
    expect(isUnusual(140, ...Array<number>(YEAR).fill(100))).toBe(false);
    expect(isUnusual(141, ...Array<number>(YEAR).fill(100))).toBe(true);
  });

  it("is never unusual with fewer than six months to compare with", () => {
    fc.assert(
      fc.property(level, fc.array(level, { maxLength: 5 }), (value, before) => {
        expect(isUnusual(value, ...before)).toBe(false);
      }),
    );
    expect(isUnusual(1_000_000, 1, 1, 1, 1, 1)).toBe(false);
    expect(isUnusual(1_000_000, 1, 1, 1, 1, 1, 1)).toBe(true);
  });

  it("does not depend on the order of the months before", () => {
    fc.assert(
      fc.property(level, fc.array(level, { minLength: 6, maxLength: YEAR }), (value, before) => {
        expect(isUnusual(value, ...before)).toBe(isUnusual(value, ...[...before].reverse()));
        expect(isUnusual(value, ...before)).toBe(isUnusual(value, ...[...before].sort((a, b) => a - b)));
      }),
    );
  });
});

describe("a month of which a measure is not known", () => {
  it("does not matter: neither one that is missing, nor one in which it was not collected", () => {
    const series = fc.array(level, { minLength: 0, maxLength: YEAR });
    fc.assert(
      fc.property(
        level,
        series,
        fc.array(fc.constantFrom({}, { ENCOUNTERS: null })),
        (value, before, gaps) => {
          const known = months(...before);
          const judged = findUnusualChanges({ ENCOUNTERS: value }, known);
          expect(findUnusualChanges({ ENCOUNTERS: value }, [...gaps, ...known])).toEqual(judged);
          expect(findUnusualChanges({ ENCOUNTERS: value }, [...known, ...gaps])).toEqual(judged);
        },
      ),
    );
  });

  it("is never itself unusual", () => {
    const before = months(...Array<number>(YEAR).fill(100));
    expect(findUnusualChanges({}, before)).toEqual([]);
    expect(findUnusualChanges({ ENCOUNTERS: null }, before)).toEqual([]);
  });
});

describe("the question that is asked", () => {
  it("is a warning at the measure, with what was usual, once for each measure that jumps", () => {
    const before = Array.from({ length: 6 }, () => ({ ENCOUNTERS: 10, VETERANS: 20, FORCE_USED: 1 }));
    const found = findUnusualChanges({ ENCOUNTERS: 100, VETERANS: 200, FORCE_USED: 1 }, before);
    expect(found.map(({ code, severity, path }) => [code, severity, path])).toEqual([
      ["UNUSUAL_CHANGE", "WARNING", "values.ENCOUNTERS"],
      ["UNUSUAL_CHANGE", "WARNING", "values.VETERANS"],
    ]);
    expect(found[0]?.message).toMatch(/is 100; in the last 6 reported months it was usually about 10\.$/);
  });

  it.each(REPORTED_MEASURES)("can be asked of $key", ({ key }) => {
    const before = Array.from({ length: 6 }, () => ({ [key]: 10 }));
    expect(findUnusualChanges({ [key]: 100 }, before).map(({ path }) => path)).toEqual([`values.${key}`]);
  });
});

describe("false alarms", () => {
  const KEYS = REPORTED_MEASURES.map(({ key }) => key);

  /** Share of quiet series, in which nothing but chance is at work, that are asked about: one series a measure. */
  function falseAlarms(mean: number, many: number, reports: number): number {
    const draw = randomPoisson.source(randomLcg(0.5))(mean);
    const month = (): ReportValues => Object.fromEntries(KEYS.map((key) => [key, draw()]));
    let alarms = 0;
    for (let report = 0; report < reports; report++) {
      const before = Array.from({ length: many }, month);
      alarms += findUnusualChanges(month(), before).length;
    }
    return alarms / (reports * KEYS.length);
  }

  // Measured: 1.5 in 100,000 at 0.2 a month, 3 in 1,000 at the worst (3 a month), 1.2 in 10,000 at 1,000 a month.
  it.each([0.2, 1, 2, 3, 5, 10, 30, 100, 1_000])(
    "are rarer than 1 in 250 with a year on file and %d a month on average",
    (mean) => {
      expect(falseAlarms(mean, 12, 500)).toBeLessThan(1 / 250);
    },
  );

  it.each([30, 100, 1_000])(
    "are rarer than 1 in 1,000 with a year on file and %d a month on average",
    (mean) => {
      expect(falseAlarms(mean, 12, 500)).toBeLessThan(1 / 1_000);
    },
  );

  // Measured: 5 in 1,000 at the worst (3 a month).
  it.each([0.2, 1, 3, 10, 100])(
    "are rarer than 1 in 150 with half a year on file and %d a month on average",
    (mean) => {
      expect(falseAlarms(mean, 6, 500)).toBeLessThan(1 / 150);
    },
  );

  it("would be counted if there were many: most series whose level doubles are asked about", () => {
    const draw = randomPoisson.source(randomLcg(0.5));
    let found = 0;
    for (let series = 0; series < 500; series++) {
      if (isUnusual(draw(80)(), ...Array.from({ length: 12 }, draw(40)))) found++;
    }
    expect(found / 500).toBeGreaterThan(0.8);
  });
});
