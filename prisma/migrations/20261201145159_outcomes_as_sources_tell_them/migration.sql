-- Hospitals of a kind that the source does not tell, and known endings that are none of the list.
ALTER TYPE "disposition" ADD VALUE 'HOSPITAL_UNSPECIFIED' AFTER 'HOSPITAL_VOLUNTARY';
ALTER TYPE "disposition" ADD VALUE 'OTHER' BEFORE 'UNKNOWN';

-- What the source can tell apart. Encounters on file are of sources that were read with all the dispositions of their time.
ALTER TABLE "encounter" ADD COLUMN "collects" "disposition"[] NOT NULL DEFAULT ARRAY[
  'JAIL_BOOKING', 'CITED_RELEASED', 'HOSPITAL_VOLUNTARY', 'HOLD_ACCEPTED', 'CRISIS_CENTER', 'DETOX_SOBERING', 'REFERRED',
  'SHELTER_TRANSPORT', 'RESOLVED_ON_SCENE', 'DECLINED', 'NO_CONTACT', 'UNKNOWN']::"disposition"[];
ALTER TABLE "encounter" ALTER COLUMN "collects" DROP DEFAULT;

-- Null: the source records no outcomes.
ALTER TABLE "encounter" ALTER COLUMN "disposition" DROP NOT NULL;
ALTER TABLE "encounter" ADD CONSTRAINT "encounter_disposition_is_told_apart"
  CHECK ("disposition" IS NULL OR "disposition" = ANY ("collects"));

-- Rows of the source that were refused when the month was derived.
ALTER TABLE "report_revision" ADD COLUMN "refused_rows" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "undated_rows" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "report_revision"
  ADD CONSTRAINT "report_revision_refused_rows_counted" CHECK ("refused_rows" >= 0 AND "undated_rows" >= 0),
  ADD CONSTRAINT "report_revision_refused_rows_make_partial" CHECK ("refused_rows" + "undated_rows" = 0 OR "is_partial");
