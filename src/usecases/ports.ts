// What the use cases need from outside. The stores implement it; server.ts joins the two.

import type { Viewer } from "../domain/access/viewer.js";
import type { Encounter } from "../domain/encounters/encounter.js";
import type { OutgoingMessage } from "../domain/notifications/notification.js";
import type { County, CountyFips, PopulationSeries, State, StateCode } from "../domain/geography.js";
import type { Page, PageRequest } from "../domain/page.js";
import type { Chapter, ChapterId } from "../domain/reporting/chapter.js";
import type { ReportValues } from "../domain/catalog/catalog.js";
import type { ReportChange } from "../domain/reporting/act-on-report.js";
import type { LockOverride } from "../domain/reporting/deadlines.js";
import type { FiledReport, MonthlyReport, ReportKey, Revision } from "../domain/reporting/monthly-report.js";
import type { ReportStatus } from "../domain/reporting/report-status.js";
import type { MonthRange, ReportingMonth } from "../domain/reporting-month.js";
import type { OutcomeSource } from "../domain/statistics/outcome-source.js";
import type { EncounterGroup } from "../domain/statistics/standardized-areas.js";
import type { ReportOnFile } from "../domain/statistics/report-grid.js";
import type { Gazetteer } from "../domain/reporting/gazetteer.js";
import type { Acceptance, AcceptancePlace } from "../domain/statistics/figure-change.js";
import type { AccountWriter } from "./account-ports.js";
import type { ReferenceData } from "./load-reference-data.js";
import type { ReleaseWriter } from "./release-ports.js";
import type { ReportRef } from "./report-place.js";

export type Clock = () => Date;

