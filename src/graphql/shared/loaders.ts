// One DataLoader a relation, made anew for each request: many rows that ask for the same thing cost one statement.

import DataLoader from "dataloader";
import type { County, CountyFips, PopulationSeries, State, StateCode } from "../../domain/geography.js";
import type { Problem } from "../../domain/problem.js";
import type { Chapter } from "../../domain/reporting/chapter.js";
import type { Revision } from "../../domain/reporting/monthly-report.js";
import type { Viewer } from "../../domain/access/viewer.js";
import type { GeographyReader, RevisionOnFile } from "../../usecases/ports.js";
import type { ReportView } from "../../usecases/report-view.js";
import type { UseCases } from "../../usecases/use-cases.js";

export interface Loaders {
  readonly county: DataLoader<CountyFips, County | null>;
  readonly state: DataLoader<StateCode, State | null>;
  /** Every chapter that ever served the county. */
  readonly chaptersServing: DataLoader<CountyFips, readonly Chapter[]>;
  readonly population: DataLoader<CountyFips, PopulationSeries>;
}

export function makeLoaders(geography: GeographyReader): Loaders {
  return {
    county: new DataLoader(async (fips) => {
      const found = new Map((await geography.countiesByFips(fips)).map((county) => [county.fips, county]));
      return fips.map((one) => found.get(one) ?? null);
    }),
    state: new DataLoader(async (codes) => {
      const found = new Map((await geography.statesByCode(codes)).map((state) => [state.code, state]));
      return codes.map((code) => found.get(code) ?? null);
    }),
    chaptersServing: new DataLoader(async (fips) => {
      const chapters = await geography.chaptersServing(fips);
      return fips.map((one) =>
        chapters.filter((chapter) => chapter.memberships.some(({ county }) => county === one)),
      );
    }),
    population: new DataLoader(async (fips) => {
      const series = await geography.populations(fips);
      return fips.map((one) => series.get(one) ?? []);
    }),
  };
}

/** Relations to what only the viewer's grants reach. */
export interface StaffLoaders {
  /** By its internal number. */
  readonly revision: DataLoader<number, RevisionOnFile | null>;
  /** The last revision of the month before a report. */
  readonly monthBefore: DataLoader<ReportView, Revision | null>;
  /** The last revision of the same month of the year before. */
  readonly yearBefore: DataLoader<ReportView, Revision | null>;
  /** What is unusual about the last revision of a report. */
  readonly warnings: DataLoader<ReportView, readonly Problem[]>;
}

export function makeStaffLoaders(
  { readRevisions, readWarnings, readEarlierMonths }: UseCases,
  viewer: Viewer,
): StaffLoaders {
  const earlier = (monthsBefore: number) =>
    new DataLoader<ReportView, Revision | null>(async (views) => [
      ...(await readEarlierMonths(
        viewer,
        views.map((view) => ({ view, monthsBefore })),
      )),
    ]);
  return {
    monthBefore: earlier(1),
    yearBefore: earlier(12),
    revision: new DataLoader(async (numbers) => [...(await readRevisions(viewer, numbers))]),
    warnings: new DataLoader(async (views) => [...(await readWarnings(viewer, views))]),
  };
}
