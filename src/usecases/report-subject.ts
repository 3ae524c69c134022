// How the audit log and receipts name a report, such as "report MO/linn/29115/2026-03".

import type { CountyFips } from "../domain/geography.js";
import type { ReportingMonth } from "../domain/reporting-month.js";
import type { ReportRef } from "./report-place.js";

export function reportSubject({ state, chapter, county, month }: ReportRef): string {
  return `report ${state}/${chapter}/${county}/${month}`;
}

/** Null for a text that names no report. */
export function parseReportSubject(text: string): ReportRef | null {
  const [, state, chapter, county, month] = /^report (.+)\/(.+)\/(\d{5})\/(\d{4}-\d{2})$/.exec(text) ?? [];
  if (state === undefined || chapter === undefined) return null;
  return { state, chapter, county: county as CountyFips, month: month as ReportingMonth };
}
