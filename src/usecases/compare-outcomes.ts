// Two areas, or two periods, side by side, over the reports accepted so far or as they stood at a past instant.

import type { Viewer } from "../domain/access/viewer.js";
import type { MetricKey } from "../domain/catalog/metrics.js";
import { splitIntoPeriods } from "../domain/period.js";
import { accepted, refused, type Outcome } from "../domain/problem.js";
import { isAsked } from "../domain/statistics/area.js";
import { AreaSeries } from "../domain/statistics/area-series.js";
import { compare, type Comparison } from "../domain/statistics/comparison.js";
import { planOfRate } from "../domain/statistics/figure-plan.js";
import {
  likeWithLike,
  overlapOf,
  partsNotice,
  seasonNotice,
  type AskedSide,
  type KeptSide,
} from "../domain/statistics/like-with-like.js";
import type { AskedQuestion } from "../domain/statistics/outcome-question.js";
import { DEMONSTRATION_NOTICE } from "../domain/statistics/outcome-table.js";
import type { OutcomeRow } from "../domain/statistics/outcome-source.js";
import type { Series } from "../domain/statistics/report-grid.js";
import { placeName } from "../domain/statistics/scope-name.js";
import { askFigures, type AskedFigures, type FigurePorts } from "./asked-figures.js";

export const WHAT_IFS = ["AS_REPORTED", "COMPLETE_ONLY"] as const;

/** `COMPLETE_ONLY`: only counties whose every expected report is in, on both sides where both ask about them. */
export type WhatIf = (typeof WHAT_IFS)[number];

export interface AskedComparison {
  readonly metric: MetricKey;
  readonly left: AskedQuestion;
  readonly right: AskedQuestion;
  readonly whatIf: WhatIf;
}

export interface ComparedSide {
  /** As it stands in the sentence. */
  readonly name: string;
  readonly row: OutcomeRow;
  /** Counties that were left out as not complete; empty when all reports are counted as they are. */
  readonly leftOut: readonly Series[];
}

export interface ComparedOutcomes {
  readonly metric: MetricKey;
  readonly left: ComparedSide;
  readonly right: ComparedSide;
  readonly comparison: Comparison;
  readonly asOf: Date;
  readonly notices: readonly string[];
}

export type CompareOutcomes = (
  viewer: Viewer,
  asked: AskedComparison,
  asOf: Date | null,
) => Promise<Outcome<ComparedOutcomes>>;

export function compareOutcomes(ports: FigurePorts): CompareOutcomes {
  return async (viewer, { metric, left, right, whatIf }, asOf) => {
    const [one, other] = [
      await askFigures(ports, viewer, left, asOf, "left"),
      await askFigures(ports, viewer, right, asOf, "right"),
    ];
    if (!one.ok || !other.ok) {
      const problems = [one, other].flatMap((side) => (side.ok ? [] : side.problems));
      return refused(...withoutDoubles(problems, ({ code, path }) => `${code} ${path}`));
    }
    return accepted(comparisonOf(metric, whatIf, one.value, other.value));
  };
}

/** Both sides side by side, wherever their figures are from. */
export function comparisonOf(
  metric: MetricKey,
  whatIf: WhatIf,
  one: AskedFigures,
  other: AskedFigures,
): ComparedOutcomes {
  const sides = [sideOf(one), sideOf(other)] as const;
  const kept =
    whatIf === "COMPLETE_ONLY"
      ? likeWithLike(planOfRate(metric), ...sides)
      : { left: allOf(sides[0]), right: allOf(sides[1]) };
  const [leftSide, rightSide] = [
    comparedSide(one, kept.left, whatIf),
    comparedSide(other, kept.right, whatIf),
  ];
  const rates = [leftSide, rightSide].map(({ name, row }) => {
    const rate = row.cell.rate(metric);
    return { name, rate, vintage: rate.vintage };
  }) as [Parameters<typeof compare>[0], Parameters<typeof compare>[1]];
  const isInvented = leftSide.row.cell.isDemonstration || rightSide.row.cell.isDemonstration;
  return {
    metric,
    left: leftSide,
    right: rightSide,
    comparison: compare(...rates, overlapOf(planOfRate(metric), ...sides)),
    asOf: one.asOf,
    notices: [
      isInvented ? DEMONSTRATION_NOTICE : null,
      seasonNotice(...sides),
      partsNotice(leftSide.row.cell.partsLeftOut(metric), rightSide.row.cell.partsLeftOut(metric)),
    ].filter((notice) => notice !== null),
  };
}

function sideOf({ source, question, runningMonth }: AskedFigures): AskedSide {
  const { grid } = source;
  const { from, until } = question;
  const series = grid.series.filter((one) => isAsked(question, one));
  return { grid, series, range: { from, until }, runningMonth };
}

function allOf({ series }: AskedSide): KeptSide {
  return { kept: series, leftOut: [] };
}

function comparedSide(
  { source, question, runningMonth }: AskedFigures,
  { kept, leftOut }: KeptSide,
  whatIf: WhatIf,
): ComparedSide {
  const { fiscalYearStartMonth } = question.state;
  const [period] = splitIntoPeriods(question, "WHOLE", fiscalYearStartMonth, runningMonth);
  if (period === undefined) throw new RangeError("A range of months is at least one period.");
  const nowhere = { region: null, chapter: null, county: null };
  const row = source.row({ ...nowhere, reports: new AreaSeries(kept, source.grid) }, period, runningMonth);
  const counties = new Set(kept.map(({ membership }) => membership.county)).size;
  const place = placeName(question, source.roster);
  const only =
    whatIf === "COMPLETE_ONLY"
      ? ` (${String(counties)} complete ${counties === 1 ? "county" : "counties"})`
      : "";
  return { name: `${place}${only}, ${period.label}`, row, leftOut };
}

export function withoutDoubles<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
