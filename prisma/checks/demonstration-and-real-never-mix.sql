-- A report is either invented or real: a marked one holds nothing that was derived from encounters or done by a real account,
-- and one that is not marked holds nothing that was invented or done by a demonstration user.
SELECT count(*)::int AS violations
FROM (
  SELECT report_id, submitted_by AS by,
    CASE origin WHEN 'DEMONSTRATION' THEN true WHEN 'DERIVED' THEN false END AS is_demonstration
  FROM report_revision
  UNION ALL SELECT report_id, by, NULL FROM report_event
  UNION ALL SELECT report_id, saved_by, NULL FROM report_draft
) act
JOIN monthly_report report ON report.id = act.report_id
LEFT JOIN account ON account.id = act.by
WHERE coalesce(act.is_demonstration, account.is_demonstration) <> report.is_demonstration;
