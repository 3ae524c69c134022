-- Releases: what is built from accepted reports, judged by three gates, and published by a second person. What the public may
-- read stands in a database schema of its own, under a role that has a right on nothing else.

-- CreateEnum
CREATE TYPE "release_kind" AS ENUM ('REGULAR', 'RESTATEMENT');

-- CreateEnum
CREATE TYPE "release_status" AS ENUM ('QUEUED', 'BUILDING', 'FAILED', 'BUILT', 'DISCARDED', 'PUBLISHED', 'WITHDRAWN');

-- CreateTable
CREATE TABLE "release" (
    "id" SERIAL NOT NULL,
    "state_code" TEXT NOT NULL,
    "kind" "release_kind" NOT NULL,
    "until_month" TEXT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "status" "release_status" NOT NULL,
    "policy" JSONB NOT NULL,
    "requested_by" INTEGER NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_ends_at" TIMESTAMPTZ(3),
    "step" TEXT,
    "steps_done" INTEGER NOT NULL DEFAULT 0,
    "steps_in_all" INTEGER NOT NULL DEFAULT 0,
    "problems" JSONB NOT NULL DEFAULT '[]',
    "gates" JSONB,
    "content_sha256" TEXT,
    "built_at" TIMESTAMPTZ(3),
    "number" INTEGER,
    "published_by" INTEGER,
    "published_at" TIMESTAMPTZ(3),
    "withdrawn_by" INTEGER,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawal_reason" TEXT,

    CONSTRAINT "release_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "release_cell" (
    "release_id" INTEGER NOT NULL,
    "cell" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "value" INTEGER,
    "lower" INTEGER,
    "upper" INTEGER,
    "expected" INTEGER NOT NULL,
    "counted" INTEGER NOT NULL,
    "reading" INTEGER,
    "suppression" TEXT,

    CONSTRAINT "release_cell_pkey" PRIMARY KEY ("release_id","cell")
);

