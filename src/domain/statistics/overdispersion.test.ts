import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { overdispersionOf } from "./overdispersion.js";

const { leftByChance } = JSON.parse(
  readFileSync(new URL("./funnel.fixture.json", import.meta.url), "utf8"),
) as { readonly leftByChance: number };

/** Quantiles of the standard normal at 0.05, 0.15 … 0.95: ten scores as chance alone spreads them. */
const TENTHS = [
  -1.644854, -1.036433, -0.67449, -0.38532, -0.125661, 0.125661, 0.38532, 0.67449, 1.036433, 1.644854,
];

/** Ten of each, so that the tenths are well filled. */
const BY_CHANCE = TENTHS.flatMap((score) => Array.from({ length: 10 }, () => score));

/** In thousandths: of a score nearer to zero than that, the square would be lost in rounding. */
const anyScores = fc.array(
  fc.integer({ min: -50_000, max: 50_000 }).map((thousandths) => thousandths / 1_000),
  { minLength: 10, maxLength: 60 },
);

describe("overdispersionOf", () => {
  it("draws in a tenth on either side and divides by what that leaves of chance", () => {
    // The lowest and highest value of ten are drawn in to their neighbours, nine tenths of the way.
    const scores = [-5, -2, -1, 0, 0, 0, 0, 1, 2, 5];
    const edge = 5 - 0.9 * 3;
    expect(overdispersionOf(scores)!.factor).toBeCloseTo((2 * edge ** 2 + 2 * 4 + 2) / 10 / leftByChance, 9);
  });

  it("finds nothing where there is only chance", () => {
    const { factor, isOverdispersed } = overdispersionOf(BY_CHANCE)!;
    expect(factor).toBeGreaterThan(0.8);
    expect(factor).toBeLessThan(1.2);
    expect(isOverdispersed).toBe(false);
  });

  it("finds half as much variance again among a hundred areas", () => {
    const { factor, largestByChance, isOverdispersed } = overdispersionOf(
      BY_CHANCE.map((score) => score * Math.sqrt(1.5)),
    )!;
    // Chi-squared with 100 degrees of freedom at 0.95, as tabled: 124.342.
    expect(largestByChance).toBeCloseTo(1.243_42, 5);
    expect(factor).toBeGreaterThan(largestByChance);
    expect(isOverdispersed).toBe(true);
  });

  it("is not led by a few outliers", () => {
    const outliers = BY_CHANCE.map((score, index) => (index >= 95 ? 1_000 : score));
    expect(overdispersionOf(outliers)!.isOverdispersed).toBe(false);
  });

  it("grows with the square of the scores, whatever their order and signs", () => {
    fc.assert(
      fc.property(anyScores, fc.double({ min: 0.1, max: 10, noNaN: true }), (scores, times) => {
        const { factor } = overdispersionOf(scores)!;
        const changed = overdispersionOf(scores.map((score) => -score * times).reverse())!;
        expect(Math.abs(changed.factor - factor * times ** 2)).toBeLessThanOrEqual(1e-9 * changed.factor);
      }),
      { endOnFailure: true },
    );
  });

  it("does not judge fewer than ten areas", () => {
    expect(overdispersionOf(TENTHS.slice(1))).toBeNull();
    expect(overdispersionOf(TENTHS)).not.toBeNull();
  });
});
