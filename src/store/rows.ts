// How table rows become domain values: the one place where the brands of trusted values are put on.

import type { Grant, Role } from "../domain/access/viewer.js";
import type { County, CountyFips, Population, State, StateCode } from "../domain/geography.js";
import type { LocalDate } from "../domain/reporting-month.js";

export function toState(row: {
  code: string;
  name: string;
  timeZone: string;
  fiscalYearStartMonth: number;
}): State {
  return {
    code: row.code as StateCode,
    name: row.name,
    timeZone: row.timeZone,
    fiscalYearStartMonth: row.fiscalYearStartMonth,
  };
}

export function toCounty(row: { fips: string; stateCode: string; name: string }): County {
  return { fips: row.fips as CountyFips, stateCode: row.stateCode as StateCode, name: row.name };
}

export function toPopulation(row: Population): Population {
  return { year: row.year, people: row.people, vintage: row.vintage };
}

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
