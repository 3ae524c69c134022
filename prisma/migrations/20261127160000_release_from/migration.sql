-- A first release may begin at a year: what is before it is never published.
ALTER TABLE "release" ADD COLUMN "from_month" TEXT;

ALTER TABLE "release" ADD CONSTRAINT "release_from_month_shape" CHECK (
  "from_month" IS NULL
  OR "from_month" ~ '^\d{4}-01$' AND "from_month" < "until_month" AND "kind" = 'REGULAR');

-- Only what is published first has a beginning, and a beginning stands for good like the rest of the request.
CREATE FUNCTION "guard_release_beginning"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW."from_month" IS DISTINCT FROM OLD."from_month" THEN
    RAISE EXCEPTION 'What a release was made of is never changed.' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'INSERT' AND NEW."from_month" IS NOT NULL
    AND EXISTS (SELECT FROM "release" WHERE "state_code" = NEW."state_code" AND "number" IS NOT NULL) THEN
    RAISE EXCEPTION 'Something is published of % already: only a first release has a beginning.', NEW."state_code"
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER "release_beginning" BEFORE INSERT OR UPDATE ON "release"
  FOR EACH ROW EXECUTE FUNCTION "guard_release_beginning"();
