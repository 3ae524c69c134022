import { describe, expect, it } from "@jest/globals";
import { reliabilityOf } from "./figure.js";

describe("reliabilityOf", () => {
  it.each([
    [0, 1_000, "UNRELIABLE"],
    [9, 1_000, "UNRELIABLE"],
    [10, 1_000, "USE_WITH_CAUTION"],
    [19, 1_000, "USE_WITH_CAUTION"],
    [20, 1_000, "RELIABLE"],
    [20, 20, "RELIABLE"],
    [1_100, 1_000, "RELIABLE"],
    [25, 9, "UNRELIABLE"],
  ] as const)("judges a rate of %i events in %i by the events: %s", (numerator, denominator, expected) => {
    expect(reliabilityOf("EVENT_RATE", numerator, denominator)).toBe(expected);
    expect(reliabilityOf("RESIDENT_RATE", numerator, denominator)).toBe(expected);
  });

  it.each([
    [28, 28, "UNRELIABLE"],
    [15, 16, "UNRELIABLE"],
    [0, 28, "UNRELIABLE"],
    [1_000, 1_000, "UNRELIABLE"],
    [991, 1_000, "UNRELIABLE"],
    [990, 1_000, "USE_WITH_CAUTION"],
    [10, 1_000, "USE_WITH_CAUTION"],
    [10, 20, "USE_WITH_CAUTION"],
    [981, 1_000, "USE_WITH_CAUTION"],
    [980, 1_000, "RELIABLE"],
    [20, 40, "RELIABLE"],
    [20, 39, "USE_WITH_CAUTION"],
    [9, 9, "UNRELIABLE"],
  ] as const)(
    "judges a share of %i in %i by the smaller of both sides: %s",
    (numerator, denominator, expected) => {
      expect(reliabilityOf("PROPORTION", numerator, denominator)).toBe(expected);
      expect(reliabilityOf("PROPORTION", denominator - numerator, denominator)).toBe(expected);
    },
  );
});
