// What a coordinator still has to do, chapter by chapter: what is due, what is late, what came back.

import { may } from "../domain/access/permissions.js";
import type { Viewer } from "../domain/access/viewer.js";
import { expectationIn, membershipsIn, type Chapter } from "../domain/reporting/chapter.js";
import { reportKeyText, type FiledReport } from "../domain/reporting/monthly-report.js";
import {
  addMonths,
  dueDate,
  eachMonth,
  localDateAt,
  monthOf,
  type LocalDate,
} from "../domain/reporting-month.js";
import type { LockOverride, LockRule } from "../domain/reporting/deadlines.js";
import type { Clock, GeographyReader, ReportReader } from "./ports.js";
import type { ReportView } from "./report-view.js";

/** How far back missing months are listed. */
export const DUTY_MONTHS = 24;

export interface Duties {
  readonly chapter: Chapter;
  /** Expected, over, not submitted, and the due day has not passed. */
  readonly due: readonly ReportView[];
  /** The same, and the due day has passed. The oldest first. */
  readonly late: readonly ReportView[];
  /** Sent back by a reviewer, or reopened, and not submitted again. */
  readonly returned: readonly ReportView[];
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

async function dutiesIn(ports: DutyPorts, viewer: Viewer, stateCode: string): Promise<readonly Duties[]> {
  const { state, chapters } = await ports.geography.gazetteer(stateCode, []);
  const own = chapters.filter(({ slug, stateCode: code }) =>
    may(viewer, "report:submit", { stateCode: code, chapterSlugs: [slug] }),
  );
  if (state === null || own.length === 0) return [];
  const today = localDateAt(ports.clock(), state.timeZone);
  const range = { from: addMonths(monthOf(today), -DUTY_MONTHS), until: monthOf(today) };
  const chapterIds = own.map(({ id }) => id);
  const [reports, overrides] = await Promise.all([
    ports.reports.inRange(viewer, chapterIds, range),
    ports.reports.lockOverrides(viewer, chapterIds),
  ]);
  const onFile = new Map(reports.map((report) => [reportKeyText(report), report]));
  return own.map((chapter) => dutiesOf(ports, chapter, today, { onFile, overrides }));
}

function dutiesOf(
  { lock }: DutyPorts,
  chapter: Chapter,
  today: LocalDate,
  {
    onFile,
    overrides,
  }: {
    readonly onFile: ReadonlyMap<string, FiledReport>;
    readonly overrides: ReadonlyMap<string, LockOverride>;
  },
): Duties {
  const until = monthOf(today);
  const views = [...eachMonth(addMonths(until, -DUTY_MONTHS), until)].flatMap((month) =>
    membershipsIn(chapter, month).map(({ county }): ReportView => {
      const key = reportKeyText({ chapterId: chapter.id, county, month });
      const [report, lockOverride] = [onFile.get(key) ?? null, overrides.get(key) ?? null];
      return { chapter, county, month, report, today, lock, lockOverride };
    }),
  );
  const open = views.filter(
    ({ month, report }) =>
      expectationIn(chapter, month) !== null && (report?.firstSubmittedOn ?? null) === null,
  );
  return {
    chapter,
    due: open.filter(({ month }) => today <= dueDate(month)),
    late: open.filter(({ month }) => today > dueDate(month)),
    returned: views.filter(({ report }) => report?.status === "RETURNED" || report?.status === "REOPENED"),
  };
}
