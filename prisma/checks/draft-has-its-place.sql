-- A draft must belong to a report that can be worked on, and a report that is only a draft must have one and no revision.
SELECT count(*)::int AS violations
FROM monthly_report report
LEFT JOIN report_draft draft ON draft.report_id = report.id
WHERE (draft.report_id IS NOT NULL AND report.status NOT IN ('DRAFT', 'RETURNED', 'REOPENED'))
  OR (report.status = 'DRAFT' AND (
    draft.report_id IS NULL OR EXISTS (SELECT FROM report_revision revision WHERE revision.report_id = report.id)))
  OR (report.status <> 'DRAFT' AND NOT EXISTS (SELECT FROM report_revision revision WHERE revision.report_id = report.id));
