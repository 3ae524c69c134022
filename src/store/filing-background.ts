// What filings are judged against besides the report itself: leave to file late, and what was said of the months before.

import type { ChapterId } from "../domain/reporting/chapter.js";
import type { LockOverride } from "../domain/reporting/deadlines.js";
import { reportKeyText, type ReportKey } from "../domain/reporting/monthly-report.js";
import type { Combinations, FiledMonth, WholeMonth } from "../usecases/ports.js";
import type { Client } from "./database.js";
import { toLocalDate } from "./rows.js";

export async function overridesOf(
  client: Client,
  chapters: readonly ChapterId[],
): Promise<ReadonlyMap<string, LockOverride>> {
  const rows = await client.lockOverride.findMany({ where: { chapterId: { in: [...chapters] } } });
  return new Map(
    rows.map((row) => {
      const key = { chapterId: row.chapterId, county: row.countyFips, month: row.month } as ReportKey;
      return [reportKeyText(key), toOverride(row)];
    }),
  );
}

/** Of counties, whichever of the chapters that the account reaches reported them. */
export function valuesOfRecord(
  client: Client,
  { counties, months }: Pick<Combinations, "counties" | "months">,
): Promise<readonly WholeMonth[]> {
  return client.$queryRaw<WholeMonth[]>`
    SELECT report.county_fips AS county, report.month, revision."values"
    FROM monthly_report report JOIN report_revision revision ON revision.id = report.accepted_revision_id
    WHERE report.county_fips = ANY(${[...counties]}) AND report.month = ANY(${[...months]}) AND NOT revision.is_partial`;
}

/** Whatever became of it; the last of each month. */
export function valuesFiled(
  client: Client,
  { chapters, counties, months }: Combinations,
): Promise<readonly FiledMonth[]> {
  return client.$queryRaw<FiledMonth[]>`
    SELECT DISTINCT ON (report.id)
           report.chapter_id AS "chapterId", report.county_fips AS county, report.month, revision."values"
    FROM monthly_report report JOIN report_revision revision ON revision.report_id = report.id
    WHERE report.chapter_id = ANY(${[...chapters]}) AND report.county_fips = ANY(${[...counties]})
      AND report.month = ANY(${[...months]})
    ORDER BY report.id, revision.number DESC`;
}

function toOverride(row: { readonly untilDay: Date; readonly reason: string }): LockOverride {
  return { until: toLocalDate(row.untilDay), reason: row.reason };
}
