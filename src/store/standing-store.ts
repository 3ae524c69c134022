// Reports as far as the next act on them depends on what is there: ten thousand of them in the same two statements as one.

import type { ReportValues } from "../domain/catalog/catalog.js";
import type { Draft, FiledReport, ReportEvent, Revision } from "../domain/reporting/monthly-report.js";
import type { Combinations, ReportReader } from "../usecases/ports.js";
import { asAccount } from "./as-account.js";
import type { Client } from "./database.js";
import type { PrismaClient } from "./generated/client.js";

type StandingRow = Omit<FiledReport, "revisions" | "draft" | "events"> & {
  readonly id: number;
  /** Null when the report has only been drafted; so are the others of its revision. */
  readonly number: number | null;
  /** Null when there is no draft; so are the others of it. */
  readonly savedAt: Date | null;
  readonly draftValues: ReportValues;
  readonly draftIsPartial: boolean;
  readonly draftComment: string | null;
} & Omit<Revision, "number"> &
  Pick<Draft, "savedBy">;

export function standingReader(prisma: PrismaClient): Pick<ReportReader, "standing"> {
  return {
    standing: ({ accountId }, asked) =>
      asAccount(prisma, accountId, async (client) => {
        const rows = await findReports(client, asked);
        const events = await lastSteps(client, rows.map(({ id }) => id)); // prettier-ignore
        return rows.map((row) => toFiledReport(row, events.get(row.id) ?? []));
      }),
  };
}

function findReports(client: Client, { chapters, counties, months }: Combinations) {
  return client.$queryRaw<StandingRow[]>`
    SELECT report.id, report.chapter_id AS "chapterId", report.county_fips AS county, report.month, report.status::text,
           report.first_submitted_on::text AS "firstSubmittedOn", report.is_demonstration AS "isDemonstration", report.version,
           revision.number, revision.origin::text, revision.is_zero_report AS "isZeroReport",
           revision.is_partial AS "isPartial", revision."values", revision.reason, revision.comment,
           revision.submitted_by AS "submittedBy", revision.submitted_at AS "submittedAt", revision.accepted_at AS "acceptedAt",
           draft.saved_at AS "savedAt", draft.saved_by AS "savedBy", draft."values" AS "draftValues",
           draft.is_partial AS "draftIsPartial", draft.comment AS "draftComment"
    FROM monthly_report report
    LEFT JOIN LATERAL (
      SELECT * FROM report_revision one WHERE one.report_id = report.id ORDER BY one.number DESC LIMIT 1
    ) revision ON true
    LEFT JOIN report_draft draft ON draft.report_id = report.id
    WHERE report.chapter_id = ANY(${[...chapters]}) AND report.county_fips = ANY(${[...counties]})
      AND report.month = ANY(${[...months]})`;
}

async function lastSteps(
  client: Client,
  reports: readonly number[],
): Promise<ReadonlyMap<number, readonly ReportEvent[]>> {
  const rows = await client.$queryRaw<(ReportEvent & { readonly reportId: number })[]>`
    SELECT report_id AS "reportId", action::text, status_before::text AS "statusBefore",
           status_after::text AS "statusAfter", revision, comment, at, by
    FROM (SELECT DISTINCT ON (report_id, action) * FROM report_event WHERE report_id = ANY(${[...reports]})
          ORDER BY report_id, action, id DESC) step
    ORDER BY id`;
  const steps = new Map<number, ReportEvent[]>();
  for (const { reportId, ...event } of rows) {
    const others = steps.get(reportId);
    if (others === undefined) steps.set(reportId, [event]);
    else others.push(event);
  }
  return steps;
}

function toFiledReport(row: StandingRow, events: readonly ReportEvent[]): FiledReport {
  const { chapterId, county, month, status, firstSubmittedOn, isDemonstration, version } = row;
  return {
    ...{ chapterId, county, month, status, firstSubmittedOn, isDemonstration, version },
    revisions: row.number === null ? [] : [toRevision(row, row.number)],
    draft: row.savedAt === null ? null : toDraft(row, row.savedAt),
    events,
  };
}

function toRevision(row: StandingRow, number: number): Revision {
  const { origin, isZeroReport, isPartial, values, reason, comment, submittedBy, submittedAt, acceptedAt } =
    row;
  return {
    number,
    ...{ origin, isZeroReport, isPartial, values, reason, comment, submittedBy, submittedAt, acceptedAt },
  };
}

function toDraft({ draftValues, draftIsPartial, draftComment, savedBy }: StandingRow, savedAt: Date): Draft {
  return { values: draftValues, isPartial: draftIsPartial, comment: draftComment, savedAt, savedBy };
}
