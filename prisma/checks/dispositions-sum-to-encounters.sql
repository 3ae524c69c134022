-- In every accepted revision that reports all dispositions, they must sum to the encounters.
SELECT count(*)::int AS violations
FROM report_revision revision
CROSS JOIN LATERAL (
  SELECT sum((revision."values" ->> key)::int) AS total, count(revision."values" ->> key) AS reported
  FROM unnest(ARRAY['JAIL_BOOKINGS', 'CITED_RELEASED', 'HOSPITAL_VOLUNTARY', 'HOLDS_ACCEPTED', 'CRISIS_CENTER',
    'DETOX_SOBERING', 'REFERRED', 'SHELTER_TRANSPORT', 'RESOLVED_ON_SCENE', 'DECLINED', 'NO_CONTACT',
    'UNKNOWN_DISPOSITION']) AS key
) disposition
WHERE revision.accepted_at IS NOT NULL AND disposition.reported = 12
  AND disposition.total IS DISTINCT FROM (revision."values" ->> 'ENCOUNTERS')::int;
