// An order to change a report, and what comes of it as the report stands: pure, and the same for a dry run and for a write.

import type { Viewer } from "../domain/access/viewer.js";
import type { ReportValues } from "../domain/catalog/catalog.js";
import type { State } from "../domain/geography.js";
import { problem, type Problem } from "../domain/problem.js";
import {
  actOnReport,
  checkCommand,
  type ReportChange,
  type ReportCommand,
  type Scene,
} from "../domain/reporting/act-on-report.js";
import type { Chapter } from "../domain/reporting/chapter.js";
import { contentChanges, type ContentChange } from "../domain/reporting/content-change.js";
import type { LockOverride, LockRule } from "../domain/reporting/deadlines.js";
import { lastRevision, type FiledReport } from "../domain/reporting/monthly-report.js";
import { uploadRisks } from "../domain/reporting/upload-risks.js";
import type { ReportAction } from "../domain/reporting/report-status.js";
import { localDateAt, monthOf } from "../domain/reporting-month.js";
import type { ReportRef } from "./report-place.js";

/** Null: nothing. `UNKNOWN`: there is no such place for the viewer, so nobody tells. */
export type OnFile = FiledReport | null | "UNKNOWN";

export interface ReportOrder {
  readonly ref: ReportRef;
  /** The version the sender saw; 0: nothing on file. Null: whatever is there, as a file without versions says it. */
  readonly version: number | null;
  readonly idempotencyKey: string;
  /** Name of the mutation and all it was asked with: what makes a retry the same request. */
  readonly operation: string;
  readonly body: unknown;
  /** What to do, with the report as it stands, and what was filed before, in hand. */
  readonly command: (onFile: OnFile, filedBefore: Background["filedBefore"]) => ReportCommand;
  /** Whether it says that no encounter happened. */
  readonly isZeroReport: boolean;
  readonly action: ReportAction;
  /** What was found wrong with the request on its way here. */
  readonly faults: readonly Problem[];
}

/** What an order is judged against besides the report itself. */
export interface Background {
  /** A reviewer's leave to file the month although it is locked. */
  readonly lockOverride: LockOverride | null;
  /** Values of record of the county in the months before. */
  readonly history: readonly ReportValues[];
  /** What the chapter filed of the county in the year before, the latest first; only of a zero report. */
  readonly filedBefore: readonly ReportValues[];
}

export interface Judgement {
  /** Null: refused, or the report says that already. */
  readonly change: ReportChange | null;
  /** Everything, errors first. */
  readonly problems: readonly Problem[];
  readonly isRefused: boolean;
  /** It would be the first revision of the report. */
  readonly isFirst: boolean;
  /** Where the new revision would differ from the one before. */
  readonly changes: readonly ContentChange[];
  /** Where what is on file differs from what was sent; null unless contents were sent with a stale version. */
  readonly conflict: readonly ContentChange[] | null;
}

/** When an order is judged, as the calendar and the lock of a state have it. */
export type Moment = Pick<Scene, "now" | "today" | "runningMonth" | "lock">;

export function momentIn({ timeZone }: State, now: Date, lock: LockRule): Moment {
  const today = localDateAt(now, timeZone);
  return { now, today, runningMonth: monthOf(today), lock };
}

export function sceneOf(
  { accountId, isDemonstration }: Viewer,
  chapter: Chapter,
  { county, month }: ReportRef,
  moment: Moment,
  { lockOverride, history }: Background,
  report: FiledReport | null,
): Scene {
  return { chapter, county, month, ...moment, lockOverride, history, report, accountId, isDemonstration };
}

/** All that can be judged, whatever else is wrong: faults of the request, its version, and the rules. */
export function judgeOrder(
  order: ReportOrder,
  scene: Scene,
  { filedBefore }: Pick<Background, "filedBefore">,
): Judgement {
  const { report } = scene;
  const command = order.command(report, filedBefore);
  const decision = actOnReport(command, scene);
  // A row that says what is on file anyway has nothing to overturn, whatever it was made from.
  const isSaidAlready = decision.change === null && decision.problems.length === 0;
  const upload = isUpload(command) && !isSaidAlready ? command : null;
  const version =
    isUpload(command) && isSaidAlready
      ? checkNumber(order.version)
      : checkVersion(report, order.version, upload);
  const risks = upload === null ? [] : uploadRisks(upload.filing, report, order.version !== null);
  const problems = [...order.faults, ...version, ...decision.problems, ...risks].sort(bySeverity);
  const isRefused = problems.some(isError);
  const change = isRefused ? null : decision.change;
  const last = report === null ? null : lastRevision(report);
  const said = change?.newRevision ?? null;
  const isStale = version.some(({ code }) => code === "STALE_VERSION");
  return {
    change,
    problems,
    isRefused,
    isFirst: last === null,
    changes: said === null ? [] : contentChanges(last, said),
    conflict: isStale ? conflictWith(report, command) : null,
  };
}

/** What can be judged of an order for a place that the viewer cannot reach: only what was sent. */
export function judgeBlindly(order: ReportOrder): readonly Problem[] {
  const command = order.command("UNKNOWN", []);
  return [...order.faults, ...checkNumber(order.version), ...checkCommand(command, order.ref.month)].sort(
    bySeverity,
  );
}

function isError({ severity }: Problem): boolean {
  return severity === "ERROR";
}

function bySeverity(left: Problem, right: Problem): number {
  return Number(isError(right)) - Number(isError(left));
}

type Submission = ReportCommand & { readonly action: "SUBMIT" };

function isUpload(command: ReportCommand): command is Submission {
  return command.action === "SUBMIT" && command.origin === "UPLOADED";
}

/** @param upload the row of a file that the version is of; null: it is of a request */
function checkVersion(
  report: FiledReport | null,
  version: number | null,
  upload: Submission | null,
): readonly Problem[] {
  const current = report?.version ?? 0;
  const broken = checkNumber(version);
  if (broken.length > 0 || version === null || version === current) return broken;
  return [
    problem(
      "STALE_VERSION",
      "version",
      `You worked on version ${String(version)}, and version ${String(current)} is on file now.`,
      upload === null
        ? 'Look at "report" in this answer, bring your changes into it, and send them with its version.'
        : 'Look at "conflict" in this answer, and bring your changes into a fresh template.',
    ),
  ];
}

function checkNumber(version: number | null): readonly Problem[] {
  if (version === null || version >= 0) return [];
  return [
    problem(
      "BAD_VALUE",
      "version",
      `${String(version)} is no version; they count from 0.`,
      'Send the "version" of the report as you saw it; 0 when nothing is on file.',
    ),
  ];
}

/** A draft is what the next writer would write over; without one it is the last revision. */
function conflictWith(report: FiledReport | null, command: ReportCommand): Judgement["conflict"] {
  if (!("filing" in command)) return null;
  const { filing } = command;
  const draft = report?.draft == null ? null : { ...report.draft, isZeroReport: false };
  const onFile = draft ?? (report === null ? null : lastRevision(report));
  return contentChanges(onFile, filing).filter(({ what }) => filing.unread?.has(what) !== true);
}
