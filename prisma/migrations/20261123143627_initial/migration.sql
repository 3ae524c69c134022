-- CreateEnum
CREATE TYPE "disposition" AS ENUM ('JAIL_BOOKING', 'CITED_RELEASED', 'HOSPITAL_VOLUNTARY', 'HOLD_ACCEPTED', 'CRISIS_CENTER', 'DETOX_SOBERING', 'REFERRED', 'SHELTER_TRANSPORT', 'RESOLVED_ON_SCENE', 'DECLINED', 'NO_CONTACT', 'UNKNOWN');

-- CreateEnum
CREATE TYPE "hold_requester" AS ENUM ('COURT', 'PEACE_OFFICER', 'CLINICIAN', 'SUBSTANCE_USE');

-- CreateEnum
CREATE TYPE "call_source" AS ENUM ('EMERGENCY_CALL', 'OTHER_CALL', 'ON_VIEW', 'ALARM');

-- CreateEnum
CREATE TYPE "injury_party" AS ENUM ('SUBJECT', 'RESPONDER', 'BYSTANDER');

-- CreateEnum
CREATE TYPE "injury_severity" AS ENUM ('MINOR', 'SERIOUS', 'FATAL');

-- CreateEnum
CREATE TYPE "report_status" AS ENUM ('DRAFT', 'SUBMITTED', 'RETURNED', 'ACCEPTED', 'REOPENED');

-- CreateEnum
CREATE TYPE "revision_origin" AS ENUM ('DERIVED', 'DEMONSTRATION');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('ADMINISTRATOR', 'REVIEWER', 'ANALYST', 'COORDINATOR');

-- CreateTable
CREATE TABLE "state" (
    "code" TEXT NOT NULL,
    "fips" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "fiscal_year_start_month" SMALLINT NOT NULL,

    CONSTRAINT "state_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "county" (
    "fips" TEXT NOT NULL,
    "state_code" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "county_pkey" PRIMARY KEY ("fips")
);

-- CreateTable
CREATE TABLE "county_population" (
    "county_fips" TEXT NOT NULL,
    "year" SMALLINT NOT NULL,
    "people" INTEGER NOT NULL,
    "vintage" TEXT NOT NULL,

    CONSTRAINT "county_population_pkey" PRIMARY KEY ("county_fips","year")
);

