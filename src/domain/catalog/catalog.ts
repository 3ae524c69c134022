// The catalogue as the rest of the house reads it: look-ups, what each report must add up to, and a reading of one report.

import { MEASURES, type MeasureKey } from "./measures.js";
import type { AddsUp, MeasureDefinition } from "./measure.js";
import type { Expression, MetricDefinition } from "./metric.js";
import { METRICS, type MetricKey } from "./metrics.js";

/** Measure key → whole number ≥ 0, or null for "not collected". A key that is absent was not reported. */
export type ReportValues = Readonly<Partial<Record<MeasureKey, number | null>>>;

/** What one report says of one measure. */
export type Reading = number | "NOT_COLLECTED" | "NOT_REPORTED";

const measuresByKey = new Map<string, MeasureDefinition<MeasureKey>>(
  MEASURES.map((entry) => [entry.key, entry]),
);
const metricsByKey = new Map<string, MetricDefinition<MetricKey>>(METRICS.map((entry) => [entry.key, entry]));

export function isMeasureKey(key: string): key is MeasureKey {
  return measuresByKey.has(key);
}

/** @throws RangeError for a key that is not in the catalogue. */
export function measure(key: MeasureKey): MeasureDefinition<MeasureKey> {
  const definition = measuresByKey.get(key);
  if (definition === undefined) throw new RangeError(`The catalogue has no measure ${key}.`);
  return definition;
}

/** @throws RangeError for a key that is not in the catalogue. */
export function metric(key: MetricKey): MetricDefinition<MetricKey> {
  const definition = metricsByKey.get(key);
  if (definition === undefined) throw new RangeError(`The catalogue has no metric ${key}.`);
  return definition;
}

/** The measures that a report carries; the others are worked out from these. */
export const REPORTED_MEASURES: readonly MeasureDefinition<MeasureKey>[] = MEASURES.filter(
  (entry) => entry.sumOf.length === 0,
);

/** What one report says of a measure. A worked-out measure is known only when all its parts are. */
export function read(values: ReportValues, key: MeasureKey): Reading {
  const parts = measure(key).sumOf;
  if (parts.length === 0) return readReported(values, key);
  return parts.reduce<Reading>((sum, part) => addReadings(sum, read(values, part as MeasureKey), 1), 0);
}

/** What one report says of measures added and taken away; known only when all of them are. */
export function evaluate(values: ReportValues, expression: Expression): Reading {
  const added = expression.plus.reduce<Reading>((sum, key) => addReadings(sum, read(values, key), 1), 0);
  return expression.minus.reduce<Reading>((sum, key) => addReadings(sum, read(values, key), -1), added);
}

/** Whether the parts of an expression are flows or stocks. @throws RangeError when they are mixed. */
export function addsUpOf(expression: Expression): AddsUp {
  const kinds = new Set([...expression.plus, ...expression.minus].map((key) => measure(key).addsUp));
  const [kind] = kinds;
  if (kind === undefined || kinds.size > 1)
    throw new RangeError("An expression must hold flows only, or stocks only.");
  return kind;
}

function readReported(values: ReportValues, key: MeasureKey): Reading {
  const value = values[key];
  if (value === undefined) return "NOT_REPORTED";
  return value ?? "NOT_COLLECTED";
}

function addReadings(sum: Reading, term: Reading, sign: 1 | -1): Reading {
  if (sum === "NOT_REPORTED" || term === "NOT_REPORTED") return "NOT_REPORTED";
  if (sum === "NOT_COLLECTED" || term === "NOT_COLLECTED") return "NOT_COLLECTED";
  return sum + sign * term;
}
