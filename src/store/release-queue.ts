// Releases that wait to be built, and what became of them.

import type { FrozenCell } from "../domain/disclosure/protected-lattice.js";
import type { CellId, NoNumber } from "../domain/disclosure/lattice-cell.js";
import type { PublishedMonth } from "../domain/release/published-release.js";
import type { ReleaseStatus } from "../domain/release/release-life.js";
import type { ReportingMonth } from "../domain/reporting-month.js";
import type { ReleaseQueue } from "../usecases/release-ports.js";
import type { Prisma, PrismaClient } from "./generated/client.js";
import { toRelease } from "./release-store.js";
import { toRosterRow } from "./roster-row.js";

/** One statement holds so many parameters that more cells would not fit into it. */
const CELLS_A_STATEMENT = 2_000;

interface HistoryRow {
  readonly cell: CellId;
  readonly status: FrozenCell["status"];
  readonly reading: number | null;
  readonly shown: readonly number[];
}

export function releaseQueue(prisma: PrismaClient): ReleaseQueue {
  return {
    take: (now, leaseEndsAt) =>
      prisma.$transaction(async (client) => {
        const [next] = await client.$queryRaw<{ id: number }[]>`
          SELECT id FROM release
          WHERE status = 'QUEUED' OR (status = 'BUILDING' AND lease_ends_at <= ${now})
          ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`;
        if (next === undefined) return null;
        const begun = {
          step: "reading the accepted reports",
          stepsDone: 0,
          stepsInAll: 0,
          buildingSince: now,
          stepsDoneAt: now,
        };
        const data = { status: "BUILDING" as const, leaseEndsAt, ...begun };
        return toRelease(await client.release.update({ where: { id: next.id }, data }));
      }),

    async renew(id, leaseEndsAt, newEnd) {
      const { count } = await prisma.release.updateMany({
        where: { id, status: "BUILDING", leaseEndsAt },
        data: { leaseEndsAt: newEnd },
      });
      return count === 1;
    },

    async isUnderWay(stateCode) {
      const status = { in: ["QUEUED", "BUILDING", "BUILT"] satisfies ReleaseStatus[] };
      return (await prisma.release.count({ where: { stateCode, status }, take: 1 })) > 0;
    },

    async holder(id, leaseEndsAt) {
      const row = await prisma.release.findUnique({
        where: { id },
        select: { status: true, leaseEndsAt: true },
      });
      if (row?.status === "DISCARDED") return "CANCELED";
      return row?.leaseEndsAt?.getTime() === leaseEndsAt.getTime() ? "OURS" : "LOST";
    },

    async progress(id, { step, done, doneAt, inAll }) {
      await prisma.release.updateMany({
        where: { id, status: "BUILDING" },
        data: { step, stepsDone: done, stepsDoneAt: doneAt, stepsInAll: inAll },
      });
    },

    async finish(id, leaseEndsAt, built, builtAt) {
      const {
        cells,
        from,
        setsFrom,
        setsUntil,
        isDemonstration,
        roster,
        months,
        corrections,
        gates,
        contentSha256,
        manifest,
        proof,
      } = built;
      return prisma.$transaction(async (client) => {
        // Held until the end, so that nobody takes the release over meanwhile.
        const ours = await client.$queryRaw<unknown[]>`
          SELECT FROM release WHERE id = ${id} AND status = 'BUILDING' AND lease_ends_at = ${leaseEndsAt} FOR UPDATE`;
        if (ours.length === 0) return false;
        for (let start = 0; start < cells.length; start += CELLS_A_STATEMENT) {
          await client.releaseCell.createMany({
            data: cells.slice(start, start + CELLS_A_STATEMENT).map(({ cell, reading, suppression }) => ({
              releaseId: id,
              cell: cell.id,
              status: cell.status,
              value: cell.value,
              lower: cell.bounds?.lower ?? null,
              upper: cell.bounds?.upper ?? null,
              ...cell.coverage,
              reading,
              suppression,
            })),
          });
        }
        await client.releaseDossier.create({
          data: {
            releaseId: id,
            fromMonth: from,
            setsFrom,
            setsUntil,
            isDemonstration,
            roster: toRosterRow(roster) as unknown as Prisma.InputJsonObject,
            months: months as unknown as Prisma.InputJsonArray,
            corrections: corrections as unknown as Prisma.InputJsonArray,
            proof: new Uint8Array(proof),
            manifest,
          },
        });
        const data = { status: "BUILT" as const, leaseEndsAt: null, step: null };
        await client.release.update({
          where: { id },
          data: { ...data, gates: gates as unknown as Prisma.InputJsonObject, contentSha256, builtAt },
        });
        return true;
      });
    },

    async fail(id, leaseEndsAt, problems) {
      const { count } = await prisma.release.updateMany({
        where: { id, status: "BUILDING", leaseEndsAt },
        data: {
          status: "FAILED",
          leaseEndsAt: null,
          step: null,
          problems: problems as unknown as Prisma.InputJsonArray,
        },
      });
      return count === 1;
    },

    async published(stateCode) {
      const rows = await prisma.release.findMany({
        where: { stateCode, number: { not: null } },
        orderBy: { number: "asc" },
      });
      return rows.map(toRelease);
    },

    async shownFrom(stateCode) {
      const [row] = await prisma.$queryRaw<{ from: ReportingMonth | null }[]>`
        SELECT min(from_month) AS "from" FROM published.release WHERE state_code = ${stateCode}`;
      if (row?.from === undefined || row.from === null)
        throw new Error(`Nothing is published of ${stateCode}.`);
      return row.from;
    },

    publishedMonths: (stateCode, { from, until }) =>
      prisma.$queryRaw<PublishedMonth[]>`
        SELECT DISTINCT ON (county_fips, month) county_fips AS county, month, chapter_slug AS chapter, region, marks, "values"
        FROM published.county_month one JOIN published.release ON release.state_code = one.state_code AND number = one.release
        WHERE one.state_code = ${stateCode} AND ${from} <= month AND month < ${until}
          AND NOT (kind = 'RESTATEMENT' AND withdrawn_at IS NOT NULL)
        ORDER BY county_fips, month, one.release DESC`,

    async history(stateCode, years) {
      // A withdrawn restatement is taken back, but the world knows what it said.
      const rows = await prisma.$queryRaw<HistoryRow[]>`
        SELECT cell, (array_agg(one.status ORDER BY number DESC) FILTER (WHERE stands))[1] AS status,
          (array_agg(reading ORDER BY number DESC) FILTER (WHERE stands))[1] AS reading,
          coalesce(array_agg(DISTINCT value) FILTER (WHERE value IS NOT NULL), '{}') AS shown
        FROM release_cell one JOIN release ON release.id = release_id,
          LATERAL (SELECT NOT (kind = 'RESTATEMENT' AND release.status = 'WITHDRAWN') AS stands) as_it_is
        WHERE state_code = ${stateCode} AND number IS NOT NULL AND left(split_part(cell, '|', 2), 4) = ANY(${[...years]})
        GROUP BY cell`;
      const histories = new Map<string, Map<string, FrozenCell>>(years.map((year) => [year, new Map()]));
      for (const { cell: id, status, reading, shown } of rows) {
        const year = id.split("|")[1]?.slice(0, 4) ?? "";
        const otherwiseShown = shown.filter((value) => value !== reading);
        histories
          .get(year)
          ?.set(id, { id, status, reading: reading ?? (status as NoNumber), otherwiseShown });
      }
      return histories;
    },
  };
}
