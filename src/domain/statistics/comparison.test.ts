import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { noRate, rateOf } from "../../testkit/rates.js";
import type { MetricKey } from "../catalog/metrics.js";
import { compare, leavesOut } from "./comparison.js";
import type { Overlap, Side } from "./comparison-sides.js";
import type { Coverage } from "./coverage.js";
import type { Decimal } from "./decimal.js";
import type { Rate } from "./figure.js";

const BOONE = "Boone County in 2025";
const COLE = "Cole County in 2025";

function side(name: string, rate: Rate, vintage: string | null = null): Side {
  return { name, rate, vintage };
}

function sides(
  key: MetricKey,
  [x, n, y, m]: readonly [number, number, number, number],
  coverage: Partial<Coverage> = {},
): readonly [Side, Side] {
  const vintage = key === "ENCOUNTERS_PER_100K" ? "V2024" : null;
  return [side(BOONE, rateOf(key, x, n, coverage), vintage), side(COLE, rateOf(key, y, m), vintage)];
}

function sentenceOf(key: MetricKey, counts: readonly [number, number, number, number]): string {
  return compare(...sides(key, counts), "APART").sentence;
}

const anyShare = fc
  .tuple(fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 100_000 })), fc.nat())
  .map(([denominator, draw]) => [draw % (denominator + 1), denominator] as const);
const anyEvents = fc.tuple(
  fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 20_000 })),
  fc.integer({ min: 1, max: 1_000_000 }),
);
const anySides = fc
  .oneof(
    fc.tuple(fc.constant("DIVERSION_RATE" as const), anyShare, anyShare),
    fc.tuple(
      fc.constantFrom("SUBJECT_INJURY_RATE" as const, "ENCOUNTERS_PER_100K" as const),
      anyEvents,
      anyEvents,
    ),
  )
  .map(([key, left, right]) => sides(key, [...left, ...right]));

describe("a comparison of two proportions", () => {
  it("gives difference and ratio with Newcombe's limits and those that agree with them", () => {
    expect(compare(...sides("DIVERSION_RATE", [56, 70, 48, 80]), "APART")).toMatchObject({
      difference: {
        value: "0.2",
        interval: {
          lower: "0.0524314724024",
          upper: "0.333872654037",
          level: "0.95",
          method: "NEWCOMBE_HYBRID_SCORE",
        },
      },
      ratio: {
        value: "1.33333333333",
        interval: { lower: "1.07829461324", upper: "1.66291996651", level: "0.95", method: "MOVER_WILSON" },
        note: null,
      },
      isDistinguishable: true,
      refusal: null,
    });
  });

  it("has no ratio where the right side counted nothing, and says why", () => {
    expect(compare(...sides("DIVERSION_RATE", [5, 56, 0, 29]), "APART").ratio).toEqual({
      value: null,
      interval: { lower: "0.629241227485", upper: null, level: "0.95", method: "MOVER_WILSON" },
      note: "Cole County in 2025 counted no events: nothing can be divided by its rate, and the ratio may be as large as it likes.",
    });
  });
});

describe("a comparison of two rates", () => {
  it("gives the difference per unit and the exact ratio", () => {
    expect(compare(...sides("SUBJECT_INJURY_RATE", [19, 3000, 41, 3100]), "APART")).toMatchObject({
      difference: {
        value: "-6.89247311828",
        interval: { lower: "-12.2400880052", upper: "-1.73493687145", method: "MOVER_POISSON" },
      },
      ratio: {
        value: "0.478861788618",
        interval: { lower: "0.262505134833", upper: "0.843951651729", method: "CONDITIONAL_EXACT" },
      },
      isDistinguishable: true,
    });
  });

  it("has no ratio where neither counted anything", () => {
    expect(compare(...sides("SUBJECT_INJURY_RATE", [0, 120, 0, 90]), "APART")).toMatchObject({
      difference: { value: "0" },
      ratio: { value: null, interval: { lower: "0", upper: null } },
      isDistinguishable: false,
    });
  });
});

