// The areas of one period against their common rate: which lie further off than chance alone carries an area of that size?
// It stands where others rank: a ranking puts the smallest areas first and last, whatever they do.

import { countsOf, type Counts } from "./counts.js";
import { toDecimal, type Decimal } from "./decimal.js";
import type { Rate } from "./figure.js";
import {
  commonRateOf,
  linesAt,
  scoreOf,
  type CommonRate,
  type ControlLimits,
  type Lines,
} from "./funnel-lines.js";
import { funnelSentence } from "./funnel-sentence.js";
import { overdispersionOf } from "./overdispersion.js";

/** Enough for a curve that looks smooth. */
const CURVE_STEPS = 64;

/** Against the lines; a rate on a line is within. `NOT_ASSESSED`: the area has no rate, or there is no common one. */
export type FunnelPosition = "WITHIN" | "ABOVE_95" | "BELOW_95" | "ABOVE_998" | "BELOW_998" | "NOT_ASSESSED";

/** An area, as the caller knows it. */
export interface FunnelArea<T> {
  readonly area: T;
  readonly rate: Rate;
}

export interface FunnelPoint<T> extends FunnelArea<T> {
  /** Null where the area is not assessed. */
  readonly lines: Lines | null;
  readonly position: FunnelPosition;
  readonly adjustedPosition: FunnelPosition;
  /** Every expected report is in the rate, and none is partial. */
  readonly isComplete: boolean;
}

export interface CurvePoint extends Lines {
  readonly denominator: number;
}

/** How much more the areas differ than chance alone makes them. */
export interface Dispersion {
  /** Variance found, as a multiple of the one by chance alone. */
  readonly factor: Decimal;
  /** Chance alone seldom makes the factor larger: above it the areas are over-dispersed. */
  readonly largestByChance: Decimal;
  readonly isOverdispersed: boolean;
  /** How many times as far from the common rate the adjusted lines lie: the root of the factor, or 1. */
  readonly widening: Decimal;
}

export interface Funnel<T> {
  /** The common rate; null where there is none, and then no area is assessed. */
  readonly center: Decimal | null;
  /** In the order given; none is left out. */
  readonly points: readonly FunnelPoint<T>[];
  /** From the smallest denominator of an area to the largest. */
  readonly curve: readonly CurvePoint[];
  /** Null where fewer than ten areas are assessed. */
  readonly dispersion: Dispersion | null;
  readonly sentence: string;
}

/** @param pooled the rate over all the areas together */
export function funnel<T>(areas: readonly FunnelArea<T>[], pooled: Rate): Funnel<T> {
  const common = commonRateOf(pooled);
  const counted = common === null ? [] : areas.flatMap(({ rate }) => countsOf(rate) ?? []);
  const dispersion = common === null ? null : dispersionOf(counted, common);
  const widening = Number(dispersion?.widening ?? 1);
  const points = areas.map((area) => pointOf(area, common, widening));
  return {
    center: common === null ? null : pooled.value,
    points,
    curve: common === null ? [] : curveOf(counted, common, widening),
    dispersion,
    sentence: funnelSentence(points, pooled, dispersion),
  };
}

function dispersionOf(counted: readonly Counts[], common: CommonRate): Dispersion | null {
  const found = overdispersionOf(counted.map((counts) => scoreOf(counts, common)));
  if (found === null) return null;
  return {
    factor: toDecimal(found.factor),
    largestByChance: toDecimal(found.largestByChance),
    isOverdispersed: found.isOverdispersed,
    widening: toDecimal(found.isOverdispersed ? Math.sqrt(found.factor) : 1),
  };
}

function pointOf<T>(
  { area, rate }: FunnelArea<T>,
  common: CommonRate | null,
  widening: number,
): FunnelPoint<T> {
  const counts = countsOf(rate);
  const lines = common === null || counts === null ? null : linesAt(counts.base, common, widening);
  return {
    area,
    rate,
    lines,
    position: positionOf(rate.value, lines?.limits ?? null),
    adjustedPosition: positionOf(rate.value, lines?.adjustedLimits ?? null),
    isComplete: rate.coverage.isComplete,
  };
}

/** Judged by the numbers as they are written, so that nobody can see a point on another side of its line. */
function positionOf(value: Decimal | null, limits: ControlLimits | null): FunnelPosition {
  if (value === null || limits === null) return "NOT_ASSESSED";
  const rate = Number(value);
  if (rate > Number(limits.upper998)) return "ABOVE_998";
  if (rate < Number(limits.lower998)) return "BELOW_998";
  if (rate > Number(limits.upper95)) return "ABOVE_95";
  return rate < Number(limits.lower95) ? "BELOW_95" : "WITHIN";
}

/** Denominators in equal steps of their logarithm: lines bend most where areas are small. */
function curveOf(counted: readonly Counts[], common: CommonRate, widening: number): readonly CurvePoint[] {
  if (counted.length === 0) return [];
  const bases = counted.map(({ base }) => base);
  const [smallest, largest] = [Math.min(...bases), Math.max(...bases)];
  const grid = Array.from({ length: CURVE_STEPS + 1 }, (_, step) =>
    Math.round(smallest * (largest / smallest) ** (step / CURVE_STEPS)),
  );
  return [...new Set(grid)].map((denominator) => ({
    denominator,
    ...linesAt(denominator, common, widening),
  }));
}
