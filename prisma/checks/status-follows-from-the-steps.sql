-- Each step of a report must begin where the one before ended, and the last one must lead to the report's status.
SELECT count(*)::int AS violations
FROM (
  SELECT event.status_after::text, coalesce(
    lead(coalesce(event.status_before::text, 'NOTHING')) OVER (PARTITION BY event.report_id ORDER BY event.id),
    report.status::text) AS goes_on_from
  FROM report_event event JOIN monthly_report report ON report.id = event.report_id) AS step
WHERE step.status_after <> step.goes_on_from;