describe("a comparison that is refused", () => {
  function expectRefusal(left: Side, right: Side, overlap: Overlap, reason: string) {
    expect(compare(left, right, overlap)).toEqual({
      difference: null,
      ratio: null,
      isDistinguishable: null,
      refusal: reason,
      sentence: reason,
    });
  }

  it("is one of a thing with itself", () => {
    const [boone] = sides("DIVERSION_RATE", [56, 70, 48, 80]);
    expectRefusal(
      boone,
      boone,
      "SAME",
      "Boone County in 2025 is set against itself: choose two areas, or two periods.",
    );
  });

  it("is one of a part with its whole", () => {
    expectRefusal(
      ...sides("DIVERSION_RATE", [56, 70, 148, 280]),
      "OVERLAPPING",
      "Boone County in 2025 and Cole County in 2025 share reports, so nobody can say how far chance alone sets them apart: choose two that share none.",
    );
  });

  it("is one of a stock with itself at another time", () => {
    expectRefusal(
      ...sides("CIT_CERTIFIED_SHARE", [56, 70, 148, 280]),
      "SAME_STOCK",
      "Boone County in 2025 and Cole County in 2025 count mostly the same officers, once at each time, so nobody can say how far chance alone sets them apart: read the two figures as they are, or choose two areas at one time.",
    );
  });

  it("names each side that has no number, with its reason", () => {
    expectRefusal(
      side(BOONE, noRate("JAIL_RATE", "No report was expected.")),
      side(COLE, noRate("JAIL_RATE", "Nothing to take a rate of: the denominator is 0.")),
      "APART",
      "Boone County in 2025 has no Jail rate to compare. No report was expected. Cole County in 2025 has no Jail rate to compare. Nothing to take a rate of: the denominator is 0.",
    );
  });

  it("is one of residents of two census vintages", () => {
    const rate = rateOf("ENCOUNTERS_PER_100K", 312, 99_873);
    expectRefusal(
      side("Boone County in 2019", rate, "V2019"),
      side("Boone County in 2023", rate, "V2024"),
      "APART",
      "The residents of Boone County in 2019 are of census vintage V2019, those of Boone County in 2023 of vintage V2024. Numbers of two vintages are not comparable: choose years that one vintage covers.",
    );
  });

  it("is one of residents of whom the vintage is not known", () => {
    const rate = rateOf("ENCOUNTERS_PER_100K", 312, 99_873);
    const { refusal } = compare(side(BOONE, rate), side(COLE, rate), "APART");
    expect(refusal).toContain("of census vintage that is not known");
  });

  it("is a mistake of the caller where the metrics differ", () => {
    const [left] = sides("DIVERSION_RATE", [56, 70, 48, 80]);
    const [right] = sides("JAIL_RATE", [56, 70, 48, 80]);
    expect(() => compare(left, right, "APART")).toThrow("DIVERSION_RATE version 2 and JAIL_RATE version 1");
    const later = { ...left.rate, definition: { ...left.rate.definition, version: 3 } };
    expect(() => compare(left, { ...left, rate: later }, "APART")).toThrow("DIVERSION_RATE version 3");
  });
});

