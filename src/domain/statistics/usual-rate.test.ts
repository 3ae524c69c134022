import { describe, expect, it } from "@jest/globals";
import { randomGamma, randomLcg, randomPoisson } from "d3-random";
import fc from "fast-check";
import { countDistribution } from "./count-distribution.js";
import { chanceOf, limitsOf, usualRate, type Limits, type Point } from "./usual-rate.js";

function counts(...events: readonly number[]): readonly Point[] {
  return events.map((one) => ({ events: one, exposure: 1, trials: null }));
}

function shares(...pairs: readonly (readonly [number, number])[]): readonly Point[] {
  return pairs.map(([events, trials]) => ({ events, exposure: trials, trials }));
}

function limits(mean: number, dispersion = 1, trials: number | null = null): Limits {
  const chance = { mean, dispersion, trials };
  return limitsOf(chance, countDistribution(chance));
}

const draw = randomPoisson.source(randomLcg(0.5));
const drawGamma = randomGamma.source(randomLcg(0.25));
const many = (length: number, one: (index: number) => number) =>
  Array.from({ length }, (_, index) => one(index));

describe("the usual rate", () => {
  it("is what is pooled of a quiet series", () => {
    expect(usualRate(counts(20, 22, 18, 21, 19, 20, 23, 17)).rate).toBe(20);
    expect(usualRate(shares([5, 10], [9, 20], [16, 30], [5, 10])).rate).toBe(0.5);
  });

  it("is 0 of nothing, and where nothing ever happened", () => {
    expect(usualRate([])).toEqual({ rate: 0, dispersion: 1 });
    expect(usualRate(counts(0, 0, 0, 0, 0, 0, 0, 0))).toEqual({ rate: 0, dispersion: 1 });
  });

  it("is not 0 where something happened once in a while", () => {
    expect(usualRate(counts(0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0)).rate).toBe(0.25);
  });

  it.each([0, 1, 20, 1_000])("is not moved by a slip of a key in a series of about %d", (level) => {
    const quiet = many(24, (index) => level + ((index * 7) % 3) * Math.min(1, level));
    const slipped = quiet.map((one, index) => (index === 9 ? 100_000 : one));
    expect(Math.abs(usualRate(counts(...slipped)).rate - usualRate(counts(...quiet)).rate)).toBeLessThan(
      0.05 * level + 0.01,
    );
  });

  it("is what it was before a change of level that began in the last third", () => {
    const changed = many(48, (index) => (index < 32 ? 200 : 300) + (((index * 7) % 11) - 5) * 2);
    expect(Math.abs(usualRate(counts(...changed)).rate - 200)).toBeLessThan(3);
  });

  it("does not mind in which unit the exposure is", () => {
    const points = fc.array(fc.nat(60), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 1_000 }), (events, unit) => {
        const plain = usualRate(counts(...events));
        const scaled = usualRate(counts(...events).map((one) => ({ ...one, exposure: unit })));
        expect(scaled.rate * unit).toBeCloseTo(plain.rate, 6);
        expect(scaled.dispersion).toBeCloseTo(plain.dispersion, 6);
      }),
      { endOnFailure: true },
    );
  });
});

describe("the dispersion", () => {
  it("is 1 where points scatter less than chance would make them", () => {
    expect(usualRate(counts(...many(48, () => 7))).dispersion).toBe(1);
  });

  it.each([
    [20, 1, 0.95, 1.3],
    [20, 3, 2.6, 3.4],
    [200, 3, 2.6, 3.4],
  ])(
    "of counts of %d that scatter %d times as widely is found on average",
    (mean, dispersion, least, most) => {
      const one = () =>
        draw(dispersion === 1 ? mean : drawGamma(mean / (dispersion - 1), dispersion - 1)())();
      const found = many(100, () => usualRate(counts(...many(48, one))).dispersion);
      const average = found.reduce((sum, each) => sum + each, 0) / found.length;
      expect(average).toBeGreaterThan(least);
      expect(average).toBeLessThan(most);
    },
  );

  it("takes in the seasons, and no change of level", () => {
    const wobble = (index: number) => ((index * 7) % 11) - 5;
    const seasons = many(48, (index) => Math.round(500 + 100 * Math.sin((index * Math.PI) / 6)));
    expect(usualRate(counts(...seasons)).dispersion).toBeGreaterThan(5);
    const level = many(48, (index) => (index < 20 ? 500 : 700) + wobble(index));
    expect(usualRate(counts(...level)).dispersion).toBe(1);
  });
});

describe("the limits", () => {
  it("leave at most one in a thousand outside at each end, and not one count less", () => {
    const chances = fc.record({
      mean: fc.double({ min: 6, max: 3_000, noNaN: true }),
      dispersion: fc.double({ min: 1, max: 8, noNaN: true }),
    });
    fc.assert(
      fc.property(chances, ({ mean, dispersion }) => {
        const { lower, upper } = limits(mean, dispersion);
        const { atLeast, atMost } = countDistribution({ mean, dispersion, trials: null });
        expect(atLeast(upper + 1)).toBeLessThan(0.001);
        if (upper - mean > 5) expect(atLeast(upper)).toBeGreaterThanOrEqual(0.001);
        expect(atMost(lower - 1)).toBeLessThan(0.001);
        if (mean - lower > 5 && lower > 0) expect(atMost(lower)).toBeGreaterThanOrEqual(0.001);
      }),
      { endOnFailure: true },
    );
  });

  it("of small counts are those of the Poisson table, not mean ± 3 standard deviations", () => {
    // P(X ≥ 13 | 4) = 0.0003 and P(X ≥ 12 | 4) = 0.0009, P(X ≥ 11 | 4) = 0.0028.
    expect(limits(4)).toEqual({ lower: 0, upper: 11 });
    // P(X ≤ 0 | 7) = 0.0009; five less is a change that counts, seven less is the first that chance does not explain.
    expect(limits(7)).toEqual({ lower: 1, upper: 16 });
  });

  it("hold everything that is fewer than five events off", () => {
    expect(limits(0)).toEqual({ lower: 0, upper: 4 });
    expect(limits(0.1)).toEqual({ lower: 0, upper: 5 });
    expect(limits(12, 1, 12)).toEqual({ lower: 8, upper: 12 });
    expect(limits(0.01, 1, 2)).toEqual({ lower: 0, upper: 2 });
  });

  it("come from the rate, each point's exposure and its trials", () => {
    const usual = { rate: 0.5, dispersion: 2 };
    expect(chanceOf({ events: 3, exposure: 40, trials: 40 }, usual)).toEqual({
      mean: 20,
      dispersion: 2,
      trials: 40,
    });
    expect(chanceOf({ events: 3, exposure: 40, trials: 12 }, usual).mean).toBe(12);
  });
});
