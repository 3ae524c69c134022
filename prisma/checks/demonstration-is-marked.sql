-- A revision that was invented must stand in a report that is marked as demonstration data, and one that was derived from
-- encounters in a report that is not.
SELECT count(*)::int AS violations
FROM report_revision revision
JOIN monthly_report report ON report.id = revision.report_id
WHERE (revision.origin = 'DEMONSTRATION' AND NOT report.is_demonstration)
  OR (revision.origin = 'DERIVED' AND report.is_demonstration);
