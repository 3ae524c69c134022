import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { rateOf } from "../../testkit/rates.js";
import { measure, metric } from "../catalog/catalog.js";
import { splitIntoPeriods, type Period } from "../period.js";
import { reportingMonth } from "../reporting-month.js";
import type { Coverage } from "./coverage.js";

import type { Count, FigureStatus, Rate } from "./figure.js";
import { trendOfMeasure, trendOfMetric, type FigureInPeriod, type Trend } from "./trend.js";
import type { Part } from "./trend-judgement.js";

const MONTHS = splitIntoPeriods(
  { from: reportingMonth("2023-01"), until: reportingMonth("2027-01") },
  "MONTH",
  1,
  reportingMonth("2027-01"),
);

const JAIL = measure("JAIL_BOOKINGS");

function coverage(countedReports: number, expectedReports = 1, partialReports = 0): Coverage {
  return {
    expectedReports,
    receivedReports: countedReports,
    acceptedReports: countedReports,
    onTimeReports: countedReports,
    lateReports: 0,
    returnedReports: 0,
    zeroReports: 0,
    missingReports: expectedReports - countedReports,
    countedReports,
    partialReports,
    demonstrationReports: 0,
    fraction: null,
    isComplete: countedReports === expectedReports && partialReports === 0,
    missing: [],
  };
}

/** A month of a number, or without one for the reason that is given instead. */
type Told = number | FigureStatus;

function counted(told: Told, period: Period, rest: Partial<Coverage> = {}): FigureInPeriod<Count> {
  const value = typeof told === "number" ? told : null;
  const figure: Count = {
    basis: { key: "JAIL_BOOKINGS", reports: () => [] },
    value,
    lower: null,
    upper: null,
    status: typeof told === "number" ? "REPORTED" : told,
    coverage: { ...coverage(value === null ? 0 : 1), ...rest },
    note: null,
  };
  return { period, figure, parts: value === null ? [] : [{ series: "a", events: value, exposure: 1 }] };
}

function months(...told: readonly Told[]): readonly FigureInPeriod<Count>[] {
  return told.map((one, index) => counted(one, MONTHS[index]!));
}

function trend(...told: readonly Told[]): Trend<Count> {
  return trendOfMeasure(JAIL, "MONTH", months(...told));
}

const many = <T>(length: number, one: (index: number) => T) =>
  Array.from({ length }, (_, index) => one(index));
const quiet = many(24, (index) => 20 + ((index * 7) % 5) - 2);

describe("the chart", () => {
  it("has every period in order, with its figure as it came", () => {
    const figures = months(...quiet.with(3, 0), "NOT_REPORTED");
    const { points } = trendOfMeasure(JAIL, "MONTH", figures);
    expect(points.map(({ period }) => period)).toEqual(MONTHS.slice(0, 25));
    points.forEach(({ figure }, index) => expect(figure).toBe(figures[index]?.figure));
  });

  it("gives centre, limits and index of a count in events", () => {
    expect(trend(...many(12, () => 20)).points[0]).toMatchObject({
      centre: "20",
      lower: "8",
      upper: "35",
      index: "1",
      signal: "NONE",
    });
  });

  it("gives those of a rate in its unit, and wider ones where it rests on less", () => {
    const definition = metric("SUBJECT_INJURY_RATE");
    const figures = many(12, (index): FigureInPeriod<Rate> => {
      const [numerator, denominator] = index === 5 ? ([2, 100] as const) : ([20, 1_000] as const);
      const figure = { ...rateOf("SUBJECT_INJURY_RATE", numerator, denominator), coverage: coverage(1) };
      return {
        period: MONTHS[index]!,
        figure,
        parts: [{ series: "a", events: numerator, exposure: denominator }],
      };
    });
    const { points } = trendOfMetric(definition, "MONTH", figures);
    expect(points[0]).toMatchObject({ centre: "20", lower: "8", upper: "35", index: "1" });
    expect(points[5]).toMatchObject({ centre: "20", lower: "0", upper: "80", index: "1" });
  });

  it("leaves a county without any trials out of a share", () => {
    const figures = many(12, (index): FigureInPeriod<Rate> => ({
      period: MONTHS[index]!,
      figure: { ...rateOf("JAIL_RATE", 20, 40), coverage: coverage(2, 2) },
      parts: [
        { series: "a", events: 20, exposure: 40 },
        { series: "b", events: 0, exposure: 0 },
      ],
    }));
    const { points, summary } = trendOfMetric(metric("JAIL_RATE"), "MONTH", figures);
    expect(summary.verdict).toBe("NO_CHANGE");
    expect(points.map(({ centre }) => centre)).toEqual(many(12, () => "0.5"));
  });
});

