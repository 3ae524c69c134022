import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { noRate, rateOf } from "../../testkit/rates.js";
import type { MetricKey } from "../catalog/metrics.js";
import type { Coverage } from "./coverage.js";
import { funnel, type Funnel, type FunnelArea, type FunnelPosition } from "./funnel.js";
import type { ControlLimits } from "./funnel-lines.js";

/** Funnels from R's own distributions; funnel.fixture.R says how. */
const reference = JSON.parse(readFileSync(new URL("./funnel.fixture.json", import.meta.url), "utf8")) as {
  readonly funnels: readonly {
    readonly base: readonly number[];
    readonly events: readonly number[];
    readonly factor: number;
    readonly largestByChance: number;
    readonly widening: number;
    readonly positions: string;
    readonly adjusted: string;
  }[];
};

type Pair = readonly [events: number, base: number];

function areasOf(
  key: MetricKey,
  pairs: readonly Pair[],
  coverage: Partial<Coverage> = {},
): readonly FunnelArea<number>[] {
  return pairs.map(([events, base], area) => ({ area, rate: rateOf(key, events, base, coverage) }));
}

function funnelOf(key: MetricKey, pairs: readonly Pair[], coverage: Partial<Coverage> = {}): Funnel<number> {
  const [events, base] = pairs.reduce<Pair>(([x, n], [y, m]) => [x + y, n + m], [0, 0]);
  return funnel(areasOf(key, pairs, coverage), rateOf(key, events, base, coverage));
}

function ordered({ lower998, lower95, upper95, upper998 }: ControlLimits, center: string): readonly number[] {
  return [lower998, lower95, center, upper95, upper998].map(Number);
}

const SEVERITY: Readonly<Record<FunnelPosition, number>> = {
  NOT_ASSESSED: 0,
  WITHIN: 0,
  ABOVE_95: 1,
  BELOW_95: 1,
  ABOVE_998: 2,
  BELOW_998: 2,
};

const KEYS = ["DIVERSION_RATE", "SUBJECT_INJURY_RATE", "ENCOUNTERS_PER_100K"] as const;
const anyPairs = fc.array(
  fc
    .tuple(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 3_000 })), fc.nat())
    .map(([base, draw]): Pair => [draw % (base + 1), base]),
  { minLength: 1, maxLength: 25 },
);
const anyFunnel = fc.tuple(fc.constantFrom(...KEYS), anyPairs);

