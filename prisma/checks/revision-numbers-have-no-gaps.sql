-- The revisions of a report must be numbered 1, 2, 3 … without gaps.
SELECT count(*)::int AS violations
FROM (
  SELECT report_id FROM report_revision
  GROUP BY report_id HAVING min(number) <> 1 OR max(number) <> count(*)) AS report;
