// What hangs on reports: read for many of them in one statement each, and only where it is asked for.

import type { Draft, FiledReport, ReportEvent, Revision } from "../domain/reporting/monthly-report.js";
import type { ReportPart } from "../usecases/ports.js";
import type { Ask } from "./ask.js";
import { Prisma } from "./generated/client.js";

/** Looking at one that was not asked for throws. */
export type PartsOf = Pick<FiledReport, "revisions" | "draft" | "events">;

/** A part together with the number of the report it hangs on. */
export type Of<Part> = Part & { readonly reportId: number };

/** Of each report by its number. */
export async function readParts(
  ask: Ask,
  reports: readonly number[],
  asked: ReadonlySet<ReportPart>,
): Promise<(report: number) => PartsOf> {
  const ids = [...reports];
  const revisions = asked.has("REVISIONS") ? await readRevisions(ask, ids, asked.has("VALUES")) : null;
  const drafts = asked.has("DRAFT") ? byReport(await readDrafts(ask, ids)) : null;
  const events = asked.has("EVENTS") ? byReport(await readEvents(ask, ids)) : null;
  return (report) => ({
    get revisions() {
      return (revisions ?? unread("revisions")).get(report) ?? [];
    },
    get draft() {
      return (drafts ?? unread("draft")).get(report)?.[0] ?? null;
    },
    get events() {
      return (events ?? unread("events")).get(report) ?? [];
    },
  });
}

async function readRevisions(
  ask: Ask,
  reports: number[],
  withValues: boolean,
): Promise<ReadonlyMap<number, readonly Revision[]>> {
  const rows = await ask<Of<Revision>>(
    `revisions of reports${withValues ? " with values" : ""}`,
    Prisma.sql`
      SELECT report_id AS "reportId", number, origin, is_zero_report AS "isZeroReport", is_partial AS "isPartial", reason,
             comment, submitted_by AS "submittedBy", submitted_at AS "submittedAt", accepted_at AS "acceptedAt"
             ${withValues ? Prisma.sql`, "values"` : Prisma.empty}
      FROM report_revision WHERE report_id = ANY(${reports}) ORDER BY report_id, number`,
  );
  return byReport(rows);
}

function readDrafts(ask: Ask, reports: number[]): Promise<readonly Of<Draft>[]> {
  return ask(
    "drafts of reports",
    Prisma.sql`
      SELECT report_id AS "reportId", "values", is_partial AS "isPartial", comment, saved_at AS "savedAt", saved_by AS "savedBy"
      FROM report_draft WHERE report_id = ANY(${reports})`,
  );
}

function readEvents(ask: Ask, reports: number[]): Promise<readonly Of<ReportEvent>[]> {
  return ask(
    "events of reports",
    Prisma.sql`
      SELECT report_id AS "reportId", action, status_before AS "statusBefore", status_after AS "statusAfter", revision, comment,
             at, by
      FROM report_event WHERE report_id = ANY(${reports}) ORDER BY id`,
  );
}

/** In the order of the rows; a report without any is not in it. */
export function byReport<Part extends object>(
  rows: readonly Of<Part>[],
): ReadonlyMap<number, readonly Of<Part>[]> {
  const parts = new Map<number, Of<Part>[]>();
  for (const row of rows) {
    const others = parts.get(row.reportId);
    if (others === undefined) parts.set(row.reportId, [row]);
    else others.push(row);
  }
  return parts;
}

function unread(part: string): never {
  throw new Error(`The ${part} of a report were looked at, and nobody had asked for them to be read.`);
}
