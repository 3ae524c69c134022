// One figure of one area over time: its usual level, the limits of chance around it, and what stands out.
// A period that is missing is a gap and nothing else; a county that is missing lowers what was to be expected as well.

import { addsUpOf } from "../catalog/catalog.js";
import type { AddsUp, MeasureDefinition } from "../catalog/measure.js";
import type { MetricDefinition } from "../catalog/metric.js";
import type { Grain, Period } from "../period.js";
import { toDecimal, type Decimal } from "./decimal.js";
import type { Count, Rate } from "./figure.js";
import { FEWEST_POINTS, judge, type Judgement, type Part, type TrendSignal } from "./trend-judgement.js";
import { summarize, type TrendSummary } from "./trend-summary.js";

/** A year and more hold too few points to tell a change from chance. */
export type TrendGrain = Extract<Grain, "MONTH" | "QUARTER">;

export interface FigureInPeriod<Figure extends Count | Rate> {
  readonly period: Period;
  /** Of reports that cover their whole month: a figure that holds a partial report is drawn and not judged. */
  readonly figure: Figure;
  /** Add up to the figure. A series that is missing has no part: never one of 0. */
  readonly parts: readonly Part[];
}

/** Centre, limits and index are null where the point is not judged. */
export interface TrendPoint<Figure extends Count | Rate> {
  readonly period: Period;
  readonly figure: Figure;
  /** What would be usual for those counties that are in the figure; in its unit, as the limits are. */
  readonly centre: Decimal | null;
  /** The smallest value that does not stand out. */
  readonly lower: Decimal | null;
  /** The largest value that does not stand out. */
  readonly upper: Decimal | null;
  /** The figure as a multiple of its centre. Null where the centre is 0, too. */
  readonly index: Decimal | null;
  readonly signal: TrendSignal;
}

export interface Trend<Figure extends Count | Rate> {
  /** One for each period, in order of time. */
  readonly points: readonly TrendPoint<Figure>[];
  readonly summary: TrendSummary;
}

/** @param figures in order of time; each part's exposure is the months of its series that are in the count */
export function trendOfMeasure(
  { title, addsUp }: MeasureDefinition,
  grain: TrendGrain,
  figures: readonly FigureInPeriod<Count>[],
): Trend<Count> {
  return trendOf({ title, addsUp, isShare: false, per: null }, grain, figures);
}

/** @param figures in order of time; each part's events and exposure are numerator and denominator of its series */
export function trendOfMetric(
  { title, numerator, kind, per }: MetricDefinition,
  grain: TrendGrain,
  figures: readonly FigureInPeriod<Rate>[],
): Trend<Rate> {
  return trendOf({ title, addsUp: addsUpOf(numerator), isShare: kind === "PROPORTION", per }, grain, figures);
}

interface Subject {
  readonly title: string;
  readonly addsUp: AddsUp;
  /** The events are a part of their exposure. */
  readonly isShare: boolean;
  /** A figure is the events, or so many times the events divided by their exposure. */
  readonly per: number | null;
}

function trendOf<Figure extends Count | Rate>(
  { title, addsUp, isShare, per }: Subject,
  grain: TrendGrain,
  figures: readonly FigureInPeriod<Figure>[],
): Trend<Figure> {
  const whole = figures.filter(isWhole);
  const isJudged = addsUp === "FLOW" && whole.length >= FEWEST_POINTS;
  const judgements = judge(isJudged ? whole.map(({ parts }) => parts) : [], isShare);
  const judgementOf = new Map(judgements.map((judgement, index) => [whole[index]?.period, judgement]));
  return {
    points: figures.map(({ period, figure }) => {
      const judgement = judgementOf.get(period) ?? null;
      return { period, figure, ...(judgement === null ? NOT_JUDGED : drawn(judgement, per)) };
    }),
    summary: summarize({ title, addsUp, grain, figures, whole, judgements }),
  };
}

function isWhole({ period, figure, parts }: FigureInPeriod<Count | Rate>): boolean {
  return (
    figure.value !== null && figure.coverage.partialReports === 0 && !period.isPartial && parts.length > 0
  );
}

const NOT_JUDGED = { centre: null, lower: null, upper: null, index: null, signal: "NONE" } as const;

function drawn({ events, exposure, mean, lower, upper, signal }: Judgement, per: number | null) {
  const scale = per === null ? 1 : per / exposure;
  return {
    centre: toDecimal(mean * scale),
    lower: toDecimal(lower * scale),
    upper: toDecimal(upper * scale),
    index: mean > 0 ? toDecimal(events / mean) : null,
    signal,
  };
}
