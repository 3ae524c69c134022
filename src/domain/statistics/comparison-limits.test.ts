import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import {
  conditionalRatioLimits,
  moverDifferenceLimits,
  moverRatioLimits,
  newcombeLimits,
} from "./comparison-limits.js";
import type { Counts } from "./counts.js";
import type { OpenLimits } from "./interval.js";

type Pair = readonly [lower: number, upper: number | null];

interface Reference {
  readonly counts: readonly [number, number, number, number];
  readonly difference: Pair;
  readonly ratio: Pair;
}

/** Limits from R on other ways; comparison.fixture.R says how. */
const reference = JSON.parse(readFileSync(new URL("./comparison.fixture.json", import.meta.url), "utf8")) as {
  readonly proportions: readonly Reference[];
  readonly rates: readonly Reference[];
};

const anyProportion = fc
  .tuple(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 1_000_000 })), fc.nat())
  .map(([base, draw]) => ({ events: draw % (base + 1), base }));

const anyRate = fc.record({
  events: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 50_000 })),
  base: fc.integer({ min: 1, max: 10_000_000 }),
});

/** Each kind of rate with its limits. */
const KINDS = [
  { kind: "proportions", any: anyProportion, difference: newcombeLimits, ratio: moverRatioLimits },
  { kind: "rates", any: anyRate, difference: moverDifferenceLimits, ratio: conditionalRatioLimits },
] as const;

function twoOf(any: fc.Arbitrary<Counts>): fc.Arbitrary<readonly [Counts, Counts]> {
  return fc.oneof(
    fc.tuple(any, any),
    any.map((one) => [one, one] as const),
  );
}

function expectClose(actual: number | null, expected: number | null, scale: number): void {
  if (actual === null || expected === null) expect(actual).toBe(expected);
  else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * scale);
}

function leavesOut({ lower, upper }: OpenLimits, value: number): boolean {
  return lower > value || (upper !== null && upper < value);
}

/** P(X ≥ from) of a binomial, term by term. */
function atLeast(from: number, trials: number, p: number): number {
  let log = trials * Math.log1p(-p);
  let sum = from === 0 ? Math.exp(log) : 0;
  for (let k = 1; k <= trials; k++) {
    log += Math.log((trials - k + 1) / k) + Math.log(p) - Math.log1p(-p);
    if (k >= from) sum += Math.exp(log);
  }
  return sum;
}

