// What every chapter of a state said, month by month: the one read model that all figures are added up from. Held in memory
// as columns of numbers, so that a question costs the cells it asks for and not the reports on file. Never changed once built.

import { REPORTED_MEASURES, type ReportValues } from "../catalog/catalog.js";
import type { County, CountyFips, PopulationSeries, State } from "../geography.js";
import { expectationIn, type Chapter, type ChapterId, type Membership } from "../reporting/chapter.js";
import { isOnTime, reportKeyText, type ReportKey } from "../reporting/monthly-report.js";
import {
  addMonths,
  contains,
  monthIndex,
  type LocalDate,
  type MonthRange,
  type ReportingMonth,
} from "../reporting-month.js";

/** The figure of record of one report. */
export interface AcceptedValues {
  readonly values: ReportValues;
  /** The report says that it covers only part of the month. */
  readonly isPartial: boolean;
  /** Filed to say that nothing happened. */
  readonly isZeroReport: boolean;
  /** Internal number of the revision. */
  readonly revision: number;
  /** Left out: there were none. */
  readonly refusedRows?: RefusedRows;
}

/** Rows of the source that were refused when the month was derived. */
export interface RefusedRows {
  /** Of the month. */
  readonly dated: number;
  /** Without a date that can be read: each may be of this month, or of another that its file covers. */
  readonly undated: number;
}

/** A report as the figures need it: where it stands and what was accepted, without its history. */
export interface ReportOnFile extends ReportKey {
  /** Null while only drafted. */
  readonly firstSubmittedOn: LocalDate | null;
  readonly isDemonstration: boolean;
  /** A reviewer has sent it back, and it waits for its chapter. */
  readonly isReturned: boolean;
  readonly accepted: AcceptedValues | null;
}

/** What is known of one month of a series, as bits of a number. */
export const MARK = {
  /** The chapter was to report for the month. */
  EXPECTED: 1,
  /** Submitted, whatever became of it. */
  RECEIVED: 2,
  ON_TIME: 4,
  ACCEPTED: 8,
  PARTIAL: 16,
  /** The report, or the expectation of one that never came, is invented for demonstration. */
  INVENTED: 32,
  ZERO_REPORT: 64,
  RETURNED: 128,
} as const;

/** In a column of values: the report says that it does not collect the measure. */
export const NOT_COLLECTED = -1;
/** In a column of values: nothing was said. */
export const NOT_SAID = -2;

/** One county in the care of one chapter, in one region, from one month until another. Columns begin with the grid's first month. */
export interface Series {
  readonly chapter: Chapter;
  readonly membership: Membership;
  /** Month by month, the bits of {@link MARK}. */
  readonly marks: Uint8Array;
  /** Number of the accepted revision; 0 where there is none. */
  readonly revisions: Int32Array;
  /** By the place of the month, where there are any. */
  readonly refusedRows: ReadonlyMap<number, RefusedRows>;
  /** By the place of each reported measure; undefined where no report of the series says anything of it. */
  readonly values: readonly (Int32Array | undefined)[];
}

/** What is known of a state, its roster and its residents. */
export interface Roster {
  readonly state: State;
  /** Counties of the state. */
  readonly counties: readonly County[];
  /** Chapters of the state, by slug. */
  readonly chapters: readonly Chapter[];
  readonly populations: ReadonlyMap<CountyFips, PopulationSeries>;
}

export interface ReportGrid {
  readonly roster: Roster;
  /** Months `from`–`until`, the latter not included: outside of them nothing was expected or reported. */
  readonly span: { readonly from: ReportingMonth; readonly until: ReportingMonth };
  /** In the order of chapter, then of the roster. */
  readonly series: readonly Series[];
}

/** How far ahead of the running month a grid reaches, so that it need not be built anew as time passes. */
const MONTHS_AHEAD = 12;

/**
 * Lays the reports on file over the months of the roster. A report for a month in which its chapter does not serve the county
 * is left out.
 * @param runningMonth the first month that is not over yet
 */
export function buildReportGrid(
  roster: Roster,
  reports: readonly ReportOnFile[],
  runningMonth: ReportingMonth,
): ReportGrid {
  const span = spanOf(roster.chapters, reports, runningMonth);
  return { roster, span, series: seriesOf(roster.chapters, reports, span) };
}

