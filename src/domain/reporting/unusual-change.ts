// Does a value jump out of what the same county has reported before? Warns and asks; never blocks.
// Median and median absolute deviation, with the spread that small counts have by chance alone (Poisson).

import { REPORTED_MEASURES, type ReportValues } from "../catalog/catalog.js";
import type { MeasureDefinition } from "../catalog/measure.js";
import type { MeasureKey } from "../catalog/measures.js";
import { warning, type Problem } from "../problem.js";
import { median, robustDeviation, SMALLEST_CHANGE } from "../usual.js";

/** Months that are looked back on. */
export const HISTORY_MONTHS = 12;

/** With fewer reported months nothing can be called unusual. */
const FEWEST_MONTHS = 6;

/** Deviations from the median that are still usual: about 1 false alarm in 10,000 for a normal spread. */
const USUAL_DEVIATIONS = 4;

/** @param history values of record of the same county in the months before */
export function findUnusualChanges(
  values: ReportValues,
  history: readonly ReportValues[],
): readonly Problem[] {
  return REPORTED_MEASURES.flatMap((definition) => {
    const value = values[definition.key] ?? null;
    // Most values are like those before: of these no median has to be found.
    if (value === null || areAllNear(value, definition.key, history)) return [];
    const before = history.flatMap((month) => month[definition.key] ?? []);
    if (before.length < FEWEST_MONTHS) return [];
    const usual = median(before);
    return isUnusual(value, before, usual) ? [unusual(definition, value, usual, before.length)] : [];
  });
}

function areAllNear(value: number, key: MeasureKey, history: readonly ReportValues[]): boolean {
  for (const month of history) {
    if (Math.abs(value - (month[key] ?? value)) >= SMALLEST_CHANGE) return false;
  }
  return true;
}

function isUnusual(value: number, before: readonly number[], usual: number): boolean {
  const spread = Math.max(robustDeviation(before, usual), Math.sqrt(Math.max(usual, 1)));
  const change = Math.abs(value - usual);
  return change >= SMALLEST_CHANGE && change > USUAL_DEVIATIONS * spread;
}

function unusual({ key, title }: MeasureDefinition, value: number, usual: number, months: number): Problem {
  return warning(
    "UNUSUAL_CHANGE",
    `values.${key}`,
    `${title} is ${String(value)}; in the last ${String(months)} reported months it was usually about ${String(usual)}.`,
    "Check it; if it is right, say in the comment what happened.",
  );
}
