// What stands in the template of a chapter: a row for each county and month it has to report, with what is on file.

import { accepted, problem, refused, type Outcome, type Problem } from "../domain/problem.js";
import type { Viewer } from "../domain/access/viewer.js";
import type { ReportValues } from "../domain/catalog/catalog.js";
import type { CountyFips } from "../domain/geography.js";
import { membershipsIn, type Chapter } from "../domain/reporting/chapter.js";
import { lastRevision, reportKeyText } from "../domain/reporting/monthly-report.js";
import { eachMonth, monthsBetween, type ReportingMonth } from "../domain/reporting-month.js";
import { findPlace, unknownPlace } from "./report-place.js";
import type { GeographyReader, ReportReader } from "./ports.js";

export const LONGEST_TEMPLATE_MONTHS = 24;

export interface AskedTemplate {
  readonly state: string;
  readonly chapter: string;
  readonly from: ReportingMonth;
  /** The first month that is not in it. */
  readonly until: ReportingMonth;
}

export interface TemplateRow {
  readonly county: CountyFips;
  readonly countyName: string;
  readonly month: ReportingMonth;
  /** Of the report as it stands; 0: nothing is on file. */
  readonly version: number;
  readonly values: ReportValues;
  readonly isPartial: boolean;
  readonly isZeroReport: boolean;
}

export interface PreparedTemplate {
  readonly chapter: Chapter;
  readonly rows: readonly TemplateRow[];
}

export type PrepareTemplate = (viewer: Viewer, asked: AskedTemplate) => Promise<Outcome<PreparedTemplate>>;

export function prepareTemplate(ports: {
  readonly geography: GeographyReader;
  readonly reports: ReportReader;
}): PrepareTemplate {
  return async (viewer, asked) => {
    const place = await findPlace(ports, viewer, asked, "report:read");
    const problems = [...(place === null ? [unknownPlace(asked)] : []), ...checkRange(asked)];
    if (place === null || problems.length > 0) return refused(...problems);
    const { chapter } = place;
    const keys = [...eachMonth(asked.from, asked.until)].flatMap((month) =>
      membershipsIn(chapter, month).map(({ county }) => ({ chapterId: chapter.id, county, month })),
    );
    const reports = await ports.reports.inRange(viewer, [chapter.id], asked);
    const onFile = new Map(reports.map((report) => [reportKeyText(report), report]));
    const names = new Map(
      (await ports.geography.countiesByFips(keys.map(({ county }) => county))).map(({ fips, name }) => [
        fips,
        name,
      ]),
    );
    const rows = keys.map((key) => {
      const report = onFile.get(reportKeyText(key)) ?? null;
      const content = report === null ? null : lastRevision(report);
      return {
        county: key.county,
        countyName: names.get(key.county) ?? "",
        month: key.month,
        version: report?.version ?? 0,
        values: content?.values ?? {},
        isPartial: content?.isPartial ?? false,
        isZeroReport: content?.isZeroReport ?? false,
      };
    });
    return accepted({ chapter, rows });
  };
}

function checkRange({ from, until }: AskedTemplate): readonly Problem[] {
  const months = monthsBetween(from, until);
  if (months > 0 && months <= LONGEST_TEMPLATE_MONTHS) return [];
  return [
    problem(
      months <= 0 ? "EMPTY_RANGE" : "RANGE_TOO_LONG",
      "until",
      `${from} to ${until} is ${String(months)} months; a template holds 1 to ${String(LONGEST_TEMPLATE_MONTHS)}.`,
      months <= 0
        ? 'Give an "until" after "from": it is the first month that is not included.'
        : `Ask for at most ${String(LONGEST_TEMPLATE_MONTHS)} months at a time.`,
    ),
  ];
}
