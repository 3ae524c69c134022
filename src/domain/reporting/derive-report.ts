// The monthly report of a chapter that files encounters: each measure counted as its catalogue entry says.

import { REPORTED_MEASURES, type ReportValues } from "../catalog/catalog.js";
import type { Encounter } from "../encounters/encounter.js";
import { daysIn, monthOf, type ReportingMonth } from "../reporting-month.js";

/**
 * Counts one county-month of encounters. A measure that encounters cannot tell, or whose attribute even one of them does
 * not record, is "not collected" (null): never zero.
 */
export function deriveReportValues(encounters: readonly Encounter[]): ReportValues {
  return Object.fromEntries(
    REPORTED_MEASURES.map(({ key, fromEncounters }) => {
      if (fromEncounters === null) return [key, null];
      const { needs, count } = fromEncounters;
      const isRecorded = needs === null || encounters.every((one) => one[needs] !== null);
      return [key, isRecorded ? encounters.reduce((sum, one) => sum + count(one), 0) : null];
    }),
  );
}

/** Share of a month's days on which an extract must hold at least one encounter to count as covering the month. */
export const COMPLETE_EXTRACT_DAY_SHARE = 0.9;

/**
 * Whether an extract covers only part of a month: days without any encounter are then gaps in the extract rather than
 * quiet days. Meant for sources busy enough to see an encounter nearly every day. A month that is not over is always partial.
 * @param runningMonth the first month that is not over yet
 */
export function isPartialExtract(
  encounters: readonly Encounter[],
  month: ReportingMonth,
  runningMonth: ReportingMonth,
): boolean {
  if (month >= runningMonth) return true;
  const days = new Set(encounters.map((one) => one.occurredOn).filter((date) => monthOf(date) === month));
  return days.size < daysIn(month) * COMPLETE_EXTRACT_DAY_SHARE;
}
