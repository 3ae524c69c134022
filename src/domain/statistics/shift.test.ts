import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { findShifts, type Side } from "./shift.js";

const SIDES = { "+": 1, "-": -1, "0": 0 } as const;

/** "+" above, "-" below, "0" on the centre; all equally far. */
function sides(drawn: string, probability = 0.5): readonly Side[] {
  return Array.from(drawn, (one) => {
    const side = SIDES[one as keyof typeof SIDES];
    return { events: 20 + 9 * side, mean: 20, side, probability };
  });
}

function counts(mean: number, ...events: readonly number[]): readonly Side[] {
  return events.map((one) => ({
    events: one,
    mean,
    side: Math.sign(one - mean) as 1 | -1 | 0,
    probability: 0.5,
  }));
}

describe("a shift", () => {
  it("is a run of eight on one side, where there are few points", () => {
    expect(findShifts(sides("-++++++++"))).toEqual([{ first: 1, last: 8, side: 1 }]);
    expect(findShifts(sides("--------+"))).toEqual([{ first: 0, last: 7, side: -1 }]);
    expect(findShifts(sides("-+++++++-"))).toEqual([]);
  });

  it("passes over points on the centre: they neither lengthen nor end it", () => {
    expect(findShifts(sides("-+++0+++0++-"))).toEqual([{ first: 1, last: 10, side: 1 }]);
    expect(findShifts(sides("-+++0+++0+-"))).toEqual([]);
    expect(findShifts(sides("00000000000"))).toEqual([]);
  });

  it.each([
    [16, 8],
    [17, 9],
    [32, 9],
    [48, 10],
    [64, 10],
    [120, 11],
  ])("among %d points needs %d in a row, so that it stays rare by chance", (points, needed) => {
    const filled = (run: number) => "+".repeat(run) + "-+".repeat(points).slice(0, points - run);
    expect(findShifts(sides(filled(needed)))).toHaveLength(1);
    expect(findShifts(sides(filled(needed - 1)))).toEqual([]);
  });

  it("needs more points on the side that is the likelier one", () => {
    // Nine in ten months have no event: a year without any is nothing.
    expect(findShifts(sides("-".repeat(12), 0.9))).toEqual([]);
    expect(findShifts(sides("-".repeat(60), 0.9))).toHaveLength(0);
    expect(findShifts(sides("-".repeat(70), 0.9))).toHaveLength(1);
  });

  it("is found as well from behind and upside down", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("+", "-", "0"), { maxLength: 60 }), (drawn) => {
        const found = findShifts(sides(drawn.join("")));
        const last = drawn.length - 1;
        const behind = findShifts(sides([...drawn].reverse().join("")));
        expect(
          behind.map((run) => ({ first: last - run.last, last: last - run.first, side: run.side })).reverse(),
        ).toEqual(found);
        const upside = drawn.map((one) => (one === "+" ? "-" : one === "-" ? "+" : one));
        expect(findShifts(sides(upside.join("")))).toEqual(found.map((run) => ({ ...run, side: -run.side })));
      }),
    );
  });
});

describe("the beginning of a shift", () => {
  const before = [19, 22, 17, 21];
  const after = [31, 28, 33, 27, 30, 35, 29, 32, 34, 30];

  it("is not dated too early by a point that lay on its side before", () => {
    expect(findShifts(counts(20, ...before, ...after))).toEqual([{ first: 4, last: 13, side: 1 }]);
  });

  it("is where the series begins when it was there from then on", () => {
    expect(findShifts(counts(20, 21, ...after))).toEqual([{ first: 0, last: 10, side: 1 }]);
  });

  it("is mirrored by its end, which the end of the series is not", () => {
    expect(findShifts(counts(20, ...after, 21, 17, 22))).toEqual([{ first: 0, last: 9, side: 1 }]);
    expect(findShifts(counts(20, 17, ...after, 21))).toEqual([{ first: 1, last: 11, side: 1 }]);
  });

  it("is found of months without any event, too", () => {
    expect(findShifts(counts(2, 3, 1, ...after.map(() => 0)))).toEqual([{ first: 2, last: 11, side: -1 }]);
  });
});
