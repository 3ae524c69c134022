// States, counties, populations and chapters, for reading.

import type { CountyFips, Population } from "../domain/geography.js";
import { pageOf } from "../domain/page.js";
import type { GeographyReader } from "../usecases/ports.js";
import type { PrismaClient } from "./generated/client.js";
import { chapterParts, toChapter, toCounty, toPopulation, toState } from "./rows.js";

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
        prisma.chapter.findMany({ where: { stateCode }, include: chapterParts, orderBy: { slug: "asc" } }),
      ]);
      return {
        state: state === null ? null : toState(state),
        counties: counties.map(toCounty),
        chapters: chapters.map(toChapter),
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
      const rows = await prisma.chapter.findMany({
        where: { stateCode, ...(after === null ? {} : { slug: { gt: after } }) },
        include: chapterParts,
        orderBy: { slug: "asc" },
        take: first + 1,
      });
      return pageOf(rows.map(toChapter), first);
    },

    async findChapter(stateCode, slug) {
      const row = await prisma.chapter.findUnique({
        where: { stateCode_slug: { stateCode, slug } },
        include: chapterParts,
      });
      return row === null ? null : toChapter(row);
    },

    async chaptersServing(fips) {
      const rows = await prisma.chapter.findMany({
        where: { memberships: { some: { countyFips: { in: [...fips] } } } },
        include: chapterParts,
        orderBy: { slug: "asc" },
      });
      return rows.map(toChapter);
    },

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