-- CreateTable
CREATE TABLE "release_dossier" (
    "release_id" INTEGER NOT NULL,
    "from_month" TEXT NOT NULL,
    "sets_from" TEXT NOT NULL,
    "sets_until" TEXT NOT NULL,
    "is_demonstration" BOOLEAN NOT NULL,
    "roster" JSONB NOT NULL,
    "months" JSONB NOT NULL,
    "corrections" JSONB NOT NULL,
    "proof" BYTEA NOT NULL,

    CONSTRAINT "release_dossier_pkey" PRIMARY KEY ("release_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "release_state_code_number_key" ON "release"("state_code", "number");

-- AddForeignKey
ALTER TABLE "release" ADD CONSTRAINT "release_state_code_fkey" FOREIGN KEY ("state_code") REFERENCES "state"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_cell" ADD CONSTRAINT "release_cell_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_dossier" ADD CONSTRAINT "release_dossier_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ---------------------------------------------------------------- the life of a release

ALTER TABLE "release"
  ADD CONSTRAINT "release_until_month_shape" CHECK ("until_month" ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  ADD CONSTRAINT "release_number_positive" CHECK ("number" >= 1),
  ADD CONSTRAINT "release_sha256_shape" CHECK ("content_sha256" ~ '^[0-9a-f]{64}$'),
  -- Nobody publishes what they had built.
  ADD CONSTRAINT "release_second_person" CHECK ("published_by" <> "requested_by"),
  ADD CONSTRAINT "release_lease" CHECK (("status" = 'BUILDING') = ("lease_ends_at" IS NOT NULL)),
  ADD CONSTRAINT "release_failure" CHECK (("status" = 'FAILED') = ("problems" <> '[]')),
  ADD CONSTRAINT "release_built" CHECK (
    ("status" IN ('BUILT', 'PUBLISHED', 'WITHDRAWN')) <= ("gates" IS NOT NULL AND "content_sha256" IS NOT NULL AND "built_at" IS NOT NULL)),
  ADD CONSTRAINT "release_published" CHECK (
    ("status" IN ('PUBLISHED', 'WITHDRAWN')) = ("number" IS NOT NULL)
    AND ("number" IS NULL) = ("published_by" IS NULL) AND ("number" IS NULL) = ("published_at" IS NULL)),
  ADD CONSTRAINT "release_withdrawn" CHECK (
    ("status" = 'WITHDRAWN') = ("withdrawn_by" IS NOT NULL)
    AND ("withdrawn_by" IS NULL) = ("withdrawn_at" IS NULL)
    AND ("withdrawn_by" IS NULL) = (coalesce(btrim("withdrawal_reason"), '') = ''));

CREATE FUNCTION "guard_release"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."status" <> 'QUEUED' THEN
      RAISE EXCEPTION 'A release begins by being asked for.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' OR NOT (OLD."status", NEW."status") IN (
    ('QUEUED', 'BUILDING'), ('QUEUED', 'DISCARDED'), ('BUILDING', 'BUILDING'), ('BUILDING', 'BUILT'), ('BUILDING', 'FAILED'),
    ('BUILT', 'PUBLISHED'), ('BUILT', 'DISCARDED'), ('PUBLISHED', 'WITHDRAWN')
  ) THEN
    RAISE EXCEPTION 'A release that is % is not changed so.', lower(OLD."status"::text) USING ERRCODE = 'restrict_violation';
  END IF;
  -- What it is, who asked for it and what came of the gates stands for good.
  IF (NEW."state_code", NEW."kind", NEW."until_month", NEW."as_of", NEW."policy", NEW."requested_by", NEW."requested_at")
     IS DISTINCT FROM
     (OLD."state_code", OLD."kind", OLD."until_month", OLD."as_of", OLD."policy", OLD."requested_by", OLD."requested_at")
    OR OLD."status" IN ('BUILT', 'PUBLISHED') AND
     (NEW."problems", NEW."gates", NEW."content_sha256", NEW."built_at") IS DISTINCT FROM
     (OLD."problems", OLD."gates", OLD."content_sha256", OLD."built_at")
    OR OLD."status" = 'PUBLISHED' AND
     (NEW."number", NEW."published_by", NEW."published_at") IS DISTINCT FROM
     (OLD."number", OLD."published_by", OLD."published_at")
  THEN
    RAISE EXCEPTION 'What a release was made of is never changed.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER "release_life" BEFORE INSERT OR UPDATE OR DELETE ON "release"
  FOR EACH ROW EXECUTE FUNCTION "guard_release"();
CREATE TRIGGER "release_not_truncated" BEFORE TRUNCATE ON "release"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- Parts are written while their release is built, and thrown away only with an attempt that did not end well.
CREATE FUNCTION "guard_release_part"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "present" "release_status" := (
    SELECT "status" FROM "release" WHERE "id" = CASE TG_OP WHEN 'DELETE' THEN OLD."release_id" ELSE NEW."release_id" END);
BEGIN
  IF TG_OP <> 'UPDATE' AND "present" = 'BUILDING' OR TG_OP = 'DELETE' AND "present" = 'DISCARDED' THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  RAISE EXCEPTION 'The figures of a release are written while it is built, and never changed.' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER "release_cell_immutable" BEFORE INSERT OR UPDATE OR DELETE ON "release_cell"
  FOR EACH ROW EXECUTE FUNCTION "guard_release_part"();
CREATE TRIGGER "release_cell_not_truncated" BEFORE TRUNCATE ON "release_cell"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "release_dossier_immutable" BEFORE INSERT OR UPDATE OR DELETE ON "release_dossier"
  FOR EACH ROW EXECUTE FUNCTION "guard_release_part"();
CREATE TRIGGER "release_dossier_not_truncated" BEFORE TRUNCATE ON "release_dossier"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- The states whose releases the account may see in the making: it is shown true counts there.
CREATE FUNCTION "app_release_states"() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  RETURN ARRAY(
    SELECT DISTINCT "state_code" FROM "role_grant"
    WHERE "account_id" = "app_account"() AND "role"::text IN ('ADMINISTRATOR', 'REVIEWER'));

GRANT SELECT, INSERT, UPDATE ON "release" TO "intercept_app";
GRANT SELECT ON "release_cell", "release_dossier" TO "intercept_app";
GRANT USAGE ON SEQUENCE "release_id_seq" TO "intercept_app";

DO $$
DECLARE
  staff_table text;
BEGIN
  FOREACH staff_table IN ARRAY ARRAY['release', 'release_cell', 'release_dossier'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', staff_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', staff_table);
    EXECUTE format(
      $policy$CREATE POLICY "platform" ON %I TO CURRENT_USER
        USING (current_setting('app.platform', true) = 'on') WITH CHECK (current_setting('app.platform', true) = 'on')$policy$,
      staff_table);
  END LOOP;
END $$;

CREATE POLICY "own_states" ON "release" TO "intercept_app"
  USING ("state_code" = ANY ((SELECT "app_release_states"())::text[]))
  WITH CHECK ("state_code" = ANY ((SELECT "app_release_states"())::text[]));
CREATE POLICY "own_releases" ON "release_cell" FOR SELECT TO "intercept_app" USING ("release_id" IN (SELECT "id" FROM "release"));
CREATE POLICY "own_releases" ON "release_dossier" FOR SELECT TO "intercept_app" USING ("release_id" IN (SELECT "id" FROM "release"));

-- ---------------------------------------------------------------- what anybody may read

CREATE SCHEMA "published";

-- A release as it went out. Everything that answers need of the roster is in it, so that they stay the same for ever.
CREATE TABLE "published"."release" (
  "state_code" TEXT NOT NULL,
  "number" INTEGER NOT NULL CHECK ("number" >= 1),
  "kind" TEXT NOT NULL,
  "published_at" TIMESTAMPTZ(3) NOT NULL,
  "as_of" TIMESTAMPTZ(3) NOT NULL,
  -- All months that it shows, and those of them that it shows for the first time or anew; the latter is not included.
  "from_month" TEXT NOT NULL,
  "until_month" TEXT NOT NULL,
  "sets_from" TEXT NOT NULL,
  "sets_until" TEXT NOT NULL,
  "policy" JSONB NOT NULL,
  -- How many cells the three gates tried, and that none failed.
  "gates" JSONB NOT NULL,
  "roster" JSONB NOT NULL,
  "is_demonstration" BOOLEAN NOT NULL,
  "content_sha256" TEXT NOT NULL CHECK ("content_sha256" ~ '^[0-9a-f]{64}$'),
  "withdrawn_at" TIMESTAMPTZ(3),
  "withdrawal_reason" TEXT,
  PRIMARY KEY ("state_code", "number"),
  CHECK ("from_month" <= "sets_from" AND "sets_from" < "sets_until" AND "sets_until" <= "until_month"),
  CHECK (("withdrawn_at" IS NULL) = ("withdrawal_reason" IS NULL))
);

-- A cell as a release first showed it, or restated it. Later releases show it so as well until one restates it.
CREATE TABLE "published"."cell" (
  "state_code" TEXT NOT NULL,
  "release" INTEGER NOT NULL,
  "cell" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "value" INTEGER,
  "lower" INTEGER,
  "upper" INTEGER,
  "expected" INTEGER NOT NULL,
  "counted" INTEGER NOT NULL,
  PRIMARY KEY ("state_code", "cell", "release"),
  FOREIGN KEY ("state_code", "release") REFERENCES "published"."release" ("state_code", "number"),
  CHECK (("status" IN ('REPORTED', 'REPORTED_ZERO')) = ("value" IS NOT NULL)),
  CHECK (("status" = 'REPORTED_ZERO') = (coalesce("value", 1) = 0)),
  CHECK (("status" = 'WITHHELD') = ("lower" IS NOT NULL)),
  CHECK ("upper" IS NULL OR "status" = 'WITHHELD' AND "lower" <= "upper")
);

-- How one county's month was reported, without its counts.
CREATE TABLE "published"."county_month" (
  "state_code" TEXT NOT NULL,
  "release" INTEGER NOT NULL,
  "county_fips" TEXT NOT NULL,
  "month" TEXT NOT NULL,
  -- Null: no chapter served the county then.
  "chapter_slug" TEXT,
  "region" TEXT,
  -- Bits: 1 expected, 2 received, 4 on time, 8 accepted, 16 only a part of the month, 32 invented, 128 returned.
  "marks" SMALLINT NOT NULL CHECK ("marks" & 64 = 0),
  -- What was accepted of measures that are not about persons; null without an accepted report.
  "values" JSONB,
  PRIMARY KEY ("state_code", "county_fips", "month", "release"),
  FOREIGN KEY ("state_code", "release") REFERENCES "published"."release" ("state_code", "number")
);

-- A figure that a release changed, with what it was.
CREATE TABLE "published"."correction" (
  "state_code" TEXT NOT NULL,
  "release" INTEGER NOT NULL,
  "cell" TEXT NOT NULL,
  "status_before" TEXT NOT NULL,
  "value_before" INTEGER,
  "status_after" TEXT NOT NULL,
  "value_after" INTEGER,
  PRIMARY KEY ("state_code", "release", "cell"),
  FOREIGN KEY ("state_code", "release") REFERENCES "published"."release" ("state_code", "number")
);

CREATE FUNCTION "guard_published_release"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD."withdrawn_at" IS NULL AND NEW."withdrawn_at" IS NOT NULL
    AND to_jsonb(NEW) - 'withdrawn_at' - 'withdrawal_reason' = to_jsonb(OLD) - 'withdrawn_at' - 'withdrawal_reason' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'What was published is never changed and never deleted; it can be withdrawn, with a reason.'
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER "published_release_immutable" BEFORE UPDATE OR DELETE ON "published"."release"
  FOR EACH ROW EXECUTE FUNCTION "guard_published_release"();

DO $$
DECLARE
  published_table text;
BEGIN
  FOREACH published_table IN ARRAY ARRAY['cell', 'county_month', 'correction'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON "published".%I FOR EACH ROW EXECUTE FUNCTION "refuse_change"()',
      'published_' || published_table || '_immutable', published_table);
  END LOOP;
  FOREACH published_table IN ARRAY ARRAY['release', 'cell', 'county_month', 'correction'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON "published".%I FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"()',
      'published_' || published_table || '_not_truncated', published_table);
  END LOOP;
END $$;

-- Reference data that the public schema names: nothing in it is secret.
CREATE VIEW "published"."state" AS SELECT * FROM public."state";
CREATE VIEW "published"."county" AS SELECT * FROM public."county";
CREATE VIEW "published"."county_population" AS SELECT * FROM public."county_population";
CREATE VIEW "published"."chapter" AS SELECT * FROM public."chapter";
CREATE VIEW "published"."chapter_membership" AS SELECT * FROM public."chapter_membership";
CREATE VIEW "published"."reporting_expectation" AS SELECT * FROM public."reporting_expectation";

-- Nothing is anybody's by default.
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "app_account"(), "app_release_states"() TO "intercept_app";

DO $$
BEGIN
  CREATE ROLE "intercept_public" NOLOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT;
EXCEPTION
  -- As for the role of requests: made by another database of the server, or by an operator.
  WHEN duplicate_object OR unique_violation THEN NULL;
  WHEN insufficient_privilege THEN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'intercept_public') THEN RAISE; END IF;
END $$;

DO $$
BEGIN
  GRANT "intercept_public" TO CURRENT_USER;
EXCEPTION
  WHEN insufficient_privilege THEN
    IF NOT pg_has_role(CURRENT_USER, 'intercept_public', 'MEMBER') THEN RAISE; END IF;
END $$;

GRANT USAGE ON SCHEMA "published" TO "intercept_public", "intercept_app";
GRANT SELECT ON ALL TABLES IN SCHEMA "published" TO "intercept_public";
-- Publishing is an act of an account; the row-level security of "release" says which one may.
GRANT SELECT, INSERT ON "published"."release", "published"."cell", "published"."county_month", "published"."correction" TO "intercept_app";
GRANT UPDATE ("withdrawn_at", "withdrawal_reason") ON "published"."release" TO "intercept_app";

ALTER TABLE "published"."release" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "published"."cell" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "published"."county_month" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "published"."correction" ENABLE ROW LEVEL SECURITY;

DO $$
DECLARE
  published_table text;
BEGIN
  FOREACH published_table IN ARRAY ARRAY['release', 'cell', 'county_month', 'correction'] LOOP
    EXECUTE format('CREATE POLICY "anybody" ON "published".%I FOR SELECT USING (true)', published_table);
    EXECUTE format(
      'CREATE POLICY "own_states" ON "published".%I FOR INSERT TO "intercept_app"
       WITH CHECK ("state_code" = ANY ((SELECT "app_release_states"())::text[]))', published_table);
  END LOOP;
END $$;
CREATE POLICY "own_states_withdrawal" ON "published"."release" FOR UPDATE TO "intercept_app"
  USING ("state_code" = ANY ((SELECT "app_release_states"())::text[]));
