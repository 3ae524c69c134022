// What the same chapter last submitted of the same county for an earlier month: to be set beside a report by those who judge it.

import type { Viewer } from "../domain/access/viewer.js";
import { lastRevision, reportKeyText, type Revision } from "../domain/reporting/monthly-report.js";
import { addMonths } from "../domain/reporting-month.js";
import type { ReportReader } from "./ports.js";
import { combinationsOf } from "./report-background.js";
import type { ReportView } from "./report-view.js";

/** How many months before a report. */
export interface EarlierMonth {
  readonly view: ReportView;
  readonly monthsBefore: number;
}

/** The last revision of each, in their order; null where nothing was submitted. */
export type ReadEarlierMonths = (
  viewer: Viewer,
  asked: readonly EarlierMonth[],
) => Promise<readonly (Revision | null)[]>;

export function readEarlierMonths({ reports }: { readonly reports: ReportReader }): ReadEarlierMonths {
  return async (viewer, asked) => {
    const keys = asked.map(({ view: { chapter, county, month }, monthsBefore }) => ({
      chapterId: chapter.id,
      county,
      month: addMonths(month, -monthsBefore),
    }));
    const found = await reports.standing(viewer, combinationsOf(keys));
    const onFile = new Map(found.map((report) => [reportKeyText(report), lastRevision(report)]));
    return keys.map((key) => onFile.get(reportKeyText(key)) ?? null);
  };
}
