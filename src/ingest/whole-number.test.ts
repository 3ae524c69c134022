import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { nearestWhole, wholeDigits } from "./whole-number.js";

describe("a whole number", () => {
  it.each([
    ["6", "6"],
    ["0", "0"],
    ["0.0", "0"],
    ["6.0", "6"],
    ["6.000000", "6"],
    ["6.", "6"],
    ["+6", "6"],
    ["1,234", "1234"],
    ["1,234.00", "1234"],
    ["1,234,567", "1234567"],
    ["29045.0", "29045"],
    ["01001", "01001"],
    ["01001.0", "01001"],
    ["6.000000000000001", "6"],
    ["5.999999999999999", "6"],
  ])("is read from %s", (text, digits) => {
    expect(wholeDigits(text)).toBe(digits);
  });

  it.each(["", "6.5", "6.001", "0.0001", "-6", "-0", "1e3", "1E+03", "12,34", "1,2345", ",123", "6,0", ".", ".0", "1.234.567", "6 0", "٦", "6%"])(
    "is not read from %j", (text) => {
      expect(wholeDigits(text)).toBeNull();
    },
  ); // prettier-ignore

  it("is found again however it is written", () => {
    const write = [
      (value: number) => String(value),
      (value: number) => value.toFixed(1),
      (value: number) => value.toLocaleString("en-US"),
      (value: number) => `+${String(value)}.`,
      (value: number) => String(value + value * Number.EPSILON),
    ];
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.constantFrom(...write), (value, written) => {
        expect(Number(wholeDigits(written(value)))).toBe(value);
      }),
    );
  });

  it("is what a program means by a number next to it, and never minus nothing", () => {
    expect([6.000000000000001, -1e-17, 0.30000000000000004 * 10, 1_000_000.0001].map(nearestWhole)).toEqual([
      6, 0, 3, 1_000_000,
    ]);
    expect([6.5, 6.00001, 0.001, Number.NaN].map(nearestWhole)).toEqual([null, null, null, null]);
  });
});