describe("a funnel", () => {
  it.each(reference.funnels.map((one) => [one.widening, one] as const))(
    "agrees with R, where lines are moved %f times as far",
    (widening, { base, events, ...expected }) => {
      const { dispersion, points } = funnelOf(
        "DIVERSION_RATE",
        base.map((trials, index) => [events[index]!, trials]),
      );
      expect(Number(dispersion!.factor)).toBeCloseTo(expected.factor, 9);
      expect(Number(dispersion!.largestByChance)).toBeCloseTo(expected.largestByChance, 9);
      expect(Number(dispersion!.widening)).toBeCloseTo(widening, 9);
      expect(dispersion!.isOverdispersed).toBe(widening > 1);
      expect(points.map(({ position }) => position).join(" ")).toBe(expected.positions);
      expect(points.map(({ adjustedPosition }) => adjustedPosition).join(" ")).toBe(expected.adjusted);
    },
  );

  it("has lines in the unit of the rate", () => {
    // Ten events expected in 1,000 encounters; P(X ≤ 3) and P(X ≥ 18) are the last under 2.5 %.
    const { center, points } = funnelOf("SUBJECT_INJURY_RATE", [
      [10, 1_000],
      [1_000, 100_000],
    ]);
    expect(center).toBe("10");
    const { lower95, upper95 } = points[0]!.lines!.limits;
    expect(Math.ceil(Number(lower95)) - 1).toBe(3);
    expect(Math.floor(Number(upper95)) + 1).toBe(18);
  });

  it("keeps every area in its place, with what the caller knows it by", () => {
    const areas = [
      { area: { slug: "boone" }, rate: rateOf("JAIL_RATE", 10, 50) },
      { area: { slug: "cole" }, rate: noRate("JAIL_RATE", "No report was expected.") },
      { area: { slug: "dent" }, rate: rateOf("JAIL_RATE", 5, 40, { isComplete: false }) },
    ];
    const { points } = funnel(areas, rateOf("JAIL_RATE", 15, 90));
    expect(points.map(({ area, rate }) => ({ area, rate }))).toEqual(areas);
    expect(points.map(({ position, isComplete }) => [position, isComplete])).toEqual([
      ["WITHIN", true],
      ["NOT_ASSESSED", true],
      ["WITHIN", false],
    ]);
    expect(points[1]).toMatchObject({ lines: null, adjustedPosition: "NOT_ASSESSED" });
  });

  it("assesses nobody where there is no common rate", () => {
    const { center, points, curve, dispersion } = funnel(
      areasOf("ENCOUNTERS_PER_100K", [[10, 50_000]]),
      noRate("ENCOUNTERS_PER_100K", "Not worked out across a break."),
    );
    expect({ center, curve, dispersion }).toEqual({ center: null, curve: [], dispersion: null });
    expect(points.map(({ position }) => position)).toEqual(["NOT_ASSESSED"]);
  });

  it("finds nothing unusual where nothing happened, or all did", () => {
    for (const events of [0, 1]) {
      const { points, dispersion } = funnelOf(
        "DIVERSION_RATE",
        Array.from({ length: 12 }, (_, index): Pair => [events * (index + 1), index + 1]),
      );
      expect(new Set(points.map(({ position }) => position))).toEqual(new Set(["WITHIN"]));
      expect(dispersion).toMatchObject({ factor: "0", widening: "1" });
    }
  });

  it("does not judge the spread of fewer than ten areas", () => {
    const pairs = Array.from({ length: 9 }, (_, index): Pair => [index * 10, 100]);
    expect(funnelOf("DIVERSION_RATE", pairs).dispersion).toBeNull();
    expect(funnelOf("DIVERSION_RATE", [...pairs, [50, 100]]).dispersion).not.toBeNull();
  });

  it("moves lines apart only where areas differ by more than chance, and then never judges harder", () => {
    const answers = new Set<boolean>();
    fc.assert(
      fc.property(anyFunnel, ([key, pairs]) => {
        const { points, dispersion } = funnelOf(key, pairs);
        const isOverdispersed = dispersion?.isOverdispersed ?? false;
        answers.add(isOverdispersed);
        for (const { position, adjustedPosition, lines } of points) {
          if (!isOverdispersed) expect(lines!.adjustedLimits).toEqual(lines!.limits);
          expect(SEVERITY[adjustedPosition]).toBeLessThanOrEqual(SEVERITY[position]);
        }
      }),
      { endOnFailure: true },
    );
    expect(answers.size).toBe(2);
  });

  it("judges every point by the lines that it shows, which hold the common rate and what is possible", () => {
    fc.assert(
      fc.property(anyFunnel, ([key, pairs]) => {
        const { points, center } = funnelOf(key, pairs);
        const most = key === "DIVERSION_RATE" ? 1 : Infinity;
        for (const { rate, lines, position } of points) {
          const value = Number(rate.value);
          for (const limits of Object.values(lines!) as readonly ControlLimits[]) {
            const values = ordered(limits, center!);
            expect(values).toEqual([...values].sort((left, right) => left - right));
            expect(values[0]).toBeGreaterThanOrEqual(0);
            expect(values[4]).toBeLessThanOrEqual(most);
          }
          const { lower95, upper95, lower998, upper998 } = lines!.limits;
          expect(position.endsWith("998")).toBe(value > Number(upper998) || value < Number(lower998));
          expect(position === "WITHIN").toBe(value <= Number(upper95) && value >= Number(lower95));
          expect(position.startsWith("ABOVE")).toBe(value > Number(upper95));
        }
      }),
      { endOnFailure: true },
    );
  });

  it("draws a curve through the lines of its points, from the smallest to the largest", () => {
    const { curve, points } = funnelOf("DIVERSION_RATE", [
      [10, 20],
      [90, 150],
      [1_200, 2_000],
    ]);
    const denominators = curve.map(({ denominator }) => denominator);
    expect([denominators[0], denominators.at(-1)]).toEqual([20, 2_000]);
    expect(denominators).toEqual([...new Set(denominators)].sort((left, right) => left - right));
    expect(denominators.length).toBeGreaterThan(50);
    expect(curve[0]).toEqual({ denominator: 20, ...points[0]!.lines });
    expect(curve.at(-1)).toEqual({ denominator: 2_000, ...points[2]!.lines });
    expect(funnelOf("DIVERSION_RATE", [[10, 20]]).curve).toHaveLength(1);
  });
});

