-- CreateEnum
CREATE TYPE "report_action" AS ENUM ('SAVE', 'SUBMIT', 'ACCEPT', 'RETURN', 'REOPEN');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "revision_origin" ADD VALUE 'ENTERED';
ALTER TYPE "revision_origin" ADD VALUE 'UPLOADED';

-- AlterTable
ALTER TABLE "monthly_report" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "report_revision" ADD COLUMN     "comment" TEXT,
ADD COLUMN     "submitted_by" INTEGER;

-- CreateTable
CREATE TABLE "report_draft" (
    "report_id" INTEGER NOT NULL,
    "values" JSONB NOT NULL,
    "is_partial" BOOLEAN NOT NULL,
    "comment" TEXT,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by" INTEGER NOT NULL,

    CONSTRAINT "report_draft_pkey" PRIMARY KEY ("report_id")
);

-- CreateTable
CREATE TABLE "report_event" (
    "id" SERIAL NOT NULL,
    "report_id" INTEGER NOT NULL,
    "action" "report_action" NOT NULL,
    "status_before" "report_status",
    "status_after" "report_status" NOT NULL,
    "revision" INTEGER,
    "comment" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" INTEGER,

    CONSTRAINT "report_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lock_override" (
    "chapter_id" INTEGER NOT NULL,
    "county_fips" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "until_day" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "granted_by" INTEGER NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lock_override_pkey" PRIMARY KEY ("chapter_id","county_fips","month")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "account_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "request_sha256" TEXT NOT NULL,
    "answer" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("account_id","key")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" INTEGER,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "details" JSONB NOT NULL,
    "previous_sha256" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("number")
);

-- CreateIndex
CREATE INDEX "report_event_report_id_idx" ON "report_event"("report_id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_entry_sha256_key" ON "audit_entry"("sha256");

-- AddForeignKey
ALTER TABLE "report_draft" ADD CONSTRAINT "report_draft_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "monthly_report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_event" ADD CONSTRAINT "report_event_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "monthly_report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lock_override" ADD CONSTRAINT "lock_override_chapter_id_fkey" FOREIGN KEY ("chapter_id") REFERENCES "chapter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema language cannot say.

ALTER TABLE "monthly_report" ADD CONSTRAINT "monthly_report_version_positive" CHECK ("version" >= 1);

ALTER TABLE "report_revision"
  ADD CONSTRAINT "report_revision_comment_length" CHECK (length("comment") <= 2000),
  -- What a person sent says who; what was derived or invented has nobody.
  ADD CONSTRAINT "report_revision_has_a_sender" CHECK (("origin"::text IN ('ENTERED', 'UPLOADED')) = ("submitted_by" IS NOT NULL));

ALTER TABLE "report_draft"
  ADD CONSTRAINT "report_draft_comment_length" CHECK (length("comment") <= 2000),
  ADD CONSTRAINT "report_draft_values_are_counts" CHECK (
    jsonb_typeof("values") = 'object' AND NOT jsonb_path_exists(
      "values",
      'strict $.* ? (!(@ == null || (@.type() == "number" && @ >= 0 && @ == @.floor())))'
    )
  );

ALTER TABLE "report_event"
  -- The table of transitions, a second time: what the code must never get past.
  ADD CONSTRAINT "report_event_is_a_transition" CHECK (
    ("action", coalesce("status_before"::text, 'NONE'), "status_after") IN (
      ('SAVE', 'NONE', 'DRAFT'), ('SAVE', 'DRAFT', 'DRAFT'), ('SAVE', 'RETURNED', 'RETURNED'), ('SAVE', 'REOPENED', 'REOPENED'),
      ('SUBMIT', 'NONE', 'SUBMITTED'), ('SUBMIT', 'DRAFT', 'SUBMITTED'), ('SUBMIT', 'SUBMITTED', 'SUBMITTED'),
      ('SUBMIT', 'RETURNED', 'SUBMITTED'), ('SUBMIT', 'REOPENED', 'SUBMITTED'),
      ('ACCEPT', 'SUBMITTED', 'ACCEPTED'), ('RETURN', 'SUBMITTED', 'RETURNED'), ('REOPEN', 'ACCEPTED', 'REOPENED')
    )
  ),
  ADD CONSTRAINT "report_event_says_why" CHECK ("action" NOT IN ('RETURN', 'REOPEN') OR length(trim("comment")) > 0);

ALTER TABLE "lock_override"
  ADD CONSTRAINT "lock_override_month_shape" CHECK ("month" ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  ADD CONSTRAINT "lock_override_says_why" CHECK (length(trim("reason")) > 0);

ALTER TABLE "idempotency_key"
  ADD CONSTRAINT "idempotency_key_length" CHECK (length("key") BETWEEN 1 AND 300),
  ADD CONSTRAINT "idempotency_key_request_sha256_shape" CHECK ("request_sha256" ~ '^[0-9a-f]{64}$');

ALTER TABLE "audit_entry"
  ADD CONSTRAINT "audit_entry_number_positive" CHECK ("number" >= 1),
  ADD CONSTRAINT "audit_entry_sha256_shape" CHECK ("sha256" ~ '^[0-9a-f]{64}$' AND "previous_sha256" ~ '^[0-9a-f]{64}$');

-- Rows that are only ever added.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Rows of % are never changed and never deleted.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER "report_event_immutable" BEFORE UPDATE OR DELETE ON "report_event"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "report_event_not_truncated" BEFORE TRUNCATE ON "report_event"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "idempotency_key_immutable" BEFORE UPDATE ON "idempotency_key"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_entry_immutable" BEFORE UPDATE OR DELETE ON "audit_entry"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_entry_not_truncated" BEFORE TRUNCATE ON "audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "report_revision_not_truncated" BEFORE TRUNCATE ON "report_revision"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
