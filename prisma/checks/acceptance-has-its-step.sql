-- A revision that a step says was accepted must be so, and one that a person sent must have such a step to be so.
SELECT count(*)::int AS violations
FROM report_revision revision
CROSS JOIN LATERAL (
  SELECT EXISTS (
    SELECT FROM report_event event
    WHERE event.report_id = revision.report_id AND event.action = 'ACCEPT' AND event.revision = revision.number) AS is_said
) step
WHERE (step.is_said AND revision.accepted_at IS NULL)
  OR (revision.accepted_at IS NOT NULL AND revision.submitted_by IS NOT NULL AND NOT step.is_said);
