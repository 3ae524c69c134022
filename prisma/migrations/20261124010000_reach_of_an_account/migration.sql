-- The chapters that an account's grants reach, asked for any account: who asks is then found out together with what there is
-- to see. The third lock reads the same function, so that the two can never say different things.
CREATE FUNCTION "account_chapters"("of_account" integer) RETURNS integer[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  RETURN ARRAY(
    SELECT "chapter"."id"
    FROM "role_grant" JOIN "chapter" ON "chapter"."state_code" = "role_grant"."state_code"
    WHERE "role_grant"."account_id" = "of_account"
      AND ("role_grant"."chapter_id" = "chapter"."id"
        OR "role_grant"."role"::text IN ('ADMINISTRATOR', 'REVIEWER', 'ANALYST'))
  );

-- Not for the role of requests: it asks for its own account only, through the function below.
REVOKE ALL ON FUNCTION "account_chapters"(integer) FROM PUBLIC;

CREATE OR REPLACE FUNCTION "app_chapters"() RETURNS integer[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  RETURN "account_chapters"("app_account"());
