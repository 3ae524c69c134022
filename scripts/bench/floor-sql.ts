// The floor with a database: plain node:http, prepared statements over the views in peers/views.sql, JSON.stringify. Gives
// the very bytes of this server. A question comes as the body.

import pg from "pg";
import { addMonths, type ReportingMonth } from "../../src/domain/reporting-month.js";
import { inOrder, rowOf, type Place, type Sum, type Sums } from "./answers.js";
import { serve } from "./floor-http.js";
import type { Asked, ChaptersAsked, FiguresAsked } from "./questions.js";

const MEASURES = [
  "encounters",
  "jail_bookings",
  "hospital_diversions",
  "health_diversions",
  "weapon_present",
] as const;

type FigureRow = Readonly<Record<(typeof MEASURES)[number], number | null>> &
  Readonly<Record<`${(typeof MEASURES)[number]}_counted`, number>> & {
    readonly expected: number;
    readonly accepted: number;
    readonly partial: number;
    readonly weapon_not_collected: number;
    readonly numerator: number | null;
    readonly denominator: number | null;
    readonly both_counted: number;
    readonly month: ReportingMonth | null;
    readonly fips: string;
    readonly county: string;
    readonly slug: string;
    readonly chapter: string;
  };

const pool = new pg.Pool({ connectionString: process.env["DATABASE_URL"], max: 10 });

serve(async (_path, body) => {
  const asked = JSON.parse(body) as Asked;
  const data = asked.kind === "FIGURES" ? await figures(asked) : await chapters(asked);
  return JSON.stringify({ data }) + "\n";
});

async function figures(asked: FiguresAsked) {
  const { state, from, until, byCounty, county } = asked;
  const { rows } = await pool.query<FigureRow>({
    // A plan that is kept suits any state and months; where many rows are read, one for those asked for is twice as fast.
    ...(county === null ? {} : { name: "figures of a county" }),
    text: figuresStatement(asked),
    values: [state, from, until, ...(county === null ? [] : [county])],
  });
  const answers = rows.map((row) => rowOf(asked, byCounty ? placeOf(row) : null, row.month, sumsOf(row)));
  return { liveOutcomes: { rows: inOrder(answers) } };
}

function figuresStatement({ byCounty, byMonth, county }: FiguresAsked): string {
  const keys = [...(byCounty ? ["chapter_id", "county_fips"] : []), ...(byMonth ? ["month"] : [])];
  const sums = MEASURES.map((one) => `sum(${one})::int AS ${one}, count(${one})::int AS ${one}_counted`).join(
    ", ",
  );
  return `
    SELECT sums.*${byMonth ? "" : ", NULL AS month"}
      ${byCounty ? ", county.fips, county.name AS county, chapter.slug, chapter.name AS chapter" : ""}
    FROM (
      SELECT ${[...keys, sums].join(", ")},
        sum(expected_reports)::int AS expected, sum(accepted_reports)::int AS accepted, sum(partial_reports)::int AS partial,
        coalesce(sum(weapon_present_not_collected), 0)::int AS weapon_not_collected,
        (sum(health_diversions) FILTER (WHERE jail_bookings IS NOT NULL))::int AS numerator,
        sum(health_diversions + jail_bookings)::int AS denominator,
        count(health_diversions + jail_bookings)::int AS both_counted
      FROM peer.county_month
      WHERE state_code = $1 AND month >= $2 AND month < $3 ${county === null ? "" : "AND county_fips = $4"}
      GROUP BY ${keys.join(", ")}
    ) sums
    ${byCounty ? "JOIN county ON county.fips = sums.county_fips JOIN chapter ON chapter.id = sums.chapter_id" : ""}`;
}

function placeOf({ fips, county, slug, chapter }: FigureRow): Place {
  return { county: { fips, name: county }, chapter: { slug, name: chapter } };
}

function sumsOf(row: FigureRow): Sums {
  const sum = (one: (typeof MEASURES)[number], notCollected = 0): Sum => ({
    sum: row[one],
    counted: row[`${one}_counted`],
    notCollected,
  });
  return {
    expected: row.expected,
    accepted: row.accepted,
    partial: row.partial,
    encounters: sum("encounters"),
    jailBookings: sum("jail_bookings"),
    hospitalDiversions: sum("hospital_diversions"),
    healthDiversions: sum("health_diversions"),
    weaponPresent: sum("weapon_present", row.weapon_not_collected),
    numerator: row.numerator,
    denominator: row.denominator,
    bothCounted: row.both_counted,
  };
}

// ── Chapters and their last reports ─────────────────────────────────────────────────────────────────────────────────

interface ChapterRow {
  readonly slug: string;
  readonly name: string;
  readonly fips: string | null;
  readonly county: string;
}

interface ReportRow {
  readonly month: string;
  readonly status: string;
  readonly first_submitted_on: string | null;
  readonly slug: string;
  readonly fips: string;
  readonly county: string;
  readonly number: number | null;
  readonly is_partial: boolean;
  readonly submitted_at: Date;
}

async function chapters({ state, month }: ChaptersAsked) {
  const [served, sent] = await Promise.all([
    pool.query<ChapterRow>({
      name: "chapters",
      text: `
        SELECT one.slug, one.name, county.fips, county.name AS county
        FROM (SELECT id, slug, name FROM chapter WHERE state_code = $1 ORDER BY slug LIMIT 100) one
        LEFT JOIN chapter_membership membership ON membership.chapter_id = one.id
          AND membership.from_month <= $2 AND $2 < coalesce(membership.until_month, '9999')
        LEFT JOIN county ON county.fips = membership.county_fips
        ORDER BY one.slug, county.fips`,
      values: [state, addMonths(month, 1)],
    }),
    pool.query<ReportRow>({
      name: "reports",
      text: `
        SELECT report.month, report.status, report.first_submitted_on::text, chapter.slug, county.fips, county.name AS county,
          latest.number, latest.is_partial, latest.submitted_at
        FROM monthly_report report
        JOIN chapter ON chapter.id = report.chapter_id
        JOIN county ON county.fips = report.county_fips
        LEFT JOIN LATERAL (
          SELECT number, is_partial, submitted_at FROM report_revision WHERE report_id = report.id ORDER BY number DESC LIMIT 1
        ) latest ON true
        WHERE chapter.state_code = $1 AND report.month = $2
        ORDER BY report.chapter_id, report.county_fips LIMIT 100`,
      values: [state, month],
    }),
  ]);
  return {
    chapters: { edges: withCounties(served.rows).map((node) => ({ node })) },
    reports: { edges: sent.rows.map((row) => ({ node: reportOf(row) })) },
  };
}

/** @param rows those of one chapter stand together */
function withCounties(rows: readonly ChapterRow[]) {
  const chapters: { slug: string; name: string; counties: { fips: string; name: string }[] }[] = [];
  for (const { slug, name, fips, county } of rows) {
    if (chapters.at(-1)?.slug !== slug) chapters.push({ slug, name, counties: [] });
    if (fips !== null) chapters.at(-1)?.counties.push({ fips, name: county });
  }
  return chapters;
}

function reportOf(row: ReportRow) {
  const { month, status, slug, fips, county, number } = row;
  return {
    month,
    status,
    firstSubmittedOn: row.first_submitted_on,
    chapter: { slug },
    county: { fips, name: county },
    latest: number === null ? null : { number, partial: row.is_partial, submittedAt: row.submitted_at },
  };
}
