import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { metric } from "../catalog/catalog.js";
import type { MetricDefinition } from "../catalog/metric.js";
import { poissonLimits, wilsonLimits } from "./interval.js";
import { standardize, type Standardization } from "./standardization.js";
import { plus, type Strata, type StratumCount } from "./strata.js";

const SHARE = metric("JAIL_RATE");
const EVENTS = metric("SUBJECT_INJURY_RATE");

function per(scale: number): MetricDefinition {
  return { ...EVENTS, per: scale };
}

type Counts = Readonly<Record<string, readonly [number, number]>>;

function strata(counts: Counts, unknown: readonly [number, number] = [0, 0]): Strata<string> {
  const count = ([numerator, denominator]: readonly [number, number]) => ({ numerator, denominator });
  return {
    by: "call source",
    known: new Map(Object.entries(counts).map(([stratum, pair]) => [stratum, count(pair)])),
    unknown: count(unknown),
    encounters: 1_000,
  };
}

function asNumbers({ expected, ratio, rate }: Standardization): readonly number[] {
  return [Number(expected), Number(ratio), Number(rate)];
}

describe("worked examples", () => {
  // Dohoo, Martin and Stryhn, Veterinary Epidemiologic Research (2009): tuberculosis in herds, per 100, as in epiR, epi.indirectadj.
  const herds = strata({ beef: [25, 1_000], dairy: [119, 1_400] });
  it.each([
    ["A", { beef: [8, 550], dairy: [50, 450] }, 52, 1.1153846, 6.692308],
    ["B", { beef: [10, 500], dairy: [120, 1_500] }, 140, 0.9285714, 5.571429],
  ] as const)("herds of area %s", (_, counts, expected, ratio, rate) => {
    const found = standardize(per(100), strata(counts), herds);
    expect(found.referenceRate).toBe("6");
    expect(Number(found.expected)).toBeCloseTo(expected, 10);
    expect(Number(found.ratio)).toBeCloseTo(ratio, 7);
    expect(Number(found.rate)).toBeCloseTo(rate, 6);
  });

  // SAS/STAT User's Guide, PROC STDRATE, Getting Started: deaths of skin cancer in 2000, Florida against the United States.
  it("skin cancer in Florida", () => {
    const florida = strata({
      "00-04": [0, 953_785],
      "05-14": [0, 1_997_935],
      "15-24": [4, 1_885_014],
      "25-34": [14, 1_957_573],
      "35-44": [43, 2_356_649],
      "45-54": [72, 2_088_000],
      "55-64": [70, 1_548_371],
      "65-74": [126, 1_447_432],
      "75-84": [136, 1_087_524],
      "85+": [73, 335_944],
    });
    const states = strata({
      "00-04": [0, 19_175_798],
      "05-14": [1, 41_077_577],
      "15-24": [41, 39_183_891],
      "25-34": [186, 39_892_024],
      "35-44": [626, 45_148_527],
      "45-54": [1_199, 37_677_952],
      "55-64": [1_303, 24_274_684],
      "65-74": [1_637, 18_390_986],
      "75-84": [1_624, 12_361_180],
      "85+": [803, 4_239_587],
    });
    const printed = [0, 0.049, 1.972, 9.127, 32.676, 66.445, 83.112, 128.837, 142.878, 63.63];
    const found = standardize(per(100_000), florida, states);
    expect(found.observed).toBe(538);
    expect(Number(found.expected)).toBeCloseTo(
      printed.reduce((sum, one) => sum + one, 0),
      2,
    );
    expect(Number(found.ratio)).toBeCloseTo(538 / 528.726, 4);
    expect(Number(found.rate)).toBeCloseTo((538 / 528.726) * Number(found.referenceRate), 3);
  });
});

const count = fc
  .tuple(fc.integer({ min: 30, max: 500 }), fc.double({ min: 0.2, max: 0.8, noNaN: true }))
  .map(([denominator, share]) => [Math.round(denominator * share), denominator] as const);
const mix = fc.record({ EMERGENCY_CALL: count, ON_VIEW: count, ALARM: count });
const definition = fc.constantFrom(SHARE, EVENTS);
const factor = fc.integer({ min: 2, max: 9 });
const times = (counts: Counts, many: number): Counts =>
  Object.fromEntries(
    Object.entries(counts).map(([key, [above, below]]) => [key, [above * many, below * many]]),
  );

