// What is unusual about the last revision of reports, as it was told to whoever submitted it: for those who judge it.

import type { Viewer } from "../domain/access/viewer.js";
import { lastRevision, type ReportKey } from "../domain/reporting/monthly-report.js";
import type { Problem } from "../domain/problem.js";
import { findUnusualChanges } from "../domain/reporting/unusual-change.js";
import type { ReportReader } from "./ports.js";
import { readBackgrounds } from "./report-background.js";
import type { ReportView } from "./report-view.js";

/** Warnings of each of the reports, in their order; none of one that was never submitted. */
export type ReadWarnings = (
  viewer: Viewer,
  views: readonly ReportView[],
) => Promise<readonly (readonly Problem[])[]>;

export function readWarnings(ports: { readonly reports: ReportReader }): ReadWarnings {
  return async (viewer, views) => {
    const keys = views.map(keyOf);
    const backgroundOf = await readBackgrounds(ports, viewer, { keys, hasZeroReport: false });
    return views.map((view) => {
      const revision = view.report === null ? null : lastRevision(view.report);
      return revision === null ? [] : findUnusualChanges(revision.values, backgroundOf(keyOf(view)).history);
    });
  };
}

function keyOf({ chapter, county, month }: ReportView): ReportKey {
  return { chapterId: chapter.id, county, month };
}
