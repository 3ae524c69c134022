// The enums Measure and Metric, made from the catalogue: a new entry there appears here by itself.

import { registerEnumType } from "type-graphql";
import { MEASURES, type MeasureKey } from "../../domain/catalog/measures.js";
import { METRICS, type MetricKey } from "../../domain/catalog/metrics.js";

function enumOf<Key extends string>(
  name: string,
  description: string,
  entries: readonly { readonly key: Key; readonly title: string }[],
): Readonly<Record<Key, Key>> {
  const values = Object.fromEntries(entries.map(({ key }) => [key, key])) as Record<Key, Key>;
  const valuesConfig = Object.fromEntries(
    entries.map(({ key, title }) => [key, { description: `${title}.` }]),
  );
  registerEnumType(values, {
    name,
    description,
    valuesConfig: valuesConfig as Record<Key, { description: string }>,
  });
  return values;
}

export const MeasureEnum = enumOf<MeasureKey>(
  "Measure",
  "A count that chapters report, or one worked out from such counts. The query `measures` tells what each one means.",
  MEASURES,
);

export const MetricEnum = enumOf<MetricKey>(
  "Metric",
  "A rate of measures. The query `metrics` tells what each one means.",
  METRICS,
);
