// Releases in the making, for reading within an account's reach and for changing inside a transaction.

import type { CellStatus, Suppression } from "../domain/disclosure/protected-lattice.js";
import type { DisclosurePolicy } from "../domain/disclosure/policy.js";
import type { StateCode } from "../domain/geography.js";
import { pageOf } from "../domain/page.js";
import type { Problem } from "../domain/problem.js";
import type { GateReports, Release } from "../domain/release/release-life.js";
import type { ReportingMonth } from "../domain/reporting-month.js";
import type { CellTally, ReleaseBook, ReleaseWriter } from "../usecases/release-ports.js";
import { asAccount } from "./as-account.js";
import type { Client } from "./database.js";
import type { Prisma, PrismaClient, Release as ReleaseRow } from "./generated/client.js";

export function releaseBook(prisma: PrismaClient): ReleaseBook {
  return {
    page: ({ accountId }, stateCode, { first, after }) =>
      asAccount(prisma, accountId, async (client) => {
        const rows = await client.release.findMany({
          where: { stateCode, ...(after === null ? {} : { id: { lt: Number(after) } }) },
          orderBy: { id: "desc" },
          take: first + 1,
        });
        return pageOf(rows.map(toRelease), first);
      }),

    find: ({ accountId }, id) =>
      asAccount(prisma, accountId, async (client) => {
        const row = await client.release.findUnique({ where: { id } });
        return row === null ? null : toRelease(row);
      }),

    cells: ({ accountId }, releaseId, { first, after }) =>
      asAccount(prisma, accountId, async (client) => {
        const rows = await client.releaseCell.findMany({
          where: { releaseId, ...(after === null ? {} : { cell: { gt: after } }) },
          orderBy: { cell: "asc" },
          take: first + 1,
        });
        const cells = rows.map(
          ({ cell: id, status, value, lower, upper, expected, counted, reading, suppression }) => ({
            id,
            status: status as CellStatus,
            value,
            bounds: lower === null ? null : { lower, upper },
            coverage: { expected, counted },
            reading,
            suppression: suppression as Suppression | null,
          }),
        );
        return pageOf(cells, first);
      }),

    tally: ({ accountId }, releaseId) =>
      asAccount(
        prisma,
        accountId,
        (client) => client.$queryRaw<CellTally[]>`
          SELECT split_part(cell, ':', 1) AS level, status, suppression, count(*)::int AS cells
          FROM release_cell WHERE release_id = ${releaseId} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
      ),

    proof: ({ accountId }, releaseId) =>
      asAccount(prisma, accountId, async (client) => {
        const row = await client.releaseDossier.findUnique({ where: { releaseId }, select: { proof: true } });
        return row?.proof ?? null;
      }),
  };
}

export function releaseWriter(client: Client): ReleaseWriter {
  return {
    async lockReleases(stateCode) {
      await client.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`releases of ${stateCode}`}, 0))`;
      // The builder takes no part in that lock: its rows are held, so that none is finished after it was looked at here.
      await client.$queryRaw`SELECT id FROM release WHERE state_code = ${stateCode} ORDER BY id FOR UPDATE`;
      const rows = await client.release.findMany({ where: { stateCode }, orderBy: { id: "asc" } });
      return rows.map(toRelease);
    },

    async addRelease({ from, until, policy, asOf, ...request }) {
      const row = await client.release.create({
        data: {
          ...request,
          asOf,
          fromMonth: from,
          untilMonth: until,
          status: "QUEUED",
          policy: policy as unknown as Prisma.InputJsonObject,
          requestedAt: asOf,
        },
      });
      return toRelease(row);
    },

    async discardRelease(id) {
      await client.release.update({
        where: { id },
        data: { status: "DISCARDED", leaseEndsAt: null, step: null },
      });
    },

    async publishRelease(id, number, publishedBy, publishedAt) {
      await client.release.update({
        where: { id },
        data: { status: "PUBLISHED", number, publishedBy, publishedAt },
      });
      await client.$executeRaw`
        INSERT INTO published.release (state_code, number, kind, published_at, as_of, from_month, until_month, sets_from,
          sets_until, policy, gates, roster, is_demonstration, content_sha256, manifest)
        SELECT state_code, number, kind, published_at, as_of, release_dossier.from_month,
          -- A restatement adds no month: it shows all that was shown before.
          greatest(until_month, (SELECT max(earlier.until_month) FROM published.release earlier WHERE earlier.state_code = release.state_code)),
          sets_from, sets_until, policy, gates, roster, is_demonstration, content_sha256, manifest
        FROM release JOIN release_dossier ON release_id = id WHERE id = ${id}`;
      await client.$executeRaw`
        INSERT INTO published.cell (state_code, release, cell, status, value, lower, upper, expected, counted)
        SELECT state_code, number, cell, cell.status, value, lower, upper, expected, counted
        FROM release_cell cell JOIN release ON release.id = release_id WHERE release_id = ${id}`;
      await client.$executeRaw`
        INSERT INTO published.county_month (state_code, release, county_fips, month, chapter_slug, region, marks, "values")
        SELECT state_code, number, one.county, one.month, one.chapter, one.region, one.marks, one."values"
        FROM release JOIN release_dossier ON release_id = id,
          jsonb_to_recordset(months) AS one(county text, month text, chapter text, region text, marks smallint, "values" jsonb)
        WHERE id = ${id}`;
      await client.$executeRaw`
        INSERT INTO published.correction (state_code, release, cell, status_before, value_before, status_after, value_after)
        SELECT state_code, number, one.id, one.before->>'status', (one.before->>'value')::int, one.after->>'status', (one.after->>'value')::int
        FROM release JOIN release_dossier ON release_id = release.id,
          jsonb_to_recordset(corrections) AS one(id text, before jsonb, after jsonb)
        WHERE release.id = ${id}`;
    },

    async withdrawRelease(id, withdrawnBy, withdrawalReason, withdrawnAt) {
      const { stateCode, number } = await client.release.update({
        where: { id },
        data: { status: "WITHDRAWN", withdrawnBy, withdrawnAt, withdrawalReason },
      });
      await client.$executeRaw`
        UPDATE published.release SET withdrawn_at = ${withdrawnAt}, withdrawal_reason = ${withdrawalReason}
        WHERE state_code = ${stateCode} AND number = ${number}`;
    },
  };
}

export function toRelease(row: ReleaseRow): Release {
  const { id, kind, asOf, status, requestedBy, requestedAt, contentSha256, builtAt, number, publishedAt } =
    row;
  const { step, stepsDone, stepsInAll, buildingSince, stepsDoneAt, withdrawnAt, withdrawalReason } = row;
  return {
    id,
    stateCode: row.stateCode as StateCode,
    kind,
    from: row.fromMonth as ReportingMonth | null,
    until: row.untilMonth as ReportingMonth,
    asOf,
    status,
    policy: row.policy as unknown as DisclosurePolicy,
    requestedBy,
    requestedAt,
    progress:
      step === null || buildingSince === null || stepsDoneAt === null
        ? null
        : { step, done: stepsDone, inAll: stepsInAll, since: buildingSince, doneAt: stepsDoneAt },
    problems: row.problems as unknown as readonly Problem[],
    gates: row.gates as unknown as GateReports | null,
    contentSha256,
    builtAt,
    number,
    publishedAt,
    withdrawal:
      withdrawnAt === null || withdrawalReason === null
        ? null
        : { at: withdrawnAt, reason: withdrawalReason },
  };
}