/** The same grid after the reports of some chapters have changed; null when it must be built anew, since months were added. */
export function withReportsOf(
  grid: ReportGrid,
  changed: ReadonlySet<ChapterId>,
  reports: readonly ReportOnFile[],
): ReportGrid | null {
  const isInside = reports.every(({ month }) => contains(grid.span, month));
  if (!isInside) return null;
  const chapters = grid.roster.chapters.filter(({ id }) => changed.has(id));
  const fresh = new Map(
    chapters.map((chapter) => [chapter.id, seriesOf([chapter], reports, grid.span)] as const),
  );
  const kept = new Map<ChapterId, Series[]>();
  for (const one of grid.series) {
    const group = kept.get(one.chapter.id);
    if (group === undefined) kept.set(one.chapter.id, [one]);
    else group.push(one);
  }
  return {
    ...grid,
    series: grid.roster.chapters.flatMap(({ id }) => fresh.get(id) ?? kept.get(id) ?? []),
  };
}

function spanOf(
  chapters: readonly Chapter[],
  reports: readonly ReportOnFile[],
  runningMonth: ReportingMonth,
): ReportGrid["span"] {
  const expected = chapters.flatMap(({ expectations }) => expectations.map(({ from }) => from));
  let from = runningMonth;
  let until = addMonths(runningMonth, MONTHS_AHEAD);
  for (const month of expected) if (month < from) from = month;
  for (const { month } of reports) {
    if (month < from) from = month;
    if (month >= until) until = addMonths(month, 1);
  }
  return { from, until };
}

function seriesOf(
  chapters: readonly Chapter[],
  reports: readonly ReportOnFile[],
  span: ReportGrid["span"],
): readonly Series[] {
  const onFile = new Map(reports.map((report) => [reportKeyText(report), report]));
  const first = monthIndex(span.from);
  const length = monthIndex(span.until) - first;
  return chapters.flatMap((chapter) =>
    chapter.memberships.map((membership) => {
      const series = emptySeries(chapter, membership, length);
      const [from, until] = placesOf(membership, first, length);
      for (let place = from; place < until; place++) {
        const month = addMonths(span.from, place);
        const key = { chapterId: chapter.id, county: membership.county, month };
        fill(series, place, month, onFile.get(reportKeyText(key)) ?? null);
      }
      return series;
    }),
  );
}

/** The part of a range of months that lies in a grid, as places in its columns. */
export function placesOf(range: MonthRange, first: number, length: number): readonly [number, number] {
  const from = Math.max(0, monthIndex(range.from) - first);
  const until = range.until === null ? length : Math.min(length, monthIndex(range.until) - first);
  return [from, Math.max(from, until)];
}

/** A series that is being filled. */
export interface SeriesInTheMaking extends Series {
  readonly values: (Int32Array | undefined)[];
  readonly refusedRows: Map<number, RefusedRows>;
}

export function emptySeries(chapter: Chapter, membership: Membership, length: number): SeriesInTheMaking {
  return {
    chapter,
    membership,
    marks: new Uint8Array(length),
    revisions: new Int32Array(length),
    refusedRows: new Map(),
    values: REPORTED_MEASURES.map(() => undefined),
  };
}

function fill(
  series: SeriesInTheMaking,
  place: number,
  month: ReportingMonth,
  report: ReportOnFile | null,
): void {
  const expectation = expectationIn(series.chapter, month);
  const isReceived = report !== null && report.firstSubmittedOn !== null;
  const accepted = isReceived ? report.accepted : null;
  // A month of which nothing came is as invented as the expectation that something would.
  const isInvented = report?.isDemonstration ?? expectation?.isDemonstration ?? false;
  series.marks[place] =
    (expectation === null ? 0 : MARK.EXPECTED) |
    (isReceived ? MARK.RECEIVED : 0) |
    (isOnTime(month, report?.firstSubmittedOn ?? null) ? MARK.ON_TIME : 0) |
    (accepted === null ? 0 : MARK.ACCEPTED) |
    (accepted?.isPartial === true ? MARK.PARTIAL : 0) |
    (accepted?.isZeroReport === true ? MARK.ZERO_REPORT : 0) |
    (isInvented ? MARK.INVENTED : 0) |
    (isReceived && report.isReturned ? MARK.RETURNED : 0);
  if (accepted === null) return;
  series.revisions[place] = accepted.revision;
  if (accepted.refusedRows !== undefined) series.refusedRows.set(place, accepted.refusedRows);
  REPORTED_MEASURES.forEach(({ key }, measure) => {
    const value = accepted.values[key];
    if (value === undefined) return;
    const column = (series.values[measure] ??= new Int32Array(series.marks.length).fill(NOT_SAID));
    column[place] = value ?? NOT_COLLECTED;
  });
}
