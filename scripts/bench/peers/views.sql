-- What a PostGraphile user would write to have it answer the questions of ../questions.ts, and what the SQL floor reads.
-- Nothing is materialised: the next answer must hold what was accepted a moment ago.

CREATE SCHEMA peer;

CREATE TABLE peer.calendar (month text PRIMARY KEY);
INSERT INTO peer.calendar
  SELECT to_char(day, 'YYYY-MM') FROM generate_series(date '2010-01-01', date '2039-12-01', interval '1 month') day;

CREATE INDEX monthly_report_peer ON public.monthly_report (chapter_id, county_fips, month) INCLUDE (first_submitted_on, accepted_revision_id);

-- ── One row a chapter, county and month: what was expected, what came, what was accepted ─────────────────────────────

CREATE VIEW peer.county_month AS
SELECT
  chapter.state_code, chapter.id AS chapter_id, membership.county_fips, calendar.month,
  (expectation.chapter_id IS NOT NULL OR report.first_submitted_on IS NOT NULL)::int AS expected_reports,
  (revision.id IS NOT NULL)::int AS accepted_reports,
  coalesce(revision.is_partial, false)::int AS partial_reports,
  said."ENCOUNTERS" AS encounters,
  said."JAIL_BOOKINGS" AS jail_bookings,
  said."HOSPITAL_VOLUNTARY" + said."HOLDS_ACCEPTED" AS hospital_diversions,
  said."HOSPITAL_VOLUNTARY" + said."HOLDS_ACCEPTED" + said."CRISIS_CENTER" + said."DETOX_SOBERING" AS health_diversions,
  said."WEAPON_PRESENT" AS weapon_present,
  (said."WEAPON_PRESENT" IS NOT NULL)::int AS weapon_present_counted,
  (said."WEAPON_PRESENT" IS NULL AND revision."values" ? 'WEAPON_PRESENT')::int AS weapon_present_not_collected
FROM public.state
-- Once a state, not once a row.
CROSS JOIN LATERAL (SELECT to_char(now() AT TIME ZONE state.time_zone, 'YYYY-MM') AS running_month OFFSET 0) today
JOIN public.chapter ON chapter.state_code = state.code
JOIN public.chapter_membership membership ON membership.chapter_id = chapter.id
JOIN peer.calendar ON calendar.month >= membership.from_month AND calendar.month < coalesce(membership.until_month, '9999')
LEFT JOIN public.reporting_expectation expectation
  ON expectation.chapter_id = chapter.id AND expectation.from_month <= calendar.month
  AND calendar.month < coalesce(expectation.until_month, '9999') AND calendar.month < today.running_month
LEFT JOIN public.monthly_report report
  ON report.chapter_id = chapter.id AND report.county_fips = membership.county_fips AND report.month = calendar.month
LEFT JOIN public.report_revision revision ON revision.id = report.accepted_revision_id
-- Reads each revision once; one ->> a measure would read it seven times.
LEFT JOIN LATERAL jsonb_to_record(revision."values") said(
  "ENCOUNTERS" int, "JAIL_BOOKINGS" int, "HOSPITAL_VOLUNTARY" int, "HOLDS_ACCEPTED" int, "CRISIS_CENTER" int,
  "DETOX_SOBERING" int, "WEAPON_PRESENT" int) ON true;

-- ── What is worked out of sums: statuses, rates, intervals ──────────────────────────────────────────────────────────

CREATE FUNCTION peer.status(value bigint, counted bigint, expected bigint, partial bigint, not_collected bigint)
RETURNS text LANGUAGE sql IMMUTABLE RETURN CASE
  WHEN expected = 0 THEN 'NOT_EXPECTED'
  WHEN counted = 0 THEN CASE WHEN not_collected > 0 THEN 'NOT_COLLECTED' ELSE 'NOT_REPORTED' END
  WHEN value = 0 AND counted = expected AND partial = 0 THEN 'REPORTED_ZERO'
  ELSE 'REPORTED' END;

-- A limit of the 95 % Wilson score interval; side is -1 for the lower one, 1 for the upper one.
CREATE FUNCTION peer.wilson(events float8, trials float8, side float8) RETURNS float8 LANGUAGE sql IMMUTABLE RETURN CASE
  WHEN side < 0 AND events = 0 THEN 0
  WHEN side > 0 AND events = trials THEN 1
  ELSE (events / trials + 3.8414588206941236 / (2 * trials)
    + side * (1.959963984540054 * sqrt(events / trials * (1 - events / trials) / trials + 3.8414588206941236 / (4 * trials * trials))))
    / (1 + 3.8414588206941236 / trials) END;

CREATE FUNCTION peer.reliability(events bigint, trials bigint) RETURNS text LANGUAGE sql IMMUTABLE RETURN CASE
  WHEN coalesce(trials, 0) = 0 THEN 'NOT_ASSESSED'
  WHEN least(events, trials - events) < 10 THEN 'UNRELIABLE'
  WHEN least(events, trials - events) < 20 THEN 'USE_WITH_CAUTION'
  ELSE 'RELIABLE' END;

