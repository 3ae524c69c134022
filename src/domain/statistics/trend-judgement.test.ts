import { describe, expect, it } from "@jest/globals";
import { randomLcg, randomPoisson } from "d3-random";
import fc from "fast-check";
import { judge, type Judgement, type Part } from "./trend-judgement.js";

type Points = readonly (readonly Part[])[];

const NOTHING = "NONE";
const draw = randomPoisson.source(randomLcg(0.5));
const many = <T>(length: number, one: (index: number) => T) =>
  Array.from({ length }, (_, index) => one(index));

function part(series: string, events: number, exposure = 1): Part {
  return { series, events, exposure };
}

function single(...events: readonly number[]): Points {
  return events.map((one) => [part("all", one)]);
}

function signals(judgements: readonly Judgement[]): readonly string[] {
  return judgements.map(({ signal }) => signal);
}

/** The same counts with all parts thrown together: what a chart of the plain sum would see. */
function asPlainSum(points: Points): Points {
  return points.map((parts) => [
    part(
      "all",
      parts.reduce((sum, { events }) => sum + events, 0),
    ),
  ]);
}

function hasSignal(points: Points): boolean {
  return signals(judge(points, false)).some((signal) => signal !== NOTHING);
}

describe("one point", () => {
  const quiet = many(24, (index) => 20 + ((index * 7) % 5) - 2);

  it("outside the limits of chance stands out, and no other", () => {
    const high = signals(judge(single(...quiet.with(9, 60)), false));
    expect(high[9]).toBe("HIGH");
    expect(high.with(9, NOTHING)).toEqual(quiet.map(() => NOTHING));
    expect(signals(judge(single(...quiet.with(9, 0)), false))[9]).toBe("LOW");
  });

  it("is outside just when its count is beyond a limit", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(80), { minLength: 8, maxLength: 40 }), (events) => {
        for (const { events: one, lower, upper, signal } of judge(single(...events), false)) {
          expect(signal === "HIGH").toBe(one > upper);
          expect(signal === "LOW").toBe(one < lower);
        }
      }),
      { endOnFailure: true },
    );
  });
});

describe("a change of level", () => {
  it("is seen on both sides, though no month stands out", () => {
    const changed = many(24, (index) => (index < 12 ? 18 : 24) + (index % 2));
    expect(signals(judge(single(...changed), false))).toEqual(
      many(24, (index) => (index < 12 ? "SHIFT_DOWN" : "SHIFT_UP")),
    );
  });

  it("leaves points on the centre without a signal, and inside the change", () => {
    const changed = many(22, (index) => (index === 4 || index === 17 ? 10 : index < 11 ? 8 : 12));
    const found = judge(single(...changed), false);
    expect(found[4]).toMatchObject({ mean: 10, signal: NOTHING, direction: -1 });
    expect(found[17]).toMatchObject({ mean: 10, signal: NOTHING, direction: 1 });
    expect(found[16]).toMatchObject({ signal: "SHIFT_UP", direction: 1 });
  });
});

