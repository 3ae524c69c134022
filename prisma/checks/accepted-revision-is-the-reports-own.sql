-- A report's figure of record must be one of its own revisions, and accepted.
SELECT count(*)::int AS violations
FROM monthly_report report
JOIN report_revision revision ON revision.id = report.accepted_revision_id
WHERE revision.report_id <> report.id OR revision.accepted_at IS NULL;
