// Chapters with the counties they serve and the months they are to report: as many as are asked for, in one statement.

import type { Chapter } from "../domain/reporting/chapter.js";
import type { Client } from "./database.js";
import { Prisma } from "./generated/client.js";

/** @param condition on "chapter" @param most null: all of them @returns by slug */
export async function readChapters(
  client: Client,
  condition: Prisma.Sql,
  most: number | null = null,
): Promise<readonly Chapter[]> {
  // Prisma sends a statement when somebody waits for it, who may stand outside of the request that it belongs to.
  return await client.$queryRaw<Chapter[]>`
    SELECT chapter.id, chapter.state_code AS "stateCode", chapter.slug, chapter.name,
      (SELECT coalesce(json_agg(json_build_object('from', from_month, 'until', until_month, 'county', county_fips,
          'region', region, 'source', source) ORDER BY from_month, county_fips), '[]')
        FROM chapter_membership WHERE chapter_id = chapter.id) AS memberships,
      (SELECT coalesce(json_agg(json_build_object('from', from_month, 'until', until_month,
          'isDemonstration', is_demonstration) ORDER BY from_month), '[]')
        FROM reporting_expectation WHERE chapter_id = chapter.id) AS expectations
    FROM chapter WHERE ${condition} ORDER BY chapter.slug LIMIT ${most}::bigint`;
}

export async function readChapter(client: Client, stateCode: string, slug: string): Promise<Chapter | null> {
  const [chapter] = await readChapters(
    client,
    Prisma.sql`chapter.state_code = ${stateCode} AND chapter.slug = ${slug}`,
  );
  return chapter ?? null;
}
