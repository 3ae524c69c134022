// One act on one report: authorise → load → decide → save with revision, event, audit entry and kept answer, or nothing.
// It keeps its own key, not the one around other mutations: its transaction runs in the name of the account, a retry is shown
// the report as it stands now, and rows of a file have keys of their own.

import type { Permission } from "../domain/access/permissions.js";
import type { Viewer } from "../domain/access/viewer.js";
import type { Problem } from "../domain/problem.js";
import type { Chapter } from "../domain/reporting/chapter.js";
import type { ContentChange } from "../domain/reporting/content-change.js";
import type { LockRule } from "../domain/reporting/deadlines.js";
import { lastRevision, type FiledReport } from "../domain/reporting/monthly-report.js";
import type { ReportAction } from "../domain/reporting/report-status.js";
import { appendAudit } from "./audit.js";
import { once, type Once } from "./idempotency.js";
import type { Clock, InTransaction, ReportReader, Writer } from "./ports.js";
import { returnNotices, type NoticePorts, type Notices } from "./notify-return.js";
import { receiptOf, type Receipt } from "./receipt.js";
import { readBackgrounds } from "./report-background.js";
import {
  judgeBlindly,
  judgeOrder,
  momentIn,
  sceneOf,
  type Background,
  type Judgement,
  type ReportOrder,
} from "./report-order.js";
import { findPlace, unknownPlace, type Place } from "./report-place.js";
import { reportSubject } from "./report-subject.js";
import type { ReportView } from "./report-view.js";

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
  /** Where what is on file differs from what was sent; null unless contents were sent with a stale version. */
  readonly conflict: readonly ContentChange[] | null;
}

export type ChangeReport = (viewer: Viewer, order: ReportOrder) => Promise<ReportAnswer>;

export interface ReportingPorts extends NoticePorts {
  readonly reports: ReportReader;
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
    if (place === null) return nowhere(order);
    const key = { ...order.ref, chapterId: place.chapter.id };
    const asked = { keys: [key], hasZeroReport: order.isZeroReport };
    const background = (await readBackgrounds(ports, viewer, asked))(key);
    return carryOut(ports, viewer, order, place, background);
  };
}

/** Two that would write one report wait for each other here; what is judged is the report as the first left it. */
export async function carryOut(
  ports: ReportingPorts,
  viewer: Viewer,
  order: ReportOrder,
  place: Place,
  background: Background,
): Promise<ReportAnswer> {
  const notices = order.action === "RETURN" ? await returnNotices(ports, place.chapter, order.ref) : () => [];
  return ports.inTransaction(
    (writer) => change(ports, writer, viewer, order, { ...place, background, notices }),
    viewer,
  );
}

/** The answer to an order for a place that is none, or not the viewer's. */
export function nowhere(order: ReportOrder): ReportAnswer {
  return refusal(null, [unknownPlace(order.ref), ...judgeBlindly(order)]);
}

/** What a retry is given again. */
interface Kept {
  readonly receipt: Receipt | null;
  readonly warnings: readonly Problem[];
  readonly isUnchanged: boolean;
  readonly isFirst: boolean;
  readonly changes: readonly ContentChange[];
}

/** All that was found out before the transaction. */
interface Known extends Place {
  readonly background: Background;
  readonly notices: Notices;
}

async function change(
  ports: ReportingPorts,
  writer: Writer,
  viewer: Viewer,
  order: ReportOrder,
  { state, chapter, background, notices }: Known,
): Promise<ReportAnswer> {
  const { county, month } = order.ref;
  const { accountId } = viewer;
  const key = { chapterId: chapter.id, county, month };
  const now = ports.clock();
  const moment = momentIn(state, now, ports.lock);
  const seen: Seen = { report: undefined, conflict: null };
  const judge = async (): Promise<Judgement> => {
    const report = await writer.lockReport(key);
    const scene = sceneOf(viewer, chapter, order.ref, moment, background, report);
    const judged = judgeOrder(order, scene, background);
    Object.assign(seen, { report, conflict: judged.conflict });
    return judged;
  };
  const act = async (): Promise<Once<Kept>> => {
    const judged = await judge();
    if (judged.isRefused) return { outcome: "REFUSED", problems: judged.problems };
    const { problems: warnings, isFirst, changes } = judged;
    const kept = { warnings, isUnchanged: judged.change === null, isFirst, changes };
    if (judged.change === null)
      return { outcome: "DONE", answer: { ...kept, receipt: null }, isReplayed: false };
    await writer.changeReport(key, judged.change, viewer.isDemonstration);
    await writer.enqueue(notices(judged.change), now);
    const changed = await writer.lockReport(key);
    if (changed === null) throw new Error("A report that was just written is not there.");
    seen.report = changed;
    const receipt = await seal(writer, viewer, order, chapter, changed, now);
    return { outcome: "DONE", answer: { ...kept, receipt }, isReplayed: false };
  };
  const { idempotencyKey, operation, body } = order;
  const request = { accountId, key: idempotencyKey, operation, body };
  const done = await once(writer, request, now, act, async () => (await judge()).problems);
  const report = seen.report === undefined ? await writer.lockReport(key) : seen.report;
  const { lockOverride } = background;
  const view = { chapter, county, month, report, today: moment.today, lock: ports.lock, lockOverride };
  if (done.outcome === "REFUSED") return refusal(view, done.problems, seen.conflict);
  const { warnings: problems, ...answer } = done.answer;
  return { view, problems, ...answer, isReplayed: done.isReplayed, conflict: null };
}

/** What comes to light on the way. */
interface Seen {
  /** Undefined while it was not looked at. */
  report: FiledReport | null | undefined;
  conflict: Judgement["conflict"];
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

function refusal(
  view: ReportView | null,
  problems: readonly Problem[],
  conflict: ReportAnswer["conflict"] = null,
): ReportAnswer {
  const nothing = { receipt: null, isReplayed: false, isUnchanged: false, isFirst: false, changes: [] };
  return { view, problems, conflict, ...nothing };
}
