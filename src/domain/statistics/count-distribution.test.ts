import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { countDistribution, type Chance } from "./count-distribution.js";

const POISSON = { dispersion: 1, trials: null } as const;

/** Sums over every count there can be. */
function moments(chance: Chance): { readonly mean: number; readonly variance: number } {
  const { atLeast, largest } = countDistribution(chance);
  let [first, second] = [0, 0];
  for (let count = 1; count <= largest; count++) {
    first += atLeast(count);
    second += (2 * count - 1) * atLeast(count);
  }
  return { mean: first, variance: second - first ** 2 };
}

describe("a count without an upper end", () => {
  // Poisson probabilities as they are tabled, to four digits.
  it.each([
    [1, 3, "0.9810"],
    [5, 2, "0.1247"],
    [10, 5, "0.0671"],
    [10, 15, "0.9513"],
    [20, 12, "0.0390"],
  ])(
    "expected %d times happens at most %d times as often as the table of Poisson says",
    (mean, count, tabled) => {
      expect(
        countDistribution({ ...POISSON, mean })
          .atMost(count)
          .toFixed(4),
      ).toBe(tabled);
    },
  );

  it("happens never with e^−mean, also where that is next to nothing", () => {
    for (const mean of [0.01, 0.3, 1, 7, 20]) {
      expect(countDistribution({ ...POISSON, mean }).atMost(0)).toBeCloseTo(Math.exp(-mean), 10);
    }
  });

  it("is geometric where its dispersion is one more than its mean", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 400, noNaN: true }), fc.nat(100), (mean, count) => {
        const dispersion = mean + 1;
        if (dispersion > 100) return;
        const expected = (1 - 1 / dispersion) ** count;
        expect(countDistribution({ mean, dispersion, trials: null }).atLeast(count)).toBeCloseTo(expected, 9);
      }),
    );
  });

  it("has the mean and the dispersion that were asked for", () => {
    const chances = fc.record({
      mean: fc.double({ min: 0.05, max: 300, noNaN: true }),
      dispersion: fc.double({ min: 1, max: 50, noNaN: true }),
    });
    fc.assert(
      fc.property(chances, ({ mean, dispersion }) => {
        const found = moments({ mean, dispersion, trials: null });
        expect(found.mean / mean).toBeCloseTo(1, 5);
        expect(found.variance / (mean * dispersion)).toBeCloseTo(1, 3);
      }),
      { endOnFailure: true },
    );
  });

  it("that scatters without measure is told within a hundredth, of half a million as of five", () => {
    const mean = 499_999;
    const { atLeast, atMost } = countDistribution({ mean, dispersion: mean + 1, trials: null });
    for (const multiple of [0.01, 0.1, 1, 3, 6]) {
      expect(Math.abs(atLeast(multiple * mean) - Math.exp(-multiple))).toBeLessThan(0.01);
      expect(Math.abs(atMost(multiple * mean) + Math.exp(-multiple) - 1)).toBeLessThan(0.01);
    }
  });
});

describe("a count of so many trials", () => {
  // Binomial probabilities as they are tabled, to four digits.
  it.each([
    [10, 0.5, 2, "0.0547"],
    [20, 0.3, 2, "0.0355"],
    [20, 0.05, 0, "0.3585"],
    [15, 0.8, 9, "0.0611"],
  ])(
    "%d with a chance of %d each gives at most %d as often as the binomial table says",
    (trials, share, count, tabled) => {
      const { atMost } = countDistribution({ mean: trials * share, dispersion: 1, trials });
      expect(atMost(count).toFixed(4)).toBe(tabled);
    },
  );

  it("is the same seen from what did not happen", () => {
    const chances = fc.record({
      trials: fc.integer({ min: 1, max: 300 }),
      share: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      dispersion: fc.double({ min: 1, max: 20, noNaN: true }),
    });
    fc.assert(
      fc.property(chances, fc.nat(300), ({ trials, share, dispersion }, count) => {
        const happens = countDistribution({ mean: trials * share, dispersion, trials });
        const fails = countDistribution({ mean: trials * (1 - share), dispersion, trials });
        expect(happens.atLeast(count)).toBeCloseTo(fails.atMost(trials - count), 9);
      }),
      { endOnFailure: true },
    );
  });

  it("is as likely one as another where share and scatter leave everything open", () => {
    for (const trials of [2, 10, 100]) {
      const dispersion = 1 + (trials - 1) / 3;
      const { atMost } = countDistribution({ mean: trials / 2, dispersion, trials });
      for (let count = 0; count <= trials; count++)
        expect(atMost(count)).toBeCloseTo((count + 1) / (trials + 1), 9);
    }
  });

  it("has the mean and the dispersion that were asked for, as far as trials can scatter", () => {
    const chances = fc.record({
      trials: fc.integer({ min: 2, max: 300 }),
      share: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      part: fc.double({ min: 0, max: 0.85, noNaN: true }),
    });
    fc.assert(
      fc.property(chances, ({ trials, share, part }) => {
        const dispersion = 1 + Math.min(90, part * (trials - 1));
        const found = moments({ mean: trials * share, dispersion, trials });
        expect(found.mean / (trials * share)).toBeCloseTo(1, 5);
        expect(found.variance / (trials * share * (1 - share) * dispersion)).toBeCloseTo(1, 3);
      }),
      { endOnFailure: true },
    );
  });

  it("of a single trial cannot scatter more than it does", () => {
    const { atMost } = countDistribution({ mean: 0.3, dispersion: 7, trials: 1 });
    expect(atMost(0)).toBeCloseTo(0.7, 12);
  });
});

describe("what is certain", () => {
  it("is nothing where nothing is expected, and everything where all is", () => {
    const none = countDistribution({ ...POISSON, mean: 0 });
    expect([none.atMost(0), none.atLeast(0), none.atLeast(1), none.atMost(-1)]).toEqual([1, 1, 0, 0]);
    const all = countDistribution({ mean: 8, dispersion: 3, trials: 8 });
    expect([all.atMost(7), all.atLeast(8), all.atMost(8), all.atLeast(9)]).toEqual([0, 1, 1, 0]);
  });
});
