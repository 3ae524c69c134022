// The monthly report of a chapter that files encounters: each measure counted as its catalog entry says.

import { isRecorded, REPORTED_MEASURES, type ReportValues } from "../catalog/catalog.js";
import type { EncounterCount } from "../catalog/measure.js";
import type { Encounter, SourceScope } from "../encounters/encounter.js";
import { daysIn, monthOf, type ReportingMonth } from "../reporting-month.js";

/**
 * Counts one county-month of encounters. A measure that encounters cannot tell, or that the source of even one of them does
 * not record, is "not collected" (null): never zero. One that the month need not report is left out instead.
 * @param scope of the source, for a month without encounters
 */
export function deriveReportValues(
  encounters: readonly Encounter[],
  month: ReportingMonth,
  scope: SourceScope,
): ReportValues {
  const isCounted = (count: EncounterCount) =>
    encounters.length === 0 ? isInScope(count, scope) : encounters.every((one) => isRecorded(count, one));
  return Object.fromEntries(
    REPORTED_MEASURES.flatMap(({ key, fromEncounters, since }): (readonly [string, number | null])[] => {
      if (fromEncounters !== null && isCounted(fromEncounters))
        return [[key, encounters.reduce((sum, one) => sum + fromEncounters.count(one), 0)]];
      return since <= month ? [[key, null]] : [];
    }),
  );
}

function isInScope({ needs, endsIn }: EncounterCount, { collects, records }: SourceScope): boolean {
  if (endsIn !== undefined) return collects.includes(endsIn);
  return needs === null || records.includes(needs);
}

/** Share of a month's days on which an extract must hold at least one encounter to count as covering the month. */
export const COMPLETE_EXTRACT_DAY_SHARE = 0.9;

/**
 * Whether an extract that does not say which months it covers holds only part of a month: days without any encounter are
 * then gaps in the extract rather than quiet days. Meant for sources busy enough to see an encounter nearly every day. A month
 * that is not over is always partial.
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
