-- A revision that was invented must stand in a report that is marked as demonstration data, and the other way round.
SELECT count(*)::int AS violations
FROM report_revision revision
JOIN monthly_report report ON report.id = revision.report_id
WHERE report.is_demonstration <> (revision.origin = 'DEMONSTRATION');
