// The catalogue as the rest of the house reads it: look-ups, what each report must add up to, and a reading of one report.

import type { EncounterFacts } from "../encounters/encounter.js";
import type { ReportingMonth } from "../reporting-month.js";
import { MEASURES, type MeasureKey } from "./measures.js";
import type { AddsUp, EncounterCount, MeasureDefinition } from "./measure.js";
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

/** What the report of a month says of a measure. A worked-out measure is known as far as its definition needs its parts. */
export function read(values: ReportValues, key: MeasureKey, month: ReportingMonth): Reading {
  const { sumOf, needsEveryPart } = measure(key);
  if (sumOf.length === 0) return readReported(values, key, month);
  const parts = sumOf
    .map((part) => part as MeasureKey)
    .filter((part) => isThere(values, part, month))
    .map((part) => readReported(values, part, month));
  if (parts.includes("NOT_REPORTED")) return "NOT_REPORTED";
  const counted = parts.filter((part) => typeof part === "number");
  const isKnown = needsEveryPart ? counted.length === parts.length : true;
  return isKnown && counted.length > 0 ? counted.reduce((sum, part) => sum + part, 0) : "NOT_COLLECTED";
}

/** Whether a measure is a part of the report of a month: it was to be reported by then, or was so all the same. */
export function isThere(values: ReportValues, key: MeasureKey, month: ReportingMonth): boolean {
  return values[key] !== undefined || measure(key).since <= month;
}

/** What a report says of measures added and taken away; known only when all of them are. */
export function evaluate(values: ReportValues, expression: Expression, month: ReportingMonth): Reading {
  const added = expression.plus.reduce<Reading>(
    (sum, key) => addReadings(sum, read(values, key, month), 1),
    0,
  );
  return expression.minus.reduce<Reading>(
    (sum, key) => addReadings(sum, read(values, key, month), -1),
    added,
  );
}

/** Whether the source of an encounter records what is counted: only then is none of it a zero. */
export function isRecorded({ needs, endsIn }: EncounterCount, encounter: EncounterFacts): boolean {
  if (endsIn !== undefined) return encounter.disposition !== null && encounter.collects.includes(endsIn);
  return needs === null || encounter[needs] !== null;
}

/** Whether the parts of an expression are flows or stocks. @throws RangeError when they are mixed. */
export function addsUpOf(expression: Expression): AddsUp {
  const kinds = new Set([...expression.plus, ...expression.minus].map((key) => measure(key).addsUp));
  const [kind] = kinds;
  if (kind === undefined || kinds.size > 1)
    throw new RangeError("An expression must hold flows only, or stocks only.");
  return kind;
}

function readReported(values: ReportValues, key: MeasureKey, month: ReportingMonth): Reading {
  const value = values[key];
  if (value === undefined) return measure(key).since <= month ? "NOT_REPORTED" : "NOT_COLLECTED";
  return value ?? "NOT_COLLECTED";
}

function addReadings(sum: Reading, term: Reading, sign: 1 | -1): Reading {
  if (sum === "NOT_REPORTED" || term === "NOT_REPORTED") return "NOT_REPORTED";
  if (sum === "NOT_COLLECTED" || term === "NOT_COLLECTED") return "NOT_COLLECTED";
  return sum + sign * term;
}
