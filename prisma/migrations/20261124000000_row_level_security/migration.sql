-- The third lock. What a signed-in account asks for runs under a role that owns nothing, and every staff table shows that
-- role only the rows that the account's grants reach, worked out here from the grants and not from what the code believes.

DO $$
BEGIN
  CREATE ROLE "intercept_app" NOLOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT;
EXCEPTION
  -- Roles belong to the whole server: another database of it, or a start at the same moment, has made it.
  WHEN duplicate_object OR unique_violation THEN NULL;
  -- This user may make no roles: then an operator must have made it.
  WHEN insufficient_privilege THEN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'intercept_app') THEN RAISE; END IF;
END $$;

DO $$
BEGIN
  GRANT "intercept_app" TO CURRENT_USER;
EXCEPTION
  -- An operator who made the role has made this user a member of it, too.
  WHEN insufficient_privilege THEN
    IF NOT pg_has_role(CURRENT_USER, 'intercept_app', 'MEMBER') THEN RAISE; END IF;
END $$;

GRANT USAGE ON SCHEMA public TO "intercept_app";

-- Open to everybody.
GRANT SELECT ON "state", "county", "county_population", "chapter", "chapter_membership", "reporting_expectation" TO "intercept_app";

-- Only what each act needs. Rows that are never changed cannot be, also for want of the right.
GRANT SELECT ON "encounter", "encounter_injury" TO "intercept_app";
GRANT SELECT, INSERT, UPDATE ON "monthly_report", "lock_override" TO "intercept_app";
GRANT SELECT, INSERT, UPDATE ("accepted_at") ON "report_revision" TO "intercept_app";
GRANT SELECT, INSERT, UPDATE, DELETE ON "report_draft" TO "intercept_app";
GRANT SELECT, INSERT ON "report_event", "idempotency_key" TO "intercept_app";
GRANT SELECT ("number", "sha256"), INSERT ON "audit_entry" TO "intercept_app";
-- A mail is queued with the event that causes it, and never read.
GRANT INSERT ON "outbox_message" TO "intercept_app";
GRANT USAGE ON SEQUENCE "monthly_report_id_seq", "report_revision_id_seq", "report_event_id_seq", "outbox_message_id_seq"
  TO "intercept_app";

-- The account that a transaction acts for; null outside of one.
CREATE FUNCTION "app_account"() RETURNS integer LANGUAGE sql STABLE
  RETURN nullif(current_setting('app.account', true), '')::integer;

-- The chapters that the account's grants reach. Runs as the owner, since the role may not read grants itself.
CREATE FUNCTION "app_chapters"() RETURNS integer[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  RETURN ARRAY(
    SELECT "chapter"."id"
    FROM "role_grant" JOIN "chapter" ON "chapter"."state_code" = "role_grant"."state_code"
    WHERE "role_grant"."account_id" = "app_account"()
      AND ("role_grant"."chapter_id" = "chapter"."id"
        OR "role_grant"."role"::text IN ('ADMINISTRATOR', 'REVIEWER', 'ANALYST'))
  );

REVOKE ALL ON FUNCTION "app_chapters"() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "app_chapters"() TO "intercept_app";

CREATE POLICY "own_chapters" ON "monthly_report" TO "intercept_app"
  USING ("chapter_id" = ANY ((SELECT "app_chapters"())::integer[]))
  WITH CHECK ("chapter_id" = ANY ((SELECT "app_chapters"())::integer[]));
CREATE POLICY "own_chapters" ON "lock_override" TO "intercept_app"
  USING ("chapter_id" = ANY ((SELECT "app_chapters"())::integer[]))
  WITH CHECK ("chapter_id" = ANY ((SELECT "app_chapters"())::integer[]));
CREATE POLICY "own_chapters" ON "encounter" TO "intercept_app"
  USING ("chapter_id" = ANY ((SELECT "app_chapters"())::integer[]));

-- What hangs on a report is seen with the report.
CREATE POLICY "own_reports" ON "report_revision" TO "intercept_app"
  USING ("report_id" IN (SELECT "id" FROM "monthly_report")) WITH CHECK ("report_id" IN (SELECT "id" FROM "monthly_report"));
CREATE POLICY "own_reports" ON "report_draft" TO "intercept_app"
  USING ("report_id" IN (SELECT "id" FROM "monthly_report")) WITH CHECK ("report_id" IN (SELECT "id" FROM "monthly_report"));
CREATE POLICY "own_reports" ON "report_event" TO "intercept_app"
  USING ("report_id" IN (SELECT "id" FROM "monthly_report")) WITH CHECK ("report_id" IN (SELECT "id" FROM "monthly_report"));
CREATE POLICY "own_encounters" ON "encounter_injury" TO "intercept_app"
  USING ("encounter_id" IN (SELECT "id" FROM "encounter"));

CREATE POLICY "own_keys" ON "idempotency_key" TO "intercept_app"
  USING ("account_id" = "app_account"()) WITH CHECK ("account_id" = "app_account"());

-- Anybody's act is chained to the last one; only in the own name can one be added.
CREATE POLICY "chain" ON "audit_entry" FOR SELECT TO "intercept_app" USING (true);
CREATE POLICY "own_acts" ON "audit_entry" FOR INSERT TO "intercept_app" WITH CHECK ("account_id" = "app_account"());

CREATE POLICY "queue" ON "outbox_message" FOR INSERT TO "intercept_app" WITH CHECK (true);

-- Every staff table is closed, also to its owner. The platform's own work (imports, seeding, signing in) opens it by a
-- setting of its connections, which the role above cannot profit from.
DO $$
DECLARE
  staff_table text;
BEGIN
  FOREACH staff_table IN ARRAY ARRAY[
    'encounter', 'encounter_injury', 'monthly_report', 'report_revision', 'report_draft', 'report_event', 'lock_override',
    'idempotency_key', 'audit_entry', 'account', 'role_grant', 'api_token', 'session', 'invitation', 'provider_visit',
    'attempt_count', 'outbox_message', 'mail_opt_out', 'server_secret'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', staff_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', staff_table);
    EXECUTE format(
      'CREATE POLICY "platform" ON %I TO CURRENT_USER USING (current_setting(''app.platform'', true) = ''on'') WITH CHECK (current_setting(''app.platform'', true) = ''on'')',
      staff_table
    );
  END LOOP;
END $$;
