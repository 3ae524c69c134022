// Revisions in the order in which they became the figure of record, each with the one that was it before.

import type { ReportValues } from "../domain/catalog/catalog.js";
import type { CountyFips } from "../domain/geography.js";
import type { ChapterId } from "../domain/reporting/chapter.js";
import type { ReportingMonth } from "../domain/reporting-month.js";
import type { Acceptance, AcceptancePlace } from "../domain/statistics/figure-change.js";
import type { AcceptanceSpan, ReportReader } from "../usecases/ports.js";
import { asAccount } from "./as-account.js";
import { Prisma, type PrismaClient } from "./generated/client.js";

interface AcceptanceRow {
  readonly chapter_id: ChapterId;
  readonly county_fips: CountyFips;
  readonly month: ReportingMonth;
  readonly is_demonstration: boolean;
  readonly accepted_at: Date;
  readonly number: number;
  readonly values: ReportValues;
  readonly is_partial: boolean;
  readonly number_before: number | null;
  readonly values_before: ReportValues | null;
  readonly is_partial_before: boolean | null;
}

export function acceptanceStore(
  prisma: PrismaClient,
): Pick<ReportReader, "acceptances" | "instantOfAcceptance"> {
  return {
    async acceptances({ accountId }, span, from, most) {
      const rows = await asAccount(
        prisma,
        accountId,
        (client) => client.$queryRaw<AcceptanceRow[]>`
          SELECT report.chapter_id, report.county_fips, report.month, report.is_demonstration,
                 revision.accepted_at, revision.number, revision."values", revision.is_partial,
                 earlier.number AS number_before, earlier."values" AS values_before,
                 earlier.is_partial AS is_partial_before
          ${acceptedIn(span)} ${behind(from)}
          ORDER BY revision.accepted_at, report.chapter_id, report.county_fips, report.month, revision.number
          LIMIT ${most}`,
      );
      return rows.map(toAcceptance);
    },

    async instantOfAcceptance({ accountId }, span, ordinal) {
      const [row] = await asAccount(
        prisma,
        accountId,
        (client) => client.$queryRaw<Pick<AcceptanceRow, "accepted_at">[]>`
          SELECT revision.accepted_at ${acceptedIn(span)}
          ORDER BY revision.accepted_at OFFSET ${ordinal - 1} LIMIT 1`,
      );
      return row?.accepted_at ?? null;
    },
  };
}

/** Those that say something else than what was on record before them. */
function acceptedIn({ chapters, since, until }: AcceptanceSpan): Prisma.Sql {
  return Prisma.sql`
    FROM report_revision revision
    JOIN monthly_report report ON report.id = revision.report_id
    LEFT JOIN LATERAL (
      SELECT number, "values", is_partial FROM report_revision
      WHERE report_id = revision.report_id AND number < revision.number AND accepted_at IS NOT NULL
      ORDER BY number DESC LIMIT 1
    ) earlier ON true
    WHERE revision.accepted_at > ${since} AND revision.accepted_at <= ${until}
      AND report.chapter_id = ANY(${[...chapters]})
      AND (revision."values" IS DISTINCT FROM coalesce(earlier."values", '{}')
        OR revision.is_partial IS DISTINCT FROM coalesce(earlier.is_partial, revision.is_partial))`;
}

function behind(place: AcceptancePlace | null): Prisma.Sql {
  if (place === null) return Prisma.empty;
  const { acceptedAt, chapterId, county, month, revision } = place;
  return Prisma.sql`
    AND revision.accepted_at >= ${acceptedAt}
    AND (revision.accepted_at, report.chapter_id, report.county_fips, report.month, revision.number)
        >= (${acceptedAt}, ${chapterId}, ${county}, ${month}, ${revision})`;
}

function toAcceptance(row: AcceptanceRow): Acceptance {
  return {
    chapterId: row.chapter_id,
    county: row.county_fips,
    month: row.month,
    isDemonstration: row.is_demonstration,
    acceptedAt: row.accepted_at,
    revision: row.number,
    after: { values: row.values, isPartial: row.is_partial },
    before:
      row.number_before === null
        ? null
        : {
            revision: row.number_before,
            values: row.values_before ?? {},
            isPartial: row.is_partial_before === true,
          },
  };
}