/** Geography and the roster, open to everybody. A method costs the same few SQL statements, whatever the number of keys. */
export interface GeographyReader {
  /** States that have a chapter, by name. */
  states(): Promise<readonly State[]>;
  isState(code: string): Promise<boolean>;
  /** The state with its chapters. */
  roster(stateCode: string): Promise<Pick<Gazetteer, "state" | "chapters">>;
  /** The same with its counties, and any other county that is named. */
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

/** What all figures of a state are added up from. Null: there is no such state. */
export interface FigureReader {
  /** As accepted so far: whatever this process acknowledged before it was asked is in it. */
  current(stateCode: string): Promise<OutcomeSource | null>;
  /** As it was known at an instant that is past: the same for ever. */
  asOf(stateCode: string, instant: Date): Promise<OutcomeSource | null>;
}

/** Reaches no row beyond the viewer's grants, whatever it is asked for. */
export interface EncounterReader {
  /** Encounters of the chapters in months `from`–`until`, the latter not included, thrown together where alike. */
  alike(
    viewer: Pick<Viewer, "accountId">,
    chapters: readonly ChapterId[],
    range: { readonly from: ReportingMonth; readonly until: ReportingMonth },
  ): Promise<readonly EncounterGroup[]>;
}

/** Each method reaches no row beyond the viewer's grants, whatever it is asked for. */
export interface ReportReader {
  find(viewer: Pick<Viewer, "accountId">, key: ReportKey): Promise<FiledReport | null>;
  /** All reports of the chapters for months in the range. */
  inRange(
    viewer: Pick<Viewer, "accountId">,
    chapters: readonly ChapterId[],
    range: { readonly from: ReportingMonth; readonly until: ReportingMonth },
  ): Promise<readonly FiledReport[]>;
  /** Of each chapter, what was sent back or reopened and not submitted again; a chapter without any is not in it. */
  returned(
    viewer: Pick<Viewer, "accountId">,
    chapters: readonly ChapterId[],
    most: number,
  ): Promise<ReadonlyMap<ChapterId, ReturnedReports>>;
  /** Every leave to file a locked month that the chapters were given, by `reportKeyText`. */
  lockOverrides(
    viewer: Pick<Viewer, "accountId">,
    chapters: readonly ChapterId[],
  ): Promise<ReadonlyMap<string, LockOverride>>;
  /** The revisions of these numbers, in any order. */
  revisions(
    viewer: Pick<Viewer, "accountId">,
    numbers: readonly number[],
  ): Promise<readonly RevisionOnFile[]>;
  /**
   * All reports of every combination of the three, as far as the next act depends on them: of the revisions only the last
   * and the last that came by file, of the steps only the last of each kind.
   */
  standing(viewer: Pick<Viewer, "accountId">, asked: Combinations): Promise<readonly FiledReport[]>;
  /** What filings of the chapters and counties are judged against. */
  background(
    viewer: Pick<Viewer, "accountId">,
    asked: Combinations & { readonly isFiledAsked: boolean },
  ): Promise<{
    /** Every leave to file a locked month that the chapters were given, by `reportKeyText`. */
    readonly lockOverrides: ReadonlyMap<string, LockOverride>;
    /** In any order. */
    readonly ofRecord: readonly WholeMonth[];
    /** In any order; empty unless asked for. */
    readonly filed: readonly FiledMonth[];
  }>;
  /** Those of the keys under which the account has been answered before. */
  answeredAmong(
    viewer: Pick<Viewer, "accountId">,
    idempotencyKeys: readonly string[],
  ): Promise<ReadonlySet<string>>;
  /**
   * Latest month first, then by chapter and county. `after` is the key of a report: month, chapter and county.
   * @param parts what is read of each report besides itself; whoever looks at another part of it is thrown an Error
   */
  page(
    viewer: Pick<Viewer, "accountId">,
    filter: ReportFilter,
    page: PageRequest,
    parts: ReadonlySet<ReportPart>,
  ): Promise<Page<ListedReport>>;
  /**
   * Revisions that became the figure of record and say something new, in the order of {@link AcceptancePlace}.
   * @param from the first one to give, when it is still there; null begins at the beginning
   */
  acceptances(
    viewer: Pick<Viewer, "accountId">,
    span: AcceptanceSpan,
    from: AcceptancePlace | null,
    most: number,
  ): Promise<readonly Acceptance[]>;
  /** When the so-manieth of them was accepted; null when there are fewer. */
  instantOfAcceptance(
    viewer: Pick<Viewer, "accountId">,
    span: AcceptanceSpan,
    ordinal: number,
  ): Promise<Date | null>;
}

/** Acceptances after `since` and up to `until`. */
export interface AcceptanceSpan {
  readonly chapters: readonly ChapterId[];
  readonly since: Date;
  readonly until: Date;
}

/** A revision with its internal number. */
export interface RevisionOnFile extends Revision {
  readonly id: number;
}

export interface ReturnedReports {
  /** The oldest months first, and no more than were asked for. */
  readonly reports: readonly FiledReport[];
  readonly count: number;
}

export interface Combinations {
  readonly chapters: readonly ChapterId[];
  readonly counties: readonly CountyFips[];
  readonly months: readonly ReportingMonth[];
}

/** The figure of record of a month that was counted as a whole. */
export interface WholeMonth {
  readonly county: CountyFips;
  readonly month: ReportingMonth;
  readonly values: ReportValues;
}

/** What a chapter filed last of a month, accepted or not. */
export interface FiledMonth extends ReportKey {
  readonly values: ReportValues;
}

/** For the platform's own work, such as reminding: no account's grants limit it. */
export interface PlatformReportReader {
  onFile(
    chapters: readonly ChapterId[],
    range: { readonly from: ReportingMonth; readonly until: ReportingMonth },
  ): Promise<readonly ReportOnFile[]>;
}

export interface ReportFilter {
  readonly chapters: readonly ChapterId[];
  /** Null: any. */
  readonly counties: readonly CountyFips[] | null;
  readonly statuses: readonly ReportStatus[] | null;
  readonly from: ReportingMonth | null;
  readonly until: ReportingMonth | null;
}

/** `VALUES`: those of the revisions, which are read without them otherwise. */
export type ReportPart = "REVISIONS" | "VALUES" | "DRAFT" | "EVENTS";

export interface ListedReport {
  readonly report: FiledReport;
  /** A reviewer's leave to file the month although it is locked. */
  readonly lockOverride: LockOverride | null;
}

/** What became of each encounter that was handed over for keeping. */
export interface KeptEncounters {
  readonly added: readonly Encounter[];
  /** As they were before, and as they are now. */
  readonly changed: readonly { readonly before: Encounter; readonly after: Encounter }[];
  readonly unchanged: readonly Encounter[];
}

/** What a mutation answered, under the key its sender chose. */
export interface KeptAnswer {
  readonly requestSha256: string;
  readonly answer: unknown;
}

/** One entry of the audit log before it is sealed. */
export interface AuditRecord {
  readonly at: Date;
  readonly accountId: number | null;
  /** noun:verb, as in the permission table. */
  readonly action: string;
  /** What it was done to. */
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface AuditEntry extends AuditRecord {
  /** 1, 2, 3 … without gaps. */
  readonly number: number;
  readonly previousSha256: string;
  readonly sha256: string;
}

export interface AuditReader {
  /** Entries in order of number, from `after` on. */
  entriesAfter(after: number, most: number): Promise<readonly AuditEntry[]>;
}

/** Numbers of rows, from one to another, both included. */
export type RowRange = readonly [from: number, until: number];

export interface MadeRevisionReader {
  /** Revisions of those rows that nobody sent, in order of row, each with all that it says and of what, as one text. */
  madeRevisions(
    range: RowRange,
    most: number,
  ): Promise<readonly { readonly row: number; readonly text: string }[]>;
}

/** A revision with something about it that no entry of the audit log accounts for. */
export interface Unrecorded extends RevisionName {
  /**
   * `FIGURE`: it was accepted last, and is not the figure of record. `UNREVIEWED`: it is, and was not accepted. `BORROWED`: it
   * is that of another report.
   */
  readonly what: "REVISION" | "ACCEPTANCE" | "FIGURE" | "UNREVIEWED" | "BORROWED";
}

/** A revision as it is named from outside. */
export interface RevisionName extends ReportRef {
  /** 1, 2, 3 … within the report. */
  readonly number: number;
}

/** Revisions on file, to be held against the audit log. */
export interface RecordedRevisionReader extends MadeRevisionReader {
  /** One for each name, in the same order; null for what is not on file. */
  revisionsNamed(names: readonly RevisionName[]): Promise<readonly (Revision | null)[]>;
  /** In the order in which the revisions came. */
  unrecorded(): Promise<readonly Unrecorded[]>;
}

/** Everything that writes, inside one transaction: all of it happens or none. */
export interface Writer extends AccountWriter, MadeRevisionReader, ReleaseWriter {
  /**
   * Waits until no other transaction writes for this chapter, keeps others out until this one ends, and answers what the
   * roster says of it then; null when there is no such chapter.
   */
  lockChapter(stateCode: StateCode, slug: string): Promise<Chapter | null>;
  replaceReferenceData(data: ReferenceData): Promise<void>;
  /** Keeps what is known from now on of each state that has chapters, where it differs from what was known before. */
  keepRosterEditions(since: Date): Promise<void>;
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
  /** @returns the rows of their revisions */
  addReports(reports: readonly MonthlyReport[]): Promise<readonly number[]>;
  /** The report as it stands, or null; nobody else can change it until this transaction ends. */
  lockReport(key: ReportKey): Promise<FiledReport | null>;
  /**
   * @param isDemonstration marks a report that is new
   * @returns the row of the new revision; null when there is none
   */
  changeReport(key: ReportKey, change: ReportChange, isDemonstration: boolean): Promise<number | null>;
  allowLateReport(key: ReportKey, override: LockOverride, grantedBy: number, grantedAt: Date): Promise<void>;
  /** What was answered under this key; others who use the same key wait until this transaction ends. */
  answeredBefore(accountId: number, key: string): Promise<KeptAnswer | null>;
  keepAnswer(accountId: number, key: string, kept: KeptAnswer, createdAt: Date): Promise<void>;
  /** The last entry of the audit log; nobody else can add one until this transaction ends. */
  lastAuditEntry(): Promise<Pick<AuditEntry, "number" | "sha256"> | null>;
  addAuditEntry(entry: AuditEntry): Promise<void>;
  /**
   * The hash under which a dataset was loaded; null when it never was. Waits until no other transaction loads a dataset,
   * and keeps others out until this one ends.
   */
  loadedDataset(name: string): Promise<string | null>;
  markDatasetLoaded(name: string, contentSha256: string, loadedAt: Date): Promise<void>;
  /**
   * Queues mails, to be sent once this transaction has ended well. A mail whose dedupe key was ever queued before is left out.
   * @returns how many are new
   */
  enqueue(messages: readonly OutgoingMessage[], at: Date): Promise<number>;
}

/** Given a viewer, the work can reach no row beyond that account's grants. Without one it is the platform's own. */
export type InTransaction = <T>(
  work: (writer: Writer) => Promise<T>,
  viewer?: Pick<Viewer, "accountId">,
) => Promise<T>;

/** What is done around the writing of some work, in the same transaction. */
export interface AroundSteps<T> {
  readonly first: (writer: Writer) => Promise<void>;
  readonly last: (writer: Writer, done: T) => Promise<T>;
}

/**
 * Runs work that finds things out and then writes. Its transaction begins when the work first asks for one of the platform, so
 * that nothing is found out while it holds a connection, and ends after the last step, whether anything was written or not.
 * What is thrown on the way takes all of it back.
 */
export type AroundWriting = <T>(work: () => Promise<T>, steps: AroundSteps<T>) => Promise<T>;
