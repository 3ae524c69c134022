// What an act does to a report: a pure decision over the status table and the rules. Nothing is written here.

import type { Problem } from "../problem.js";
import { isBlank } from "../text.js";
import type { LocalDate, ReportingMonth } from "../reporting-month.js";
import {
  checkComment,
  checkContents,
  checkFiling,
  checkMonth,
  type Filing,
  type FilingSetting,
} from "./filing.js";
import {
  lastRevision,
  saysTheSame,
  type Draft,
  type FiledReport,
  type ReportEvent,
  type Revision,
  type RevisionOrigin,
} from "./monthly-report.js";
import { checkMark, checkReason, ownWork, uncommentedReturn, wrongStatus } from "./report-refusals.js";
import { isCorrection, statusAfterAct, type ReportAction, type ReportStatus } from "./report-status.js";

export type ReportCommand =
  | { readonly action: "SAVE"; readonly filing: Filing }
  /** With a reason, a report that was accepted is reopened and submitted in one go. */
  | {
      readonly action: "SUBMIT";
      readonly filing: Filing;
      readonly origin: RevisionOrigin;
      readonly reason: string | null;
    }
  | { readonly action: "ACCEPT"; readonly comment: string | null }
  | { readonly action: "RETURN"; readonly comment: string }
  | { readonly action: "REOPEN"; readonly reason: string };

/** Who acts on what, and when. */
export interface Scene extends FilingSetting {
  readonly report: FiledReport | null;
  readonly accountId: number;
  /** The account is for demonstration only. */
  readonly isDemonstration: boolean;
  readonly now: Date;
}

/** All that an act changes. */
export interface ReportChange {
  readonly status: ReportStatus;
  readonly firstSubmittedOn: LocalDate | null;
  readonly draft: Draft | null;
  readonly newRevision: Revision | null;
  /** Number of the revision that becomes the figure of record. */
  readonly accepts: number | null;
  readonly events: readonly ReportEvent[];
}

/** Errors among the problems: the change is null. Null without errors: the report says that already. */
export interface Decision {
  readonly change: ReportChange | null;
  readonly problems: readonly Problem[];
}

/** All that speaks against the act is said at once, errors before warnings. */
export function actOnReport(command: ReportCommand, scene: Scene): Decision {
  if (command.action === "SUBMIT" && isSaidAlready(command, scene)) return { change: null, problems: [] };
  const after = statusAfterAct(command.action, scene.report?.status ?? null);
  const problems = [
    ...(after === null ? [wrongStatus(command.action, scene.report)] : []),
    ...checkMark(scene.report, scene.isDemonstration),
    ...objections(command, scene, after),
  ].sort(byWeight);
  const isRefused = problems.some(({ severity }) => severity === "ERROR");
  const isNothing = after === null || isRefused || isSavedAlready(command, scene);
  return { change: isNothing ? null : changeOf(command, scene, after), problems };
}

/** The draft on file says that already: what is wrong with it is said again, and nothing is written. */
function isSavedAlready(command: ReportCommand, { report }: Scene): boolean {
  const draft = report?.draft ?? null;
  if (command.action !== "SAVE" || draft === null) return false;
  const { values, isPartial, comment } = command.filing;
  const isCommentSame = draft.comment === comment || (isBlank(draft.comment) && isBlank(comment));
  return saysTheSame(draft.values, values) && draft.isPartial === isPartial && isCommentSame;
}

/** What is wrong with a command by itself, whatever is on file. */
export function checkCommand(command: ReportCommand, month: ReportingMonth): readonly Problem[] {
  switch (command.action) {
    case "SAVE":
      return asDraft(checkContents(command.filing, month));
    case "SUBMIT":
      return [...checkContents(command.filing, month), ...checkComment("reason", command.reason)];
    case "ACCEPT":
      return checkComment("comment", command.comment);
    case "RETURN":
      return isBlank(command.comment) ? [uncommentedReturn()] : checkComment("comment", command.comment);
    case "REOPEN":
      return checkReason(command.reason);
  }
}

/** @param after null: the report cannot undergo this, so whose work it is does not matter */
function objections(command: ReportCommand, scene: Scene, after: ReportStatus | null): readonly Problem[] {
  const { report, month, accountId } = scene;
  switch (command.action) {
    case "SAVE":
      return asDraft(checkFiling(command.filing, scene));
    case "SUBMIT": {
      const { filing, reason } = command;
      const isReasonNeeded = isCorrection(report?.status ?? null);
      return [
        ...checkFiling(filing, scene),
        ...(isReasonNeeded ? checkReason(reason) : checkComment("reason", reason)),
      ];
    }
    case "ACCEPT":
    case "RETURN": {
      const isOwn = report !== null && lastRevision(report)?.submittedBy === accountId;
      return [...checkCommand(command, month), ...(isOwn && after !== null ? [ownWork()] : [])];
    }
    case "REOPEN":
      return [...checkCommand(command, month), ...checkMonth(scene)];
  }
}

/** A draft may be incomplete: what would keep it from being submitted is said, and stops nothing. */
function asDraft(problems: readonly Problem[]): readonly Problem[] {
  return problems.map((found) => (UNKEEPABLE.has(found.code) ? found : { ...found, severity: "WARNING" }));
}

