// What a coordinator still has to do, chapter by chapter: what is due, what is late, what came back.

import { may } from "../domain/access/permissions.js";
import type { Viewer } from "../domain/access/viewer.js";
import type { CountyFips } from "../domain/geography.js";
import { expectationIn, membershipsIn, type Chapter } from "../domain/reporting/chapter.js";
import { reportKeyText, type FiledReport } from "../domain/reporting/monthly-report.js";
import {
  addMonths,
  dueDate,
  eachMonth,
  localDateAt,
  monthOf,
  type LocalDate,
  type ReportingMonth,
} from "../domain/reporting-month.js";
import type { LockOverride, LockRule } from "../domain/reporting/deadlines.js";
import type { Clock, GeographyReader, ReportReader, ReturnedReports } from "./ports.js";
import type { ReportView } from "./report-view.js";

/** How far back missing months are listed. */
export const DUTY_MONTHS = 24;

/** Reports of a chapter that came back, of any month: the oldest so many are listed, and all are counted. */
const MOST_RETURNED = 50;

export interface Duties {
  readonly chapter: Chapter;
  /** Expected, over, not submitted, and the due day has not passed. */
  readonly due: readonly ReportView[];
  /** The same, and the due day has passed. The oldest first. */
  readonly late: readonly ReportView[];
  /** Saved, never submitted, and neither due nor late: of the running month, or of one that nobody expects. The oldest first. */
  readonly drafts: readonly ReportView[];
  /** Sent back by a reviewer, or reopened, and not submitted again, however long ago. The oldest first. */
  readonly returned: readonly ReportView[];
  /** Of all of them, listed or not. */
  readonly returnedCount: number;
}

interface DutyPorts {
  readonly geography: GeographyReader;
  readonly reports: ReportReader;
  readonly clock: Clock;
  readonly lock: LockRule;
}

export type ReadDuties = (viewer: Viewer) => Promise<readonly Duties[]>;

export function readDuties(ports: DutyPorts): ReadDuties {
  return async (viewer) => {
    const stateCodes = [...new Set(viewer.grants.map(({ stateCode }) => stateCode))].sort();
    const duties = await Promise.all(stateCodes.map((code) => dutiesIn(ports, viewer, code)));
    return duties.flat();
  };
}

const NONE: ReturnedReports = { reports: [], count: 0 };

async function dutiesIn(ports: DutyPorts, viewer: Viewer, stateCode: string): Promise<readonly Duties[]> {
  const { state, chapters } = await ports.geography.roster(stateCode);
  const own = chapters.filter(({ slug, stateCode: code }) =>
    may(viewer, "report:submit", { stateCode: code, chapterSlugs: [slug] }),
  );
  if (state === null || own.length === 0) return [];
  const today = localDateAt(ports.clock(), state.timeZone);
  const range = { from: addMonths(monthOf(today), -DUTY_MONTHS), until: addMonths(monthOf(today), 1) };
  const chapterIds = own.map(({ id }) => id);
  const [reports, returned, overrides] = await Promise.all([
    ports.reports.inRange(viewer, chapterIds, range),
    ports.reports.returned(viewer, chapterIds, MOST_RETURNED),
    ports.reports.lockOverrides(viewer, chapterIds),
  ]);
  const onFile = new Map(reports.map((report) => [reportKeyText(report), report]));
  return own.map((chapter) =>
    dutiesOf(ports, chapter, today, { onFile, overrides, returned: returned.get(chapter.id) ?? NONE }),
  );
}

function dutiesOf(
  { lock }: DutyPorts,
  chapter: Chapter,
  today: LocalDate,
  {
    onFile,
    overrides,
    returned,
  }: {
    readonly returned: ReturnedReports;
    readonly onFile: ReadonlyMap<string, FiledReport>;
    readonly overrides: ReadonlyMap<string, LockOverride>;
  },
): Duties {
  const viewOf = (county: CountyFips, month: ReportingMonth): ReportView => {
    const key = reportKeyText({ chapterId: chapter.id, county, month });
    return { chapter, county, month, report: null, today, lock, lockOverride: overrides.get(key) ?? null };
  };
  const running = monthOf(today);
  const views = [...eachMonth(addMonths(running, -DUTY_MONTHS), addMonths(running, 1))].flatMap((month) =>
    membershipsIn(chapter, month).map(({ county }) => ({
      ...viewOf(county, month),
      report: onFile.get(reportKeyText({ chapterId: chapter.id, county, month })) ?? null,
    })),
  );
  const open = views.filter(
    ({ month, report }) =>
      month < running &&
      expectationIn(chapter, month) !== null &&
      (report?.firstSubmittedOn ?? null) === null,
  );
  return {
    chapter,
    due: open.filter(({ month }) => today <= dueDate(month)),
    late: open.filter(({ month }) => today > dueDate(month)),
    drafts: views.filter((view) => view.report?.status === "DRAFT" && !open.includes(view)),
    returned: returned.reports.map((report) => ({ ...viewOf(report.county, report.month), report })),
    returnedCount: returned.count,
  };
}
