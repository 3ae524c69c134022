// One act on one report: authorise → load → decide → save with revision, event, audit entry and kept answer, or nothing.

import type { Permission } from "../domain/access/permissions.js";
import type { Viewer } from "../domain/access/viewer.js";
import { problem, type Problem } from "../domain/problem.js";
import { checkMonth } from "../domain/reporting/filing.js";
import { actOnReport, type ReportCommand, type Scene } from "../domain/reporting/act-on-report.js";
import type { Chapter } from "../domain/reporting/chapter.js";
import type { LockRule } from "../domain/reporting/deadlines.js";
import {
  lastRevision,
  revisionChanges,
  type ContentChange,
  type FiledReport,
  type ReportKey,
} from "../domain/reporting/monthly-report.js";
import type { ReportAction } from "../domain/reporting/report-status.js";
import { HISTORY_MONTHS } from "../domain/reporting/unusual-change.js";
import { addMonths, localDateAt, monthOf } from "../domain/reporting-month.js";
import { appendAudit } from "./audit.js";
import { once, type Once } from "./idempotency.js";
import type { Clock, InTransaction, Writer } from "./ports.js";
import { returnNotices, type NoticePorts, type Notices } from "./notify-return.js";
import { receiptOf, type Receipt } from "./receipt.js";
import { findPlace, unknownPlace, type Place, type ReportRef } from "./report-place.js";
import { reportSubject } from "./report-subject.js";
import type { ReportView } from "./report-view.js";

export interface ReportOrder {
  readonly ref: ReportRef;
  /** The version the sender saw; 0: nothing on file. Null: whatever is there, as a file says it. */
  readonly version: number | null;
  readonly idempotencyKey: string;
  /** Name of the mutation and all it was asked with: what makes a retry the same request. */
  readonly operation: string;
  readonly body: unknown;
  /** What to do, with the report as it stands in hand. */
  readonly command: (report: FiledReport | null) => ReportCommand;
  readonly action: ReportAction;
  /** What was found wrong with the request on its way here. */
  readonly faults?: readonly Problem[];
  /** Judges and writes nothing. */
  readonly isDryRun?: boolean;
}

export interface ReportAnswer {
  /** As it stands after the act, or when the act was refused; null when there is no such place, or it is not yours. */
  readonly view: ReportView | null;
  /** Null when nothing was done. */
  readonly receipt: Receipt | null;
  readonly problems: readonly Problem[];
  readonly isReplayed: boolean;
  /** The report says that already: nothing had to be changed. */
  readonly isUnchanged: boolean;
  /** It is the first revision of the report. */
  readonly isFirst: boolean;
  /** Where the new revision differs from the one before. */
  readonly changes: readonly ContentChange[];
}

export type ChangeReport = (viewer: Viewer, order: ReportOrder) => Promise<ReportAnswer>;

export interface ReportingPorts extends NoticePorts {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  readonly lock: LockRule;
}

export const PERMISSION_OF: Readonly<Record<ReportAction, Permission>> = {
  SAVE: "report:submit",
  SUBMIT: "report:submit",
  ACCEPT: "report:review",
  RETURN: "report:review",
  REOPEN: "report:reopen",
};

export function changeReport(ports: ReportingPorts): ChangeReport {
  return async (viewer, order) => {
    const place = await findPlace(ports, viewer, order.ref, PERMISSION_OF[order.action]);
    if (place === null) return refusal(null, unknownPlace(order.ref));
    const notices =
      order.action === "RETURN" ? await returnNotices(ports, place.chapter, order.ref) : () => [];
    return ports.inTransaction((writer) => change(ports, writer, viewer, order, place, notices), viewer);
  };
}

/** What a retry is given again. */
interface Kept {
  readonly receipt: Receipt | null;
  readonly warnings: readonly Problem[];
  readonly isUnchanged: boolean;
  readonly isFirst: boolean;
  readonly changes: readonly ContentChange[];
}