describe("the sentence of a funnel", () => {
  const even = reference.funnels[0]!;
  const uneven = reference.funnels[1]!;
  const pairsOf = ({ base, events }: typeof even) =>
    base.map((trials, index): Pair => [events[index]!, trials]);

  it("says why nothing is ranked, and who lies outside", () => {
    expect(funnelOf("DIVERSION_RATE", pairsOf(even)).sentence).toBe(
      "Diversion rate: 36 areas are set against the common rate of 59.9% of encounters that ended in care or jail, and not ranked, because by chance alone small areas swing furthest and would fill both ends of a ranking. Taken together, the areas differ no more than chance can explain, so the lines stay where chance alone puts them. Chance alone leads beyond the inner lines in at most 1 of 20 areas, beyond the outer lines in at most 1 of 500; 3 areas lie beyond the inner lines.",
    );
  });

  it("says that lines were moved, and how many lay outside before", () => {
    expect(funnelOf("DIVERSION_RATE", pairsOf(uneven)).sentence).toBe(
      "Diversion rate: 36 areas are set against the common rate of 62.2% of encounters that ended in care or jail, and not ranked, because by chance alone small areas swing furthest and would fill both ends of a ranking. Taken together, the areas differ by more than chance alone explains, for reasons that these numbers do not show, so the lines were moved 3.0 times as far from the common rate. 3 areas lie beyond the inner lines, 2 of them beyond the outer lines too; before the lines were moved, 21 did.",
    );
  });

  it("says what is invented, incomplete, untested and not placed", () => {
    const { sentence } = funnel(
      [
        ...areasOf(
          "JAIL_RATE",
          [
            [10, 50],
            [200, 300],
          ],
          { isComplete: false, demonstrationReports: 2 },
        ),
        { area: 2, rate: noRate("JAIL_RATE", "No report was expected.") },
      ],
      rateOf("JAIL_RATE", 100, 350),
    );
    expect(sentence).toBe(
      "Demonstration data: reports behind these figures are invented and describe no real place. Jail rate: 2 areas are set against the common rate of 28.6% of encounters with a known ending, and not ranked, because by chance alone small areas swing furthest and would fill both ends of a ranking. With fewer than ten areas it was not tested whether they differ by more than chance. Chance alone leads beyond the inner lines in at most 1 of 20 areas, beyond the outer lines in at most 1 of 500; 1 area lies beyond the inner lines, 1 of them beyond the outer lines too. 1 area has no rate and is not placed. 2 areas rest on incomplete reports.",
    );
  });

  it("says why there is no common rate", () => {
    const { sentence } = funnel(
      areasOf("ENCOUNTERS_PER_100K", [[10, 50_000]]),
      noRate("ENCOUNTERS_PER_100K", "Not worked out across a break."),
    );
    expect(sentence).toBe("No area can be set against a common rate. Not worked out across a break.");
  });

  it("never calls an area significant or ranks it", () => {
    fc.assert(
      fc.property(anyFunnel, ([key, pairs]) => {
        const { sentence } = funnelOf(key, pairs);
        expect(sentence).not.toMatch(/significan|best|worst|NaN|Infinity|undefined|null/i);
      }),
    );
  });
});
