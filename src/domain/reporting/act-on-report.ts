// What an act does to a report: a pure decision over the status table and the rules. Nothing is written here.

import type { Problem } from "../problem.js";
import type { LocalDate } from "../reporting-month.js";
import { checkComment, checkFiling, checkMonth, isBlank, type Filing, type FilingSetting } from "./filing.js";
import {
  lastRevision,
  saysTheSame,
  type Draft,
  type FiledReport,
  type ReportEvent,
  type Revision,
  type RevisionOrigin,
} from "./monthly-report.js";
import { checkReason, ownWork, uncommentedReturn, wrongStatus } from "./report-refusals.js";
import { statusAfter, type ReportAction, type ReportStatus } from "./report-status.js";

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

/** Errors come before warnings. */
export function actOnReport(command: ReportCommand, scene: Scene): Decision {
  const { change, problems } = decide(command, scene);
  const isError = ({ severity }: Problem) => severity === "ERROR";
  return {
    change,
    problems: [...problems.filter(isError), ...problems.filter((found) => !isError(found))],
  };
}

function decide(command: ReportCommand, scene: Scene): Decision {
  switch (command.action) {
    case "SAVE":
      return save(command.filing, scene);
    case "SUBMIT":
      return submit(command, scene);
    case "ACCEPT":
      return judge("ACCEPT", command.comment, scene);
    case "RETURN":
      return judge("RETURN", command.comment, scene);
    case "REOPEN":
      return reopen(command.reason, scene);
  }
}

/** A draft may be incomplete: what would keep it from being submitted is said, and stops nothing. */
function save(filing: Filing, scene: Scene): Decision {
  const status = statusAfter("SAVE", scene.report?.status ?? null);
  if (status === null) return refuse(wrongStatus("SAVE", scene.report));
  const problems = checkFiling(filing, scene);
  const unkeepable = problems.filter(({ code }) => UNKEEPABLE.has(code));
  if (unkeepable.length > 0) return refuse(...unkeepable);
  const draft: Draft = {
    values: filing.values,
    isPartial: filing.isPartial,
    comment: filing.comment,
    savedAt: scene.now,
    savedBy: scene.accountId,
  };
  return {
    change: { ...unchanged(scene), status, draft, events: [event("SAVE", scene, status, null, null)] },
    problems: problems.map((found) => ({ ...found, severity: "WARNING" })),
  };
}

/** Faults that even a draft cannot have. */
const UNKEEPABLE: ReadonlySet<string> = new Set([
  "UNKNOWN_MEASURE",
  "BAD_VALUE",
  "TEXT_TOO_LONG",
  "COUNTY_OUTSIDE_CHAPTER",
  "MONTH_LOCKED",
  "MONTH_IN_FUTURE",
]);

function submit(command: ReportCommand & { readonly action: "SUBMIT" }, scene: Scene): Decision {
  const { filing, origin, reason } = command;
  const last = scene.report === null ? null : lastRevision(scene.report);
  if (isSaidAlready(filing, origin, last, scene)) return { change: null, problems: [] };
  const isCorrection = scene.report?.status === "ACCEPTED";
  const problems = [
    ...checkFiling(filing, scene),
    ...(isCorrection ? checkReason(reason) : checkComment("reason", reason)),
  ];
  if (problems.some(({ severity }) => severity === "ERROR")) return { change: null, problems };
  const reopening = isCorrection ? [event("REOPEN", scene, "REOPENED", last?.number ?? null, reason)] : [];
  const status = statusAfter("SUBMIT", isCorrection ? "REOPENED" : (scene.report?.status ?? null));
  if (status === null) return refuse(wrongStatus("SUBMIT", scene.report));
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
  const before = isCorrection ? "REOPENED" : (scene.report?.status ?? null);
  const submission = { ...event("SUBMIT", scene, status, number, reason), statusBefore: before };
  return {
    change: {
      ...unchanged(scene),
      status,
      firstSubmittedOn: scene.report?.firstSubmittedOn ?? scene.today,
      draft: null,
      newRevision,
      events: [...reopening, submission],
    },
    problems,
  };
}

/**
 * Sending once more what is on file, waiting or accepted, changes nothing. A file that is sent again says so even after a
 * return: nobody looked at the row anew, while who submits it by hand may mean that it was right.
 */
function isSaidAlready(
  filing: Filing,
  origin: RevisionOrigin,
  last: Revision | null,
  { report }: Scene,
): boolean {
  const isSettled = report?.status === "SUBMITTED" || report?.status === "ACCEPTED";
  if (last === null || (!isSettled && origin !== "UPLOADED")) return false;
  return (
    saysTheSame(last.values, filing.values) &&
    last.isPartial === filing.isPartial &&
    last.isZeroReport === filing.isZeroReport &&
    // Without a comment nothing is said of the one on file.
    (isBlank(filing.comment) || filing.comment === last.comment)
  );
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

function judge(action: "ACCEPT" | "RETURN", comment: string | null, scene: Scene): Decision {
  const status = statusAfter(action, scene.report?.status ?? null);
  const last = scene.report === null ? null : lastRevision(scene.report);
  if (status === null || last === null) return refuse(wrongStatus(action, scene.report));
  const problems = [
    ...checkComment("comment", comment),
    ...(action === "RETURN" && isBlank(comment) ? [uncommentedReturn()] : []),
    ...(last.submittedBy === scene.accountId ? [ownWork()] : []),
  ];
  if (problems.length > 0) return { change: null, problems };
  return {
    change: {
      ...unchanged(scene),
      status,
      accepts: action === "ACCEPT" ? last.number : null,
      events: [event(action, scene, status, last.number, comment)],
    },
    problems: [],
  };
}

function reopen(reason: string, scene: Scene): Decision {
  const status = statusAfter("REOPEN", scene.report?.status ?? null);
  const last = scene.report === null ? null : lastRevision(scene.report);
  if (status === null) return refuse(wrongStatus("REOPEN", scene.report));
  const problems = [...checkReason(reason), ...checkMonth(scene)];
  if (problems.length > 0) return { change: null, problems };
  const events = [event("REOPEN", scene, status, last?.number ?? null, reason)];
  return { change: { ...unchanged(scene), status, events }, problems: [] };
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

function refuse(...problems: readonly Problem[]): Decision {
  return { change: null, problems };
}