describe("a period that is missing", () => {
  it("is a gap: it breaks no run, lengthens none, and leaves all other points as they are", () => {
    const series = fc.array(fc.nat(60), { minLength: 8, maxLength: 24 });
    const gaps = fc.array(fc.nat(24), { maxLength: 20 });
    const why = fc.constantFrom<FigureStatus>(
      "NOT_REPORTED",
      "NOT_COLLECTED",
      "NOT_EXPECTED",
      "NOT_APPLICABLE",
    );
    fc.assert(
      fc.property(series, gaps, why, (events, places, status) => {
        const plain = trend(...events);
        const told = places.reduce<readonly Told[]>(
          (all, place) => all.toSpliced(place % (all.length + 1), 0, status),
          events,
        );
        const gapped = trend(...told);
        const judged = gapped.points.filter(({ figure }) => figure.value !== null);
        const bare = ({ figure, centre, lower, upper, index, signal }: Trend<Count>["points"][number]) => [
          figure.value,
          centre,
          lower,
          upper,
          index,
          signal,
        ];
        expect(judged.map(bare)).toEqual(plain.points.map(bare));
        expect(gapped.summary.verdict).toBe(plain.summary.verdict);
        expect(gapped.summary.changes).toHaveLength(plain.summary.changes.length);
      }),
      { endOnFailure: true },
    );
  });

  it("would be a signal if it were read as zero", () => {
    const told = quiet.with(11, 0);
    expect(trend(...told).points[11]?.signal).toBe("LOW");
    expect(
      trend(...many(24, (index): Told => (index === 11 ? "NOT_REPORTED" : quiet[index]!))).points[11],
    ).toMatchObject({
      centre: null,
      lower: null,
      upper: null,
      index: null,
      signal: "NONE",
    });
  });
});

describe("what is covered only in part", () => {
  const fallsTo = (period: Period, rest: Partial<Coverage>) =>
    trendOfMeasure(JAIL, "MONTH", months(...quiet).with(11, counted(2, period, rest)));

  it("is never judged: neither a period that is cut short nor a figure with a partial report", () => {
    const month = MONTHS[11]!;
    expect(fallsTo(month, {}).points[11]?.signal).toBe("LOW");
    for (const { points, summary } of [
      fallsTo({ ...month, isPartial: true }, {}),
      fallsTo(month, { partialReports: 1 }),
      trendOfMeasure(JAIL, "MONTH", months(...quiet).with(11, { ...counted(2, month), parts: [] })),
    ]) {
      expect(points[11]).toMatchObject({ figure: { value: 2 }, centre: null, signal: "NONE" });
      expect(summary).toMatchObject({ verdict: "NO_CHANGE", judgedPeriods: 23, partialPeriods: 1 });
      expect(summary.sentence).toContain("1 month is covered only in part and not judged.");
    }
  });
});

