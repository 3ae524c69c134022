// How table rows become domain values: the one place where the brands of trusted values are put on.

import type { Grant, Role } from "../domain/access/viewer.js";
import type { CountyFips, StateCode } from "../domain/geography.js";
import type { LocalDate } from "../domain/reporting-month.js";

export function grantOf(
  role: Role,
  stateCode: string,
  chapterSlug: string | null,
  county: string | null,
): Grant {
  const grant = { role, stateCode: stateCode as StateCode, chapterSlug };
  return county === null ? grant : { ...grant, county: county as CountyFips };
}

/** A date column, which Prisma gives as midnight UTC. */
export function toLocalDate(date: Date): LocalDate {
  return date.toISOString().slice(0, 10) as LocalDate;
}

export function fromLocalDate(date: LocalDate): Date {
  return new Date(`${date}T00:00:00Z`);
}
