// Reports as chapters and reviewers work with them: one, or a page of those the viewer may see.

import { may } from "../domain/access/permissions.js";
import type { Viewer } from "../domain/access/viewer.js";
import { unknownState, type CountyFips, type State } from "../domain/geography.js";
import { parsePageRequest, type Page, type PageRequest } from "../domain/page.js";
import { accepted, problem, refused, type Outcome, type Problem } from "../domain/problem.js";
import type { LockRule } from "../domain/reporting/deadlines.js";
import { parseReportKey, reportKeyText } from "../domain/reporting/monthly-report.js";
import type { ReportStatus } from "../domain/reporting/report-status.js";
import { localDateAt, type ReportingMonth } from "../domain/reporting-month.js";
import { findPlace, unknownPlace, type ReportRef } from "./report-place.js";
import type { ReportView } from "./report-view.js";
import type { Clock, GeographyReader, ReportPart, ReportReader } from "./ports.js";

export interface AskedReports {
  readonly state: string;
  readonly chapters: readonly string[] | null;
  readonly counties: readonly CountyFips[] | null;
  readonly statuses: readonly ReportStatus[] | null;
  readonly from: ReportingMonth | null;
  readonly until: ReportingMonth | null;
}

interface ReadingPorts {
  readonly geography: GeographyReader;
  readonly reports: ReportReader;
  readonly clock: Clock;
  readonly lock: LockRule;
}

export type ReadReport = (viewer: Viewer, ref: ReportRef) => Promise<Outcome<ReportView>>;

export function readReport(ports: ReadingPorts): ReadReport {
  return async (viewer, ref) => {
    const place = await findPlace(ports, viewer, ref, "report:read");
    if (place === null) return refused(unknownPlace(ref));
    const { chapter, state } = place;
    const { county, month } = ref;
    const key = { chapterId: chapter.id, county, month };
    const [report, overrides] = await Promise.all([
      ports.reports.find(viewer, key),
      ports.reports.lockOverrides(viewer, [chapter.id]),
    ]);
    const lockOverride = overrides.get(reportKeyText(key)) ?? null;
    return accepted({ chapter, county, month, report, lockOverride, ...settingOf(ports, state) });
  };
}

export type ListReports = (
  viewer: Viewer,
  asked: AskedReports,
  page: PageRequest,
  parts: ReadonlySet<ReportPart>,
) => Promise<Outcome<Page<ReportView>>>;

export function listReports(ports: ReadingPorts): ListReports {
  return async (viewer, asked, page, parts) => {
    const request = parsePageRequest(page);
    const { state, chapters } = await ports.geography.roster(asked.state);
    if (state === null)
      return refused(unknownState(asked.state, "state"), ...(request.ok ? [] : request.problems));
    const visible = chapters.filter(({ slug, stateCode }) =>
      may(viewer, "report:read", { stateCode, chapterSlugs: [slug] }),
    );
    const strangers = (asked.chapters ?? []).filter(
      (slug) => !visible.some((chapter) => chapter.slug === slug),
    );
    const problems = [
      ...(request.ok ? [] : request.problems),
      ...(page.after === null || parseReportKey(page.after) !== null ? [] : [badCursor()]),
      ...strangers.map(strangeChapter),
    ];
    if (problems.length > 0) return refused(...problems);
    const wanted = visible.filter(({ slug }) => asked.chapters?.includes(slug) ?? true);
    const ids = wanted.map(({ id }) => id);
    const found = await ports.reports.page(viewer, { ...asked, chapters: ids }, page, parts);
    const byId = new Map(wanted.map((chapter) => [chapter.id, chapter]));
    const setting = settingOf(ports, state);
    const items = found.items.flatMap(({ report, lockOverride }) => {
      const chapter = byId.get(report.chapterId);
      if (chapter === undefined) return [];
      const { county, month } = report;
      return [{ chapter, county, month, report, lockOverride, ...setting }];
    });
    return accepted({ items, hasNext: found.hasNext });
  };
}

function settingOf({ clock, lock }: ReadingPorts, { timeZone }: State) {
  return { today: localDateAt(clock(), timeZone), lock };
}

function badCursor(): Problem {
  return problem(
    "BAD_CURSOR",
    "after",
    "The cursor is of another list.",
    'Give the "endCursor" of an earlier page of reports, or leave "after" out.',
  );
}

function strangeChapter(slug: string): Problem {
  return problem(
    "UNKNOWN_CHAPTER",
    "chapters",
    `There is no chapter "${slug}" whose reports your account may read.`,
    "Name a chapter of yours, or leave the list out for all that you may read.",
  );
}
