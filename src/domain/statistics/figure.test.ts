import { describe, expect, it } from "@jest/globals";
import { reliabilityOf } from "./figure.js";

describe("reliabilityOf", () => {
  it.each([
    [0, 1_000, "UNRELIABLE"],
    [9, 1_000, "UNRELIABLE"],
    [10, 1_000, "USE_WITH_CAUTION"],
    [19, 1_000, "USE_WITH_CAUTION"],
    [20, 1_000, "RELIABLE"],
    [9, 9, "UNRELIABLE"],
    [10, 10, "USE_WITH_CAUTION"],
    [20, 20, "RELIABLE"],
    [25, 9, "UNRELIABLE"],
  ] as const)("judges %i events in %i: %s", (numerator, denominator, expected) => {
    expect(reliabilityOf(numerator, denominator)).toBe(expected);
  });
});
