// What somebody who changed a report is given: proof of what was taken in, that can be checked later without trusting us.

import type { Draft, FiledReport, Revision } from "../domain/reporting/monthly-report.js";
import { lastRevision } from "../domain/reporting/monthly-report.js";
import type { ReportStatus } from "../domain/reporting/report-status.js";
import { inOrder, sha256Of } from "./audit.js";

export interface Receipt {
  /** What was changed, such as "report MO/linn/29115/2026-03". */
  readonly subject: string;
  readonly status: ReportStatus;
  readonly version: number;
  /** Number of the last revision; null while there is only a draft. */
  readonly revision: number | null;
  /** SHA-256, in lower-case hex, of the contents as JSON with sorted keys. */
  readonly contentSha256: string;
  /** ISO 8601. */
  readonly at: string;
  /** The entry of the audit log that records it, and its seal. */
  readonly auditNumber: number;
  readonly auditSha256: string;
}

/** A receipt without its place in the audit log. */
export function receiptOf(
  subject: string,
  report: FiledReport,
  at: Date,
): Omit<Receipt, "auditNumber" | "auditSha256"> {
  const revision = lastRevision(report);
  return {
    subject,
    status: report.status,
    version: report.version,
    revision: revision?.number ?? null,
    contentSha256: contentSha256(subject, report.draft ?? revision),
    at: at.toISOString(),
  };
}

/** Over the subject and what was said, not over who said it when. */
export function contentSha256(subject: string, content: Draft | Revision | null): string {
  const { values, isPartial, comment } = content ?? { values: {}, isPartial: false, comment: null };
  const isZeroReport = content !== null && "isZeroReport" in content && content.isZeroReport;
  return sha256Of(inOrder({ subject, values, isPartial, isZeroReport, comment }));
}
