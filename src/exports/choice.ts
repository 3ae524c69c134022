// Which figures of an answer go into a file.

import { measure } from "../domain/catalog/catalog.js";
import { MEASURES, type MeasureKey } from "../domain/catalog/measures.js";
import { METRICS, type MetricKey } from "../domain/catalog/metrics.js";
import type { ReportingMonth } from "../domain/reporting-month.js";

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

/** What was collected before a month, where all is asked for: what the catalogue takes in later changes no file that is out. */
export function collectedBefore(until: ReportingMonth, { counts, rates }: Choice): Choice {
  const isThere = (key: MeasureKey) => measure(key).since < until;
  const isWhole = ({ numerator, denominator }: (typeof METRICS)[number]) =>
    [numerator, denominator].every(
      (side) => side === null || [...side.plus, ...side.minus].every((key) => isThere(key)),
    );
  return {
    counts: counts ?? MEASURES.map(({ key }) => key).filter(isThere),
    rates: rates ?? METRICS.filter(isWhole).map(({ key }) => key),
  };
}
