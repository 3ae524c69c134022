// The years that the first release of the demonstration shows, laid out as its builder lays them out, without a database: for any
// instant and seed.

import { inventDemonstration } from "../../src/demonstration/invent-reports.js";
import type { YearTable } from "../../src/domain/disclosure/year-table.js";
import type { CountyFips, Population, StateCode } from "../../src/domain/geography.js";
import { yearTables, type InputMonth } from "../../src/domain/release/release-inputs.js";
import { contains, eachMonth, localDateAt, monthAt } from "../../src/domain/reporting-month.js";
import type { Chapter, ChapterId } from "../../src/domain/reporting/chapter.js";
import { USUAL_LOCK } from "../../src/domain/reporting/deadlines.js";
import { acceptedRevision } from "../../src/domain/reporting/monthly-report.js";
import type { ReferenceData } from "../../src/usecases/load-reference-data.js";
import { monthsToShow } from "../../src/usecases/demonstrate-release.js";

const STATE = "MO" as StateCode;
const TIME_ZONE = "America/Chicago";

/** @param now the instant at which the server starts for the first time */
export function demonstrationYears(
  { chapters: all, memberships, populations: estimates }: ReferenceData,
  now: Date,
  seed: number,
): readonly YearTable[] {
  const chapters = all
    .filter(({ stateCode }) => stateCode === STATE)
    .map((chapter, index): Chapter => ({
      ...chapter,
      id: (index + 1) as ChapterId,
      memberships: memberships.filter(
        ({ chapterSlug, stateCode }) => chapterSlug === chapter.slug && stateCode === STATE,
      ),
      expectations: [],
    }));
  const populations = new Map<CountyFips, Population[]>();
  for (const { county, ...estimate } of estimates)
    populations.set(county, [...(populations.get(county) ?? []), estimate]);
  const runningMonth = monthAt(now, TIME_ZONE);
  const { expectations, reports } = inventDemonstration({ chapters, populations, runningMonth, now, seed });
  const { from, until } = monthsToShow(localDateAt(now, TIME_ZONE), USUAL_LOCK);
  const values = new Map(
    reports.map((report) => [`${report.county} ${report.month}`, acceptedRevision(report)?.values ?? null]),
  );
  const months = expectations.flatMap(({ chapterId, range }) =>
    [...eachMonth(range.from, range.until ?? runningMonth)].flatMap((month): InputMonth[] => {
      const chapter = chapters.find(({ id }) => id === chapterId);
      if (chapter === undefined || !contains({ from, until }, month)) return [];
      return chapter.memberships
        .filter((membership) => contains(membership, month))
        .map(({ county, region }) => ({
          county,
          region,
          month,
          chapter: chapter.slug,
          marks: 0,
          values: values.get(`${county} ${month}`) ?? null,
        }));
    }),
  );
  return yearTables(
    STATE,
    months.sort((a, b) => (`${a.county} ${a.month}` < `${b.county} ${b.month}` ? -1 : 1)),
    { from, until },
    until,
  );
}
