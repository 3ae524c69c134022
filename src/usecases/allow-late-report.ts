// A reviewer lets a chapter file a locked month after all: with a reason, for some days, and on record.

import type { Viewer } from "../domain/access/viewer.js";
import { checkLeave, checkLeaveReason } from "../domain/reporting/late-leave.js";
import { localDateAt, type LocalDate } from "../domain/reporting-month.js";
import { appendAudit, type AuditAnchor } from "./audit.js";
import type { ReportingPorts } from "./change-report.js";
import { findPlace, unknownPlace, type Place, type ReportRef } from "./report-place.js";
import { reportSubject } from "./report-subject.js";
import { once, type Once } from "./idempotency.js";
import type { Writer } from "./ports.js";

export interface LateOrder {
  readonly ref: ReportRef;
  /** Last day on which the chapter may file. */
  readonly until: LocalDate;
  readonly reason: string;
  readonly idempotencyKey: string;
}

export type AllowLateReport = (viewer: Viewer, order: LateOrder) => Promise<Once<AuditAnchor>>;

export function allowLateReport(ports: ReportingPorts): AllowLateReport {
  return async (viewer, order) => {
    const place = await findPlace(ports, viewer, order.ref, "report:allow-late");
    if (place === null) {
      return { outcome: "REFUSED", problems: [unknownPlace(order.ref), ...checkLeaveReason(order)] };
    }
    return ports.inTransaction((writer) => allow(ports, writer, viewer, order, place), viewer);
  };
}

function allow(
  ports: ReportingPorts,
  writer: Writer,
  viewer: Viewer,
  { ref, until, reason, idempotencyKey }: LateOrder,
  { chapter, state }: Place,
): Promise<Once<AuditAnchor>> {
  const { accountId, isDemonstration } = viewer;
  const { county, month } = ref;
  const { lock } = ports;
  const now = ports.clock();
  const today = localDateAt(now, state.timeZone);
  const key = { chapterId: chapter.id, county, month };
  const leave = { until, reason };
  const judge = async () => {
    const report = await writer.lockReport(key);
    return checkLeave(leave, { chapter, county, month, today, lock, report, isDemonstration });
  };
  const act = async (): Promise<Once<AuditAnchor>> => {
    const problems = await judge();
    if (problems.length > 0) return { outcome: "REFUSED", problems };
    await writer.allowLateReport(key, leave, accountId, now);
    const anchor = await appendAudit(writer, {
      at: now,
      accountId,
      action: "report:allow-late",
      subject: reportSubject(ref),
      details: leave,
    });
    return { outcome: "DONE", answer: anchor, isReplayed: false };
  };
  const body = { ref, until, reason };
  const request = { accountId, key: idempotencyKey, operation: "allowLateReport", body };
  return once(writer, request, now, act, judge);
}