-- ── The answer. An empty table lends its rows their type, and their way to counties and chapters ──────────────────────

CREATE TABLE peer.outcome (
  chapter_id int REFERENCES public.chapter, county_fips text REFERENCES public.county, month text,
  expected_reports int, accepted_reports int, fraction float8, is_complete boolean,
  encounters int, encounters_status text,
  jail_bookings int, jail_bookings_status text,
  hospital_diversions int, hospital_diversions_status text,
  health_diversions int, health_diversions_status text,
  weapon_present int, weapon_present_status text,
  diversion_rate float8, numerator int, denominator int, lower float8, upper float8,
  reliability text, diversion_rate_status text
);

CREATE FUNCTION peer.outcomes(
  state_code text, from_month text, until_month text, by_county boolean, by_month boolean, county text DEFAULT NULL
) RETURNS SETOF peer.outcome LANGUAGE sql STABLE AS $$
  SELECT
    chapter_id, county_fips, month,
    expected, accepted, accepted / nullif(expected, 0)::float8, expected > 0 AND accepted = expected AND partial = 0,
    encounters, peer.status(encounters, encounters_counted, expected, partial, 0),
    jail, peer.status(jail, jail_counted, expected, partial, 0),
    hospital, peer.status(hospital, hospital_counted, expected, partial, 0),
    health, peer.status(health, health_counted, expected, partial, 0),
    weapon, peer.status(weapon, weapon_counted, expected, partial, weapon_not_collected),
    numerator / nullif(denominator, 0)::float8,
    CASE WHEN denominator > 0 THEN numerator END, nullif(denominator, 0),
    CASE WHEN denominator > 0 THEN peer.wilson(numerator, denominator, -1) END,
    CASE WHEN denominator > 0 THEN peer.wilson(numerator, denominator, 1) END,
    peer.reliability(numerator, denominator),
    CASE WHEN denominator = 0 THEN 'NOT_APPLICABLE' ELSE peer.status(numerator, rate_counted, expected, partial, 0) END
  FROM (
    SELECT
      CASE WHEN by_county THEN one.chapter_id END AS chapter_id,
      CASE WHEN by_county THEN one.county_fips END AS county_fips,
      CASE WHEN by_month THEN one.month END AS month,
      sum(one.expected_reports) AS expected, sum(one.accepted_reports) AS accepted, sum(one.partial_reports) AS partial,
      sum(one.encounters) AS encounters, count(one.encounters) AS encounters_counted,
      sum(one.jail_bookings) AS jail, count(one.jail_bookings) AS jail_counted,
      sum(one.hospital_diversions) AS hospital, count(one.hospital_diversions) AS hospital_counted,
      sum(one.health_diversions) AS health, count(one.health_diversions) AS health_counted,
      sum(one.weapon_present) AS weapon, count(one.weapon_present) AS weapon_counted,
      sum(one.weapon_present_not_collected) AS weapon_not_collected,
      sum(one.health_diversions) FILTER (WHERE one.jail_bookings IS NOT NULL) AS numerator,
      sum(one.health_diversions + one.jail_bookings) AS denominator,
      count(one.health_diversions + one.jail_bookings) AS rate_counted
    FROM peer.county_month one
    WHERE one.state_code = outcomes.state_code AND one.month >= from_month AND one.month < until_month
      AND (county IS NULL OR one.county_fips = county)
    GROUP BY 1, 2, 3
  ) sums
$$;

-- Of one county: few rows, so that finding the best plan each time would cost more than the second-best plan.
CREATE FUNCTION peer.outcomes_of_county(state_code text, from_month text, until_month text, county text)
RETURNS SETOF peer.outcome LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN QUERY SELECT * FROM peer.outcomes(state_code, from_month, until_month, true, false, county);
END
$$;

-- What the aggregates plugin adds up.
CREATE FUNCTION peer.county_months(state_code text, from_month text, until_month text, county text DEFAULT NULL)
RETURNS SETOF peer.county_month LANGUAGE sql STABLE AS $$
  SELECT * FROM peer.county_month one
  WHERE one.state_code = county_months.state_code AND one.month >= from_month AND one.month < until_month
    AND (county IS NULL OR one.county_fips = county)
$$;

-- The reports on file of one month, in the order of chapters and counties.
CREATE FUNCTION peer.reports_of_month(state_code text, month text) RETURNS SETOF public.monthly_report LANGUAGE sql STABLE AS $$
  SELECT report.* FROM public.monthly_report report JOIN public.chapter ON chapter.id = report.chapter_id
  WHERE chapter.state_code = reports_of_month.state_code AND report.month = reports_of_month.month
  ORDER BY report.chapter_id, report.county_fips
$$;
