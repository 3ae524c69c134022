-- A figure of record is a revision of the report itself that a reviewer has accepted: whoever writes past the platform cannot
-- put another one in its place.
CREATE FUNCTION "refuse_record_unaccepted"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM "report_revision" revision
    WHERE revision."id" = NEW."accepted_revision_id" AND revision."report_id" = NEW."id"
      AND revision."accepted_at" IS NOT NULL) THEN
    RAISE EXCEPTION 'Revision row % is no accepted revision of report %.', NEW."accepted_revision_id", NEW."id"
      USING ERRCODE = 'check_violation', CONSTRAINT = 'monthly_report_record_is_accepted';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "monthly_report_record_is_accepted" AFTER INSERT OR UPDATE OF "accepted_revision_id" ON "monthly_report"
  FOR EACH ROW WHEN (NEW."accepted_revision_id" IS NOT NULL)
  EXECUTE FUNCTION "refuse_record_unaccepted"();
