// What the use cases need from outside. The stores implement it; server.ts joins the two.

import type { Encounter } from "../domain/encounters/encounter.js";
import type { County, CountyFips, PopulationSeries, State, StateCode } from "../domain/geography.js";
import type { Page, PageRequest } from "../domain/page.js";
import type { Chapter, ChapterId } from "../domain/reporting/chapter.js";
import type { MonthlyReport, ReportKey, Revision } from "../domain/reporting/monthly-report.js";
import type { MonthRange, ReportingMonth } from "../domain/reporting-month.js";
import type { ReportOnFile } from "../domain/statistics/observation.js";
import type { Gazetteer } from "../domain/statistics/outcome-question.js";
import type { AccountWriter } from "./account-ports.js";
import type { ReferenceData } from "./load-reference-data.js";

export type Clock = () => Date;

/** Geography and the roster, open to everybody. A method costs the same few SQL statements, whatever the number of keys. */
export interface GeographyReader {
  /** States that have a chapter, by name. */
  states(): Promise<readonly State[]>;
  isState(code: string): Promise<boolean>;
  /** The state with its counties and chapters, and any other county that is named. */
  gazetteer(stateCode: string, namedCounties: readonly CountyFips[]): Promise<Gazetteer>;
  countiesByFips(fips: readonly CountyFips[]): Promise<readonly County[]>;
  statesByCode(codes: readonly StateCode[]): Promise<readonly State[]>;
  /** By FIPS code. */
  pageOfCounties(stateCode: string, page: PageRequest): Promise<Page<County>>;
  /** By slug. */
  pageOfChapters(stateCode: string, page: PageRequest): Promise<Page<Chapter>>;
  findChapter(stateCode: string, slug: string): Promise<Chapter | null>;
  /** Every chapter that ever served one of the counties. */
  chaptersServing(fips: readonly CountyFips[]): Promise<readonly Chapter[]>;
  populations(fips: readonly CountyFips[]): Promise<ReadonlyMap<CountyFips, PopulationSeries>>;
}

export interface ReportReader {
  /** Reports of the chapters for months in the range, with the figure of record. One SQL statement. */
  onFile(
    chapters: readonly ChapterId[],
    range: { readonly from: ReportingMonth; readonly until: ReportingMonth },
  ): Promise<readonly ReportOnFile[]>;
}

/** What became of each encounter that was handed over for keeping. */
export interface KeptEncounters {
  readonly added: readonly Encounter[];
  /** As they were before, and as they are now. */
  readonly changed: readonly { readonly before: Encounter; readonly after: Encounter }[];
  readonly unchanged: readonly Encounter[];
}

/** Everything that writes, inside one transaction: all of it happens or none. */
export interface Writer extends AccountWriter {
  /**
   * Waits until no other transaction writes for this chapter, keeps others out until this one ends, and answers what the
   * roster says of it then; null when there is no such chapter.
   */
  lockChapter(stateCode: StateCode, slug: string): Promise<Chapter | null>;
  replaceReferenceData(data: ReferenceData): Promise<void>;
  /** Reports that the roster on file gives to no chapter. */
  reportsOutsideRoster(): Promise<
    readonly { readonly chapterSlug: string; readonly county: CountyFips; readonly month: ReportingMonth }[]
  >;
  addExpectations(
    expectations: readonly { readonly chapterId: ChapterId; readonly range: MonthRange }[],
  ): Promise<void>;
  keepEncounters(
    chapter: ChapterId,
    encounters: readonly Encounter[],
    importedAt: Date,
    onProgress: (done: number, of: number) => void,
  ): Promise<KeptEncounters>;
  encountersIn(
    chapter: ChapterId,
    county: CountyFips,
    months: readonly ReportingMonth[],
  ): Promise<readonly Encounter[]>;
  reportsIn(
    chapter: ChapterId,
    county: CountyFips,
    months: readonly ReportingMonth[],
  ): Promise<readonly MonthlyReport[]>;
  addReports(reports: readonly MonthlyReport[]): Promise<void>;
  /** Adds a revision that is accepted at once, and makes it the figure of record. */
  addAcceptedRevision(report: ReportKey, revision: Revision): Promise<void>;
  /**
   * The hash under which a dataset was loaded; null when it never was. Waits until no other transaction loads a dataset,
   * and keeps others out until this one ends.
   */
  loadedDataset(name: string): Promise<string | null>;
  markDatasetLoaded(name: string, contentSha256: string, loadedAt: Date): Promise<void>;
}

export type InTransaction = <T>(work: (writer: Writer) => Promise<T>) => Promise<T>;
