// Replaces the reference data in one go, and remembers what was loaded. Rows go in as one JSON parameter a table.

import type { MonthRange } from "../domain/reporting-month.js";
import type { ChapterId } from "../domain/reporting/chapter.js";
import type { ReferenceData } from "../usecases/load-reference-data.js";
import type { Writer } from "../usecases/ports.js";
import type { Client } from "./database.js";

/** Any number that no other lock of the application has. */
const DATASET_LOCK = 8_113_027;

type ReferenceWriter = Pick<
  Writer,
  "replaceReferenceData" | "addExpectations" | "keepRosterEditions" | "loadedDataset" | "markDatasetLoaded"
>;

export function referenceWriter(client: Client): ReferenceWriter {
  return {
    async replaceReferenceData(data) {
      await replaceGeography(client, data);
      await replaceRoster(client, data);
    },

    async addExpectations(
      expectations: readonly { readonly chapterId: ChapterId; readonly range: MonthRange }[],
    ) {
      await client.reportingExpectation.createMany({
        data: expectations.map(({ chapterId, range }) => ({
          chapterId,
          fromMonth: range.from,
          untilMonth: range.until,
          isDemonstration: true,
        })),
        // What the files say of a chapter goes before what is made up.
        skipDuplicates: true,
      });
    },

    async keepRosterEditions(since) {
      await client.$executeRaw`
        INSERT INTO roster_edition (state_code, since, roster)
        SELECT fresh.state_code, ${since}, fresh.roster
        FROM roster fresh
        WHERE EXISTS (SELECT FROM chapter WHERE chapter.state_code = fresh.state_code)
          AND fresh.roster IS DISTINCT FROM (
            SELECT roster FROM roster_edition WHERE state_code = fresh.state_code ORDER BY id DESC LIMIT 1)`;
    },

    async loadedDataset(name) {
      await client.$executeRaw`SELECT pg_advisory_xact_lock(${DATASET_LOCK})`;
      return (await client.datasetLoad.findUnique({ where: { name } }))?.contentSha256 ?? null;
    },

    async markDatasetLoaded(name, contentSha256, loadedAt) {
      const load = { contentSha256, loadedAt };
      await client.datasetLoad.upsert({ where: { name }, create: { name, ...load }, update: load });
    },
  };
}

async function replaceGeography(client: Client, data: ReferenceData): Promise<void> {
  await client.$executeRaw`
    INSERT INTO state (code, fips, name, time_zone, fiscal_year_start_month)
    SELECT code, fips, name, "timeZone", "fiscalYearStartMonth"
    FROM jsonb_to_recordset(${JSON.stringify(data.states)}::jsonb)
      AS row(code text, fips text, name text, "timeZone" text, "fiscalYearStartMonth" smallint)
    ON CONFLICT (code) DO UPDATE SET fips = excluded.fips, name = excluded.name, time_zone = excluded.time_zone,
      fiscal_year_start_month = excluded.fiscal_year_start_month`;
  await client.$executeRaw`
    INSERT INTO county (fips, state_code, name)
    SELECT fips, "stateCode", name
    FROM jsonb_to_recordset(${JSON.stringify(data.counties)}::jsonb) AS row(fips text, "stateCode" text, name text)
    ON CONFLICT (fips) DO UPDATE SET state_code = excluded.state_code, name = excluded.name`;
  await client.$executeRaw`DELETE FROM county_population`;
  await client.$executeRaw`
    INSERT INTO county_population (county_fips, year, people, vintage)
    SELECT county, year, people, vintage
    FROM jsonb_to_recordset(${JSON.stringify(data.populations)}::jsonb)
      AS row(county text, year smallint, people integer, vintage text)`;
}

/** A chapter that has left the roster goes too, unless something is still filed under it. */
async function replaceRoster(client: Client, data: ReferenceData): Promise<void> {
  await client.$executeRaw`DELETE FROM chapter_membership`;
  await client.$executeRaw`DELETE FROM reporting_expectation WHERE NOT is_demonstration`;
  await client.$executeRaw`
    INSERT INTO chapter (state_code, slug, name)
    SELECT "stateCode", slug, name
    FROM jsonb_to_recordset(${JSON.stringify(data.chapters)}::jsonb) AS row("stateCode" text, slug text, name text)
    ON CONFLICT (state_code, slug) DO UPDATE SET name = excluded.name`;
  await client.$executeRaw`
    INSERT INTO chapter_membership (chapter_id, county_fips, from_month, until_month, region, source)
    SELECT chapter.id, county, "from", "until", region, source
    FROM jsonb_to_recordset(${JSON.stringify(data.memberships)}::jsonb)
      AS row("stateCode" text, "chapterSlug" text, county text, "from" text, "until" text, region text, source text)
    JOIN chapter ON chapter.state_code = "stateCode" AND chapter.slug = "chapterSlug"`;
  await client.$executeRaw`
    INSERT INTO reporting_expectation (chapter_id, from_month, until_month)
    SELECT chapter.id, "from", "until"
    FROM jsonb_to_recordset(${JSON.stringify(data.expectations)}::jsonb)
      AS row("stateCode" text, "chapterSlug" text, "from" text, "until" text)
    JOIN chapter ON chapter.state_code = "stateCode" AND chapter.slug = "chapterSlug"
    ON CONFLICT (chapter_id, from_month) DO UPDATE SET until_month = excluded.until_month, is_demonstration = false`;
  await client.$executeRaw`
    DELETE FROM chapter
    WHERE NOT EXISTS (SELECT FROM chapter_membership WHERE chapter_id = chapter.id)
      AND NOT EXISTS (SELECT FROM monthly_report WHERE chapter_id = chapter.id)
      AND NOT EXISTS (SELECT FROM encounter WHERE chapter_id = chapter.id)
      AND NOT EXISTS (SELECT FROM role_grant WHERE chapter_id = chapter.id)`;
}
