import { describe, expect, it } from "@jest/globals";
import type { MeasureKey } from "../catalog/measures.js";
import type { CellId, Place } from "../disclosure/lattice-cell.js";
import { areOfSameReports, Cover, isExact, knownOf } from "./cover.js";
import type { PublishedFigure } from "./published-release.js";
import type { Spot } from "./spots.js";

const MEASURE: MeasureKey = "FORCE_USED";

function spot(
  level: Place["level"],
  months: readonly number[],
  figure: Partial<PublishedFigure>,
  restated: Partial<PublishedFigure> | null = null,
): Spot {
  const known = {
    id: "x" as CellId,
    status: "REPORTED",
    value: null,
    bounds: null,
    ...figure,
  } as PublishedFigure;
  return {
    place: { level, code: level },
    period: { grain: "YEAR", label: "2025", from: "2025-01", until: "2026-01" } as Spot["period"],
    months: new Set(months),
    figures: new Map([[MEASURE, known]]),
    restated: new Map(restated === null ? [] : [[MEASURE, { ...known, ...restated }]]),
  };
}

const known = (asked: readonly number[], ...spots: readonly Spot[]) =>
  knownOf(MEASURE, new Cover(new Set(asked), spots, () => true));

const coverage = (counted: number) => ({ expected: 4, counted });

describe("a part of what is published", () => {
  it("is not collected, and no zero, where no report around it says the measure", () => {
    const around = spot("COUNTY", [1, 2, 3, 4], { status: "NOT_COLLECTED", coverage: coverage(0) });
    expect(known([1], around)).toMatchObject({ counted: 0, absence: "NOT_COLLECTED" });
  });

  it("is no reported zero where it is not known to be among the reports that say 0", () => {
    const around = spot("COUNTY", [1, 2, 3, 4], { status: "REPORTED_ZERO", value: 0, coverage: coverage(3) });
    const part = known([1], around);
    expect(part).toMatchObject({ bounds: { lower: 0, upper: 0 }, counted: null, absence: null });
    expect(isExact(part)).toBe(false);
  });

  it("is what is left when all else around it is published", () => {
    const around = spot("REGION", [1, 2, 3, 4], { value: 50, coverage: coverage(4) });
    const others = spot("COUNTY", [2, 3, 4], { value: 38, coverage: coverage(3) });
    const rest = known([1], around, others);
    expect(rest).toMatchObject({ bounds: { lower: 12, upper: 12 }, counted: 1, absence: null });
    expect(isExact(rest)).toBe(true);
  });

  it("is not collected where the others account for every report", () => {
    const around = spot("REGION", [1, 2, 3, 4], { value: 38, coverage: coverage(3) });
    const others = spot("COUNTY", [2, 3, 4], { value: 38, coverage: coverage(3) });
    expect(known([1], around, others)).toMatchObject({ counted: 0, absence: "NOT_COLLECTED" });
  });
});

describe("what was restated", () => {
  const county = (value: number, months: readonly number[], restated: number | null = null) =>
    spot("COUNTY", months, { value, coverage: coverage(2) }, restated === null ? null : { value: restated });

  it("answers where it suffices by itself", () => {
    const [first, other] = [county(20, [1, 2], 45), county(30, [3, 4])];
    expect(known([1, 2], first)).toMatchObject({ bounds: { lower: 45, upper: 45 }, isRestated: true });
    expect(known([1, 2, 3, 4], first, other)).toMatchObject({
      bounds: { lower: 75, upper: 75 },
      isRestated: true,
    });
  });

  it("is no new number over an old one: of measures that are compared, all are restated in a place, or none is taken so", () => {
    const [first, other] = [county(20, [1, 2], 45), county(30, [3, 4])];
    const both = [MEASURE, "ENCOUNTERS"] as const;
    const cover = new Cover(new Set([1, 2, 3, 4]), [first, other], () => true);
    expect(knownOf(MEASURE, cover, both)).toMatchObject({
      bounds: { lower: 50, upper: 50 },
      isRestated: false,
    });
  });

  it("takes nothing away from a figure around it, with which it does not add up", () => {
    const state = spot("STATE", [1, 2, 3, 4], { value: 50, coverage: coverage(4) });
    expect(known([3, 4], state, county(20, [1, 2], 45))).toMatchObject({
      bounds: { lower: 30, upper: 30 },
      isRestated: false,
    });
  });
});

describe("two measures", () => {
  /** As many reports say each of them in all: those of two counties say the one, and some, by county, the other. */
  const saidBy = (force: readonly [number, number], holds: readonly [number, number]) => {
    const both = (
      level: Place["level"],
      months: readonly number[],
      [first, second]: readonly [number, number],
    ) => {
      const one = spot(level, months, { value: 20, coverage: coverage(first) });
      const other = spot(level, months, { value: 20, coverage: coverage(second) });
      return {
        ...one,
        figures: new Map<MeasureKey, PublishedFigure>([
          ...one.figures,
          ["HOLDS_REQUESTED", [...other.figures.values()][0]!],
        ]),
      };
    };
    const spots = [
      both("STATE", [1, 2, 3, 4], [force[0] + force[1], holds[0] + holds[1]]),
      both("COUNTY", [1, 2], [force[0], holds[0]]),
      both("COUNTY", [3, 4], [force[1], holds[1]]),
    ];
    return areOfSameReports(
      [MEASURE, "HOLDS_REQUESTED"],
      new Cover(new Set([1, 2, 3, 4]), spots, () => true),
    );
  };

  it("are not of the same reports where one county says the first and another the second, though as many in all", () => {
    expect(saidBy([2, 1], [2, 1])).toBe(true);
    expect(saidBy([2, 0], [0, 2])).toBe(false);
  });
});
