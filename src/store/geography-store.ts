// States, counties, populations and chapters, for reading.

import type { CountyFips, Population } from "../domain/geography.js";
import { pageOf } from "../domain/page.js";
import type { GeographyReader } from "../usecases/ports.js";
import { readChapter, readChapters } from "./chapter-store.js";
import { Prisma, type PrismaClient } from "./generated/client.js";
import { toCounty, toPopulation, toState } from "./rows.js";

export function geographyStore(prisma: PrismaClient): GeographyReader {
  return {
    async states() {
      const rows = await prisma.state.findMany({
        where: { chapters: { some: {} } },
        orderBy: { name: "asc" },
      });
      return rows.map(toState);
    },

    async isState(code) {
      return (await prisma.state.count({ where: { code } })) > 0;
    },

    async gazetteer(stateCode, namedCounties) {
      const [state, counties, chapters] = await Promise.all([
        prisma.state.findUnique({ where: { code: stateCode } }),
        prisma.county.findMany({
          where: { OR: [{ stateCode }, { fips: { in: [...namedCounties] } }] },
          orderBy: { fips: "asc" },
        }),
        readChapters(prisma, Prisma.sql`chapter.state_code = ${stateCode}`),
      ]);
      return {
        state: state === null ? null : toState(state),
        counties: counties.map(toCounty),
        chapters,
      };
    },

    async countiesByFips(fips) {
      const rows = await prisma.county.findMany({ where: { fips: { in: [...fips] } } });
      return rows.map(toCounty);
    },

    async statesByCode(codes) {
      const rows = await prisma.state.findMany({ where: { code: { in: [...codes] } } });
      return rows.map(toState);
    },

    async pageOfCounties(stateCode, { first, after }) {
      const rows = await prisma.county.findMany({
        where: { stateCode, ...(after === null ? {} : { fips: { gt: after } }) },
        orderBy: { fips: "asc" },
        take: first + 1,
      });
      return pageOf(rows.map(toCounty), first);
    },

    async pageOfChapters(stateCode, { first, after }) {
      const behind = after === null ? Prisma.empty : Prisma.sql`AND chapter.slug > ${after}`;
      const condition = Prisma.sql`chapter.state_code = ${stateCode} ${behind}`;
      return pageOf(await readChapters(prisma, condition, first + 1), first);
    },

    findChapter: (stateCode, slug) => readChapter(prisma, stateCode, slug),

    chaptersServing: (fips) =>
      readChapters(
        prisma,
        Prisma.sql`EXISTS (SELECT FROM chapter_membership membership
          WHERE membership.chapter_id = chapter.id AND membership.county_fips = ANY(${[...fips]}))`,
      ),

    async populations(fips) {
      const rows = await prisma.countyPopulation.findMany({
        where: { countyFips: { in: [...fips] } },
        orderBy: { year: "asc" },
      });
      const series = new Map<CountyFips, Population[]>(fips.map((one) => [one, []]));
      for (const row of rows) series.get(row.countyFips as CountyFips)?.push(toPopulation(row));
      return series;
    },
  };
}
