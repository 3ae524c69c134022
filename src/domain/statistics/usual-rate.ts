// The usual rate of a series and how far its points scatter around it, unmoved by single wild points and by a late change of level.
// Limits of chance around it: a count outside them stands out.

import { median, robustDeviation, SMALLEST_CHANGE } from "../usual.js";
import { countDistribution, type Chance, type CountDistribution } from "./count-distribution.js";
import { total } from "./total.js";

/** What happened in one period, and what it is measured by. */
export interface Point {
  readonly events: number;
  /** Grows with the events where the rate is as usual: trials, months, residents or events that were to be expected; more than 0. */
  readonly exposure: number;
  /** The events are so many of these; null where they have no upper end. */
  readonly trials: number | null;
}

export interface UsualRate {
  /** Events per exposure. */
  readonly rate: number;
  /** Variance around it, as a multiple of what chance alone makes; 1 or more. */
  readonly dispersion: number;
}

/** Counts, both inside. */
export interface Limits {
  readonly lower: number;
  readonly upper: number;
}

/**
 * What chance leaves outside at each end: 99.8 % limits, "three sigma" for a normal spread.
 * @source Spiegelhalter, Statistics in Medicine 24 (2005) 1185–1202, Funnel plots for comparing institutional performance
 */
const TAIL = 0.001;

/** A series is looked at in so many stretches; a change of level that began in the last third spoils fewer than half of them. */
const STRETCHES = 8;

/** Standard errors by which a stretch may differ from the others and still tell what is usual: 1 in 100 by chance. */
const STRETCH_DEVIATIONS = 2.6;

/** A year of months: the scatter within it holds the seasons, and hardly ever a change of level. */
const WINDOW = 12;

/** The median of variances of twelve normal numbers, as a part of their mean (χ² with 11 degrees of freedom). */
const MEDIAN_OF_VARIANCES = 0.94;

/** From so many expected events (and so many that do not happen), each counted once for its dispersion, a spread is near the normal one. */
const MANY = 10;

/** Rounds after which it settles or stays close: each puts aside what stood out in the one before. */
const ROUNDS = 12;

/**
 * The events per exposure of all points pooled, but for those that stand out and for stretches that disagree with the others:
 * the limits are worked out again without them until nothing changes.
 * @param points in order of time, with gaps left out; of none, or of none with an event, the rate is 0
 * @source Laney, Quality Engineering 14 (2002) 531–537, for the dispersion; Hampel, J. Am. Stat. Assoc. 69 (1974) 383–393
 */
export function usualRate(points: readonly Point[]): UsualRate {
  let usual = firstGuess(points);
  for (let round = 0; round < ROUNDS; round++) {
    const next = refined(points, usual);
    if (next.rate === usual.rate && next.dispersion === usual.dispersion) break;
    usual = next;
  }
  return usual;
}

/** What chance makes of a point whose rate is as usual. */
export function chanceOf({ exposure, trials }: Point, { rate, dispersion }: UsualRate): Chance {
  return { mean: Math.min(rate * exposure, trials ?? Infinity), dispersion, trials };
}

/** The smallest and the largest count that do not stand out. */
export function limitsOf({ mean, trials }: Chance, distribution: CountDistribution): Limits {
  const { atLeast, atMost, largest } = distribution;
  const nearBelow = Math.max(0, Math.floor(mean - SMALLEST_CHANGE) + 1);
  const nearAbove = Math.min(trials ?? Infinity, Math.ceil(mean + SMALLEST_CHANGE) - 1);
  return {
    lower: firstOf(0, nearBelow, (count) => atMost(count) >= TAIL),
    upper: firstOf(nearAbove, Math.max(nearAbove, largest), (count) => atLeast(count + 1) < TAIL),
  };
}

/** The first whole number for which it holds, as it does for all after it; the last one where it holds for none. */
function firstOf(first: number, last: number, holds: (count: number) => boolean): number {
  if (first >= last) return last;
  const middle = Math.floor((first + last) / 2);
  return holds(middle) ? firstOf(first, middle, holds) : firstOf(middle + 1, last, holds);
}

