import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { rateOf } from "../../testkit/rates.js";
import { sentenceOf } from "./trend-sentence.js";
import { rateInStyle, styleOf } from "./words.js";

describe("a rate in a sentence", () => {
  it.each([
    ["JAIL_RATE", 1, 2_500, "0.040%"],
    ["JAIL_RATE", 2_499, 2_500, "99.960%"],
    ["JAIL_RATE", 2_500, 2_500, "100.0%"],
    ["JAIL_RATE", 0, 2_500, "0.0%"],
    ["JAIL_RATE", 43, 80, "53.8%"],
    ["JAIL_RATE", 199_999, 200_000, "99.99950%"],
    ["JAIL_RATE", 1, 1_000_000_000, "<0.000001%"],
    ["JAIL_RATE", 999_999_999, 1_000_000_000, ">99.999999%"],
    ["SUBJECT_INJURY_RATE", 1, 25_000, "0.040"],
    ["SUBJECT_INJURY_RATE", 1_000, 1_000, "1,000.0"],
  ] as const)(
    "of %s, %i in %i, is never rounded to none or to all: %s",
    (key, numerator, denominator, words) => {
      const rate = rateOf(key, numerator, denominator);
      expect(rateInStyle(Number(rate.value), styleOf(rate))).toBe(words);
    },
  );

  it("reads 0 or 100 only where it is, whatever stands beside it", () => {
    const share = fc.tuple(fc.nat(1_000_000), fc.integer({ min: 1, max: 1_000_000 }));
    fc.assert(
      fc.property(share, share, ([events, rest], [other, left]) => {
        const rate = rateOf("JAIL_RATE", events, events + rest);
        const style = styleOf(rate, rateOf("JAIL_RATE", other, other + left));
        const words = rateInStyle(Number(rate.value), style);
        expect(/^[0.]+%$/.test(words)).toBe(events === 0);
        expect(words.startsWith("100")).toBe(false);
      }),
    );
  });
});

describe("a change in a sentence", () => {
  const period = { from: "2026-01", until: "2026-02", label: "January 2026" } as never;
  const told = (index: number) =>
    sentenceOf({
      title: "Jail bookings",
      grain: "MONTH",
      judged: [period],
      verdict: "CHANGED" as never,
      changes: [
        { direction: index > 1 ? "UP" : "DOWN", from: period, until: null, periods: 1, index },
      ] as never,
      counts: { expectedPeriods: 1, missingPeriods: 0, incompletePeriods: 0, partialPeriods: 0 } as never,
    });

  it.each([
    [1.003, "less than 1% above"],
    [0.996, "less than 1% below"],
    [0.004, "more than 99% below"],
    [0, "100% below"],
    [2.96, "196% above"],
  ])("of %d times the usual level is %s it", (index, words) => {
    expect(told(index)).toContain(` ${words} its usual level`);
  });
});
