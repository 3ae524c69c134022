// What the viewer can do with a report just now: permission, status and lock in one place, so that no screen works it out.

import { may, type Permission } from "../domain/access/permissions.js";
import type { Viewer } from "../domain/access/viewer.js";
import { membershipsIn } from "../domain/reporting/chapter.js";
import { isLocked } from "../domain/reporting/deadlines.js";
import { lastRevision } from "../domain/reporting/monthly-report.js";
import { checkMark } from "../domain/reporting/report-refusals.js";
import { isCorrection, statusAfterAct, type ReportAction } from "../domain/reporting/report-status.js";
import { addMonths, monthOf, type ReportingMonth } from "../domain/reporting-month.js";
import { PERMISSION_OF } from "./change-report.js";
import type { ReportView } from "./report-view.js";

export type ReportRight = ReportAction | "ALLOW_LATE";

export function canNow(viewer: Viewer, view: ReportView, right: ReportRight): boolean {
  const permission = right === "ALLOW_LATE" ? "report:allow-late" : PERMISSION_OF[right];
  if (viewer.scopes === "READ" || !mayHere(viewer, view, permission)) return false;
  if (checkMark(view.report, viewer.isDemonstration).length > 0) return false;
  switch (right) {
    case "ALLOW_LATE":
      return isServed(view) && isLocked(view.month, view.today, view.lock, null);
    case "SAVE":
      return isPossible(view, right) && isOpen(view, monthOf(view.today));
    case "SUBMIT":
    case "REOPEN":
      return isPossible(view, right) && isOpen(view, addMonths(monthOf(view.today), -1));
    case "ACCEPT":
    case "RETURN":
      return isPossible(view, right) && !isOwnWork(viewer, view);
  }
}

/** Whether a submission takes a reason now, whoever sends it. */
export function needsReason({ report }: ReportView): boolean {
  return isCorrection(report?.status ?? null);
}

/** Whether it was the viewer who last reopened it, as long as it has not been submitted again. */
export function isReopenedBy({ accountId }: Viewer, { report }: ReportView): boolean {
  if (report?.status !== "REOPENED") return false;
  return report.events.findLast(({ action }) => action === "REOPEN")?.by === accountId;
}

/** A draft is between those who file for the chapter; everybody else sees what was submitted. */
export function seesDraft(viewer: Viewer, view: ReportView): boolean {
  return mayHere(viewer, view, "report:submit");
}

/** Whether the month is closed to its chapter today. */
export function isLockedNow({ month, today, lock, lockOverride }: ReportView): boolean {
  return isLocked(month, today, lock, lockOverride);
}

function mayHere(viewer: Viewer, { chapter }: ReportView, permission: Permission): boolean {
  return may(viewer, permission, { stateCode: chapter.stateCode, chapterSlugs: [chapter.slug] });
}

function isPossible({ report }: ReportView, action: ReportAction): boolean {
  return statusAfterAct(action, report?.status ?? null) !== null;
}

/** @param lastMonth the last month that can be worked on today */
function isOpen(view: ReportView, lastMonth: ReportingMonth): boolean {
  return isServed(view) && view.month <= lastMonth && !isLockedNow(view);
}

function isServed({ chapter, county, month }: ReportView): boolean {
  return membershipsIn(chapter, month).some((membership) => membership.county === county);
}

function isOwnWork(viewer: Viewer, { report }: ReportView): boolean {
  return report !== null && lastRevision(report)?.submittedBy === viewer.accountId;
}
