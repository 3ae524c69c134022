-- A revision that a person sent must have exactly one step that says so, by the same account, and every such step a revision.
SELECT ((
  SELECT count(*) FROM report_revision revision
  WHERE revision.submitted_by IS NOT NULL AND 1 <> (
    SELECT count(*) FROM report_event event
    WHERE event.report_id = revision.report_id AND event.action = 'SUBMIT' AND event.revision = revision.number
      AND event.by = revision.submitted_by)
  ) + (
  SELECT count(*) FROM report_event event
  WHERE event.action IN ('SUBMIT', 'ACCEPT', 'RETURN') AND NOT EXISTS (
    SELECT FROM report_revision revision
    WHERE revision.report_id = event.report_id AND revision.number = event.revision)
  ))::int AS violations;
