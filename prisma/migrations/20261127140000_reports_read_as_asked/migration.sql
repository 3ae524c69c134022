-- What hangs on a report is seen with the report, as before. Asked of each row whether its report is there, PostgreSQL looks
-- that one up; asked whether it is one of all reports on file, it read them all for a single row.
ALTER POLICY "own_reports" ON "report_revision"
  USING (EXISTS (SELECT FROM "monthly_report" WHERE "monthly_report"."id" = "report_id"))
  WITH CHECK (EXISTS (SELECT FROM "monthly_report" WHERE "monthly_report"."id" = "report_id"));
ALTER POLICY "own_reports" ON "report_draft"
  USING (EXISTS (SELECT FROM "monthly_report" WHERE "monthly_report"."id" = "report_id"))
  WITH CHECK (EXISTS (SELECT FROM "monthly_report" WHERE "monthly_report"."id" = "report_id"));
ALTER POLICY "own_reports" ON "report_event"
  USING (EXISTS (SELECT FROM "monthly_report" WHERE "monthly_report"."id" = "report_id"))
  WITH CHECK (EXISTS (SELECT FROM "monthly_report" WHERE "monthly_report"."id" = "report_id"));
ALTER POLICY "own_encounters" ON "encounter_injury"
  USING (EXISTS (SELECT FROM "encounter" WHERE "encounter"."id" = "encounter_id"));
ALTER POLICY "own_releases" ON "release_cell"
  USING (EXISTS (SELECT FROM "release" WHERE "release"."id" = "release_id"));
ALTER POLICY "own_releases" ON "release_dossier"
  USING (EXISTS (SELECT FROM "release" WHERE "release"."id" = "release_id"));

-- In the order of pages, so that a page is read from where it begins to where it ends.
DROP INDEX "monthly_report_month_idx";
CREATE INDEX "monthly_report_month_chapter_id_county_fips_idx" ON "monthly_report"("month" DESC, "chapter_id", "county_fips");
