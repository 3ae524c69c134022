import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { binomialLaw, chanceLimits, poissonLaw, type CountLaw, type CountLimits } from "./chance-limits.js";

type Four = readonly [lower95: number, upper95: number, lower998: number, upper998: number];

/** Lines from R's own distributions; funnel.fixture.R says how. */
const reference = JSON.parse(readFileSync(new URL("./funnel.fixture.json", import.meta.url), "utf8")) as {
  readonly binomial: readonly (readonly [readonly [trials: number, share: number], Four])[];
  readonly poisson: readonly (readonly [readonly [expected: number], Four])[];
};

/** 95 % and 99.8 %, as one in so many on each side. */
const ONE_IN = [40n, 1_000n] as const;

function limitsOf(law: CountLaw): readonly [CountLimits, CountLimits] {
  return chanceLimits(law, [0.025, 0.001]) as [CountLimits, CountLimits];
}

function expectAgreement(law: CountLaw, [lower95, upper95, lower998, upper998]: Four): void {
  const [inner, outer] = limitsOf(law);
  for (const [actual, expected] of [
    [inner.lower, lower95],
    [inner.upper, upper95],
    [outer.lower, lower998],
    [outer.upper, upper998],
  ] as const) {
    expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, expected));
  }
}

/** C(trials, k) · events^k · (of − events)^(trials − k) for every k: chances as whole numbers of of^trials. */
function exactChances(trials: number, events: number, of: number): readonly bigint[] {
  let choose = 1n;
  return Array.from({ length: trials + 1 }, (_, k) => {
    if (k > 0) choose = (choose * BigInt(trials - k + 1)) / BigInt(k);
    return choose * BigInt(events) ** BigInt(k) * BigInt(of - events) ** BigInt(trials - k);
  });
}

function sum(chances: readonly bigint[]): bigint {
  return chances.reduce((total, chance) => total + chance, 0n);
}

const anyBinomial = fc
  .record({ trials: fc.integer({ min: 1, max: 120 }), of: fc.integer({ min: 1, max: 60 }), draw: fc.nat() })
  .map(({ trials, of, draw }) => ({ trials, of, events: draw % (of + 1) }));
const anyExpected = fc.oneof(
  fc.double({ min: 0, max: 5, noNaN: true }),
  fc.double({ min: 0, max: 2_000, noNaN: true }),
);

describe("chanceLimits", () => {
  it.each(reference.binomial)(
    "agree with R to nine digits for %p trials and share",
    ([trials, share], lines) => {
      expectAgreement(binomialLaw(trials, share / (1 - share)), lines);
    },
  );

  it.each(reference.poisson)("agree with R to nine digits for %p events expected", ([expected], lines) => {
    expectAgreement(poissonLaw(expected), lines);
  });

  it("leave outside just those counts whose exact chance, or that of more, is under the tail", () => {
    fc.assert(
      fc.property(anyBinomial, ({ trials, events, of }) => {
        const limits = limitsOf(binomialLaw(trials, events / (of - events)));
        const chances = exactChances(trials, events, of);
        const all = BigInt(of) ** BigInt(trials);
        limits.forEach(({ lower, upper }, level) => {
          const expectJudged = (isOutside: boolean, tail: readonly bigint[]) => {
            const scaled = sum(tail) * ONE_IN[level]!;
            // A chance that is just the tail lies on the line, give or take the last digit of a double.
            if (scaled !== all) expect(isOutside).toBe(scaled < all);
          };
          for (let count = 0; count <= trials; count++) {
            expectJudged(count > upper, chances.slice(count));
            expectJudged(count < lower, chances.slice(0, count + 1));
          }
        });
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it("are passed by chance alone at most as often as they say, where events are expected and not tried for", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 60, noNaN: true }), (expected) => {
        limitsOf(poissonLaw(expected)).forEach(({ lower, upper }, level) => {
          let [chance, below, above] = [Math.exp(-expected), 0, 1];
          for (let count = 0; count <= 400; count++) {
            if (count < lower) below += chance;
            if (count <= upper) above -= chance;
            chance *= expected / (count + 1);
          }
          expect(below).toBeLessThanOrEqual(1 / Number(ONE_IN[level]));
          expect(above).toBeLessThanOrEqual(1 / Number(ONE_IN[level]) + 1e-12);
        });
      }),
      { endOnFailure: true },
    );
  });

  it("do not call three events unusual where one is expected, as the printed interpolation does", () => {
    // P(X ≤ 3) is 0.981, so 3 − (0.981 − 0.975) / P(X = 3) = 2.90; yet three or more have a chance of 8 %.
    const [{ upper }] = limitsOf(poissonLaw(1));
    expect(upper).toBeCloseTo(3.901_948_696, 9);
  });

  it("are mirrored when events become non-events", () => {
    fc.assert(
      fc.property(anyBinomial, ({ trials, events, of }) => {
        const limits = limitsOf(binomialLaw(trials, events / (of - events)));
        const mirrored = limitsOf(binomialLaw(trials, (of - events) / events));
        limits.forEach(({ lower, upper }, level) => {
          expect(mirrored[level]!.lower).toBeCloseTo(trials - upper, 9);
          expect(mirrored[level]!.upper).toBeCloseTo(trials - lower, 9);
        });
      }),
      { endOnFailure: true },
    );
  });

  it("hold the expected count, the outer ones outside the inner", () => {
    fc.assert(
      fc.property(anyExpected, (expected) => {
        const [inner, outer] = limitsOf(poissonLaw(expected));
        const values = [outer.lower, inner.lower, expected, inner.upper, outer.upper];
        expect(values).toEqual([...values].sort((left, right) => left - right));
      }),
      { endOnFailure: true },
    );
  });

  it("rise with what is expected, in steps no wider than the rise", () => {
    fc.assert(
      fc.property(anyExpected, fc.double({ min: 0.001, max: 1, noNaN: true }), (expected, more) => {
        const [before, after] = [limitsOf(poissonLaw(expected)), limitsOf(poissonLaw(expected + more))];
        before.forEach(({ lower, upper }, level) => {
          expect(after[level]!.lower).toBeGreaterThanOrEqual(lower);
          expect(after[level]!.upper).toBeGreaterThan(upper);
        });
      }),
      { endOnFailure: true },
    );
  });

  it.each([
    ["nothing can happen", binomialLaw(20, 0), [0, 1]],
    ["everything happens", binomialLaw(20, Infinity), [19, 20]],
    ["nothing is expected", poissonLaw(0), [0, 1]],
  ] as const)("leave no whole count but one inside where %s", (_, law, [lowest, highest]) => {
    for (const { lower, upper } of limitsOf(law)) {
      expect(lower).toBeGreaterThanOrEqual(lowest);
      expect(upper).toBeLessThanOrEqual(highest);
      expect(upper - lower).toBeLessThan(1);
    }
  });
});
