// Reports with all that is worked on them: drafts, revisions, events, leave to file late.

import type { ReportValues } from "../domain/catalog/catalog.js";
import type { CountyFips } from "../domain/geography.js";
import type { ReportChange } from "../domain/reporting/act-on-report.js";
import type { ChapterId } from "../domain/reporting/chapter.js";
import type { FiledReport, ReportEvent, ReportKey } from "../domain/reporting/monthly-report.js";
import type { ReportingMonth } from "../domain/reporting-month.js";
import type { ReportReader, ReturnedReports, Writer } from "../usecases/ports.js";
import { asAccount } from "./as-account.js";
import { overridesOf, valuesFiled, valuesOfRecord } from "./filing-background.js";
import type { Client } from "./database.js";
import type { Prisma, PrismaClient } from "./generated/client.js";
import { toRevision, toRevisionRow } from "./report-store.js";
import { fromLocalDate, toLocalDate } from "./rows.js";

const filedParts = {
  revisions: { orderBy: { number: "asc" } },
  draft: true,
  events: { orderBy: { id: "asc" } },
} as const satisfies Prisma.MonthlyReportInclude;

type FiledRow = Prisma.MonthlyReportGetPayload<{ include: typeof filedParts }>;

async function findFiled(
  client: Client,
  where: Prisma.MonthlyReportWhereInput,
  page: Pick<Prisma.MonthlyReportFindManyArgs, "orderBy" | "take"> = {},
): Promise<readonly FiledReport[]> {
  const rows = await client.monthlyReport.findMany({ where, include: filedParts, ...page });
  return rows.map(toFiledReport);
}

/** Reports with all that is worked on them. */
export function filedReader(
  prisma: PrismaClient,
): Omit<ReportReader, "page" | "standing" | "answeredAmong" | "acceptances" | "instantOfAcceptance"> {
  return {
    async find({ accountId }, key) {
      const [report] = await asAccount(prisma, accountId, (client) => findFiled(client, whereKey(key)));
      return report ?? null;
    },

    inRange: ({ accountId }, chapters, { from, until }) =>
      asAccount(prisma, accountId, (client) =>
        findFiled(client, { chapterId: { in: [...chapters] }, month: { gte: from, lt: until } }),
      ),

    background: ({ accountId }, asked) =>
      asAccount(prisma, accountId, async (client) => ({
        lockOverrides: await overridesOf(client, asked.chapters),
        ofRecord: await valuesOfRecord(client, asked),
        filed: asked.isFiledAsked ? await valuesFiled(client, asked) : [],
      })),

    returned: ({ accountId }, chapters, most) =>
      asAccount(prisma, accountId, (client) => returnedTo(client, chapters, most)),

    lockOverrides: ({ accountId }, chapters) =>
      asAccount(prisma, accountId, (client) => overridesOf(client, chapters)),

    async revisions({ accountId }, numbers) {
      const rows = await asAccount(prisma, accountId, (client) =>
        client.reportRevision.findMany({ where: { id: { in: [...numbers] } } }),
      );
      return rows.map((row) => ({ ...toRevision(row), id: row.id }));
    },
  };
}

async function returnedTo(
  client: Client,
  chapters: readonly ChapterId[],
  most: number,
): Promise<ReadonlyMap<ChapterId, ReturnedReports>> {
  const rows = await client.$queryRaw<{ id: number; chapterId: ChapterId; count: number }[]>`
    SELECT id, chapter_id AS "chapterId", count::int
    FROM (SELECT id, chapter_id, count(*) OVER (PARTITION BY chapter_id) AS count,
                 row_number() OVER (PARTITION BY chapter_id ORDER BY month, county_fips) AS place
          FROM monthly_report
          WHERE chapter_id = ANY(${[...chapters]}) AND status IN ('RETURNED', 'REOPENED')) returned
    WHERE place <= ${most}`;
  const ids = rows.map(({ id }) => id);
  const reports = await findFiled(
    client,
    { id: { in: ids } },
    { orderBy: [{ month: "asc" }, { countyFips: "asc" }] },
  );
  return new Map(
    rows.map(({ chapterId, count }) => [
      chapterId,
      { reports: reports.filter((report) => report.chapterId === chapterId), count },
    ]),
  );
}

