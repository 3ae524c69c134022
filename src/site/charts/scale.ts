// Where values stand in a chart. Across, in percent of its width, so that a chart fits any screen and its words keep their
// size; down, in pixels.

import { ticks } from "d3-array";
import { scaleLinear } from "d3-scale";

/** @returns a length for SVG, such as "43.27%" */
export function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

export interface Axis {
  readonly ticks: readonly number[];
  /** Place of a value between the ends of the axis, 0 to 1. */
  place(value: number): number;
}

/** An axis from a round number to a round number that holds all values. */
export function niceAxis(values: readonly number[], wantedTicks: number): Axis {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const scale = scaleLinear()
    .domain(low === high ? [Math.min(0, low), high === 0 ? 1 : high] : [low, high])
    .nice(wantedTicks);
  const [start = 0, end = 1] = scale.domain();
  return {
    ticks: ticks(start, end, wantedTicks),
    place: (value) => (value - start) / (end - start),
  };
}

/** Counts on an axis where each step is ten times the last, with a place of its own for zero, left of 1. */
export function countAxis(largest: number): Axis {
  const decades = Math.max(1, Math.ceil(Math.log10(Math.max(largest, 2))));
  const steps = decades + 1;
  return {
    ticks: [0, ...Array.from({ length: decades + 1 }, (_, power) => 10 ** power)],
    place: (value) => (value < 1 ? 0 : (1 + Math.log10(value)) / steps),
  };
}
