// A month as a coordinator sends it.

import { REPORTED_MEASURES, type ReportValues } from "../domain/catalog/catalog.js";

export interface SentValue {
  readonly measure: string;
  readonly value: number | null;
}

/** A month of 12 encounters that keeps every rule, but for what is changed of it. */
export function sentMonth(changes: ReportValues = {}): readonly SentValue[] {
  const values: Record<string, number | null> = Object.fromEntries(
    REPORTED_MEASURES.map(({ key }) => [key, 0]),
  );
  Object.assign(values, { ENCOUNTERS: 12, JAIL_BOOKINGS: 2, HOSPITAL_VOLUNTARY: 6, RESOLVED_ON_SCENE: 4 });
  Object.assign(values, { SWORN_OFFICERS: 40, CIT_CERTIFIED_OFFICERS: 11, HOLDS_REQUESTED: 3 }, changes);
  return Object.entries(values).map(([measure, value]) => ({ measure, value }));
}
