// The life of a monthly report: which act leads from which status to which. The one table; nothing else decides it.

import { frozen } from "../frozen.js";

export const REPORT_STATUSES = ["DRAFT", "SUBMITTED", "RETURNED", "ACCEPTED", "REOPENED"] as const;
export type ReportStatus = (typeof REPORT_STATUSES)[number];

export const REPORT_ACTIONS = ["SAVE", "SUBMIT", "ACCEPT", "RETURN", "REOPEN"] as const;

/** What somebody does with a report. `SAVE` keeps a draft; only `SUBMIT` makes a revision. */
export type ReportAction = (typeof REPORT_ACTIONS)[number];

/** What stands for "no report yet" in the table. */
const NONE = "NONE";

type From = ReportStatus | typeof NONE;

/**
 * Action → status before → status after. A report that waits for review can be submitted again: the reviewer has judged
 * nothing yet. What was accepted must be reopened first, with a reason.
 */
export const TRANSITIONS = frozen({
  SAVE: { NONE: "DRAFT", DRAFT: "DRAFT", RETURNED: "RETURNED", REOPENED: "REOPENED" },
  SUBMIT: {
    NONE: "SUBMITTED",
    DRAFT: "SUBMITTED",
    SUBMITTED: "SUBMITTED",
    RETURNED: "SUBMITTED",
    REOPENED: "SUBMITTED",
  },
  ACCEPT: { SUBMITTED: "ACCEPTED" },
  RETURN: { SUBMITTED: "RETURNED" },
  REOPEN: { ACCEPTED: "REOPENED" },
} as const satisfies Record<ReportAction, Readonly<Partial<Record<From, ReportStatus>>>>);

/** The status after one step; null when a report in this status cannot undergo it. */
export function statusAfter(action: ReportAction, status: ReportStatus | null): ReportStatus | null {
  const row: Readonly<Partial<Record<From, ReportStatus>>> = TRANSITIONS[action];
  return row[status ?? NONE] ?? null;
}

/** Whether submitting now is a correction: what was accepted is reopened and submitted in one go, which takes a reason. */
export function isCorrection(status: ReportStatus | null): boolean {
  return status === "ACCEPTED";
}

/** The status after the act, a correction being one; null when a report in this status cannot undergo it. */
export function statusAfterAct(action: ReportAction, status: ReportStatus | null): ReportStatus | null {
  const isReopenedOnTheWay = action === "SUBMIT" && isCorrection(status);
  return statusAfter(action, isReopenedOnTheWay ? statusAfter("REOPEN", status) : status);
}
