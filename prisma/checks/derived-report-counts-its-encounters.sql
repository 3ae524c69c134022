-- A report derived from encounters must count exactly those on file for its chapter, county and month.
-- Where none are on file it says nothing, unless a file said that it covers the month: then it is a zero report, or one that
-- lacks rows which were refused.
SELECT count(*)::int AS violations
FROM monthly_report report
JOIN report_revision revision ON revision.id = report.accepted_revision_id AND revision.origin = 'DERIVED'
CROSS JOIN LATERAL (
  SELECT count(*) AS on_file FROM encounter
  WHERE encounter.chapter_id = report.chapter_id AND encounter.county_fips = report.county_fips
    AND to_char(encounter.occurred_on, 'YYYY-MM') = report.month
) encounters
WHERE (revision."values" ->> 'ENCOUNTERS')::int IS DISTINCT FROM nullif(on_file, 0)
  AND NOT (on_file = 0 AND (revision."values" ->> 'ENCOUNTERS')::int = 0
    AND (revision.is_zero_report OR revision.refused_rows + revision.undated_rows > 0));
