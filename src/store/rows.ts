// How table rows become domain values: the one place where the brands of trusted values are put on.

import type { County, CountyFips, Population, State, StateCode } from "../domain/geography.js";
import type { Chapter, ChapterId } from "../domain/reporting/chapter.js";
import type { LocalDate, MonthRange, ReportingMonth } from "../domain/reporting-month.js";
import type { Prisma } from "./generated/client.js";

export const chapterParts = {
  memberships: { orderBy: [{ fromMonth: "asc" }, { countyFips: "asc" }] },
  expectations: { orderBy: { fromMonth: "asc" } },
} as const satisfies Prisma.ChapterInclude;

type ChapterRow = Prisma.ChapterGetPayload<{ include: typeof chapterParts }>;

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

export function toChapter(row: ChapterRow): Chapter {
  return {
    id: row.id as ChapterId,
    stateCode: row.stateCode as StateCode,
    slug: row.slug,
    name: row.name,
    memberships: row.memberships.map((membership) => ({
      ...toMonthRange(membership),
      county: membership.countyFips as CountyFips,
      region: membership.region,
      source: membership.source,
    })),
    expectations: row.expectations.map((expectation) => ({
      ...toMonthRange(expectation),
      isDemonstration: expectation.isDemonstration,
    })),
  };
}

function toMonthRange(row: { fromMonth: string; untilMonth: string | null }): MonthRange {
  return { from: row.fromMonth as ReportingMonth, until: row.untilMonth as ReportingMonth | null };
}

/** A date column, which Prisma gives as midnight UTC. */
export function toLocalDate(date: Date): LocalDate {
  return date.toISOString().slice(0, 10) as LocalDate;
}

export function fromLocalDate(date: LocalDate): Date {
  return new Date(`${date}T00:00:00Z`);
}
