// Monthly reports and their revisions.

import type { ReportValues } from "../domain/catalog/catalog.js";
import type { CountyFips } from "../domain/geography.js";
import type { ChapterId } from "../domain/reporting/chapter.js";
import { acceptedRevision, type MonthlyReport, type Revision } from "../domain/reporting/monthly-report.js";
import type { LocalDate, ReportingMonth } from "../domain/reporting-month.js";
import type { ReportOnFile } from "../domain/statistics/report-grid.js";
import type { PlatformReportReader, Writer } from "../usecases/ports.js";
import type { Client } from "./database.js";
import { Prisma, type PrismaClient, type ReportRevision } from "./generated/client.js";
import { fromLocalDate } from "./rows.js";

interface OnFileRow {
  readonly chapter_id: ChapterId;
  readonly county_fips: CountyFips;
  readonly month: ReportingMonth;
  readonly first_submitted_on: LocalDate | null;
  readonly is_demonstration: boolean;
  readonly is_returned: boolean;
  readonly revision: number | null;
  readonly values: ReportValues;
  readonly is_partial: boolean;
  readonly is_zero_report: boolean;
  readonly refused_rows: number;
  readonly undated_rows: number;
}

export function platformReportStore(prisma: PrismaClient): PlatformReportReader {
  return {
    onFile: (chapters, { from, until }) =>
      readOnFile(
        prisma,
        Prisma.sql`report.chapter_id = ANY(${[...chapters]}) AND report.month >= ${from} AND report.month < ${until}`,
      ),
  };
}

const REVISION = Prisma.sql`revision.id AS revision, revision."values", revision.is_partial, revision.is_zero_report,
  revision.refused_rows, revision.undated_rows`;

/** The reports for which a condition on "report" holds, as they stand. */
export async function readOnFile(client: Client, condition: Prisma.Sql): Promise<readonly ReportOnFile[]> {
  const rows = await client.$queryRaw<OnFileRow[]>`
    SELECT report.chapter_id, report.county_fips, report.month, report.first_submitted_on::text,
           report.is_demonstration, report.status = 'RETURNED' AS is_returned, ${REVISION}
    FROM monthly_report report
    LEFT JOIN report_revision revision ON revision.id = report.accepted_revision_id
    WHERE ${condition}`;
  return rows.map(toReportOnFile);
}

/** The reports of a state as they stood at an instant, from the revisions and steps that are kept of each. */
export async function readOnFileAsOf(
  client: Client,
  stateCode: string,
  instant: Date,
): Promise<readonly ReportOnFile[]> {
  const rows = await client.$queryRaw<OnFileRow[]>`
    SELECT report.chapter_id, report.county_fips, report.month,
           CASE WHEN sent.is_so THEN report.first_submitted_on::text END AS first_submitted_on,
           report.is_demonstration,
           -- What was invented has no steps: it stands as it was made.
           coalesce(step.status_after, CASE WHEN NOT step.is_any THEN report.status END) IS NOT DISTINCT FROM 'RETURNED'
             AS is_returned,
           ${REVISION}
    FROM monthly_report report
    JOIN chapter ON chapter.id = report.chapter_id AND chapter.state_code = ${stateCode}
    CROSS JOIN LATERAL (
      SELECT EXISTS (
        SELECT FROM report_revision WHERE report_id = report.id AND submitted_at <= ${instant}) AS is_so) sent
    CROSS JOIN LATERAL (
      SELECT count(*) > 0 AS is_any,
             (array_agg(status_after ORDER BY id DESC) FILTER (WHERE at <= ${instant}))[1] AS status_after
      FROM report_event WHERE report_id = report.id) step
    LEFT JOIN LATERAL (
      SELECT * FROM report_revision accepted
      WHERE accepted.report_id = report.id AND accepted.accepted_at <= ${instant}
      ORDER BY accepted.number DESC LIMIT 1) revision ON true
    WHERE sent.is_so OR step.status_after IS NOT NULL`;
  return rows.map(toReportOnFile);
}

