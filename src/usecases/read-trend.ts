// One figure of one area over time, with what stands out of chance, over the reports accepted so far or as they stood then.

import type { Viewer } from "../domain/access/viewer.js";
import { measure, metric } from "../domain/catalog/catalog.js";
import type { MeasureKey } from "../domain/catalog/measures.js";
import type { MetricKey } from "../domain/catalog/metrics.js";
import { splitIntoPeriods, type Period } from "../domain/period.js";
import { accepted, type Outcome } from "../domain/problem.js";
import { AreaSeries } from "../domain/statistics/area-series.js";
import type { OutcomeCell } from "../domain/statistics/outcome-source.js";
import type { Count, Rate } from "../domain/statistics/figure.js";
import type { AskedQuestion } from "../domain/statistics/outcome-question.js";
import { unlikePartsNotice } from "../domain/statistics/like-with-like.js";
import { DEMONSTRATION_NOTICE } from "../domain/statistics/outcome-table.js";
import type { Series } from "../domain/statistics/report-grid.js";
import { placeName } from "../domain/statistics/scope-name.js";
import { trendOfMeasure, trendOfMetric, type Trend, type TrendGrain } from "../domain/statistics/trend.js";
import type { Part } from "../domain/statistics/trend-judgement.js";
import { askFigures, type AskedFigures, type FigurePorts } from "./asked-figures.js";

export type TrendSubject =
  { readonly kind: "COUNT"; readonly of: MeasureKey } | { readonly kind: "RATE"; readonly of: MetricKey };

export interface AskedTrend {
  readonly subject: TrendSubject;
  readonly scope: AskedQuestion;
  readonly grain: TrendGrain;
}

export interface TrendOfOutcomes {
  /** The place, as it stands in a sentence. */
  readonly name: string;
  readonly trend: Trend<Count> | Trend<Rate>;
  readonly asOf: Date;
  readonly notices: readonly string[];
}

export type ReadTrend = (
  viewer: Viewer,
  asked: AskedTrend,
  asOf: Date | null,
) => Promise<Outcome<TrendOfOutcomes>>;

export function readTrend(ports: FigurePorts): ReadTrend {
  return async (viewer, { subject, scope, grain }, instant) => {
    const found = await askFigures(ports, viewer, { ...scope, by: [], grain }, instant, "scope");
    if (!found.ok) return found;
    const { source, question, asOf } = found.value;
    const cells = cellsByPeriod(found.value);
    return accepted({
      name: placeName(question, source.roster),
      trend: trendOf(subject, grain, cells),
      asOf,
      notices: [
        cells.some(({ whole }) => whole.isDemonstration) ? DEMONSTRATION_NOTICE : null,
        unlikePartsNotice("periods", partsLeftOutOf(subject, cells)),
      ].filter((notice) => notice !== null),
    });
  };
}

interface CellsOfPeriod {
  readonly period: Period;
  readonly whole: OutcomeCell;
  readonly bySeries: readonly { readonly name: string; readonly cell: OutcomeCell }[];
}

function cellsByPeriod({ source, question, runningMonth }: AskedFigures): readonly CellsOfPeriod[] {
  const whole = source.areas.whole(question);
  const alone = whole.reports.series.map((series) => ({
    name: nameOf(series),
    area: { ...whole, reports: new AreaSeries([series], source.grid) },
  }));
  const periods = splitIntoPeriods(
    question,
    question.grain,
    question.state.fiscalYearStartMonth,
    runningMonth,
  );
  // A part of a month would read as a fall.
  const cellOf = (area: typeof whole, period: Period) =>
    source.row(area, period, runningMonth, "LEFT_OUT").cell;
  return periods.map((period) => ({
    period,
    whole: cellOf(whole, period),
    bySeries: alone.map(({ name, area }) => ({ name, cell: cellOf(area, period) })),
  }));
}

function nameOf({ chapter, membership }: Series): string {
  return `${chapter.slug} ${membership.county} ${membership.from}`;
}

function trendOf(
  subject: TrendSubject,
  grain: TrendGrain,
  cells: readonly CellsOfPeriod[],
): TrendOfOutcomes["trend"] {
  if (subject.kind === "COUNT") {
    const { of } = subject;
    const figures = cells.map(({ period, whole, bySeries }) => ({
      period,
      figure: whole.count(of),
      parts: bySeries.flatMap(({ name, cell }) => partOfCount(name, cell.count(of))),
    }));
    return trendOfMeasure(measure(of), grain, figures);
  }
  const { of } = subject;
  const figures = cells.map(({ period, whole, bySeries }) => ({
    period,
    figure: whole.rate(of),
    parts: bySeries.flatMap(({ name, cell }) => partOfRate(name, cell.sumsOf(of))),
  }));
  return trendOfMetric(metric(of), grain, figures);
}

/** By period, of those that have a figure. */
function partsLeftOutOf(
  subject: TrendSubject,
  cells: readonly CellsOfPeriod[],
): readonly (readonly MeasureKey[])[] {
  return cells.flatMap(({ whole }) => {
    const figure = subject.kind === "COUNT" ? whole.count(subject.of) : whole.rate(subject.of);
    return figure.value === null ? [] : [whole.partsLeftOut(subject.of)];
  });
}

/** A county that reported nothing of it has no part, never one of 0. */
function partOfCount(series: string, { value, coverage }: Count): readonly Part[] {
  return value === null ? [] : [{ series, events: value, exposure: coverage.countedReports }];
}

function partOfRate(series: string, sums: ReturnType<OutcomeCell["sumsOf"]>): readonly Part[] {
  return sums === null ? [] : [{ series, events: sums.numerator, exposure: sums.denominator }];
}
