// States, counties, populations and chapters, for reading.

import type pg from "pg";
import type { County, CountyFips, Population, State } from "../domain/geography.js";
import { pageOf } from "../domain/page.js";
import type { GeographyReader } from "../usecases/ports.js";
import { asking } from "./ask.js";
import { readChapter, readChapters } from "./chapter-store.js";
import { Prisma } from "./generated/client.js";

const STATE = Prisma.sql`
  SELECT code, name, time_zone AS "timeZone", fiscal_year_start_month AS "fiscalYearStartMonth" FROM state`;

const COUNTY = Prisma.sql`SELECT fips, state_code AS "stateCode", name FROM county`;

export function geographyStore(pool: pg.Pool): GeographyReader {
  const ask = asking(pool);
  const roster: GeographyReader["roster"] = async (stateCode) => {
    const condition = Prisma.sql`state_code = ${stateCode}`;
    const [[state], chapters] = await Promise.all([
      ask<State>("state by code", Prisma.sql`${STATE} WHERE code = ${stateCode}`),
      readChapters(ask, { name: "of a state", condition, most: null }),
    ]);
    return { state: state ?? null, chapters };
  };
  return {
    states: () =>
      ask<State>(
        "states with chapters",
        Prisma.sql`${STATE} WHERE EXISTS (SELECT FROM chapter WHERE state_code = code) ORDER BY name`,
      ),

    async isState(code) {
      return (
        (await ask("whether there is a state", Prisma.sql`SELECT FROM state WHERE code = ${code}`)).length > 0
      );
    },

    roster,

    async gazetteer(stateCode, namedCounties) {
      const [known, counties] = await Promise.all([
        roster(stateCode),
        ask<County>(
          "counties of a state and others",
          Prisma.sql`${COUNTY} WHERE state_code = ${stateCode} OR fips = ANY(${[...namedCounties]}) ORDER BY fips`,
        ),
      ]);
      return { ...known, counties };
    },

    countiesByFips: (fips) =>
      ask<County>("counties by code", Prisma.sql`${COUNTY} WHERE fips = ANY(${[...fips]})`),

    statesByCode: (codes) =>
      ask<State>("states by code", Prisma.sql`${STATE} WHERE code = ANY(${[...codes]})`),

    async pageOfCounties(stateCode, { first, after }) {
      const counties = await ask<County>(
        "page of counties",
        Prisma.sql`
          ${COUNTY} WHERE state_code = ${stateCode} AND fips > ${after ?? ""} ORDER BY fips LIMIT ${first + 1}`,
      );
      return pageOf(counties, first);
    },

    async pageOfChapters(stateCode, { first, after }) {
      const condition = Prisma.sql`state_code = ${stateCode} AND slug > ${after ?? ""}`;
      return pageOf(await readChapters(ask, { name: "of a page", condition, most: first + 1 }), first);
    },

    findChapter: (stateCode, slug) => readChapter(ask, stateCode, slug),

    chaptersServing: (fips) =>
      readChapters(ask, {
        name: "serving counties",
        condition: Prisma.sql`id IN (SELECT chapter_id FROM chapter_membership WHERE county_fips = ANY(${[...fips]}))`,
        most: null,
      }),

    async populations(fips) {
      const rows = await ask<Population & { readonly county: CountyFips }>(
        "populations",
        Prisma.sql`
          SELECT county_fips AS county, year, people, vintage FROM county_population
          WHERE county_fips = ANY(${[...fips]}) ORDER BY year`,
      );
      const series = new Map<CountyFips, Population[]>(fips.map((one) => [one, []]));
      for (const { county, ...population } of rows) series.get(county)?.push(population);
      return series;
    },
  };
}
