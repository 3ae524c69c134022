// Figures as SQL alone makes them of the rows on file: places and months first, then the reports beside them. Written from the
// definitions in docs/figures.md, and from nothing that the figures themselves are made with.

const said = (key: string): string => `("values" ->> '${key}')::int`;
const all = (...keys: readonly string[]): string => keys.map(said).join(" + ");

/** What is not collected is left out, as long as something is. */
const some = (...keys: readonly string[]): string =>
  `(CASE WHEN coalesce(${keys.map(said).join(", ")}) IS NOT NULL
    THEN ${keys.map((key) => `coalesce(${said(key)}, 0)`).join(" + ")} END)`;

const HOSPITAL_PARTS = ["HOSPITAL_VOLUNTARY", "HOSPITAL_UNSPECIFIED", "HOLDS_ACCEPTED"];
const HOSPITAL = some(...HOSPITAL_PARTS);
const CARE = some(...HOSPITAL_PARTS, "CRISIS_CENTER", "DETOX_SOBERING");

interface NaiveFigure {
  readonly key: string;
  readonly numerator: string;
  /** Left out for a count. `RESIDENTS`: people of the county. */
  readonly denominator?: string;
  readonly per?: number;
  readonly kind: "COUNT" | "PROPORTION" | "RATE";
  readonly isStock?: true;
}

const count = (key: string, numerator = said(key)): NaiveFigure => ({ key, numerator, kind: "COUNT" });
const share = (key: string, numerator: string, denominator: string): NaiveFigure => ({
  key,
  numerator,
  denominator,
  per: 1,
  kind: "PROPORTION",
});
const injuries = (party: string): NaiveFigure => ({
  key: `${party}_INJURY_RATE`,
  numerator: all(...["MINOR", "SERIOUS", "FATAL"].map((severity) => `INJURED_${party}S_${severity}`)),
  denominator: said("ENCOUNTERS"),
  per: 1_000,
  kind: "RATE",
});

export const NAIVE_FIGURES: readonly NaiveFigure[] = [
  count("ENCOUNTERS"),
  count("JAIL_BOOKINGS"),
  count("HOSPITAL_DIVERSIONS", HOSPITAL),
  count("HEALTH_DIVERSIONS", CARE),
  count("VETERANS"),
  count("HOURS_TO_FIRST_CONTACT"),
  { ...count("SWORN_OFFICERS"), isStock: true },
  share("DIVERSION_RATE", CARE, `${CARE} + ${said("JAIL_BOOKINGS")}`),
  share("HOSPITAL_DIVERSION_RATE", HOSPITAL, `${HOSPITAL} + ${said("JAIL_BOOKINGS")}`),
  share(
    "JAIL_RATE",
    said("JAIL_BOOKINGS"),
    `${said("ENCOUNTERS")} - ${said("NO_CONTACT")} - ${said("UNKNOWN_DISPOSITION")}`,
  ),
  injuries("SUBJECT"),
  injuries("RESPONDER"),
  injuries("BYSTANDER"),
  share("FORCE_RATE", said("FORCE_USED"), said("ENCOUNTERS")),
  share("HOLD_ACCEPTANCE_RATE", said("HOLDS_ACCEPTED"), said("HOLDS_REQUESTED")),
  share("CIT_RESPONSE_RATE", said("CIT_OFFICER_ON_SCENE"), said("ENCOUNTERS")),
  share("CO_RESPONSE_RATE", said("CO_RESPONDER_ON_SCENE"), said("ENCOUNTERS")),
  { key: "ENCOUNTERS_PER_100K", numerator: said("ENCOUNTERS"), denominator: "RESIDENTS", per: 100_000, kind: "RATE" },
  { ...share("CIT_CERTIFIED_SHARE", said("CIT_CERTIFIED_OFFICERS"), said("SWORN_OFFICERS")), isStock: true },
  share("CONTACT_WITHIN_24_HOURS", said("CONTACTS_WITHIN_24_HOURS"), said("REFERRALS_SENT")),
]; // prettier-ignore

/** What one figure adds up to, and over how many reports; the denominator of a count is 0. */
export type NaiveSums = readonly [numerator: number | null, denominator: number | null, counted: number];

/** Numerator, denominator and number of the reports that lend both. */
function sumsOf({ numerator, denominator, isStock }: NaiveFigure): string {
  const isOfResidents = denominator === "RESIDENTS";
  const given = [
    `(${numerator}) IS NOT NULL`,
    ...(denominator === undefined || isOfResidents ? [] : [`(${denominator}) IS NOT NULL`]),
    // A part of a month has no month of residents, and two vintages of them are never mixed.
    ...(isOfResidents ? ["NOT is_partial"] : []),
    ...(isStock === true ? ["is_last"] : []),
  ].join(" AND ");
  const sum = (expression: string) => `sum(${expression}) FILTER (WHERE ${given})`;
  const divisor = isOfResidents
    ? `CASE WHEN count(DISTINCT vintage) FILTER (WHERE ${given}) = 1 THEN round(${sum("people")} / 12.0) END`
    : denominator === undefined
      ? "0"
      : sum(denominator);
  return `jsonb_build_array(${sum(numerator)}, ${divisor}, count(*) FILTER (WHERE ${given}))`;
}

