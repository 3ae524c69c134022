-- What is published must be what was built and judged: no cell of it differs, is missing, or stands there without a release.
SELECT count(*)::int AS violations
FROM published.cell shown
FULL JOIN (
  SELECT state_code, number, cell.cell, cell.status, value, lower, upper, expected, counted
  FROM release_cell cell JOIN release ON release.id = cell.release_id WHERE number IS NOT NULL
) built ON built.state_code = shown.state_code AND built.number = shown.release AND built.cell = shown.cell
WHERE (shown.status, shown.value, shown.lower, shown.upper, shown.expected, shown.counted)
  IS DISTINCT FROM (built.status, built.value, built.lower, built.upper, built.expected, built.counted);
