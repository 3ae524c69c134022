import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { toDecimal } from "./decimal.js";

const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true });
/** Evenly over the orders of magnitude that rates have. */
const anyRate = fc
  .tuple(fc.double({ min: 1, max: 10, noNaN: true }), fc.integer({ min: -15, max: 15 }), fc.boolean())
  .map(([digits, exponent, isNegative]) => (isNegative ? -1 : 1) * digits * 10 ** exponent);

describe("toDecimal", () => {
  it.each<readonly [number, string]>([
    [0, "0"],
    [-0, "0"],
    [1, "1"],
    [-1, "-1"],
    [100, "100"],
    [1_200, "1200"],
    [0.5, "0.5"],
    [0.6125, "0.6125"],
    [0.1 + 0.2, "0.3"],
    [2 / 3, "0.666666666667"],
    [100 / 3, "33.3333333333"],
    [0.999_999_999_999_9, "1"],
    [1e-7, "0.0000001"],
    [1.5e-20, "0.000000000000000000015"],
    [123_456_789_012.5, "123456789013"],
    [1e20, "100000000000000000000"],
    [1e21, "1000000000000000000000"],
    [-2.5e21, "-2500000000000000000000"],
    [5e-324, "0"],
    [-1e-200, "0"],
  ])("writes %p as %p", (value, text) => {
    expect(toDecimal(value)).toBe(text);
  });

  it("writes no exponent, no trailing zero and no negative zero, however large or small the number", () => {
    fc.assert(
      fc.property(fc.oneof(anyNumber, anyRate), (value) => {
        expect(toDecimal(value)).toMatch(/^(?:0|-?(?:[1-9]\d*|0\.\d*[1-9]|[1-9]\d*\.\d*[1-9]))$/);
      }),
      { numRuns: 1_000 },
    );
  });

  it("reads back as the same number, to twelve digits", () => {
    fc.assert(
      fc.property(anyRate, (value) => {
        expect(Math.abs(Number(toDecimal(value)) / value - 1)).toBeLessThanOrEqual(5e-12);
      }),
      { numRuns: 1_000 },
    );
  });

  it("reads back exactly for whole numbers", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        expect(Number(toDecimal(value))).toBe(value);
      }),
    );
  });

  it("writes what it has read back as it was", () => {
    fc.assert(
      fc.property(anyRate, (value) => {
        const text = toDecimal(value);
        expect(toDecimal(Number(text))).toBe(text);
      }),
    );
  });

  it.each([Number.NaN, Infinity, -Infinity])("has no text for %p", (value) => {
    expect(() => toDecimal(value)).toThrow(RangeError);
  });
});
