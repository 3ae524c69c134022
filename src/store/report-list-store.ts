// Reports page by page: of each what is asked for, and no more.

import type pg from "pg";
import { pageOf } from "../domain/page.js";
import { parseReportKey, type FiledReport, type ReportKey } from "../domain/reporting/monthly-report.js";
import { addMonths, type LocalDate } from "../domain/reporting-month.js";
import type { ListedReport, ReportFilter, ReportReader } from "../usecases/ports.js";
import { askingAsAccount } from "./as-account.js";
import type { Ask } from "./ask.js";
import { Prisma } from "./generated/client.js";
import { readParts, type PartsOf } from "./report-parts.js";

type ReportRow = Omit<FiledReport, keyof PartsOf> & {
  readonly id: number;
  /** Null when no leave to file late was given. */
  readonly lateUntil: LocalDate | null;
  readonly lateReason: string;
};

export function reportLister(pool: pg.Pool): Pick<ReportReader, "page"> {
  return {
    page: ({ accountId }, filter, { first, after }, asked) =>
      askingAsAccount(pool, accountId, async (ask) => {
        const last = after === null ? null : parseReportKey(after);
        const { items, hasNext } = pageOf(await findReports(ask, filter, last, first + 1), first);
        const ids = items.map(({ id }) => id);
        const partsOf = await readParts(ask, ids, asked);
        return { items: items.map((row) => toListed(row, partsOf(row.id))), hasNext };
      }),
  };
}

/** @param last the one after which the page begins */
function findReports(
  ask: Ask,
  { chapters, counties, statuses, from, until }: ReportFilter,
  last: ReportKey | null,
  most: number,
): Promise<readonly ReportRow[]> {
  // One text for all that can be asked: what is left out holds of any report. That of months is said in the plainest way, so
  // that the plan that is kept goes through them in order.
  const before = last === null ? END : addMonths(last.month, 1);
  return ask(
    "page of reports",
    Prisma.sql`
      SELECT report.id, report.chapter_id AS "chapterId", report.county_fips AS county, report.month, report.status,
             report.first_submitted_on::text AS "firstSubmittedOn", report.is_demonstration AS "isDemonstration",
             report.version, leave.until_day::text AS "lateUntil", leave.reason AS "lateReason"
      FROM monthly_report report
      LEFT JOIN lock_override leave ON leave.chapter_id = report.chapter_id
        AND leave.county_fips = report.county_fips AND leave.month = report.month
      WHERE report.chapter_id = ANY(${[...chapters]})
        AND report.month >= ${from ?? ""} AND report.month < ${until === null || before < until ? before : until}
        AND (${counties}::text[] IS NULL OR report.county_fips = ANY(${counties}))
        AND (${statuses}::report_status[] IS NULL OR report.status = ANY(${statuses}))
        AND (report.month < ${last?.month ?? END}
          OR (report.chapter_id, report.county_fips) > (${last?.chapterId ?? null}, ${last?.county ?? null}))
      ORDER BY report.month DESC, report.chapter_id, report.county_fips
      LIMIT ${most}`,
  );
}

/** Comes after every month. */
const END = "9999";

function toListed(row: ReportRow, parts: PartsOf): ListedReport {
  const { chapterId, county, month, status, firstSubmittedOn, isDemonstration, version } = row;
  const report = { chapterId, county, month, status, firstSubmittedOn, isDemonstration, version };
  const { lateUntil: until, lateReason: reason } = row;
  return { report: Object.assign(parts, report), lockOverride: until === null ? null : { until, reason } };
}
