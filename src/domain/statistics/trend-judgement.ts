// What stands out of a row of counts: points outside the limits of chance, and runs on one side of what is usual.

import { countDistribution, type CountDistribution } from "./count-distribution.js";
import { findShifts, type Shift, type Side } from "./shift.js";
import { total } from "./total.js";
import { chanceOf, limitsOf, usualRate, type Limits, type Point, type UsualRate } from "./usual-rate.js";

export const TREND_SIGNALS = ["NONE", "HIGH", "LOW", "SHIFT_UP", "SHIFT_DOWN"] as const;

/** `HIGH`, `LOW`: the point lies outside the limits of chance. `SHIFT_…`: it belongs to a long run on one side of its centre. */
export type TrendSignal = (typeof TREND_SIGNALS)[number];

/** With fewer points nothing can be called a change. */
export const FEWEST_POINTS = 8;

/** What one county, or one county of one chapter, lends to the figure of a period. */
export interface Part {
  /** The same in all periods. */
  readonly series: string;
  /** The count, or the numerator of the rate. */
  readonly events: number;
  /** Months that are in the count, or the denominator of the rate. */
  readonly exposure: number;
}

/** One point as it is judged, in events. The limits are the smallest and the largest count that do not stand out. */
export interface Judgement extends Limits {
  readonly events: number;
  readonly exposure: number;
  /** Events that would be usual for those series that are in the point. */
  readonly mean: number;
  readonly signal: TrendSignal;
  /** 1 where the signal points up or the point lies inside a shift upwards, −1 downwards, else 0. */
  readonly direction: Direction;
}

type Direction = 1 | -1 | 0;

interface Weighed extends Point {
  /** The exposure as it was reported; that of the point is weighed with the levels of its series. */
  readonly reported: number;
}

/**
 * Each point is measured by what is usual for the series that are in it, each from its own counted periods. So a series that is
 * missing, joins late or ends early moves the centre and no signal.
 * @param points in order of time, gaps left out
 * @param isShare events are a part of their exposure, so binomial; else they are counted per exposure, so Poisson
 */
export function judge(points: readonly (readonly Part[])[], isShare: boolean): readonly Judgement[] {
  const levels = levelsOf(points.flat(), isShare);
  const weighed = points.map((parts) => weigh(parts, levels, isShare));
  const usual = usualRate(weighed.filter(({ exposure }) => exposure > 0));
  const placed = weighed.map((point) => place(point, usual));
  const shifts = findShifts(placed);
  return placed.map((one, index) => judgementOf(one, shifts.find(holds(index))?.side ?? 0));
}

function weigh(parts: readonly Part[], levels: ReadonlyMap<string, number>, isShare: boolean): Weighed {
  const reported = total(parts.map(({ exposure }) => exposure));
  return {
    events: total(parts.map(({ events }) => events)),
    exposure: total(parts.map(({ series, exposure }) => exposure * (levels.get(series) ?? 0))),
    trials: isShare ? reported : null,
    reported,
  };
}

/** Events per exposure that are usual for each series. They only weigh series against each other: of a single one it is 1. */
function levelsOf(parts: readonly Part[], isShare: boolean): ReadonlyMap<string, number> {
  const bySeries = new Map<string, Point[]>();
  // A county without a single encounter tells nothing of its share of encounters.
  for (const { series, events, exposure } of parts.filter((part) => part.exposure > 0)) {
    const points = bySeries.get(series) ?? [];
    points.push({ events, exposure, trials: isShare ? exposure : null });
    bySeries.set(series, points);
  }
  const levelOf = bySeries.size === 1 ? () => 1 : (points: readonly Point[]) => usualRate(points).rate;
  return new Map([...bySeries].map(([series, points]) => [series, levelOf(points)]));
}

type Placed = Side & Omit<Judgement, "signal" | "direction">;

function place(point: Weighed, usual: UsualRate): Placed {
  const { events, reported } = point;
  const chance = chanceOf(point, usual);
  const distribution = countDistribution(chance);
  return {
    events,
    exposure: reported,
    mean: chance.mean,
    ...limitsOf(chance, distribution),
    ...sideOf(events, chance.mean, distribution),
  };
}

/** Closer to the centre than this, in events, is on it: rounding must not take sides. */
const ON_CENTRE = 1e-9;

function sideOf(
  events: number,
  mean: number,
  { atLeast, atMost }: CountDistribution,
): Pick<Side, "side" | "probability"> {
  if (Math.abs(events - mean) < ON_CENTRE) return { side: 0, probability: 1 };
  const above = atLeast(Math.floor(mean + ON_CENTRE) + 1);
  const below = atMost(Math.ceil(mean - ON_CENTRE) - 1);
  // Without any chance of either, an event where there are never any is as surprising as can be.
  const either = above + below || 1;
  return events > mean ? { side: 1, probability: above / either } : { side: -1, probability: below / either };
}

function holds(index: number): (shift: Shift) => boolean {
  return ({ first, last }) => first <= index && index <= last;
}

function judgementOf(point: Placed, shift: Direction): Judgement {
  const { events, exposure, mean, lower, upper, side } = point;
  const outside = events > upper ? 1 : events < lower ? -1 : 0;
  const signal = signalOf(outside, side === shift ? shift : 0);
  return { events, exposure, mean, lower, upper, signal, direction: outside === 0 ? shift : outside };
}

function signalOf(outside: Direction, shift: Direction): TrendSignal {
  if (outside !== 0) return outside > 0 ? "HIGH" : "LOW";
  if (shift !== 0) return shift > 0 ? "SHIFT_UP" : "SHIFT_DOWN";
  return "NONE";
}
