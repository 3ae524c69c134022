-- AlterTable
ALTER TABLE "release" ADD COLUMN     "building_since" TIMESTAMPTZ(3);

-- A release may be discarded while it is built: its builder notices that, and ends.
CREATE OR REPLACE FUNCTION "guard_release"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."status" <> 'QUEUED' THEN
      RAISE EXCEPTION 'A release begins by being asked for.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' OR NOT (OLD."status", NEW."status") IN (
    ('QUEUED', 'BUILDING'), ('QUEUED', 'DISCARDED'), ('BUILDING', 'BUILDING'), ('BUILDING', 'BUILT'), ('BUILDING', 'FAILED'),
    ('BUILDING', 'DISCARDED'), ('BUILT', 'PUBLISHED'), ('BUILT', 'DISCARDED'), ('PUBLISHED', 'WITHDRAWN')
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