async function change(
  ports: ReportingPorts,
  writer: Writer,
  viewer: Viewer,
  order: ReportOrder,
  place: Place,
  notices: Notices,
): Promise<ReportAnswer> {
  const { chapter } = place;
  const { county, month } = order.ref;
  const key = { chapterId: chapter.id, county, month };
  const now = ports.clock();
  const lockOverride = await writer.lockOverrideOf(key);
  const seen: Seen = { report: undefined };
  const act = async (): Promise<Once<Kept>> => {
    const { faults = [] } = order;
    const report = await writer.lockReport(key);
    seen.report = report;
    const scene = await setScene(ports, writer, viewer, place, key, { report, lockOverride, now });
    if (faults.some(({ severity }) => severity === "ERROR"))
      return { outcome: "REFUSED", problems: [...faults, ...checkMonth(scene)] };
    const stale = checkVersion(report, order.version);
    if (stale !== null) return { outcome: "REFUSED", problems: [stale] };
    const decision = actOnReport(order.command(report), scene);
    if (decision.problems.some(({ severity }) => severity === "ERROR"))
      return { outcome: "REFUSED", problems: decision.problems };
    const last = report === null ? null : lastRevision(report);
    const said = decision.change?.newRevision ?? null;
    const kept = {
      warnings: [...faults, ...decision.problems],
      isUnchanged: decision.change === null,
      isFirst: last === null,
      changes: said === null ? [] : revisionChanges(last, said),
    };
    if (decision.change === null || order.isDryRun === true)
      return { outcome: "DONE", answer: { ...kept, receipt: null }, isReplayed: false };
    await writer.changeReport(key, decision.change, viewer.isDemonstration);
    await writer.enqueue(notices(decision.change), now);
    const changed = await writer.lockReport(key);
    if (changed === null) throw new Error("A report that was just written is not there.");
    seen.report = changed;
    const receipt = await seal(writer, viewer, order, chapter, changed, now);
    return { outcome: "DONE", answer: { ...kept, receipt }, isReplayed: false };
  };
  const keyed = {
    accountId: viewer.accountId,
    key: order.idempotencyKey,
    operation: order.operation,
    body: order.body,
  };
  const done = order.isDryRun === true ? await act() : await once(writer, keyed, now, act);
  const report = seen.report === undefined ? await writer.lockReport(key) : seen.report;
  const today = localDateAt(now, place.state.timeZone);
  const view = { chapter, county, month, report, today, lock: ports.lock, lockOverride };
  return done.outcome === "REFUSED"
    ? refusal(view, ...done.problems)
    : {
        view,
        receipt: done.answer.receipt,
        problems: done.answer.warnings,
        isReplayed: done.isReplayed,
        isUnchanged: done.answer.isUnchanged,
        isFirst: done.answer.isFirst,
        changes: done.answer.changes,
      };
}

/** What comes to light on the way. */
interface Seen {
  /** Undefined while it was not looked at. */
  report: FiledReport | null | undefined;
}

async function setScene(
  { lock }: ReportingPorts,
  writer: Writer,
  { accountId }: Viewer,
  { state, chapter }: Place,
  { county, month }: ReportKey,
  { report, lockOverride, now }: Pick<Scene, "report" | "lockOverride" | "now">,
): Promise<Scene> {
  const today = localDateAt(now, state.timeZone);
  const history = await writer.valuesOfRecord(county, {
    from: addMonths(month, -HISTORY_MONTHS),
    until: month,
  });
  return {
    report,
    chapter,
    county,
    month,
    today,
    runningMonth: monthOf(today),
    lock,
    lockOverride,
    history,
    accountId,
    now,
  };
}

function checkVersion(report: FiledReport | null, version: number | null): Problem | null {
  const current = report?.version ?? 0;
  if (version === null || version === current) return null;
  return problem(
    "STALE_VERSION",
    "version",
    `You worked on version ${String(version)}, and version ${String(current)} is on file now.`,
    'Look at "report" in this answer, bring your changes into it, and send them with its version.',
  );
}

/** Writes the audit entry and makes the receipt that points at it. */
async function seal(
  writer: Writer,
  viewer: Viewer,
  { action }: ReportOrder,
  chapter: Chapter,
  report: FiledReport,
  now: Date,
): Promise<Receipt> {
  const { county, month } = report;
  const subject = reportSubject({ state: chapter.stateCode, chapter: chapter.slug, county, month });
  const draft = receiptOf(subject, report, now);
  const anchor = await appendAudit(writer, {
    at: now,
    accountId: viewer.accountId,
    action: `report:${action.toLowerCase()}`,
    subject,
    details: {
      status: report.status,
      version: report.version,
      revision: lastRevision(report)?.number ?? null,
      contentSha256: draft.contentSha256,
    },
  });
  return { ...draft, auditNumber: anchor.number, auditSha256: anchor.sha256 };
}

function refusal(view: ReportView | null, ...problems: readonly Problem[]): ReportAnswer {
  return {
    view,
    receipt: null,
    problems,
    isReplayed: false,
    isUnchanged: false,
    isFirst: false,
    changes: [],
  };
}
