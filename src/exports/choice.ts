// Which figures of an answer go into a file.

import { MEASURES, type MeasureKey } from "../domain/catalog/measures.js";
import { METRICS, type MetricKey } from "../domain/catalog/metrics.js";

/** Null: all that the catalogue has. */
export interface Choice {
  readonly counts: readonly MeasureKey[] | null;
  readonly rates: readonly MetricKey[] | null;
}

export const EVERYTHING: Choice = { counts: null, rates: null };

/** In the order of the catalogue, each once, however they were asked for. */
export function chosenMeasures({ counts }: Choice): readonly MeasureKey[] {
  return MEASURES.map(({ key }) => key).filter((key) => counts?.includes(key) ?? true);
}

/** In the order of the catalogue, each once, however they were asked for. */
export function chosenMetrics({ rates }: Choice): readonly MetricKey[] {
  return METRICS.map(({ key }) => key).filter((key) => rates?.includes(key) ?? true);
}
