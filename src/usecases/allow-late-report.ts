// A reviewer lets a chapter file a locked month after all: with a reason, for some days, and on record.

import type { Viewer } from "../domain/access/viewer.js";
import { problem, type Problem } from "../domain/problem.js";
import { addDays, isLocked, lockedFrom, type LockRule } from "../domain/reporting/deadlines.js";
import { checkComment } from "../domain/reporting/filing.js";
import { membershipsIn } from "../domain/reporting/chapter.js";
import { localDateAt, type LocalDate } from "../domain/reporting-month.js";
import { appendAudit, type AuditAnchor } from "./audit.js";
import type { ReportingPorts } from "./change-report.js";
import { findPlace, unknownPlace, type ReportRef } from "./report-place.js";
import { reportSubject } from "./report-subject.js";
import { once, type Once } from "./idempotency.js";

export const LONGEST_LEAVE_DAYS = 60;

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
    if (place === null) return { outcome: "REFUSED", problems: [unknownPlace(order.ref)] };
    const { chapter, state } = place;
    const { county, month } = order.ref;
    const now = ports.clock();
    const isServed = membershipsIn(chapter, month).some((one) => one.county === county);
    const { idempotencyKey: key, ...body } = order;
    const request = { accountId: viewer.accountId, key, operation: "allowLateReport", body };
    return ports.inTransaction(
      (writer) =>
        once(writer, request, now, async () => {
          const problems = [
            ...check(order, localDateAt(now, state.timeZone), ports.lock),
            ...(isServed ? [] : [strangeCounty(order.ref)]),
          ];
          if (problems.length > 0) return { outcome: "REFUSED", problems };
          const { until, reason } = order;
          const report = { chapterId: chapter.id, county, month };
          await writer.allowLateReport(report, { until, reason }, viewer.accountId, now);
          const anchor = await appendAudit(writer, {
            at: now,
            accountId: viewer.accountId,
            action: "report:allow-late",
            subject: reportSubject(order.ref),
            details: { until, reason },
          });
          return { outcome: "DONE", answer: anchor, isReplayed: false };
        }),
      viewer,
    );
  };
}

function check(
  { ref: { month }, until, reason }: LateOrder,
  today: LocalDate,
  lock: LockRule,
): readonly Problem[] {
  const problems = [...checkComment("reason", reason)];
  if (!isLocked(month, today, lock, null)) {
    problems.push(
      problem(
        "WRONG_STATUS",
        "month",
        `${month} is not locked before ${lockedFrom(month, lock)}.`,
        "The chapter can file it without leave once it is over.",
      ),
    );
  }
  if (reason.trim() === "") {
    problems.push(
      problem(
        "REASON_NEEDED",
        "reason",
        "A lock is lifted without a reason.",
        "Say why the report comes so late.",
      ),
    );
  }
  const last = addDays(today, LONGEST_LEAVE_DAYS);
  if (until < today || until > last) {
    problems.push(
      problem(
        "BAD_VALUE",
        "until",
        `${until} is not between ${today} and ${last}.`,
        "Give a day in that range.",
      ),
    );
  }
  return problems;
}

function strangeCounty({ county, month, chapter }: ReportRef): Problem {
  return problem(
    "COUNTY_OUTSIDE_CHAPTER",
    "county",
    `"${chapter}" does not serve county ${county} in ${month}.`,
    "Give a county of the chapter in that month.",
  );
}
