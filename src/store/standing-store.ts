// Reports as far as the next act on them depends on what is there: ten thousand of them in the same three statements as one.

import type { ReportValues } from "../domain/catalog/catalog.js";
import type { Draft, FiledReport, ReportEvent, Revision } from "../domain/reporting/monthly-report.js";
import type { Combinations, ReportReader } from "../usecases/ports.js";
import { asAccount } from "./as-account.js";
import type { Client } from "./database.js";
import type { PrismaClient } from "./generated/client.js";
import { byReport, type Of } from "./report-parts.js";

type StandingRow = Omit<FiledReport, "revisions" | "draft" | "events"> & {
  readonly id: number;
  /** Null when there is no draft; so are the others of it. */
  readonly savedAt: Date | null;
  readonly draftValues: ReportValues;
  readonly draftIsPartial: boolean;
  readonly draftComment: string | null;
} & Pick<Draft, "savedBy">;

export function standingReader(prisma: PrismaClient): Pick<ReportReader, "standing"> {
  return {
    standing: ({ accountId }, asked) =>
      asAccount(prisma, accountId, async (client) => {
        const rows = await findReports(client, asked);
        const ids = rows.map(({ id }) => id);
        const revisions = await lastRevisions(client, ids);
        const events = await lastSteps(client, ids);
        return rows.map((row) => toFiledReport(row, revisions.get(row.id) ?? [], events.get(row.id) ?? []));
      }),
  };
}

function findReports(client: Client, { chapters, counties, months }: Combinations) {
  return client.$queryRaw<StandingRow[]>`
    SELECT report.id, report.chapter_id AS "chapterId", report.county_fips AS county, report.month, report.status::text,
           report.first_submitted_on::text AS "firstSubmittedOn", report.is_demonstration AS "isDemonstration", report.version,
           draft.saved_at AS "savedAt", draft.saved_by AS "savedBy", draft."values" AS "draftValues",
           draft.is_partial AS "draftIsPartial", draft.comment AS "draftComment"
    FROM monthly_report report
    LEFT JOIN report_draft draft ON draft.report_id = report.id
    WHERE report.chapter_id = ANY(${[...chapters]}) AND report.county_fips = ANY(${[...counties]})
      AND report.month = ANY(${[...months]})`;
}

/** The last of each report, and the last that came by file. */
async function lastRevisions(
  client: Client,
  reports: readonly number[],
): Promise<ReadonlyMap<number, readonly Revision[]>> {
  const rows = await client.$queryRaw<Of<Revision>[]>`
    SELECT report_id AS "reportId", number, origin::text, is_zero_report AS "isZeroReport", is_partial AS "isPartial",
           "values", reason, comment, submitted_by AS "submittedBy", submitted_at AS "submittedAt",
           accepted_at AS "acceptedAt"
    FROM (SELECT *, number = max(number) OVER of_report AS is_last,
                 number = max(number) FILTER (WHERE origin = 'UPLOADED') OVER of_report AS is_last_file
          FROM report_revision WHERE report_id = ANY(${[...reports]})
          WINDOW of_report AS (PARTITION BY report_id)) revision
    WHERE is_last OR is_last_file
    ORDER BY report_id, number`;
  return byReport(rows);
}

async function lastSteps(
  client: Client,
  reports: readonly number[],
): Promise<ReadonlyMap<number, readonly ReportEvent[]>> {
  const rows = await client.$queryRaw<Of<ReportEvent>[]>`
    SELECT report_id AS "reportId", action::text, status_before::text AS "statusBefore",
           status_after::text AS "statusAfter", revision, comment, at, by
    FROM (SELECT DISTINCT ON (report_id, action) * FROM report_event WHERE report_id = ANY(${[...reports]})
          ORDER BY report_id, action, id DESC) step
    ORDER BY id`;
  return byReport(rows);
}

function toFiledReport(
  row: StandingRow,
  revisions: readonly Revision[],
  events: readonly ReportEvent[],
): FiledReport {
  const { chapterId, county, month, status, firstSubmittedOn, isDemonstration, version } = row;
  return {
    ...{ chapterId, county, month, status, firstSubmittedOn, isDemonstration, version },
    revisions,
    draft: row.savedAt === null ? null : toDraft(row, row.savedAt),
    events,
  };
}

function toDraft({ draftValues, draftIsPartial, draftComment, savedBy }: StandingRow, savedAt: Date): Draft {
  return { values: draftValues, isPartial: draftIsPartial, comment: draftComment, savedAt, savedBy };
}
