-- An accepted report must have a figure of record: the last revision that was accepted.
SELECT count(*)::int AS violations
FROM monthly_report report
WHERE report.accepted_revision_id IS DISTINCT FROM (
    SELECT revision.id FROM report_revision revision
    WHERE revision.report_id = report.id AND revision.accepted_at IS NOT NULL
    ORDER BY revision.number DESC LIMIT 1)
  OR (report.status = 'ACCEPTED' AND report.accepted_revision_id IS NULL);
