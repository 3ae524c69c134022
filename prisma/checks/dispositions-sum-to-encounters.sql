-- In every accepted revision that reports all dispositions that there were then, they must sum to the encounters.
SELECT count(*)::int AS violations
FROM report_revision revision
CROSS JOIN LATERAL (
  SELECT sum((revision."values" ->> key)::int) AS total,
    -- Those that came in 2027 may be left out by reports of earlier months, but not be reported as not collected.
    bool_and(revision."values" ->> key IS NOT NULL OR (is_later AND NOT revision."values" ? key)) AS is_complete
  FROM (
    SELECT key, false AS is_later
    FROM unnest(ARRAY['JAIL_BOOKINGS', 'CITED_RELEASED', 'HOSPITAL_VOLUNTARY', 'HOLDS_ACCEPTED', 'CRISIS_CENTER',
      'DETOX_SOBERING', 'REFERRED', 'SHELTER_TRANSPORT', 'RESOLVED_ON_SCENE', 'DECLINED', 'NO_CONTACT',
      'UNKNOWN_DISPOSITION']) AS key
    UNION ALL SELECT key, true FROM unnest(ARRAY['HOSPITAL_UNSPECIFIED', 'OTHER']) AS key
  ) measure
) disposition
WHERE revision.accepted_at IS NOT NULL AND disposition.is_complete
  AND disposition.total IS DISTINCT FROM (revision."values" ->> 'ENCOUNTERS')::int;
