-- What is published must be what was built and judged: no cell, month or correction of it differs, is missing, or was never built.
SELECT count(*)::int AS violations
FROM (
  SELECT state_code, release, 'cell' AS kind, cell AS name, jsonb_build_array(status, value, lower, upper, expected, counted) AS said
  FROM published.cell
  UNION ALL
  SELECT state_code, release, 'month', county_fips || ' ' || month, jsonb_build_array(chapter_slug, region, marks, "values")
  FROM published.county_month
  UNION ALL
  SELECT state_code, release, 'correction', cell, jsonb_build_array(status_before, value_before, status_after, value_after)
  FROM published.correction
) shown
FULL JOIN (
  SELECT state_code, number, part.*
  FROM release
  JOIN (
    SELECT release_id, 'cell' AS kind, cell AS name, jsonb_build_array(status, value, lower, upper, expected, counted) AS said
    FROM release_cell
    UNION ALL
    SELECT release_id, 'month', concat(one ->> 'county', ' ', one ->> 'month'),
      jsonb_build_array(one -> 'chapter', one -> 'region', one -> 'marks', one -> 'values')
    FROM release_dossier, jsonb_array_elements(months) one
    UNION ALL
    SELECT release_id, 'correction', one ->> 'id',
      jsonb_build_array(one #> '{before,status}', one #> '{before,value}', one #> '{after,status}', one #> '{after,value}')
    FROM release_dossier, jsonb_array_elements(corrections) one
  ) part ON release_id = id
  WHERE number IS NOT NULL
) built ON built.state_code = shown.state_code AND number = release AND built.kind = shown.kind AND built.name = shown.name
WHERE shown.said IS DISTINCT FROM built.said;