/**
 * $1 from, $2 until, $3 chapters, $4 counties, $5 regions, $6 counties left out, $7–$9 split by region, chapter, county,
 * $10 grain, $11 months of a rolling window, $12 kind of year to date, $13 first month that is not over.
 */
export const NAIVE_QUESTION = `
  WITH month AS (
    SELECT day::date FROM generate_series(($1 || '-01')::date, ($2 || '-01')::date - interval '1 month', interval '1 month') day
  ), cut AS (
    SELECT greatest(min(day), ($1 || '-01')::date) AS first, (max(day) + interval '1 month')::date AS until
    FROM month GROUP BY CASE $10
      WHEN 'MONTH' THEN day
      WHEN 'QUARTER' THEN date_trunc('quarter', day)
      WHEN 'YEAR' THEN date_trunc('year', day)
      WHEN 'FISCAL_YEAR' THEN date_trunc('year', day - interval '6 months')
      ELSE '-infinity' END
  ), period AS (
    SELECT until, least(until, ($13 || '-01')::date) - interval '1 month' AS last, (CASE
      WHEN $11::int IS NOT NULL THEN until - make_interval(months => $11)
      WHEN $12 = 'YEAR' THEN date_trunc('year', until - interval '1 month')
      WHEN $12 = 'FISCAL_YEAR' THEN date_trunc('year', until - interval '7 months') + interval '6 months'
      ELSE first END)::date AS first
    FROM cut
  ), place AS (
    SELECT chapter.id, membership.county_fips, membership.from_month, membership.until_month,
           CASE WHEN $7 THEN region END AS region, CASE WHEN $8 THEN slug END AS chapter,
           CASE WHEN $9 THEN county_fips END AS county,
           from_month < $2 AND coalesce(until_month > $1, true) AS is_in_range
    FROM chapter JOIN chapter_membership membership ON membership.chapter_id = chapter.id
    WHERE chapter.state_code = 'MO' AND ($3::text[] IS NULL OR slug = ANY($3)) AND ($4::text[] IS NULL OR county_fips = ANY($4))
      AND ($5::text[] IS NULL OR region = ANY($5)) AND ($6::text[] IS NULL OR county_fips <> ALL($6))
  ), known AS (
    SELECT *, bool_or(is_in_range) OVER (PARTITION BY region, chapter, county) OR NOT ($7 OR $8 OR $9) AS is_known FROM place
  ), observed AS (
    SELECT known.region, known.chapter, known.county, period.first, period.until, report.first_submitted_on, day,
           day = period.last AS is_last, revision."values", revision.id IS NOT NULL AS is_accepted, revision.is_partial,
           people, vintage
    FROM known
    JOIN period ON is_known
    JOIN LATERAL (SELECT day::date, to_char(day, 'YYYY-MM') AS month
      FROM generate_series(period.first, period.until - interval '1 month', interval '1 month') day) spelled
      ON from_month <= spelled.month AND coalesce(spelled.month < until_month, true)
    LEFT JOIN monthly_report report ON report.chapter_id = known.id AND report.county_fips = known.county_fips
      AND report.month = spelled.month
    LEFT JOIN report_revision revision ON revision.id = report.accepted_revision_id
    LEFT JOIN LATERAL (SELECT people, vintage FROM county_population population
      WHERE population.county_fips = known.county_fips AND population.year <= extract(year FROM day)
      ORDER BY population.year DESC LIMIT 1) resident ON true
    WHERE report.first_submitted_on IS NOT NULL OR spelled.month < $13 AND EXISTS (
      SELECT FROM reporting_expectation expected WHERE expected.chapter_id = known.id
        AND expected.from_month <= spelled.month AND coalesce(spelled.month < expected.until_month, true))
  )
  SELECT region, chapter, county, to_char(first, 'YYYY-MM') AS from, to_char(until, 'YYYY-MM') AS until,
         jsonb_build_object(
           'expected', count(*), 'received', count(first_submitted_on), 'accepted', count(*) FILTER (WHERE is_accepted),
           'partial', count(*) FILTER (WHERE is_accepted AND is_partial),
           'onTime', count(*) FILTER (WHERE first_submitted_on < day + interval '1 month 15 days')) AS coverage,
         jsonb_build_array(${NAIVE_FIGURES.map(sumsOf).join(", ")}) AS figures
  FROM observed GROUP BY region, chapter, county, first, until`;