function toReportOnFile(row: OnFileRow): ReportOnFile {
  const { values, revision } = row;
  return {
    chapterId: row.chapter_id,
    county: row.county_fips,
    month: row.month,
    firstSubmittedOn: row.first_submitted_on,
    isDemonstration: row.is_demonstration,
    isReturned: row.is_returned,
    accepted:
      revision === null
        ? null
        : {
            values,
            isPartial: row.is_partial,
            isZeroReport: row.is_zero_report,
            revision,
            ...(row.refused_rows + row.undated_rows === 0
              ? {}
              : { refusedRows: { dated: row.refused_rows, undated: row.undated_rows } }),
          },
  };
}

type ReportWriter = Pick<Writer, "addReports" | "reportsOutsideRoster">;

export function reportWriter(client: Client): ReportWriter {
  return {
    async addReports(reports) {
      const created = await client.monthlyReport.createManyAndReturn({
        data: reports.map(toReportRow),
        select: { id: true, chapterId: true, countyFips: true, month: true },
      });
      const ids = new Map(created.map((row) => [rowKey(row.chapterId, row.countyFips, row.month), row.id]));
      const idOf = (report: MonthlyReport) =>
        ids.get(rowKey(report.chapterId, report.county, report.month)) ?? Number.NaN;
      const revisions = await client.reportRevision.createManyAndReturn({
        data: reports.flatMap((report) =>
          report.revisions.map((revision) => toRevisionRow(idOf(report), revision)),
        ),
        select: { id: true },
      });
      const ofRecord = reports.filter((report) => acceptedRevision(report) !== null).map(idOf);
      await client.$executeRaw`
        UPDATE monthly_report report
        SET accepted_revision_id = (
          SELECT id FROM report_revision
          WHERE report_id = report.id AND accepted_at IS NOT NULL ORDER BY number DESC LIMIT 1)
        WHERE report.id = ANY(${ofRecord})`;
      return revisions.map(({ id }) => id);
    },

    async reportsOutsideRoster() {
      const rows = await client.$queryRaw<{ slug: string; county_fips: CountyFips; month: ReportingMonth }[]>`
        SELECT chapter.slug, report.county_fips, report.month
        FROM monthly_report report JOIN chapter ON chapter.id = report.chapter_id
        WHERE NOT EXISTS (
          SELECT FROM chapter_membership membership
          WHERE membership.chapter_id = report.chapter_id AND membership.county_fips = report.county_fips
            AND membership.from_month <= report.month
            AND (membership.until_month IS NULL OR report.month < membership.until_month))
        ORDER BY chapter.slug, report.county_fips, report.month`;
      return rows.map((row) => ({ chapterSlug: row.slug, county: row.county_fips, month: row.month }));
    },
  };
}

function rowKey(chapterId: number, county: string, month: string): string {
  return `${String(chapterId)} ${county} ${month}`;
}

function toReportRow(report: MonthlyReport): Prisma.MonthlyReportCreateManyInput {
  return {
    chapterId: report.chapterId,
    countyFips: report.county,
    month: report.month,
    status: report.status,
    firstSubmittedOn: report.firstSubmittedOn === null ? null : fromLocalDate(report.firstSubmittedOn),
    isDemonstration: report.isDemonstration,
  };
}

export function toRevisionRow(reportId: number, revision: Revision): Prisma.ReportRevisionCreateManyInput {
  return { ...revision, reportId, values: revision.values };
}

export function toRevision(row: ReportRevision): Revision {
  return {
    number: row.number,
    origin: row.origin,
    isZeroReport: row.isZeroReport,
    isPartial: row.isPartial,
    values: row.values as ReportValues,
    ...(row.refusedRows + row.undatedRows === 0
      ? {}
      : { refusedRows: row.refusedRows, undatedRows: row.undatedRows }),
    reason: row.reason,
    comment: row.comment,
    submittedBy: row.submittedBy,
    submittedAt: row.submittedAt,
    acceptedAt: row.acceptedAt,
  };
}
