-- A report derived from encounters must count exactly the encounters on file for its chapter, county and month, and say
-- nothing where none are left.
SELECT count(*)::int AS violations
FROM monthly_report report
JOIN report_revision revision ON revision.id = report.accepted_revision_id AND revision.origin = 'DERIVED'
WHERE (revision."values" ->> 'ENCOUNTERS')::int IS DISTINCT FROM (
  SELECT nullif(count(*), 0) FROM encounter
  WHERE encounter.chapter_id = report.chapter_id AND encounter.county_fips = report.county_fips
    AND to_char(encounter.occurred_on, 'YYYY-MM') = report.month);
