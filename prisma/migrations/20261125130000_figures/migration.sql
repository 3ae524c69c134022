-- Figures are added up in memory from what is on file. Whoever holds them there must hear of every change, and must be able
-- to say what was known at any past instant.

-- CreateTable
CREATE TABLE "roster_edition" (
    "id" SERIAL NOT NULL,
    "state_code" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "roster" JSONB NOT NULL,

    CONSTRAINT "roster_edition_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "roster_edition_state_code_since_idx" ON "roster_edition"("state_code", "since");

-- An edition is what was known then: it is never changed, and nobody who asks needs it but through the platform.
ALTER TABLE "roster_edition" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "roster_edition" FORCE ROW LEVEL SECURITY;
CREATE POLICY "platform" ON "roster_edition" TO CURRENT_USER
  USING (current_setting('app.platform', true) = 'on') WITH CHECK (current_setting('app.platform', true) = 'on');

CREATE TRIGGER "roster_edition_immutable" BEFORE UPDATE OR DELETE ON "roster_edition"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "roster_edition_not_truncated" BEFORE TRUNCATE ON "roster_edition"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- A state with its counties, chapters and residents, as one value.
CREATE VIEW "roster" AS
SELECT state."code" AS "state_code",
  jsonb_build_object(
    'state', jsonb_build_object('code', state."code", 'name', state."name", 'timeZone', state."time_zone",
      'fiscalYearStartMonth', state."fiscal_year_start_month"),
    'counties', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('fips', county."fips", 'name', county."name") ORDER BY county."fips"), '[]')
      FROM "county" county WHERE county."state_code" = state."code"),
    'chapters', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('id', chapter."id", 'slug', chapter."slug", 'name', chapter."name",
        'memberships', (
          SELECT coalesce(jsonb_agg(jsonb_build_object('county', membership."county_fips", 'from', membership."from_month",
            'until', membership."until_month", 'region', membership."region", 'source', membership."source")
            ORDER BY membership."from_month", membership."county_fips"), '[]')
          FROM "chapter_membership" membership WHERE membership."chapter_id" = chapter."id"),
        'expectations', (
          SELECT coalesce(jsonb_agg(jsonb_build_object('from', expectation."from_month", 'until', expectation."until_month",
            'isDemonstration', expectation."is_demonstration") ORDER BY expectation."from_month"), '[]')
          FROM "reporting_expectation" expectation WHERE expectation."chapter_id" = chapter."id"))
        ORDER BY chapter."slug" COLLATE "C"), '[]')
      FROM "chapter" chapter WHERE chapter."state_code" = state."code"),
    'populations', (
      SELECT coalesce(jsonb_agg(jsonb_build_array(population."county_fips", population."year", population."people",
        population."vintage") ORDER BY population."county_fips", population."year"), '[]')
      FROM "county_population" population JOIN "county" county ON county."fips" = population."county_fips"
      WHERE county."state_code" = state."code")
  ) AS "roster"
FROM "state" state;

-- Who listens hears which chapter's reports have changed, once a transaction, when it ends well.
CREATE FUNCTION "tell_reports_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('figures', coalesce(NEW."chapter_id", OLD."chapter_id")::text);
  RETURN NULL;
END $$;

CREATE TRIGGER "tell_report_changed" AFTER INSERT OR UPDATE OR DELETE ON "monthly_report"
  FOR EACH ROW EXECUTE FUNCTION "tell_reports_changed"();

CREATE FUNCTION "tell_roster_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('figures', 'roster');
  RETURN NULL;
END $$;

DO $$
DECLARE
  roster_table text;
BEGIN
  FOREACH roster_table IN ARRAY ARRAY[
    'state', 'county', 'county_population', 'chapter', 'chapter_membership', 'reporting_expectation'
  ] LOOP
    EXECUTE format(
      'CREATE TRIGGER "tell_roster_changed" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I
       FOR EACH STATEMENT EXECUTE FUNCTION "tell_roster_changed"()',
      roster_table
    );
  END LOOP;
END $$;