describe("the ratio", () => {
  it("of an area that is like the reference is 1, and its rate the crude one", () => {
    fc.assert(
      fc.property(definition, mix, (of, counts) => {
        const found = standardize(of, strata(counts), strata(counts));
        expect(Number(found.ratio)).toBeCloseTo(1, 10);
        expect(Number(found.rate)).toBeCloseTo(Number(found.crudeRate), 8);
        expect(found.referenceRate).toBe(found.crudeRate);
      }),
      { endOnFailure: true },
    );
  });

  it("does not change when strata of equal rates in the reference are thrown together", () => {
    fc.assert(
      fc.property(definition, mix, factor, (of, counts, many) => {
        const { EMERGENCY_CALL: one, ON_VIEW: other, ALARM: rest } = counts;
        const equal: Counts = { a: rest, b: [rest[0] * many, rest[1] * many], c: one };
        const together = (all: Counts): Counts => ({
          ab: [all["a"]![0] + all["b"]![0], all["a"]![1] + all["b"]![1]],
          c: all["c"]!,
        });
        const area: Counts = { a: one, b: other, c: rest };
        const apart = standardize(of, strata(area), strata(equal));
        const found = standardize(of, strata(together(area)), strata(together(equal)));
        expect(asNumbers(found)[1]).toBeCloseTo(asNumbers(apart)[1]!, 9);
        expect(found.absence).toBe(apart.absence);
      }),
      { endOnFailure: true },
    );
  });

  it("does not mind how large the area or the reference is", () => {
    fc.assert(
      fc.property(definition, mix, mix, factor, (of, area, reference, many) => {
        const plain = standardize(of, strata(area), strata(reference));
        const largeReference = standardize(of, strata(area), strata(times(reference, many)));
        expect(asNumbers(largeReference).map((one) => one.toFixed(8))).toEqual(
          asNumbers(plain).map((one) => one.toFixed(8)),
        );
        expect(largeReference.ratioInterval).toEqual(plain.ratioInterval);
        const largeArea = standardize(of, strata(times(area, many)), strata(reference));
        expect(Number(largeArea.ratio)).toBeCloseTo(Number(plain.ratio), 9);
        expect(Number(largeArea.expected)).toBeCloseTo(many * Number(plain.expected), 6);
      }),
      { endOnFailure: true },
    );
  });

  it("leaves nothing over: the areas of a state together are expected as many as there are", () => {
    fc.assert(
      fc.property(fc.array(mix, { minLength: 2, maxLength: 6 }), (areas) => {
        const whole = new Map<string, StratumCount>();
        const all = areas.map((area) => strata(area));
        for (const { known } of all)
          for (const [key, one] of known)
            whole.set(key, plus(whole.get(key) ?? { numerator: 0, denominator: 0 }, one));
        const reference = { ...strata({}), known: whole };
        const found = all.map((area) => standardize(EVENTS, area, reference));
        const expected = found.reduce((sum, one) => sum + Number(one.expected), 0);
        expect(expected).toBeCloseTo(
          found.reduce((sum, one) => sum + one.observed, 0),
          6,
        );
      }),
      { endOnFailure: true },
    );
  });

  it("is not misled by the mix: an area that does in each stratum as the state does has a crude rate of its own and a ratio of 1", () => {
    const state = strata({ EMERGENCY_CALL: [100, 1_000], ON_VIEW: [900, 1_000] });
    const found = standardize(SHARE, strata({ EMERGENCY_CALL: [10, 100], ON_VIEW: [810, 900] }), state);
    expect(found).toMatchObject({ crudeRate: "0.82", referenceRate: "0.5", ratio: "1", rate: "0.5" });
  });
});

