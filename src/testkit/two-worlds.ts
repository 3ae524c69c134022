// Two worlds that the public cannot tell apart: what is published is the same in both, and everything behind it differs.

import type { TestDatabase } from "./database.js";

const PUBLISHED = ["release", "cell", "county_month", "correction"] as const;

/** Copies what one world has published into another, past everything that guards it. */
export async function copyPublished(from: TestDatabase, to: TestDatabase): Promise<void> {
  for (const table of PUBLISHED) {
    const [row] = await from.query<{ all: unknown }>(
      `SELECT coalesce(jsonb_agg(to_jsonb(one)), '[]') AS all FROM published."${table}" one`,
    );
    await to.query(
      `INSERT INTO published."${table}" SELECT * FROM jsonb_populate_recordset(NULL::published."${table}", $1)`,
      [JSON.stringify(row?.all)],
    );
  }
}

/** All that the role of the public can read, as text. */
export async function everythingPublished(database: TestDatabase): Promise<Readonly<Record<string, string>>> {
  const tables = await database.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'published' ORDER BY 1",
  );
  return Object.fromEntries(
    await Promise.all(
      tables.map(async ({ name }) => {
        const rows = await database.query<{ print: string }>(
          `SELECT count(*) || ' ' || md5(coalesce(string_agg(one::text, chr(10) ORDER BY one::text), '')) AS print FROM published."${name}" one`,
        );
        return [name, rows[0]?.print ?? ""] as const;
      }),
    ),
  );
}

/** Other numbers in every report, other names of people, other ids: nothing private is what it was. */
export async function scramble(database: TestDatabase): Promise<void> {
  await database.query(`
    ALTER TABLE report_revision DISABLE TRIGGER ALL;
    UPDATE report_revision SET "values" = (
      SELECT coalesce(jsonb_object_agg(key, CASE jsonb_typeof(value) WHEN 'number' THEN to_jsonb(value::text::numeric * 3 + 7) ELSE value END), '{}')
      FROM jsonb_each("values")) WHERE NOT is_zero_report;
    ALTER TABLE report_revision ENABLE TRIGGER ALL;
    UPDATE account SET display_name = display_name || ' of the other world' WHERE display_name NOT LIKE 'Demonstration %';
    SELECT setval(pg_get_serial_sequence('release', 'id'), 4000)`);
}
