// Revisions as the audit log is held against them.

import type { CountyFips } from "../domain/geography.js";
import type { ReportingMonth } from "../domain/reporting-month.js";
import type {
  MadeRevisionReader,
  RecordedRevisionReader,
  RevisionName,
  Unrecorded,
} from "../usecases/ports.js";
import type { Client } from "./database.js";
import type { PrismaClient } from "./generated/client.js";
import { toRevision } from "./report-store.js";

/** The text must stay the same for ever: hashes in the log are made of it. */
export function madeRevisionReader(client: Client): MadeRevisionReader {
  return {
    madeRevisions: ([from, until], most) => client.$queryRaw`
      SELECT revision.id AS row, (jsonb_build_array(
        chapter.state_code, chapter.slug, report.county_fips, report.month, report.is_demonstration, revision.number,
        revision.origin, revision.is_zero_report, revision.is_partial, revision."values", revision.reason, revision.comment,
        (extract(epoch FROM revision.submitted_at) * 1000)::bigint,
        (extract(epoch FROM revision.accepted_at) * 1000)::bigint)
        || CASE WHEN revision.refused_rows + revision.undated_rows = 0 THEN '[]'::jsonb
             ELSE jsonb_build_array(revision.refused_rows, revision.undated_rows) END)::text AS text
      FROM report_revision revision
      JOIN monthly_report report ON report.id = revision.report_id
      JOIN chapter ON chapter.id = report.chapter_id
      WHERE revision.id BETWEEN ${from} AND ${until} AND revision.submitted_by IS NULL
      ORDER BY revision.id LIMIT ${most}`,
  };
}

export function recordedRevisionStore(prisma: PrismaClient): RecordedRevisionReader {
  return {
    ...madeRevisionReader(prisma),

    async revisionsNamed(names) {
      const places = await placesOf(prisma, names);
      const rows = await prisma.reportRevision.findMany({
        where: { id: { in: places.map(({ id }) => id) } },
      });
      const byRow = new Map(rows.map((row) => [row.id, toRevision(row)]));
      const byPlace = new Map(places.map(({ place, id }) => [place, byRow.get(id)]));
      return names.map((_name, index) => byPlace.get(index + 1) ?? null);
    },

    async unrecorded() {
      const rows = await prisma.$queryRaw<UnrecordedRow[]>`
        WITH made AS (
          SELECT coalesce(range_agg(numrange((range -> 0)::numeric, (range -> 1)::numeric, '[]')), '{}') AS rows
          FROM audit_entry, jsonb_path_query(details, ${RANGES}::jsonpath, '{}', true) AS range
          WHERE action IN ('report:derive', 'report:invent', 'report:adopt')
        ), recorded AS (
          SELECT action, subject, details ->> 'revision' AS number
          FROM audit_entry WHERE action IN ('report:submit', 'report:accept')
        ), on_file AS (
          SELECT chapter.state_code, chapter.slug, report.county_fips, report.month, revision.number, revision.id,
            revision.submitted_by, revision.accepted_at, record.id AS record_of, report.id AS report,
            format('report %s/%s/%s/%s', chapter.state_code, chapter.slug, report.county_fips, report.month) AS subject,
            report.accepted_revision_id IS DISTINCT FROM revision.id AND NOT EXISTS (
              SELECT FROM report_revision later
              WHERE later.report_id = report.id AND later.number > revision.number AND later.accepted_at IS NOT NULL
            ) AS is_passed_over
          FROM report_revision revision
          JOIN monthly_report report ON report.id = revision.report_id
          JOIN chapter ON chapter.id = report.chapter_id
          LEFT JOIN monthly_report record ON record.accepted_revision_id = revision.id
        )
        SELECT 'REVISION' AS what, on_file.* FROM on_file, made
        WHERE submitted_by IS NULL AND NOT id::numeric <@ made.rows
        UNION ALL
        SELECT 'REVISION', on_file.* FROM on_file
        WHERE submitted_by IS NOT NULL AND NOT EXISTS (
          SELECT FROM recorded
          WHERE action = 'report:submit' AND recorded.subject = on_file.subject AND recorded.number = on_file.number::text)
        UNION ALL
        SELECT 'ACCEPTANCE', on_file.* FROM on_file
        WHERE submitted_by IS NOT NULL AND accepted_at IS NOT NULL AND NOT EXISTS (
          SELECT FROM recorded
          WHERE action = 'report:accept' AND recorded.subject = on_file.subject AND recorded.number = on_file.number::text)
        UNION ALL
        SELECT 'FIGURE', on_file.* FROM on_file WHERE accepted_at IS NOT NULL AND is_passed_over
        UNION ALL
        SELECT 'UNREVIEWED', on_file.* FROM on_file WHERE record_of IS NOT NULL AND accepted_at IS NULL
        UNION ALL
        SELECT 'BORROWED', on_file.* FROM on_file WHERE record_of <> report
        ORDER BY id`;
      return rows.map(toUnrecorded);
    },
  };
}

/** Ranges of rows in the details of an entry; what is none is passed over, since the log may have been tampered with. */
const RANGES = 'strict $.rows[*] ? (@[0].type() == "number" && @[1].type() == "number" && @[0] <= @[1])';

/** Where among the names, from 1 on, and in which row. */
function placesOf(
  prisma: PrismaClient,
  names: readonly RevisionName[],
): Promise<readonly { readonly place: number; readonly id: number }[]> {
  return prisma.$queryRaw`
    SELECT name.place::int, revision.id
    FROM unnest(
      ${names.map(({ state }) => state)}::text[], ${names.map(({ chapter }) => chapter)}::text[],
      ${names.map(({ county }) => county)}::text[], ${names.map(({ month }) => month)}::text[],
      ${names.map(({ number }) => number)}::int[]
    ) WITH ORDINALITY AS name (state, chapter, county, month, number, place)
    JOIN chapter ON chapter.state_code = name.state AND chapter.slug = name.chapter
    JOIN monthly_report report
      ON report.chapter_id = chapter.id AND report.county_fips = name.county AND report.month = name.month
    JOIN report_revision revision ON revision.report_id = report.id AND revision.number = name.number`;
}

interface UnrecordedRow {
  readonly what: Unrecorded["what"];
  readonly state_code: string;
  readonly slug: string;
  readonly county_fips: CountyFips;
  readonly month: ReportingMonth;
  readonly number: number;
}

function toUnrecorded({ what, state_code, slug, county_fips, month, number }: UnrecordedRow): Unrecorded {
  return { what, state: state_code, chapter: slug, county: county_fips, month, number };
}