describe("a series that is missing", () => {
  it("moves the centre and no signal, whatever the series are and whenever they are there", () => {
    const levels = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 6 });
    const presence = fc.array(fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), {
      minLength: 8,
      maxLength: 48,
    });
    fc.assert(
      fc.property(levels, presence, (usual, months) => {
        const points = months
          .map((isThere) =>
            usual.flatMap((level, index) => (isThere[index] === true ? [part(String(index), level)] : [])),
          )
          .filter((parts) => parts.length > 0);
        expect(signals(judge(points, false))).toEqual(points.map(() => NOTHING));
      }),
      { endOnFailure: true },
    );
  });

  const ST_LOUIS = 400;
  const OTHERS = [40, 25, 12, 3, 0.4];
  const state = (isThere: (month: number) => boolean): Points =>
    many(48, (month) => [
      ...OTHERS.map((level, index) => part(String(index), draw(level)())),
      ...(isThere(month) ? [part("St. Louis", draw(ST_LOUIS)())] : []),
    ]);

  it("is no fall, though it is most of the state; the plain sum would call it one", () => {
    const points = state((month) => month % 9 !== 4);
    expect(hasSignal(points)).toBe(false);
    expect(hasSignal(asPlainSum(points))).toBe(true);
  });

  it("is no rise when it joins in the middle; the plain sum would call it one", () => {
    const points = state((month) => month >= 24);
    expect(hasSignal(points)).toBe(false);
    expect(hasSignal(asPlainSum(points))).toBe(true);
  });

  it("hides no change of those that are there", () => {
    const points = many(48, (month) => [
      ...many(5, (index) => part(String(index), draw(month < 36 ? 30 : 45)())),
      ...(month % 9 === 4 ? [] : [part("St. Louis", draw(month < 36 ? 400 : 600)())]),
    ]);
    const found = judge(points, false);
    expect(found.slice(0, 36).every(({ direction }) => direction <= 0)).toBe(true);
    expect(found.slice(36).every(({ direction }) => direction === 1)).toBe(true);
  });

  it("does not change a rate that differs from county to county", () => {
    const points = many(48, (month) => [
      part("low", draw(20)(), 100),
      ...(month % 5 === 2 ? [] : [part("high", 72 + (month % 7), 100)]),
    ]);
    expect(signals(judge(points, true))).toEqual(points.map(() => NOTHING));
    const together = points.map((parts) => [
      part(
        "all",
        parts.reduce((sum, { events }) => sum + events, 0),
        100 * parts.length,
      ),
    ]);
    expect(signals(judge(together, true))).toContain("LOW");
  });

  it("counts as many months as it was there in: a quarter of two months is no fall", () => {
    const points = many(12, (quarter) => [
      part("a", quarter === 5 ? 200 : 300, quarter === 5 ? 2 : 3),
      part("b", 30, 3),
    ]);
    expect(signals(judge(points, false))).toEqual(points.map(() => NOTHING));
    expect(judge(points, false)[5]?.mean).toBeCloseTo(230, 6);
  });
});

describe("small numbers", () => {
  it("are judged by exact chances: months without an event are nothing where there are few events", () => {
    const rare = many<number>(48, (index) => (index % 5 === 0 ? 1 : 0));
    expect(hasSignal(single(...rare))).toBe(false);
    expect(hasSignal(single(...rare.with(7, 4)))).toBe(false);
  });

  it("of one trial a month can shift, and never stand out", () => {
    const points = many(40, (index) => [part("all", index > 20 || index % 3 === 0 ? 1 : 0)]);
    const found = judge(points, true);
    expect(new Set(signals(found.slice(0, 20)))).toEqual(new Set([NOTHING]));
    expect(new Set(signals(found.slice(21)))).toEqual(new Set(["SHIFT_UP"]));
  });

  it("never rise above all of what they are a part of", () => {
    const found = judge(
      many(20, (index) => [part("all", index === 9 ? 3 : 12, 12)]),
      true,
    );
    expect(found[9]?.signal).toBe("LOW");
    for (const { mean, upper } of found) expect([mean, upper]).toEqual([12, 12]);
  });

  it("that never come do not disturb, and what comes out of nothing stands out", () => {
    expect(hasSignal(single(...many(20, () => 0)))).toBe(false);
    expect(signals(judge(single(...many(20, () => 0).with(19, 500)), false))).toEqual(
      many(20, () => NOTHING).with(19, "HIGH"),
    );
    expect(signals(judge(single(...many(40, () => 0), ...many(9, () => 7)), false)).slice(40)).toEqual(
      many(9, () => "HIGH"),
    );
  });
});

describe("wild numbers", () => {
  it("give finite limits", () => {
    const events = fc.array(fc.oneof(fc.nat(3), fc.nat(1_000_000)), { minLength: 8, maxLength: 40 });
    fc.assert(
      fc.property(events, fc.boolean(), (all, isShare) => {
        for (const { mean, lower, upper } of judge(
          all.map((one) => [part("all", one, isShare ? 1_000_000 : 1)]),
          isShare,
        )) {
          expect([mean, lower, upper].every((one) => Number.isFinite(one) && one >= 0)).toBe(true);
          expect(lower).toBeLessThanOrEqual(upper);
        }
      }),
      { endOnFailure: true, numRuns: 50 },
    );
  });
});
