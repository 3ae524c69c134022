// Chapters with the counties they serve and the months they are to report: as many as are asked for, in one statement. Its rows
// are put together here, which costs less than having PostgreSQL make JSON of them.

import type { Chapter, Expectation, Membership } from "../domain/reporting/chapter.js";
import type { Ask } from "./ask.js";
import { Prisma } from "./generated/client.js";

type ChapterRow = Pick<Chapter, "id" | "stateCode" | "slug" | "name">;

/** A chapter with something that holds for months. */
type Row = ChapterRow &
  (
    | (Membership & { readonly what: "MEMBERSHIP" })
    | (Expectation & { readonly what: "EXPECTATION" })
    | { readonly what: "NOTHING" }
  );

/** Which chapters. */
export interface Choice {
  /** Stands for the statement, whatever its values. */
  readonly name: string;
  /** On "chapter". */
  readonly condition: Prisma.Sql;
  /** Null: all of them. */
  readonly most: number | null;
}

/** By slug. */
export async function readChapters(ask: Ask, { name, condition, most }: Choice): Promise<readonly Chapter[]> {
  const rows = await ask<Row>(
    `chapters ${name}`,
    Prisma.sql`
      WITH chosen AS (
        SELECT id, state_code AS "stateCode", slug, name FROM chapter WHERE ${condition} ORDER BY slug LIMIT ${most}::bigint)
      SELECT chosen.*, CASE WHEN county_fips IS NULL THEN 'NOTHING' ELSE 'MEMBERSHIP' END AS what, from_month AS "from",
             until_month AS "until", county_fips AS county, region, source, NULL::boolean AS "isDemonstration"
      FROM chosen LEFT JOIN chapter_membership ON chapter_id = id
      UNION ALL
      SELECT chosen.*, 'EXPECTATION', from_month, until_month, NULL, NULL, NULL, is_demonstration
      FROM chosen JOIN reporting_expectation ON chapter_id = id
      ORDER BY slug, "from", county`,
  );
  return toChapters(rows);
}

function toChapters(rows: readonly Row[]): readonly Chapter[] {
  const chapters = new Map<number, Chapter & { memberships: Membership[]; expectations: Expectation[] }>();
  for (const row of rows) {
    const { id, stateCode, slug, name } = row;
    const chapter = chapters.get(id) ?? { id, stateCode, slug, name, memberships: [], expectations: [] };
    chapters.set(id, chapter);
    if (row.what === "MEMBERSHIP") {
      const { from, until, county, region, source } = row;
      chapter.memberships.push({ from, until, county, region, source });
    } else if (row.what === "EXPECTATION") {
      const { from, until, isDemonstration } = row;
      chapter.expectations.push({ from, until, isDemonstration });
    }
  }
  return [...chapters.values()];
}

export async function readChapter(ask: Ask, stateCode: string, slug: string): Promise<Chapter | null> {
  const condition = Prisma.sql`state_code = ${stateCode} AND slug = ${slug}`;
  const [chapter] = await readChapters(ask, { name: "by slug", condition, most: 1 });
  return chapter ?? null;
}
