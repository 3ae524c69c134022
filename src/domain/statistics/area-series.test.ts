import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { acceptedValues, sourceOf } from "../../testkit/grid.js";
import { MEASURES } from "../catalog/measures.js";
import { METRICS } from "../catalog/metrics.js";
import type { CountyFips, StateCode } from "../geography.js";
import type { ChapterId } from "../reporting/chapter.js";
import { addMonths, dueDate, eachMonth, reportingMonth } from "../reporting-month.js";
import { AreaSeries } from "./area-series.js";
import { planOfCount, planOfRate } from "./figure-plan.js";

const START = reportingMonth("2025-01");
const MONTHS = 12;
const COUNTIES = Array.from({ length: 12 }, (_, index) => String(29_001 + 2 * index) as CountyFips);
const PLANS = [...MEASURES.map(({ key }) => planOfCount(key)), ...METRICS.map(({ key }) => planOfRate(key))];

const anyReport = fc.record({
  kind: fc.constantFrom("NONE", "SUBMITTED", "ACCEPTED", "ACCEPTED"),
  isPartial: fc.boolean(),
  isDemonstration: fc.boolean(),
  values: fc.record(
    Object.fromEntries(
      [
        "ENCOUNTERS",
        "JAIL_BOOKINGS",
        "HOSPITAL_VOLUNTARY",
        "HOLDS_ACCEPTED",
        "SWORN_OFFICERS",
        "VETERANS",
      ].map((key) => [key, fc.oneof(fc.nat(50), fc.nat(50), fc.constantFrom(null, undefined))]),
    ),
  ),
});

const anyGrid = fc
  .record({
    filed: fc.array(anyReport, { minLength: COUNTIES.length * MONTHS, maxLength: COUNTIES.length * MONTHS }),
    running: fc.integer({ min: 0, max: MONTHS + 2 }),
  })
  .map(({ filed, running }) => {
    const months = [...eachMonth(START, addMonths(START, MONTHS))];
    const source = sourceOf({
      chapters: [
        {
          id: 1 as ChapterId,
          stateCode: "MO" as StateCode,
          slug: "large",
          name: "Large",
          memberships: COUNTIES.map((county) => ({
            county,
            region: "North",
            source: "published",
            from: START,
            until: null,
          })),
          expectations: [{ from: addMonths(START, 2), until: null, isDemonstration: true }],
        },
      ],
      reports: filed.flatMap(({ kind, isPartial, isDemonstration, values }, index) => {
        const month = months[Math.floor(index / COUNTIES.length)]!;
        return kind === "NONE"
          ? []
          : [
              {
                chapterId: 1 as ChapterId,
                county: COUNTIES[index % COUNTIES.length]!,
                month,
                firstSubmittedOn: dueDate(addMonths(month, isPartial ? 1 : 0)),
                isDemonstration,
                isReturned: false,
                accepted: kind === "ACCEPTED" ? acceptedValues(values, { isPartial }) : null,
              },
            ];
      }),
      populations: new Map(),
      runningMonth: START,
    });
    return { grid: source.grid, runningMonth: addMonths(START, running) };
  });

const anyRange = fc
  .tuple(fc.integer({ min: -3, max: MONTHS }), fc.integer({ min: 0, max: MONTHS + 3 }))
  .map(([from, length]) => ({ from: addMonths(START, from), until: addMonths(START, from + length) }));

function total(parts: readonly object[]): Readonly<Record<string, unknown>> {
  const sums = new Map<string, number | boolean>();
  for (const [key, value] of parts.flatMap((part) => Object.entries(part) as [string, number | boolean][])) {
    const sum = sums.get(key) ?? 0;
    sums.set(key, typeof value === "boolean" ? value || sum === true : Number(sum) + value);
  }
  return Object.fromEntries(sums);
}

describe("a large area, which keeps its sums month by month", () => {
  it("adds up to what its series add up to one by one", () => {
    fc.assert(
      fc.property(anyGrid, anyRange, ({ grid, runningMonth }, range) => {
        const large = new AreaSeries(grid.series, grid);
        const parts = grid.series.map((series) => new AreaSeries([series], grid));
        expect(large.marks(range, runningMonth)).toEqual(
          total(parts.map((part) => part.marks(range, runningMonth))),
        );
        for (const plan of PLANS) {
          const expected = total(parts.map((part) => part.sum(plan, range)));
          // Asked twice: the second time of what was kept.
          expect([large.sum(plan, range), large.sum(plan, range)]).toEqual([expected, expected]);
          expect([...large.counted(plan, range)]).toHaveLength(large.sum(plan, range).counted);
        }
        const { expected, received } = large.marks(range, runningMonth);
        expect([...large.missing(range, runningMonth)]).toHaveLength(expected - received);
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });
});
