// Which of five colours a rate has on a map, and what else a place can look like: each reason for no number differently.

import { ticks } from "d3-array";
import type { RatePartsFragment } from "../generated/graphql.js";

export type Look =
  | { readonly kind: "SHOWN"; readonly step: number }
  | { readonly kind: "ZERO" | "WITHHELD" | "NO_REPORT" | "NOT_COLLECTED" | "NO_CHAPTER" | "NO_MEANING" };

export interface ShareClasses {
  /** Lower and upper end of each step that is used, from low to high. */
  readonly steps: readonly (readonly [lower: number, upper: number])[];
  lookOf(rate: Pick<RatePartsFragment, "value" | "status"> | undefined): Look;
}

const MOST_STEPS = 5;

/** Equal steps between round numbers; equal and not by rank, so that a step says how far apart places are. */
export function shareClasses(rates: readonly Pick<RatePartsFragment, "value">[]): ShareClasses {
  const values = rates.flatMap(({ value }) => (value === null || Number(value) === 0 ? [] : [Number(value)]));
  const steps = values.length === 0 ? [] : roundSteps(Math.min(...values), Math.max(...values));
  return {
    steps,
    lookOf: (rate) => {
      if (rate === undefined || rate.status === "NOT_EXPECTED") return { kind: "NO_CHAPTER" };
      if (rate.value !== null)
        return Number(rate.value) === 0
          ? { kind: "ZERO" }
          : { kind: "SHOWN", step: stepOf(steps, Number(rate.value)) };
      if (rate.status === "WITHHELD") return { kind: "WITHHELD" };
      if (rate.status === "NOT_COLLECTED") return { kind: "NOT_COLLECTED" };
      return { kind: rate.status === "NOT_APPLICABLE" ? "NO_MEANING" : "NO_REPORT" };
    },
  };
}

function roundSteps(low: number, high: number): readonly (readonly [number, number])[] {
  for (let wanted = MOST_STEPS; wanted > 1; wanted--) {
    const inner = ticks(low, high, wanted);
    const [first, second] = inner;
    if (first === undefined || second === undefined) continue;
    const width = second - first;
    const edges = [...(first > low ? [first - width] : []), ...inner];
    if ((edges.at(-1) ?? 0) < high) edges.push((edges.at(-1) ?? 0) + width);
    if (edges.length - 1 <= MOST_STEPS)
      return edges.slice(1).map((upper, index) => [edges[index] ?? 0, upper] as const);
  }
  return [[low, high]];
}

/** 1 to 5; the colours are spread over the steps there are. */
function stepOf(steps: readonly (readonly [number, number])[], value: number): number {
  const index = steps.findIndex(([, upper]) => value < upper);
  return colourOfStep(index < 0 ? steps.length - 1 : index, steps.length);
}

export function colourOfStep(index: number, steps: number): number {
  return steps < 2 ? 3 : 1 + Math.round((index * (MOST_STEPS - 1)) / (steps - 1));
}