/** Faults that even a draft cannot have. */
const UNKEEPABLE: ReadonlySet<string> = new Set([
  "UNKNOWN_MEASURE",
  "BAD_VALUE",
  "TEXT_TOO_LONG",
  "COUNTY_OUTSIDE_CHAPTER",
  "MONTH_LOCKED",
  "MONTH_IN_FUTURE",
  "BAD_MONTH",
]);

function byWeight(left: Problem, right: Problem): number {
  return Number(left.severity !== "ERROR") - Number(right.severity !== "ERROR");
}

function changeOf(command: ReportCommand, scene: Scene, after: ReportStatus): ReportChange {
  const last = scene.report === null ? null : lastRevision(scene.report);
  switch (command.action) {
    case "SAVE":
      return save(command.filing, scene, after);
    case "SUBMIT":
      return submit(command, scene, after);
    case "ACCEPT":
    case "RETURN":
      return {
        ...unchanged(scene),
        status: after,
        accepts: command.action === "ACCEPT" ? (last?.number ?? null) : null,
        events: [event(command.action, scene, after, last?.number ?? null, command.comment)],
      };
    case "REOPEN": {
      const events = [event("REOPEN", scene, after, last?.number ?? null, command.reason)];
      return { ...unchanged(scene), status: after, events };
    }
  }
}

function save(filing: Filing, scene: Scene, status: ReportStatus): ReportChange {
  const draft: Draft = {
    values: filing.values,
    isPartial: filing.isPartial,
    comment: filing.comment,
    savedAt: scene.now,
    savedBy: scene.accountId,
  };
  return { ...unchanged(scene), status, draft, events: [event("SAVE", scene, status, null, null)] };
}

type Submission = ReportCommand & { readonly action: "SUBMIT" };

function submit({ filing, origin, reason }: Submission, scene: Scene, status: ReportStatus): ReportChange {
  const last = scene.report === null ? null : lastRevision(scene.report);
  const number = (last?.number ?? 0) + 1;
  const newRevision: Revision = {
    number,
    origin,
    isZeroReport: filing.isZeroReport,
    isPartial: filing.isPartial,
    values: filing.values,
    reason: last === null ? null : isBlank(reason) ? standingReason(scene.report, filing) : reason,
    comment: filing.comment,
    submittedBy: scene.accountId,
    submittedAt: scene.now,
    acceptedAt: null,
  };
  const submission = event("SUBMIT", scene, status, number, reason);
  return {
    ...unchanged(scene),
    status,
    firstSubmittedOn: scene.report?.firstSubmittedOn ?? scene.today,
    draft: null,
    newRevision,
    events: isCorrection(scene.report?.status ?? null)
      ? [
          event("REOPEN", scene, "REOPENED", last?.number ?? null, reason),
          { ...submission, statusBefore: "REOPENED" },
        ]
      : [submission],
  };
}

/**
 * Sending once more what is on file, waiting or accepted, changes nothing. A file that is sent again says so even after a
 * return: nobody looked at the row anew, while who submits it by hand may mean that it was right. The reason of a file is
 * for its rows that change; one that is given by hand is something new to say.
 */
function isSaidAlready({ filing, origin, reason }: Submission, { report }: Scene): boolean {
  const last = report === null ? null : lastRevision(report);
  const isSettled = report?.status === "SUBMITTED" || report?.status === "ACCEPTED";
  if (report === null || last === null || (!isSettled && origin !== "UPLOADED")) return false;
  if ((filing.unread?.size ?? 0) > 0) return false;
  return (
    saysTheSame(last.values, filing.values) &&
    last.isPartial === filing.isPartial &&
    last.isZeroReport === filing.isZeroReport &&
    // Without a comment, or a reason, nothing is said of the one on file.
    (isBlank(filing.comment) || filing.comment === last.comment) &&
    (isBlank(reason) || origin === "UPLOADED" || reason === reasonOnFile(report, last))
  );
}

/** As the sender gave it, also with a first revision, which has none of its own. */
function reasonOnFile({ events }: FiledReport, last: Revision): string | null {
  return events.findLast(({ action }) => action === "SUBMIT")?.comment ?? last.reason;
}

/** Why a later revision differs, when the chapter does not say so itself. */
function standingReason(report: FiledReport | null, { values }: Filing): string {
  const opened = report?.events.findLast(({ action }) => action === "REOPEN" || action === "RETURN");
  if (report?.status === "REOPENED" && opened?.comment != null) return opened.comment;
  const last = report === null ? null : lastRevision(report);
  if (report?.status === "RETURNED" && last !== null && saysTheSame(last.values, values))
    return "Sent again as it was after a reviewer returned it.";
  if (report?.status === "RETURNED") return "Corrected after a reviewer returned it.";
  return "Sent again before it was reviewed.";
}

function unchanged({ report }: Scene): Omit<ReportChange, "status" | "events"> {
  return {
    firstSubmittedOn: report?.firstSubmittedOn ?? null,
    draft: report?.draft ?? null,
    newRevision: null,
    accepts: null,
  };
}

function event(
  action: ReportAction,
  { report, now, accountId }: Scene,
  after: ReportStatus,
  revision: number | null,
  comment: string | null,
): ReportEvent {
  return {
    action,
    statusBefore: report?.status ?? null,
    statusAfter: after,
    revision,
    comment,
    at: now,
    by: accountId,
  };
}
