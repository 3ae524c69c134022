// A release that was built and never laid out: enough for what is done to releases, and for the guards of the database.

import type { TestDatabase } from "./database.js";

/** @param requestedBy account that had it built @returns its id */
export async function plantBuiltRelease(database: TestDatabase, requestedBy: number): Promise<number> {
  const [row] = await database.query<{ id: number }>(
    `INSERT INTO release (state_code, kind, until_month, as_of, status, policy, requested_by, requested_at)
     VALUES ('MO', 'REGULAR', '2026-02', '2026-11-01', 'QUEUED', '{"id": "planted", "version": 1, "threshold": 10}', $1, '2026-11-01')
     RETURNING id`,
    [requestedBy],
  );
  const id = row?.id ?? 0;
  await database.query(
    `UPDATE release SET status = 'BUILDING', lease_ends_at = now() WHERE id = ${String(id)}`,
  );
  await database.query(
    `INSERT INTO release_cell (release_id, cell, status, value, lower, upper, expected, counted, reading, suppression) VALUES
       ($1, 'STATE:MO|2026-01|ENCOUNTERS', 'REPORTED', 40, NULL, NULL, 3, 3, 40, NULL),
       ($1, 'STATE:MO|2026-01|JAIL_BOOKINGS', 'WITHHELD', NULL, 1, 20, 3, 3, 4, 'PRIMARY')`,
    [id],
  );
  await database.query(
    `INSERT INTO release_dossier (release_id, from_month, sets_from, sets_until, is_demonstration, roster, months, corrections, proof)
     SELECT $1, '2026-01', '2026-01', '2026-02', true, roster,
       '[{"county": "29077", "month": "2026-01", "chapter": "greene", "region": "Southwest", "marks": 47, "values": {"GRADUATES_DISPATCH": 2}}]',
       '[]', '\\x00'
     FROM roster WHERE state_code = 'MO'`,
    [id],
  );
  await database.query(
    `UPDATE release SET status = 'BUILT', lease_ends_at = NULL, gates = '{}', content_sha256 = repeat('a', 64), built_at = now()
     WHERE id = ${String(id)}`,
  );
  return id;
}