/** Where most stretches or points have no event, the others tell more than a median does, but for the largest one. */
function firstGuess(points: readonly Point[]): UsualRate {
  const most = withoutLargest(points);
  const rate = median(stretchesOf(points).map(pooled)) || pooled(most);
  const residuals = (some: readonly Point[]) => some.map((one) => residual(one, rate));
  const dispersion = robustDeviation(residuals(points)) ** 2 || variance(residuals(most));
  return { rate, dispersion: Math.max(1, dispersion) };
}

function withoutLargest(points: readonly Point[]): readonly Point[] {
  const largest = Math.max(...points.map(({ events }) => events));
  const index = points.findIndex(({ events }) => events === largest);
  return points.filter((_, other) => other !== index);
}

function refined(points: readonly Point[], usual: UsualRate): UsualRate {
  const isInside = (one: Point) => !standsOut(one, usual);
  const stretches = stretchesOf(points).map((stretch) => stretch.filter(isInside));
  const agreeing = stretches.filter((stretch) => agrees(stretch, usual)).flat();
  const inside = stretches.flat();
  const rate = isMostOf(points, agreeing) ? pooled(agreeing) || pooled(inside) : usual.rate;
  return { rate, dispersion: dispersionOf(isMostOf(points, inside) ? inside : points, rate) };
}

function isMostOf(all: readonly Point[], some: readonly Point[]): boolean {
  return 2 * some.length >= all.length;
}

function stretchesOf(points: readonly Point[]): readonly (readonly Point[])[] {
  const many = Math.min(STRETCHES, points.length);
  const border = (index: number) => Math.floor((index * points.length) / many);
  return Array.from({ length: many }, (_, index) => points.slice(border(index), border(index + 1)));
}

function standsOut(point: Point, usual: UsualRate): boolean {
  if (isPlainlyInside(point, usual)) return false;
  const chance = chanceOf(point, usual);
  const { lower, upper } = limitsOf(chance, countDistribution(chance));
  return point.events < lower || point.events > upper;
}

/** Spares most sums: where many are expected, what is nearer than two standard deviations is far from rare. */
function isPlainlyInside(point: Point, { rate, dispersion }: UsualRate): boolean {
  const mean = rate * point.exposure;
  const rarer = point.trials === null ? mean : Math.min(mean, point.trials - mean);
  return rarer >= MANY * dispersion && residual(point, rate) ** 2 <= 4 * dispersion;
}

function agrees(stretch: readonly Point[], { rate, dispersion }: UsualRate): boolean {
  const excess = total(stretch.map((one) => one.events - rate * one.exposure));
  const variance = total(stretch.map((one) => varianceOf(one, rate))) * dispersion;
  return Math.abs(excess) <= STRETCH_DEVIATIONS * Math.sqrt(variance);
}

/** The usual variance of residuals within a year: a change of level between years is no scatter. */
function dispersionOf(points: readonly Point[], rate: number): number {
  const residuals = points.map((one) => residual(one, rate));
  const length = Math.min(WINDOW, residuals.length);
  const windows = Array.from({ length: residuals.length - length + 1 }, (_, start) =>
    variance(residuals.slice(start, start + length)),
  );
  return Math.max(1, median(windows) / MEDIAN_OF_VARIANCES);
}

/** How far a point lies from the usual rate, in standard deviations of chance alone. */
function residual(point: Point, rate: number): number {
  const deviation = Math.sqrt(varianceOf(point, rate));
  return deviation > 0 ? (point.events - rate * point.exposure) / deviation : 0;
}

function varianceOf({ exposure, trials }: Point, rate: number): number {
  const mean = rate * exposure;
  return trials === null ? mean : mean * Math.max(0, 1 - mean / trials);
}

function variance(numbers: readonly number[]): number {
  if (numbers.length < 2) return 0;
  const mean = total(numbers) / numbers.length;
  return total(numbers.map((one) => (one - mean) ** 2)) / (numbers.length - 1);
}

function pooled(points: readonly Point[]): number {
  return points.length === 0
    ? 0
    : total(points.map((one) => one.events)) / total(points.map((one) => one.exposure));
}
