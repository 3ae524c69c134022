-- From now on revisions that nobody sent, since they were derived or invented, are recorded in the audit log, a batch to an
-- entry with a hash over it. Those that are older are taken over here by one entry, so that every revision on file is in the
-- log. What the hash is made of stands in src/store/recorded-revision-store.ts, how an entry is sealed in src/usecases/audit.ts.

-- Opens the staff tables to this transaction.
SELECT set_config('app.platform', 'on', true);

WITH said AS (
  SELECT revision."id", jsonb_build_array(
    chapter."state_code", chapter."slug", report."county_fips", report."month", report."is_demonstration",
    revision."number", revision."origin", revision."is_zero_report", revision."is_partial", revision."values",
    revision."reason", revision."comment",
    (extract(epoch FROM revision."submitted_at") * 1000)::bigint,
    (extract(epoch FROM revision."accepted_at") * 1000)::bigint)::text AS "text"
  FROM "report_revision" revision
  JOIN "monthly_report" report ON report."id" = revision."report_id"
  JOIN "chapter" ON chapter."id" = report."chapter_id"
  WHERE revision."submitted_by" IS NULL
), batch AS (
  SELECT min("id") AS "from", max("id") AS "until", count(*) AS "revisions",
    encode(sha256(convert_to(string_agg("text" || E'\n', '' ORDER BY "id"), 'UTF8')), 'hex') AS "sha256"
  FROM said HAVING count(*) > 0
), entry AS (
  SELECT
    coalesce((SELECT max("number") FROM "audit_entry"), 0) + 1 AS "number",
    date_trunc('milliseconds', now()) AS "at",
    format('{"revisions":%s,"rows":[[%s,%s]],"sha256":"%s"}', "revisions", "from", "until", "sha256") AS "details",
    coalesce((SELECT "sha256" FROM "audit_entry" ORDER BY "number" DESC LIMIT 1), repeat('0', 64)) AS "previous_sha256"
  FROM batch
)
INSERT INTO "audit_entry" ("number", "at", "account_id", "action", "subject", "details", "previous_sha256", "sha256")
SELECT "number", "at", NULL, 'report:adopt', 'all reports', "details"::jsonb, "previous_sha256",
  encode(sha256(convert_to(format(
    '[%s,"%s",null,"report:adopt","all reports",%s,"%s"]',
    "number", to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), "details", "previous_sha256"
  ), 'UTF8')), 'hex')
FROM entry;
