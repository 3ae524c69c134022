// What a metric is: a rate of measures, as a frozen and versioned value. The definition always travels with the number.

import { frozen } from "../frozen.js";
import type { MeasureKey } from "./measures.js";

/**
 * `PROPORTION`: events out of trials, between 0 and 1. `EVENT_RATE`: events per so many trials, can exceed them.
 * `RESIDENT_RATE`: events per so many residents and year.
 */
export type MetricKind = "PROPORTION" | "EVENT_RATE" | "RESIDENT_RATE";

/** Measures added and taken away, such as encounters − no contact − unknown. */
export interface Expression {
  readonly plus: readonly MeasureKey[];
  readonly minus: readonly MeasureKey[];
}

export interface MetricDefinition<Key extends string = string> {
  readonly key: Key;
  /** Rises when the meaning changes; wording may be mended without. */
  readonly version: number;
  readonly title: string;
  readonly description: string;
  readonly kind: MetricKind;
  readonly numerator: Expression;
  /** Null for a resident rate: then the denominator is residents × years, from the census. */
  readonly denominator: Expression | null;
  /** The rate is per this many: 1 for a proportion, 1,000 encounters, 100,000 residents. */
  readonly per: number;
  /** "of encounters", "per 1,000 encounters": what follows the number in a sentence. */
  readonly unit: string;
  readonly source: string;
}

/** Freezes a metric. */
export function defineMetric<const Key extends string>(entry: MetricDefinition<Key>): MetricDefinition<Key> {
  return frozen(entry);
}
