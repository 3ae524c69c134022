import { describe, expect, it } from "@jest/globals";
import { randomLcg, randomNormal } from "d3-random";
import fc from "fast-check";
import { median, robustDeviation } from "./usual.js";

const numbers = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 40 });

describe("median", () => {
  it("is the middle one, or the middle of the two in the middle", () => {
    expect(median([])).toBe(0);
    expect(median([7])).toBe(7);
    expect(median([9, 1, 2])).toBe(2);
    expect(median([10, 9, 1, 2])).toBe(5.5);
  });

  it("has as many numbers above as below", () => {
    fc.assert(
      fc.property(numbers, (all) => {
        const middle = median(all);
        const above = all.filter((one) => one > middle).length;
        const below = all.filter((one) => one < middle).length;
        expect(Math.max(above, below)).toBeLessThanOrEqual(all.length / 2);
      }),
    );
  });
});

describe("robustDeviation", () => {
  it("is near the standard deviation of normal numbers", () => {
    const draw = randomNormal.source(randomLcg(0.5))(100, 7);
    expect(Math.abs(robustDeviation(Array.from({ length: 20_000 }, draw)) - 7)).toBeLessThan(0.2);
  });

  it("moves with the scale, and not with the place", () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: 9 }), fc.integer(), (all, scale, place) => {
        expect(robustDeviation(all.map((one) => one * scale + place))).toBeCloseTo(
          robustDeviation(all) * scale,
          5,
        );
      }),
    );
  });

  it("is not moved by a wild number", () => {
    const tame = [8, 9, 10, 10, 11, 12, 10, 9, 11];
    expect(robustDeviation([...tame, 1e9])).toBeLessThan(2 * robustDeviation(tame));
  });
});
