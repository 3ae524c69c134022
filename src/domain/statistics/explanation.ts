// What a figure is made of, in words and report by report: so that anybody can work it out again by hand.

import {
  evaluate,
  isMeasureKey,
  measure,
  metric,
  type Reading,
  type ReportValues,
} from "../catalog/catalog.js";
import type { MeasureDefinition } from "../catalog/measure.js";
import type { MeasureKey } from "../catalog/measures.js";
import type { ReportingMonth } from "../reporting-month.js";
import type { Expression, MetricDefinition } from "../catalog/metric.js";
import type { MetricKey } from "../catalog/metrics.js";

/** The definition of a figure: one of the two. */
export interface Explained {
  readonly measure: MeasureDefinition<MeasureKey> | null;
  readonly metric: MetricDefinition<MetricKey> | null;
  /** With the keys of the catalogue: "HEALTH_DIVERSIONS / (HEALTH_DIVERSIONS + JAIL_BOOKINGS)". */
  readonly formula: string;
}

export function explain(key: MeasureKey | MetricKey): Explained {
  if (isMeasureKey(key)) {
    const definition = measure(key);
    return { measure: definition, metric: null, formula: definition.sumOf.join(" + ") || key };
  }
  const definition = metric(key);
  return { measure: null, metric: definition, formula: formulaOf(definition) };
}

function formulaOf({ numerator, denominator, per }: MetricDefinition): string {
  const scale = per === 1 ? "" : ` × ${String(per)}`;
  const divisor = denominator === null ? "residents and years" : inBrackets(inWords(denominator));
  return `${inBrackets(inWords(numerator))} / ${divisor}${scale}`;
}

function inWords({ plus, minus }: Expression): string {
  return [plus.join(" + "), ...minus].join(" - ");
}

function inBrackets(words: string): string {
  return words.includes(" ") ? `(${words})` : words;
}

/** What one report lends to a figure. */
export interface Lent {
  readonly numerator: number | null;
  /** Null where the figure is a count, or a rate per residents. */
  readonly denominator: number | null;
}

export function lentBy(values: ReportValues, key: MeasureKey | MetricKey, month: ReportingMonth): Lent {
  if (isMeasureKey(key)) {
    return { numerator: number(evaluate(values, { plus: [key], minus: [] }, month)), denominator: null };
  }
  const { numerator, denominator } = metric(key);
  return {
    numerator: number(evaluate(values, numerator, month)),
    denominator: denominator === null ? null : number(evaluate(values, denominator, month)),
  };
}

function number(reading: Reading): number | null {
  return typeof reading === "number" ? reading : null;
}