describe("the sentence of a comparison", () => {
  it("tells a difference that chance does not easily explain", () => {
    expect(sentenceOf("DIVERSION_RATE", [56, 70, 48, 80])).toBe(
      "Diversion rate: Boone County in 2025 stands at 80.0% of encounters that ended in care or jail (56 of 70), Cole County in 2025 at 60.0% (48 of 80). Allowing for chance, the figure for Boone County in 2025 is higher than the one for Cole County in 2025 by 5.2 to 33.4 percentage points: more than chance alone easily explains. The numbers do not say why. The figure for Boone County in 2025 rests on few cases: use it with caution.",
    );
  });

  it("tells a lower rate per unit", () => {
    expect(sentenceOf("SUBJECT_INJURY_RATE", [24, 3000, 61, 3100])).toBe(
      "Injury rate, persons in crisis: Boone County in 2025 stands at 8.0 persons per 1,000 encounters (24 in 3,000), Cole County in 2025 at 19.7 (61 in 3,100). Allowing for chance, the figure for Boone County in 2025 is lower than the one for Cole County in 2025 by 5.6 to 18.0 persons per 1,000 encounters: more than chance alone easily explains. The numbers do not say why.",
    );
  });

  it("tells a difference that chance can explain", () => {
    expect(sentenceOf("ENCOUNTERS_PER_100K", [312, 99_873, 301, 101_250])).toBe(
      "Encounters per 100,000 residents and year: Boone County in 2025 stands at 312.4 encounters per 100,000 residents and year (312 counted), Cole County in 2025 at 297.3 (301 counted). Allowing for chance, the figure for Boone County in 2025 could be lower than the one for Cole County in 2025 by up to 33.9, or higher by up to 64.2 encounters per 100,000 residents and year: chance alone can explain the difference, which does not show that the two are alike.",
    );
  });

  it("tells a difference at the border, where one interval leaves out what the other holds", () => {
    const [left, right] = sides("SUBJECT_INJURY_RATE", [22, 1000, 10, 1000]);
    const { isDistinguishable, sentence } = compare(left, right, "APART");
    expect(isDistinguishable).toBe(false);
    expect(sentence).toContain(
      "by 0.3 to 24.4 persons per 1,000 encounters, but only just: the difference lies at the border of what chance alone explains.",
    );
  });

  it("tells a limit that is too small for its decimals as what it is, not as zero", () => {
    expect(sentenceOf("DIVERSION_RATE", [121, 200, 75, 150])).toContain(
      "is higher than the one for Cole County in 2025 by up to 20.7 percentage points: more than",
    );
    expect(sentenceOf("DIVERSION_RATE", [146, 243, 75, 150])).toContain(
      "could be lower than the one for Cole County in 2025 by less than 0.1, or higher by up to 20.0 percentage points: chance alone",
    );
  });

  it("starts with the word demonstration where a report is invented", () => {
    const { sentence } = compare(
      ...sides("DIVERSION_RATE", [56, 70, 48, 80], { demonstrationReports: 1 }),
      "APART",
    );
    expect(sentence).toMatch(
      /^Demonstration data: reports behind these figures are invented and describe no real place\./,
    );
  });

  it("says what is missing, what is partial and what rests on few cases", () => {
    const [left, right] = sides("FORCE_RATE", [15, 2_000, 5, 1_200], {
      countedReports: 10,
      partialReports: 2,
      isComplete: false,
    });
    expect(compare(left, right, "APART").sentence).toContain(
      " The figure for Boone County in 2025 rests on 10 of 12 expected reports; the rest could change it. For Boone County in 2025, 2 reports cover only part of a month. The figure for Boone County in 2025 rests on few cases: use it with caution. The figure for Cole County in 2025 rests on too few cases to be relied on.",
    );
  });

  it("writes small rates with enough digits to tell them apart", () => {
    expect(sentenceOf("FORCE_RATE", [4, 10_000, 12, 9_000])).toContain(
      "0.040% of encounters (4 of 10,000), Cole County in 2025 at 0.133% (12 of 9,000)",
    );
  });

  it("never calls a difference significant, never names a cause, and shows no number that is none", () => {
    fc.assert(
      fc.property(anySides, ([left, right]) => {
        const { sentence } = compare(left, right, "APART");
        expect(sentence).not.toMatch(
          /significan|caus|because|due to|NaN|Infinity|undefined|null|-\d|e[+-]?\d/i,
        );
        expect(sentence).toContain(BOONE);
        expect(sentence).toContain(COLE);
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });
});

describe("every comparison", () => {
  it("turns round when the sides are swapped", () => {
    fc.assert(
      fc.property(anySides, ([left, right]) => {
        const [there, back] = [compare(left, right, "APART"), compare(right, left, "APART")];
        expect(back.isDistinguishable).toBe(there.isDistinguishable);
        expect(Number(back.difference!.value) + Number(there.difference!.value)).toBe(0);
        if (there.ratio!.value !== null && back.ratio!.value !== null) {
          expect(Number(there.ratio!.value) * Number(back.ratio!.value)).toBeCloseTo(1, 9);
        }
      }),
      { endOnFailure: true },
    );
  });

  it("is judged by the interval that it shows", () => {
    const answers = new Set<boolean | null>();
    fc.assert(
      fc.property(anySides, ([left, right]) => {
        const { difference, ratio, isDistinguishable, sentence } = compare(left, right, "APART");
        answers.add(isDistinguishable);
        const leaves = leavesOut(difference!.interval, 0);
        if (left.rate.definition.kind === "PROPORTION") expect(leaves).toBe(isDistinguishable);
        else expect(leavesOut(ratio!.interval, 1)).toBe(isDistinguishable);
        // The sentence speaks of the difference: it may be more cautious than that, never bolder.
        if (isDistinguishable === true) expect(leaves).toBe(true);
        expect(sentence.includes("more than chance alone")).toBe(isDistinguishable);
      }),
      { numRuns: 500, endOnFailure: true },
    );
    expect([...answers].sort()).toEqual([false, true]);
  });

  it("writes nothing but decimals", () => {
    const isDecimal = (text: Decimal | null) => text === null || /^-?\d+(\.\d+)?$/.test(text);
    fc.assert(
      fc.property(anySides, ([left, right]) => {
        const { difference, ratio } = compare(left, right, "APART");
        const written = [
          difference!.value,
          difference!.interval.lower,
          difference!.interval.upper,
          ratio!.value,
          ratio!.interval.lower,
          ratio!.interval.upper,
        ];
        expect(written.every(isDecimal)).toBe(true);
        expect((ratio!.note === null) === (ratio!.value !== null && ratio!.interval.upper !== null)).toBe(
          true,
        );
      }),
      { endOnFailure: true },
    );
  });
});
