// What a report undergoes when the encounters behind it change: submitted and accepted in one go, with every step on record.

import type { LocalDate } from "../reporting-month.js";
import type { ReportChange } from "./act-on-report.js";
import type { FiledReport, ReportEvent, Revision } from "./monthly-report.js";
import { statusAfter, type ReportAction, type ReportStatus } from "./report-status.js";

/** Takes the place of whatever waits or is drafted: the encounters on file are what the chapter says of the month now. */
export function derivedChange(
  report: FiledReport | null,
  revision: Revision,
  { now, today }: { readonly now: Date; readonly today: LocalDate },
): ReportChange {
  const isCorrection = report?.status === "ACCEPTED";
  const actions: readonly ReportAction[] = [
    ...(isCorrection ? (["REOPEN"] as const) : []),
    "SUBMIT",
    "ACCEPT",
  ];
  let status: ReportStatus | null = report?.status ?? null;
  const events = actions.map((action): ReportEvent => {
    const statusBefore = status;
    const after = statusAfter(action, statusBefore);
    if (after === null) throw new RangeError(`A ${String(statusBefore)} report cannot undergo ${action}.`);
    status = after;
    const isReopening = action === "REOPEN";
    return {
      action,
      statusBefore,
      statusAfter: after,
      revision: isReopening ? revision.number - 1 : revision.number,
      comment: isReopening ? revision.reason : null,
      at: now,
      by: null,
    };
  });
  return {
    status: "ACCEPTED",
    firstSubmittedOn: report?.firstSubmittedOn ?? today,
    draft: null,
    newRevision: { ...revision, acceptedAt: null },
    accepts: revision.number,
    events,
  };
}