describe("the interval", () => {
  it("is Poisson's of events, and Wilson's of a share, divided by what was expected", () => {
    fc.assert(
      fc.property(mix, mix, (area, reference) => {
        const events = standardize(EVENTS, strata(area), strata(reference));
        const poisson = poissonLimits(events.observed);
        expect(Number(events.ratioInterval?.lower)).toBeCloseTo(poisson.lower / Number(events.expected), 9);
        expect(Number(events.ratioInterval?.upper)).toBeCloseTo(poisson.upper / Number(events.expected), 9);
        expect(events.ratioInterval?.method).toBe("POISSON_EXACT");
        const share = standardize(SHARE, strata(area), strata(reference));
        const wilson = wilsonLimits(share.observed, share.denominator);
        const scale = share.denominator / Number(share.expected);
        expect(Number(share.ratioInterval?.lower)).toBeCloseTo(wilson.lower * scale, 9);
        expect(Number(share.ratioInterval?.upper)).toBeCloseTo(wilson.upper * scale, 9);
        expect(share.ratioInterval).toMatchObject({ method: "WILSON_SCORE", level: "0.95" });
      }),
      { endOnFailure: true },
    );
  });

  it("holds the ratio and the rate", () => {
    fc.assert(
      fc.property(definition, mix, mix, (of, area, reference) => {
        const { ratio, ratioInterval, rate, rateInterval } = standardize(of, strata(area), strata(reference));
        expect(Number(ratioInterval?.lower)).toBeLessThanOrEqual(Number(ratio));
        expect(Number(ratioInterval?.upper)).toBeGreaterThanOrEqual(Number(ratio));
        if (rate === null) return;
        expect(Number(rateInterval?.lower)).toBeLessThanOrEqual(Number(rate));
        expect(Number(rateInterval?.upper)).toBeGreaterThanOrEqual(Number(rate));
      }),
      { endOnFailure: true },
    );
  });

  it("of a share never goes above all, and a rate above all is not given", () => {
    const state = strata({ EMERGENCY_CALL: [10, 1_000], ON_VIEW: [900, 1_000] });
    const near = standardize(
      SHARE,
      strata({ ON_VIEW: [39, 40] }),
      strata({ ON_VIEW: [900, 1_000], ALARM: [930, 1_000] }),
    );
    expect(near.rate).not.toBeNull();
    expect(near.rateInterval?.upper).toBe("1");
    const beyond = standardize(SHARE, strata({ EMERGENCY_CALL: [40, 1_000] }), state);
    expect(beyond).toMatchObject({ ratio: "4", rate: null, rateInterval: null, absence: null });
    expect(beyond.note).toContain("As a share it would come out above 1, so only the ratio is given.");
  });
});

describe("what is not known", () => {
  const state = strata({ EMERGENCY_CALL: [300, 1_000], ON_VIEW: [500, 1_000] });
  const NONE = { expected: null, ratio: null, ratioInterval: null, rate: null, rateInterval: null };

  it("stays out on both sides, and is said", () => {
    const counts: Counts = { EMERGENCY_CALL: [40, 100], ON_VIEW: [60, 100] };
    const all = standardize(SHARE, strata(counts), state);
    const part = standardize(
      SHARE,
      strata(counts, [45, 50]),
      strata({ EMERGENCY_CALL: [300, 1_000], ON_VIEW: [500, 1_000] }, [9, 10]),
    );
    expect(all.knownFraction).toBe("1");
    expect(part).toEqual({
      ...all,
      knownFraction: "0.8",
      note: `${all.note} Rests on 200 of 250: of the others the call source is not recorded.`,
    });
  });

  it.each<readonly [string, MetricDefinition, Strata<string>, Strata<string>, string]>([
    [
      "NO_DENOMINATOR",
      SHARE,
      strata({ ON_VIEW: [0, 0] }),
      state,
      "Nothing to take a rate of: the denominator is 0.",
    ],
    [
      "STRATUM_NOT_RECORDED",
      SHARE,
      strata({}, [20, 40]),
      state,
      "The source does not record the call source.",
    ],
    [
      "STRATUM_WITHOUT_REFERENCE",
      SHARE,
      strata({ EMERGENCY_CALL: [40, 100], ALARM: [5, 9], OTHER_CALL: [5, 9] }),
      strata({ EMERGENCY_CALL: [300, 1_000], ALARM: [0, 0] }),
      "The state has no rate to compare with for call source ALARM, OTHER_CALL.",
    ],
    [
      "CONTRADICTION",
      SHARE,
      strata({ EMERGENCY_CALL: [7, 5], ON_VIEW: [60, 100] }),
      state,
      "The encounters contradict themselves: 7 cannot be a part of 5.",
    ],
    [
      "TOO_FEW_EVENTS",
      EVENTS,
      strata({ EMERGENCY_CALL: [25, 33] }),
      state,
      "Too few to compare: 9.9 events were to be expected of 33.",
    ],
  ])("is why there is no ratio: %s", (absence, of, area, reference, note) => {
    expect(standardize(of, area, reference)).toMatchObject({ ...NONE, absence, note });
  });

  it("does not stop where one more event was to be expected, or a stratum of none has no reference", () => {
    expect(standardize(EVENTS, strata({ EMERGENCY_CALL: [0, 34] }), state)).toMatchObject({
      ratio: "0",
      absence: null,
    });
    expect(
      standardize(SHARE, strata({ EMERGENCY_CALL: [40, 100], ALARM: [0, 0] }), state).absence,
    ).toBeNull();
    expect(standardize(EVENTS, strata({ EMERGENCY_CALL: [70, 50] }), state).absence).toBeNull();
  });
});