type FilingWriter = Pick<Writer, "lockReport" | "changeReport" | "allowLateReport">;

export function filingWriter(client: Client): FilingWriter {
  return {
    async lockReport(key) {
      // A lock on the name, since there may be no row yet to lock.
      const name = `report ${String(key.chapterId)} ${key.county} ${key.month}`;
      await client.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
      const [report] = await findFiled(client, whereKey(key));
      return report ?? null;
    },

    async changeReport(key, change, isDemonstration) {
      const { id } = await client.monthlyReport.upsert({
        where: { chapterId_countyFips_month: whereKey(key) },
        create: { ...whereKey(key), ...toReportColumns(change), isDemonstration },
        update: { ...toReportColumns(change), version: { increment: 1 } },
        select: { id: true },
      });
      await changeDraft(client, id, change);
      const row = await changeRevisions(client, id, change);
      await client.reportEvent.createMany({
        data: change.events.map((event) => ({ ...event, reportId: id })),
      });
      return row;
    },

    async allowLateReport(key, { until, reason }, grantedBy, grantedAt) {
      const row = { untilDay: fromLocalDate(until), reason, grantedBy, grantedAt };
      await client.lockOverride.upsert({
        where: { chapterId_countyFips_month: whereKey(key) },
        create: { ...whereKey(key), ...row },
        update: row,
      });
    },
  };
}

export function whereKey({ chapterId, county, month }: ReportKey) {
  return { chapterId, countyFips: county, month };
}

function toReportColumns({ status, firstSubmittedOn }: ReportChange) {
  return { status, firstSubmittedOn: firstSubmittedOn === null ? null : fromLocalDate(firstSubmittedOn) };
}

async function changeDraft(client: Client, reportId: number, { draft }: ReportChange): Promise<void> {
  if (draft === null) {
    await client.reportDraft.deleteMany({ where: { reportId } });
    return;
  }
  await client.reportDraft.upsert({ where: { reportId }, create: { ...draft, reportId }, update: draft });
}

/** @returns the row of the new revision; null when there is none */
async function changeRevisions(
  client: Client,
  reportId: number,
  { newRevision, accepts, events }: ReportChange,
): Promise<number | null> {
  const added =
    newRevision === null
      ? null
      : await client.reportRevision.create({
          data: toRevisionRow(reportId, newRevision),
          select: { id: true },
        });
  if (accepts !== null) await acceptRevision(client, reportId, accepts, events.at(-1)?.at ?? null);
  return added?.id ?? null;
}

async function acceptRevision(
  client: Client,
  reportId: number,
  number: number,
  acceptedAt: Date | null,
): Promise<void> {
  const { id } = await client.reportRevision.update({
    where: { reportId_number: { reportId, number } },
    data: { acceptedAt },
    select: { id: true },
  });
  await client.monthlyReport.update({ where: { id: reportId }, data: { acceptedRevisionId: id } });
}

function toFiledReport(row: FiledRow): FiledReport {
  return {
    chapterId: row.chapterId as ChapterId,
    county: row.countyFips as CountyFips,
    month: row.month as ReportingMonth,
    status: row.status,
    firstSubmittedOn: row.firstSubmittedOn === null ? null : toLocalDate(row.firstSubmittedOn),
    isDemonstration: row.isDemonstration,
    version: row.version,
    revisions: row.revisions.map(toRevision),
    draft:
      row.draft === null ? null : { ...withoutReportId(row.draft), values: row.draft.values as ReportValues },
    events: row.events.map(toEvent),
  };
}

function withoutReportId({ values, isPartial, comment, savedAt, savedBy }: NonNullable<FiledRow["draft"]>) {
  return { values, isPartial, comment, savedAt, savedBy };
}

function toEvent({
  action,
  statusBefore,
  statusAfter,
  revision,
  comment,
  at,
  by,
}: FiledRow["events"][number]): ReportEvent {
  return { action, statusBefore, statusAfter, revision, comment, at, by };
}
