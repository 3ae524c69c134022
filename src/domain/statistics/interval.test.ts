import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { atLeast, atMost } from "../../testkit/poisson-tails.js";
import { poissonInterval, poissonLimits, wilsonInterval, wilsonLimits } from "./interval.js";

/** Two-sided 95 %: the 0.975 quantile of the standard normal, as tabled. */
const Z = 1.959963984540054;

const anyProportion = fc
  .tuple(fc.integer({ min: 1, max: 100_000 }), fc.nat())
  .map(([trials, draw]) => ({ trials, events: draw % (trials + 1) }));

describe("wilsonLimits", () => {
  // Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3: score, without continuity correction.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("gives Newcombe's limits for %i of %i", (events, trials, lower, upper) => {
    const limits = wilsonLimits(events, trials);
    expect(limits.lower.toFixed(4)).toBe(lower.toFixed(4));
    expect(limits.upper.toFixed(4)).toBe(upper.toFixed(4));
  });

  it("lies where the observed share is just z standard errors away", () => {
    fc.assert(
      fc.property(anyProportion, ({ events, trials }) => {
        const share = events / trials;
        for (const p of Object.values(wilsonLimits(events, trials))) {
          expect(Math.abs((share - p) ** 2 - (Z ** 2 * p * (1 - p)) / trials)).toBeLessThanOrEqual(1e-12);
        }
      }),
    );
  });

  it("holds the observed share and stays between 0 and 1", () => {
    fc.assert(
      fc.property(anyProportion, ({ events, trials }) => {
        const { lower, upper } = wilsonLimits(events, trials);
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(lower).toBeLessThanOrEqual(events / trials);
        expect(upper).toBeGreaterThanOrEqual(events / trials);
        expect(upper).toBeLessThanOrEqual(1);
        expect(lower).toBeLessThan(upper);
      }),
    );
  });

  it("mirrors when events and their absence change places", () => {
    fc.assert(
      fc.property(anyProportion, ({ events, trials }) => {
        const limits = wilsonLimits(events, trials);
        const mirrored = wilsonLimits(trials - events, trials);
        expect(mirrored.lower).toBeCloseTo(1 - limits.upper, 12);
        expect(mirrored.upper).toBeCloseTo(1 - limits.lower, 12);
      }),
    );
  });

  it("touches 0 and 1 where nothing or everything was an event", () => {
    expect(wilsonLimits(0, 7).lower).toBe(0);
    expect(wilsonLimits(7, 7).upper).toBe(1);
  });
});

describe("poissonLimits", () => {
  // Garwood's exact limits (Biometrika 28 (1936) 437–442) as they are widely printed; see Ulm, American Journal of
  // Epidemiology 131 (1990) 373–375, for the same limits from the chi-squared distribution.
  it.each([
    [0, "0.0000", "3.6889"],
    [1, "0.0253", "5.5716"],
    [2, "0.2422", "7.2247"],
    [5, "1.6235", "11.6683"],
    [10, "4.7954", "18.3904"],
    [20, "12.2165", "30.8884"],
  ])("gives the printed limits for %i events", (events, lower, upper) => {
    const limits = poissonLimits(events);
    expect(limits.lower.toFixed(4)).toBe(lower);
    expect(limits.upper.toFixed(4)).toBe(upper);
  });

  it("gives the printed limits for 100 events", () => {
    expect(poissonLimits(100).lower.toFixed(3)).toBe("81.364");
    expect(poissonLimits(100).upper.toFixed(3)).toBe("121.627");
  });

  it("leaves 2.5 % in each tail", () => {
    const counts = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20_000 }));
    fc.assert(
      fc.property(counts, (events) => {
        const { lower, upper } = poissonLimits(events);
        expect(Math.abs(atMost(events, upper) - 0.025)).toBeLessThanOrEqual(1e-9);
        if (events > 0) expect(Math.abs(atLeast(events, lower) - 0.025)).toBeLessThanOrEqual(1e-9);
        else expect(lower).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it.each([937, 938, 939, 1_000, 65_000, 100_000])("leaves 2.5 %% in each tail of %i events", (events) => {
    const { lower, upper } = poissonLimits(events);
    expect(Math.abs(atMost(events, upper) - 0.025)).toBeLessThanOrEqual(1e-9);
    expect(Math.abs(atLeast(events, lower) - 0.025)).toBeLessThanOrEqual(1e-9);
  });

  it("moves up with every event", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000 }), (events) => {
        const fewer = poissonLimits(events);
        const more = poissonLimits(events + 1);
        expect(more.lower).toBeGreaterThan(fewer.lower);
        expect(more.upper).toBeGreaterThan(fewer.upper);
      }),
    );
  });
});

describe("intervals as they leave the house", () => {
  it("say how they were worked out and with what confidence", () => {
    expect(wilsonInterval(81, 263)).toEqual({
      lower: "0.255288519878",
      upper: "0.366209576983",
      level: "0.95",
      method: "WILSON_SCORE",
    });
    expect(poissonInterval(0, 1).method).toBe("POISSON_EXACT");
  });

  it("are in the unit of the rate", () => {
    const { lower, upper } = poissonInterval(10, 1_000 / 250);
    expect(Number(lower)).toBeCloseTo(4 * 4.7954, 3);
    expect(Number(upper)).toBeCloseTo(4 * 18.3904, 3);
  });
});
