// Monthly reports and their revisions.

import type { ReportValues } from "../domain/catalog/catalog.js";
import type { CountyFips } from "../domain/geography.js";
import type { ChapterId } from "../domain/reporting/chapter.js";
import { acceptedRevision, type MonthlyReport, type Revision } from "../domain/reporting/monthly-report.js";
import type { LocalDate, ReportingMonth } from "../domain/reporting-month.js";
import type { ReportOnFile } from "../domain/statistics/observation.js";
import type { PlatformReportReader, ReportReader, Writer } from "../usecases/ports.js";
import { asAccount } from "./as-account.js";
import type { Client } from "./database.js";
import type { Prisma, PrismaClient, ReportRevision } from "./generated/client.js";
import { fromLocalDate } from "./rows.js";

interface OnFileRow {
  readonly chapter_id: ChapterId;
  readonly county_fips: CountyFips;
  readonly month: ReportingMonth;
  readonly first_submitted_on: LocalDate | null;
  readonly is_demonstration: boolean;
  readonly values: ReportValues | null;
  readonly is_partial: boolean | null;
}

export function reportStore(prisma: PrismaClient): Pick<ReportReader, "onFile"> {
  return {
    onFile: ({ accountId }, chapters, range) =>
      asAccount(prisma, accountId, (client) => readOnFile(client, chapters, range)),
  };
}

export function platformReportStore(prisma: PrismaClient): PlatformReportReader {
  return { onFile: (chapters, range) => readOnFile(prisma, chapters, range) };
}

async function readOnFile(
  client: Client,
  chapters: readonly ChapterId[],
  { from, until }: { readonly from: ReportingMonth; readonly until: ReportingMonth },
): Promise<readonly ReportOnFile[]> {
  const rows = await client.$queryRaw<OnFileRow[]>`
    SELECT report.chapter_id, report.county_fips, report.month, report.first_submitted_on::text,
           report.is_demonstration, revision."values", revision.is_partial
    FROM monthly_report report
    LEFT JOIN report_revision revision ON revision.id = report.accepted_revision_id
    WHERE report.chapter_id = ANY(${[...chapters]}) AND report.month >= ${from} AND report.month < ${until}`;
  return rows.map(toReportOnFile);
}

function toReportOnFile(row: OnFileRow): ReportOnFile {
  return {
    chapterId: row.chapter_id,
    county: row.county_fips,
    month: row.month,
    firstSubmittedOn: row.first_submitted_on,
    isDemonstration: row.is_demonstration,
    accepted: row.values === null ? null : { values: row.values, isPartial: row.is_partial === true },
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
    reason: row.reason,
    comment: row.comment,
    submittedBy: row.submittedBy,
    submittedAt: row.submittedAt,
    acceptedAt: row.acceptedAt,
  };
}
