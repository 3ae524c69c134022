// What is known of each chapter × county × month: expected, received, accepted. Every figure is added up from these.

import type { ReportValues } from "../catalog/catalog.js";
import type { CountyFips } from "../geography.js";
import { expectationIn, type Chapter, type ChapterId, type Membership } from "../reporting/chapter.js";
import { isOnTime, type ReportKey } from "../reporting/monthly-report.js";
import { contains, eachMonth, type LocalDate, type ReportingMonth } from "../reporting-month.js";

/** The figure of record of one report. */
export interface AcceptedValues {
  readonly values: ReportValues;
  /** The report says that it covers only part of the month. */
  readonly isPartial: boolean;
}

/** A report as the figures need it: where it stands and what was accepted, without its history. */
export interface ReportOnFile extends ReportKey {
  /** Null while only drafted. */
  readonly firstSubmittedOn: LocalDate | null;
  readonly isDemonstration: boolean;
  readonly accepted: AcceptedValues | null;
}

/** One month of one county that its chapter reported, or should have reported. */
export interface Observation {
  readonly chapter: Chapter;
  readonly county: CountyFips;
  readonly region: string;
  readonly month: ReportingMonth;
  readonly isReceived: boolean;
  readonly isOnTime: boolean;
  readonly isDemonstration: boolean;
  readonly accepted: AcceptedValues | null;
}

/** Months `from`–`until`, the latter not included. */
interface Range {
  readonly from: ReportingMonth;
  readonly until: ReportingMonth;
}

/**
 * Lays the reports on file over the reports that were expected. A month counts as expected once it is over, when the
 * roster gives the county to a chapter that was to report then; a report that came unasked is as good as expected.
 * @param runningMonth the first month that is not over yet
 */
export function observe(
  chapters: readonly Chapter[],
  reports: readonly ReportOnFile[],
  range: Range,
  runningMonth: ReportingMonth,
): readonly Observation[] {
  const onFile = new Map(reports.map((report) => [keyOf(report), report]));
  return chapters.flatMap((chapter) =>
    chapter.memberships.flatMap((membership) =>
      [...eachMonth(range.from, range.until)]
        .filter((month) => contains(membership, month))
        .flatMap((month) => {
          const report =
            onFile.get(keyOf({ chapterId: chapter.id, county: membership.county, month })) ?? null;
          const expectation = month < runningMonth ? expectationIn(chapter, month) : null;
          if (expectation === null && !isReceived(report)) return [];
          // A month of which nothing came is as invented as the expectation that something would.
          const isDemonstration = report?.isDemonstration ?? expectation?.isDemonstration ?? false;
          return [observation(chapter, membership, month, report, isDemonstration)];
        }),
    ),
  );
}

function observation(
  chapter: Chapter,
  membership: Membership,
  month: ReportingMonth,
  report: ReportOnFile | null,
  isDemonstration: boolean,
): Observation {
  return {
    chapter,
    county: membership.county,
    region: membership.region,
    month,
    isReceived: isReceived(report),
    isOnTime: isOnTime(month, report?.firstSubmittedOn ?? null),
    isDemonstration,
    accepted: report?.accepted ?? null,
  };
}

function isReceived(report: ReportOnFile | null): boolean {
  return report !== null && report.firstSubmittedOn !== null;
}

function keyOf(key: {
  readonly chapterId: ChapterId;
  readonly county: CountyFips;
  readonly month: ReportingMonth;
}): string {
  return `${String(key.chapterId)} ${key.county} ${key.month}`;
}
