// Rates for tests of what is done with rates, made from two counts.

import { metric } from "../domain/catalog/catalog.js";
import type { MetricKey } from "../domain/catalog/metrics.js";
import type { Coverage } from "../domain/statistics/coverage.js";
import { toDecimal } from "../domain/statistics/decimal.js";
import { reliabilityOf, type Rate } from "../domain/statistics/figure.js";
import { poissonInterval, wilsonInterval } from "../domain/statistics/interval.js";

const COMPLETE: Coverage = {
  expectedReports: 12,
  receivedReports: 12,
  acceptedReports: 12,
  onTimeReports: 12,
  lateReports: 0,
  returnedReports: 0,
  zeroReports: 0,
  countedReports: 12,
  partialReports: 0,
  demonstrationReports: 0,
  missingReports: 0,
  fraction: toDecimal(1),
  isComplete: true,
  missing: [],
};

/** Rests on twelve reports of twelve, unless said otherwise. */
export function rateOf(
  key: MetricKey,
  numerator: number,
  denominator: number,
  coverage: Partial<Coverage> = {},
): Rate {
  const definition = metric(key);
  const { per, kind } = definition;
  return {
    basis: { key, reports: () => [] },
    vintage: null,
    value: toDecimal((numerator * per) / denominator),
    numerator,
    denominator,
    per,
    interval:
      kind === "PROPORTION"
        ? wilsonInterval(numerator, denominator)
        : poissonInterval(numerator, per / denominator),
    reliability: reliabilityOf(kind, numerator, denominator),
    definition,
    status: "REPORTED",
    coverage: { ...COMPLETE, ...coverage },
    note: null,
  };
}

/** @param note why there is no number */
export function noRate(key: MetricKey, note: string): Rate {
  return {
    ...rateOf(key, 0, 1),
    value: null,
    numerator: null,
    denominator: null,
    interval: null,
    reliability: "NOT_ASSESSED",
    status: "NOT_REPORTED",
    note,
  };
}