describe("newcombeLimits", () => {
  // Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, method 10.
  it.each([
    [56, 70, 48, 80, "0.0524", "0.3339"],
    [9, 10, 3, 10, "0.1705", "0.8090"],
    [6, 7, 2, 7, "0.0582", "0.8062"],
    [5, 56, 0, 29, "-0.0381", "0.1926"],
    [0, 10, 0, 20, "-0.1611", "0.2775"],
    [0, 10, 0, 10, "-0.2775", "0.2775"],
    [10, 10, 0, 20, "0.6791", "1.0000"],
    [10, 10, 0, 10, "0.6075", "1.0000"],
  ])("gives the printed limits for %i of %i against %i of %i", (x, n, y, m, lower, upper) => {
    const limits = newcombeLimits({ events: x, base: n }, { events: y, base: m });
    expect([limits.lower.toFixed(4), limits.upper.toFixed(4)]).toEqual([lower, upper]);
  });

  it("stays within -1 and 1", () => {
    fc.assert(
      fc.property(twoOf(anyProportion), ([left, right]) => {
        const { lower, upper } = newcombeLimits(left, right);
        expect(lower).toBeGreaterThanOrEqual(-1 - 1e-12);
        expect(upper).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});

describe("difference and ratio of two proportions", () => {
  it("never contradict each other: one leaves out 0 just when the other leaves out 1", () => {
    // From close by, so that both answers come up.
    const near = anyProportion.chain((left) =>
      fc.tuple(
        fc.constant(left),
        fc
          .integer({ min: -3, max: 3 })
          .map((steps) => Math.round(left.events + steps * Math.sqrt(left.events + 1)))
          .map((events) => ({ events: Math.min(Math.max(events, 0), left.base), base: left.base })),
      ),
    );
    const answers = new Set<boolean>();
    fc.assert(
      fc.property(near, ([left, right]) => {
        const answer = leavesOut(newcombeLimits(left, right), 0);
        answers.add(answer);
        expect(leavesOut(moverRatioLimits(left, right), 1)).toBe(answer);
      }),
      { numRuns: 2_000, endOnFailure: true },
    );
    expect(answers.size).toBe(2);
  });
});

describe("conditionalRatioLimits", () => {
  it("leave 2.5 % on each side, given all the events", () => {
    const few = fc.record({
      events: fc.integer({ min: 0, max: 150 }),
      base: fc.integer({ min: 1, max: 5_000 }),
    });
    fc.assert(
      fc.property(few, few, (left, right) => {
        const { lower, upper } = conditionalRatioLimits(left, right);
        const total = left.events + right.events;
        const shareAt = (ratio: number) => (ratio * left.base) / (ratio * left.base + right.base);
        if (left.events === 0) expect(lower).toBe(0);
        else expect(atLeast(left.events, total, shareAt(lower))).toBeCloseTo(0.025, 9);
        if (upper === null) expect(right.events).toBe(0);
        else expect(atLeast(right.events, total, 1 - shareAt(upper))).toBeCloseTo(0.025, 9);
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });
});

describe.each(KINDS)("limits of two $kind", ({ kind, any, difference, ratio }) => {
  it.each(reference[kind])(
    "agree with R to nine digits: $counts",
    ({ counts: [x, n, y, m], ...expected }) => {
      const [left, right] = [
        { events: x, base: n },
        { events: y, base: m },
      ];
      const [low, high] = expected.difference as readonly [number, number];
      const ofDifference = difference(left, right);
      expectClose(ofDifference.lower, low, high - low);
      expectClose(ofDifference.upper, high, high - low);
      const ofRatio = ratio(left, right);
      expectClose(ofRatio.lower, expected.ratio[0], expected.ratio[0]);
      expectClose(ofRatio.upper, expected.ratio[1], expected.ratio[1] ?? 0);
    },
  );

  it("turn round when the sides are swapped", () => {
    fc.assert(
      fc.property(twoOf(any), ([left, right]) => {
        const [there, back] = [difference(left, right), difference(right, left)];
        expect(back.lower).toBeCloseTo(-there.upper, 12);
        expect(back.upper).toBeCloseTo(-there.lower, 12);
        const [times, inverse] = [ratio(left, right), ratio(right, left)];
        expect(inverse.upper === null).toBe(times.lower === 0);
        if (inverse.upper !== null) expect(inverse.upper * times.lower).toBeCloseTo(1, 9);
      }),
      { endOnFailure: true },
    );
  });

  it("hold what was observed between them", () => {
    fc.assert(
      fc.property(twoOf(any), ([left, right]) => {
        const [one, other] = [left.events / left.base, right.events / right.base];
        const ofDifference = difference(left, right);
        expect(ofDifference.lower).toBeLessThanOrEqual(one - other);
        expect(ofDifference.upper).toBeGreaterThanOrEqual(one - other);
        expect(ofDifference.lower).toBeLessThan(ofDifference.upper);
        const { lower, upper } = ratio(left, right);
        if (upper === null) expect(right.events).toBe(0);
        else {
          expect(lower).toBeLessThanOrEqual((one / other) * (1 + 1e-12));
          expect(upper).toBeGreaterThanOrEqual((one / other) * (1 - 1e-12));
        }
      }),
      { endOnFailure: true },
    );
  });

  it("move up with every event on the left, and down with every event on the right", () => {
    fc.assert(
      fc.property(twoOf(any), ([left, right]) => {
        fc.pre(kind === "rates" || left.events < left.base);
        const more = { ...left, events: left.events + 1 };
        const [before, after] = [difference(left, right), difference(more, right)];
        expect(after.lower).toBeGreaterThan(before.lower);
        expect(after.upper).toBeGreaterThan(before.upper);
        const [times, moreTimes] = [ratio(left, right), ratio(more, right)];
        expect(moreTimes.lower).toBeGreaterThan(times.lower);
        if (times.upper !== null) expect(moreTimes.upper).toBeGreaterThan(times.upper);
        const [less, lessTimes] = [difference(right, more), ratio(right, more)];
        expect(less.upper).toBeLessThan(difference(right, left).upper);
        expect(lessTimes.lower).toBeLessThanOrEqual(ratio(right, left).lower);
      }),
      { endOnFailure: true },
    );
  });

  it("cannot be told apart from themselves", () => {
    fc.assert(
      fc.property(any, (one) => {
        expect(leavesOut(difference(one, one), 0)).toBe(false);
        expect(leavesOut(ratio(one, one), 1)).toBe(false);
      }),
    );
  });

  it("have no upper end where the right side counted nothing", () => {
    fc.assert(
      fc.property(any, any, (left, { base }) => {
        const { lower, upper } = ratio(left, { events: 0, base });
        expect(upper).toBeNull();
        expect(Number.isFinite(lower)).toBe(true);
      }),
    );
  });
});