-- CreateTable
CREATE TABLE "chapter" (
    "id" SERIAL NOT NULL,
    "state_code" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "chapter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chapter_membership" (
    "chapter_id" INTEGER NOT NULL,
    "county_fips" TEXT NOT NULL,
    "from_month" TEXT NOT NULL,
    "until_month" TEXT,
    "region" TEXT NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "chapter_membership_pkey" PRIMARY KEY ("chapter_id","county_fips","from_month")
);

-- CreateTable
CREATE TABLE "reporting_expectation" (
    "chapter_id" INTEGER NOT NULL,
    "from_month" TEXT NOT NULL,
    "until_month" TEXT,
    "is_demonstration" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "reporting_expectation_pkey" PRIMARY KEY ("chapter_id","from_month")
);

-- CreateTable
CREATE TABLE "dataset_load" (
    "name" TEXT NOT NULL,
    "content_sha256" TEXT NOT NULL,
    "loaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dataset_load_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "encounter" (
    "id" BIGSERIAL NOT NULL,
    "chapter_id" INTEGER NOT NULL,
    "county_fips" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "source_key" TEXT NOT NULL,
    "occurred_on" DATE NOT NULL,
    "occurred_hour" SMALLINT,
    "disposition" "disposition" NOT NULL,
    "hold_requested_by" "hold_requester",
    "is_hold_requested" BOOLEAN,
    "is_force_used" BOOLEAN,
    "is_weapon_present" BOOLEAN,
    "is_cit_officer_on_scene" BOOLEAN,
    "is_co_responder_on_scene" BOOLEAN,
    "is_repeat" BOOLEAN,
    "is_veteran" BOOLEAN,
    "is_liaison_alerted" BOOLEAN,
    "call_source" "call_source",
    "minutes_to_release" INTEGER,
    "is_injury_recorded" BOOLEAN NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "encounter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "encounter_injury" (
    "encounter_id" BIGINT NOT NULL,
    "party" "injury_party" NOT NULL,
    "severity" "injury_severity" NOT NULL,
    "persons" INTEGER NOT NULL,

    CONSTRAINT "encounter_injury_pkey" PRIMARY KEY ("encounter_id","party","severity")
);

-- CreateTable
CREATE TABLE "monthly_report" (
    "id" SERIAL NOT NULL,
    "chapter_id" INTEGER NOT NULL,
    "county_fips" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "status" "report_status" NOT NULL,
    "first_submitted_on" DATE,
    "accepted_revision_id" INTEGER,
    "is_demonstration" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "monthly_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_revision" (
    "id" SERIAL NOT NULL,
    "report_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "origin" "revision_origin" NOT NULL,
    "is_zero_report" BOOLEAN NOT NULL,
    "is_partial" BOOLEAN NOT NULL,
    "values" JSONB NOT NULL,
    "reason" TEXT,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),

    CONSTRAINT "report_revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" SERIAL NOT NULL,
    "display_name" TEXT NOT NULL,
    "is_demonstration" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role_grant" (
    "id" SERIAL NOT NULL,
    "account_id" INTEGER NOT NULL,
    "role" "role" NOT NULL,
    "state_code" TEXT NOT NULL,
    "chapter_id" INTEGER,

    CONSTRAINT "role_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" SERIAL NOT NULL,
    "account_id" INTEGER NOT NULL,
    "token_sha256" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "state_fips_key" ON "state"("fips");

-- CreateIndex
CREATE UNIQUE INDEX "state_name_key" ON "state"("name");

-- CreateIndex
CREATE INDEX "county_state_code_idx" ON "county"("state_code");

-- CreateIndex
CREATE UNIQUE INDEX "chapter_state_code_slug_key" ON "chapter"("state_code", "slug");

-- CreateIndex
CREATE INDEX "chapter_membership_county_fips_idx" ON "chapter_membership"("county_fips");

-- CreateIndex
CREATE INDEX "encounter_chapter_id_county_fips_occurred_on_idx" ON "encounter"("chapter_id", "county_fips", "occurred_on");

-- CreateIndex
CREATE UNIQUE INDEX "encounter_source_source_key_key" ON "encounter"("source", "source_key");

-- CreateIndex
CREATE UNIQUE INDEX "monthly_report_accepted_revision_id_key" ON "monthly_report"("accepted_revision_id");

-- CreateIndex
CREATE INDEX "monthly_report_month_idx" ON "monthly_report"("month");

-- CreateIndex
CREATE UNIQUE INDEX "monthly_report_chapter_id_county_fips_month_key" ON "monthly_report"("chapter_id", "county_fips", "month");

-- CreateIndex
CREATE UNIQUE INDEX "report_revision_report_id_number_key" ON "report_revision"("report_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_token_sha256_key" ON "api_token"("token_sha256");

-- AddForeignKey
ALTER TABLE "county" ADD CONSTRAINT "county_state_code_fkey" FOREIGN KEY ("state_code") REFERENCES "state"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "county_population" ADD CONSTRAINT "county_population_county_fips_fkey" FOREIGN KEY ("county_fips") REFERENCES "county"("fips") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chapter" ADD CONSTRAINT "chapter_state_code_fkey" FOREIGN KEY ("state_code") REFERENCES "state"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chapter_membership" ADD CONSTRAINT "chapter_membership_chapter_id_fkey" FOREIGN KEY ("chapter_id") REFERENCES "chapter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chapter_membership" ADD CONSTRAINT "chapter_membership_county_fips_fkey" FOREIGN KEY ("county_fips") REFERENCES "county"("fips") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reporting_expectation" ADD CONSTRAINT "reporting_expectation_chapter_id_fkey" FOREIGN KEY ("chapter_id") REFERENCES "chapter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "encounter" ADD CONSTRAINT "encounter_chapter_id_fkey" FOREIGN KEY ("chapter_id") REFERENCES "chapter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "encounter" ADD CONSTRAINT "encounter_county_fips_fkey" FOREIGN KEY ("county_fips") REFERENCES "county"("fips") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "encounter_injury" ADD CONSTRAINT "encounter_injury_encounter_id_fkey" FOREIGN KEY ("encounter_id") REFERENCES "encounter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "monthly_report" ADD CONSTRAINT "monthly_report_chapter_id_fkey" FOREIGN KEY ("chapter_id") REFERENCES "chapter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "monthly_report" ADD CONSTRAINT "monthly_report_county_fips_fkey" FOREIGN KEY ("county_fips") REFERENCES "county"("fips") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "monthly_report" ADD CONSTRAINT "monthly_report_accepted_revision_id_fkey" FOREIGN KEY ("accepted_revision_id") REFERENCES "report_revision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_revision" ADD CONSTRAINT "report_revision_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "monthly_report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_state_code_fkey" FOREIGN KEY ("state_code") REFERENCES "state"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_chapter_id_fkey" FOREIGN KEY ("chapter_id") REFERENCES "chapter"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say: the shapes of codes and months, and the rules a row keeps in itself.

ALTER TABLE "state"
  ADD CONSTRAINT "state_code_shape" CHECK ("code" ~ '^[A-Z]{2}$'),
  ADD CONSTRAINT "state_fips_shape" CHECK ("fips" ~ '^[0-9]{2}$'),
  ADD CONSTRAINT "state_fiscal_year_start_month_range" CHECK ("fiscal_year_start_month" BETWEEN 1 AND 12);

ALTER TABLE "county" ADD CONSTRAINT "county_fips_shape" CHECK ("fips" ~ '^[0-9]{5}$');

ALTER TABLE "county_population" ADD CONSTRAINT "county_population_people_positive" CHECK ("people" > 0);

ALTER TABLE "chapter" ADD CONSTRAINT "chapter_slug_shape" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$');

ALTER TABLE "chapter_membership"
  ADD CONSTRAINT "chapter_membership_from_month_shape" CHECK ("from_month" ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  ADD CONSTRAINT "chapter_membership_until_month_shape" CHECK ("until_month" ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  ADD CONSTRAINT "chapter_membership_months_in_order" CHECK ("until_month" > "from_month");

ALTER TABLE "reporting_expectation"
  ADD CONSTRAINT "reporting_expectation_from_month_shape" CHECK ("from_month" ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  ADD CONSTRAINT "reporting_expectation_until_month_shape" CHECK ("until_month" ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  ADD CONSTRAINT "reporting_expectation_months_in_order" CHECK ("until_month" > "from_month");

ALTER TABLE "encounter"
  ADD CONSTRAINT "encounter_occurred_hour_range" CHECK ("occurred_hour" BETWEEN 0 AND 23),
  ADD CONSTRAINT "encounter_minutes_to_release_range" CHECK ("minutes_to_release" >= 0),
  ADD CONSTRAINT "encounter_hold_requester_needs_request" CHECK ("hold_requested_by" IS NULL OR coalesce("is_hold_requested", false));

ALTER TABLE "encounter_injury" ADD CONSTRAINT "encounter_injury_persons_positive" CHECK ("persons" >= 1);

ALTER TABLE "monthly_report"
  ADD CONSTRAINT "monthly_report_month_shape" CHECK ("month" ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  ADD CONSTRAINT "monthly_report_submitted_unless_draft" CHECK (("status" = 'DRAFT') = ("first_submitted_on" IS NULL));

ALTER TABLE "report_revision"
  ADD CONSTRAINT "report_revision_number_positive" CHECK ("number" >= 1),
  ADD CONSTRAINT "report_revision_accepted_after_submitted" CHECK ("accepted_at" >= "submitted_at"),
  ADD CONSTRAINT "report_revision_later_has_reason" CHECK ("number" = 1 OR "reason" IS NOT NULL),
  -- Every value is a whole number from 0, or null for "not collected".
  ADD CONSTRAINT "report_revision_values_are_counts" CHECK (
    jsonb_typeof("values") = 'object' AND NOT jsonb_path_exists(
      "values",
      'strict $.* ? (!(@ == null || (@.type() == "number" && @ >= 0 && @ == @.floor())))'
    )
  ),
  ADD CONSTRAINT "report_revision_zero_report_counts_nothing" CHECK (
    NOT "is_zero_report" OR coalesce(("values" ->> 'ENCOUNTERS')::numeric, 0) = 0
  );

ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_coordinator_has_chapter"
  CHECK (("role" = 'COORDINATOR') = ("chapter_id" IS NOT NULL));

-- A hash, never the token itself.
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_token_sha256_shape" CHECK ("token_sha256" ~ '^[0-9a-f]{64}$');

-- A revision says what was submitted, for ever. Only its acceptance comes later, once.
CREATE FUNCTION "refuse_revision_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD."accepted_at" IS NULL AND NEW."accepted_at" IS NOT NULL
     AND to_jsonb(NEW) - 'accepted_at' = to_jsonb(OLD) - 'accepted_at' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'Revision % of report % is immutable; submit another revision.', OLD."number", OLD."report_id"
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER "report_revision_immutable" BEFORE UPDATE OR DELETE ON "report_revision"
  FOR EACH ROW EXECUTE FUNCTION "refuse_revision_change"();