describe("the summary", () => {
  it("says that nothing is signalled, in how many months, and that this proves little", () => {
    const { summary } = trend(...quiet);
    expect(summary).toMatchObject({
      verdict: "NO_CHANGE",
      changes: [],
      expectedPeriods: 24,
      judgedPeriods: 24,
    });
    expect(summary.sentence).toBe(
      "Jail bookings: no change is signalled in 24 months judged, January 2023 to December 2024. A change that is small beside chance stays unseen.",
    );
  });

  it("dates a change that lasts", () => {
    const { summary } = trend(...quiet, ...many(12, (index) => 40 + (index % 3)));
    expect(summary.changes).toEqual([
      { direction: "UP", from: MONTHS[24], until: null, periods: 12, index: expect.closeTo(2.05, 1) },
    ]);
    expect(summary.sentence).toMatch(
      /^Jail bookings: above its usual level since January 2025, on average by 10\d% \(12 months judged\)\. Chance alone would rarely do that; the figures do not say why\.$/,
    );
  });

  it("dates a change that is over, across a gap", () => {
    const told: readonly Told[] = [...quiet, 2, 3, "NOT_REPORTED", 1, ...quiet.slice(0, 20)];
    const { summary } = trend(...told);
    expect(summary.changes).toEqual([
      { direction: "DOWN", from: MONTHS[24], until: MONTHS[27], periods: 3, index: expect.closeTo(0.1, 2) },
    ]);
    expect(summary.sentence).toMatch(
      /below its usual level from January 2025 to April 2025, on average by 90% \(3 months judged\)\..* 1 of 48 months is missing: left out, not counted as zero\.$/,
    );
  });

  it("names a single month, and counts the earlier changes", () => {
    const { summary } = trend(...quiet.with(5, 70).with(15, 0).with(20, 60));
    expect(summary.changes.map(({ direction, from }) => [direction, from.label])).toEqual([
      ["UP", "June 2023"],
      ["DOWN", "April 2024"],
      ["UP", "September 2024"],
    ]);
    expect(summary.sentence).toMatch(
      /^Jail bookings: unusually high in September 2024, 196% above its usual level\. .* 2 earlier changes are signalled, too\.$/,
    );
  });

  it("says too few under eight, and judges from eight on", () => {
    const seven = trend(
      ...quiet.slice(0, 6),
      500,
      "NOT_REPORTED",
      "NOT_COLLECTED",
      "NOT_EXPECTED",
      "NOT_APPLICABLE",
    );
    expect(seven.summary).toMatchObject({
      verdict: "TOO_FEW_PERIODS",
      changes: [],
      expectedPeriods: 10,
      judgedPeriods: 0,
      missingPeriods: 2,
    });
    expect(seven.summary.sentence).toBe(
      "Jail bookings: too few months to judge (7 of at least 8). 2 of 10 months are missing: left out, not counted as zero.",
    );
    expect(seven.points.every(({ centre, signal }) => centre === null && signal === "NONE")).toBe(true);
    expect(trend(...quiet.slice(0, 7), 500).points[7]?.signal).toBe("HIGH");
    expect(trend().summary.sentence).toBe("Jail bookings: too few months to judge (0 of at least 8).");
  });

  it("says where reports are missing inside months that are judged", () => {
    const figures = months(...quiet).with(4, counted(20, MONTHS[4]!, { expectedReports: 3 }));
    const { summary } = trendOfMeasure(JAIL, "MONTH", figures);
    expect(summary.incompletePeriods).toBe(1);
    expect(summary.sentence).toContain(
      "In 1 month judged some reports are missing; what is usual is reckoned for those that are there.",
    );
  });

  it("does not judge a level that carries over, as a count or as a share", () => {
    const officers = trendOfMeasure(measure("SWORN_OFFICERS"), "MONTH", months(...quiet.with(9, 500)));
    expect(officers.summary).toMatchObject({ verdict: "NOT_JUDGED", changes: [], judgedPeriods: 0 });
    expect(officers.summary.sentence).toBe(
      "Sworn officers: not judged. A level carries over from one month to the next, so they are no separate evidence.",
    );
    expect(officers.points.every(({ centre, signal }) => centre === null && signal === "NONE")).toBe(true);
    expect(trendOfMetric(metric("CIT_CERTIFIED_SHARE"), "MONTH", []).summary.verdict).toBe("NOT_JUDGED");
  });

  it("speaks of quarters where it is about quarters", () => {
    const quarters = splitIntoPeriods(
      { from: reportingMonth("2023-01"), until: reportingMonth("2026-01") },
      "QUARTER",
      1,
      reportingMonth("2026-01"),
    );
    const figures = quarters.map((period, index) => ({
      ...counted(index === 5 ? "NOT_REPORTED" : 60, period),
      parts: index === 5 ? [] : [{ series: "a", events: 60, exposure: 3 } satisfies Part],
    }));
    expect(trendOfMeasure(JAIL, "QUARTER", figures).summary.sentence).toBe(
      "Jail bookings: no change is signalled in 11 quarters judged, 2023 Q1 to 2025 Q4. A change that is small beside chance stays unseen. 1 of 12 quarters is missing: left out, not counted as zero.",
    );
  });

  it("never names a cause", () => {
    const told = fc.array(
      fc.oneof(fc.nat(80), fc.constantFrom<FigureStatus>("NOT_REPORTED", "NOT_EXPECTED")),
      { maxLength: 48 },
    );
    fc.assert(
      fc.property(told, (all) => {
        expect(trend(...all).summary.sentence).not.toMatch(
          /because|due to|caus|thanks to|led to|result|effect|improv|worse/i,
        );
      }),
      { endOnFailure: true },
    );
  });
});
