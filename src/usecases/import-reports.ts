// Many reports from one file: the same rules and the same writing as one by one, each report for itself, all answers together.
// All rows are judged first, in a few statements. A dry run ends there; otherwise those that pass are written one by one,
// each judged again in its own transaction, as another writer may have left its report.

import { setImmediate as othersFirst } from "node:timers/promises";
import type { Viewer } from "../domain/access/viewer.js";
import type { CountyFips } from "../domain/geography.js";
import type { Problem } from "../domain/problem.js";
import type { ContentChange } from "../domain/reporting/content-change.js";
import { reportKeyText } from "../domain/reporting/monthly-report.js";
import type { ReportingMonth } from "../domain/reporting-month.js";
import { sha256Of } from "./audit.js";
import { carryOut, nowhere, PERMISSION_OF, type ReportAnswer, type ReportingPorts } from "./change-report.js";
import type { Receipt } from "./receipt.js";
import { combinationsOf, readBackgrounds } from "./report-background.js";
import { filingOf, isEmpty, asWritten, withCells, type ReportEntry } from "./report-entry.js";
import {
  judgeOrder,
  momentIn,
  sceneOf,
  type Background,
  type Judgement,
  type ReportOrder,
} from "./report-order.js";
import { findChapters, type Place } from "./report-place.js";

export interface ImportOrder {
  readonly state: string;
  /** Slug; for rows that name none. */
  readonly chapter: string;
  readonly entries: readonly ReportEntry[];
  /** Why accepted figures change; without it a row that would change one is refused. */
  readonly reason: string | null;
  readonly idempotencyKey: string;
  readonly isDryRun: boolean;
}

export interface ImportedReport {
  readonly row: string;
  readonly chapter: string;
  readonly county: CountyFips;
  readonly month: ReportingMonth;
  /** In a dry run: what it would be. `EMPTY`: nobody filled the row in, and nothing was done with it. */
  readonly outcome: "NEW" | "CHANGED" | "UNCHANGED" | "EMPTY" | "REFUSED";
  readonly changes: readonly ContentChange[];
  /** Where what is on file differs from the row; null unless the row was made from an earlier version. */
  readonly conflict: readonly ContentChange[] | null;
  readonly problems: readonly Problem[];
  /** How many more problems the row has. */
  readonly moreProblems: number;
  readonly receipt: Receipt | null;
  readonly isReplayed: boolean;
}

export type ImportReports = (viewer: Viewer, order: ImportOrder) => Promise<readonly ImportedReport[]>;

export function importReports(ports: ReportingPorts): ImportReports {
  return async (viewer, asked) => {
    const rows = asked.entries.map((entry): Row => ({ entry, order: orderOf(asked, entry) }));
    const filled = rows.filter(({ entry }) => !isEmpty(entry));
    const judged = await judgeAll(ports, viewer, asked.state, filled);
    const written = asked.isDryRun ? new Set() : await toBeWritten(ports, viewer, judged);
    const imported: ImportedReport[] = [];
    for (const [index, row] of rows.entries()) {
      if (index % ROWS_AT_ONCE === 0) await othersFirst();
      const found = judged.get(row.order);
      if (found === undefined) imported.push(emptyRow(row));
      else if (found === null) imported.push(answeredRow(row, nowhere(row.order)));
      else if (!written.has(row.order)) imported.push(answeredRow(row, unwritten(found.judgement)));
      else {
        const { place, background } = found;
        imported.push(answeredRow(row, await carryOut(ports, viewer, row.order, place, background)));
      }
    }
    return imported;
  };
}

interface Row {
  readonly entry: ReportEntry;
  readonly order: ReportOrder;
}

function orderOf(asked: ImportOrder, entry: ReportEntry): ReportOrder {
  const { state, chapter, reason } = asked;
  const { county, month, version, values, isZeroReport, isPartial, comment } = entry;
  const slug = entry.chapterSlug ?? chapter;
  return {
    ref: { state, chapter: slug, county, month },
    version,
    // Of one length, however long the sender's is. A dry run keeps no answer.
    idempotencyKey: asked.isDryRun ? "" : sha256Of([asked.idempotencyKey, slug, county, month]),
    operation: "importReports",
    body: { version, values, isZeroReport, isPartial, comment, reason },
    faults: entry.problems,
    action: "SUBMIT",
    isZeroReport,
    command: (onFile, filedBefore) => ({
      action: "SUBMIT",
      filing: filingOf(entry, onFile, filedBefore, month),
      origin: "UPLOADED",
      reason,
    }),
  };
}

interface Judged {
  readonly place: Place;
  readonly background: Background;
  readonly judgement: Judgement;
}

/** So many are judged before others are let in, who wait for milliseconds then and not for seconds. */
const ROWS_AT_ONCE = 20;

/** Null: there is no such place for the viewer. The same few statements, whatever the number of orders. */
async function judgeAll(
  ports: ReportingPorts,
  viewer: Viewer,
  stateCode: string,
  rows: readonly Row[],
): Promise<ReadonlyMap<ReportOrder, Judged | null>> {
  const judged = new Map<ReportOrder, Judged | null>(rows.map(({ order }) => [order, null]));
  const own = await findChapters(ports, viewer, stateCode, PERMISSION_OF.SUBMIT);
  if (own === null) return judged;
  const placed = rows.flatMap(({ order, entry: { values } }) => {
    const { chapter: slug, county, month } = order.ref;
    const chapter = own.bySlug.get(slug);
    if (chapter === undefined) return [];
    return [{ order, chapter, values, key: { chapterId: chapter.id, county, month } }];
  });
  const keys = placed.map(({ key }) => key);
  const [backgroundOf, filed] = await Promise.all([
    readBackgrounds(ports, viewer, {
      keys,
      hasZeroReport: placed.some(({ order }) => order.isZeroReport),
      filedTogether: placed.map(({ key, values }) => ({ ...key, values })),
    }),
    ports.reports.standing(viewer, combinationsOf(keys)),
  ]);
  const onFile = new Map(filed.map((report) => [reportKeyText(report), report]));
  const moment = momentIn(own.state, ports.clock(), ports.lock);
  for (const [index, { order, chapter, key }] of placed.entries()) {
    if (index % ROWS_AT_ONCE === 0) await othersFirst();
    const background = backgroundOf(key);
    const report = onFile.get(reportKeyText(key)) ?? null;
    const scene = sceneOf(viewer, chapter, order.ref, moment, background, report);
    const place = { state: own.state, chapter };
    judged.set(order, { place, background, judgement: judgeOrder(order, scene, background) });
  }
  return judged;
}

/** What is refused needs no writing, unless it is a retry of what was done: then it is answered as it was. */
async function toBeWritten(
  { reports }: ReportingPorts,
  viewer: Viewer,
  judged: ReadonlyMap<ReportOrder, Judged | null>,
): Promise<ReadonlySet<ReportOrder>> {
  const isRefused = (order: ReportOrder) => judged.get(order)?.judgement.isRefused === true;
  const placed = [...judged.keys()].filter((order) => judged.get(order) !== null);
  const answered = await reports.answeredAmong(
    viewer,
    placed.filter(isRefused).map(({ idempotencyKey }) => idempotencyKey),
  );
  return new Set(placed.filter((order) => !isRefused(order) || answered.has(order.idempotencyKey)));
}

type RowAnswer = Omit<ReportAnswer, "view">;

function unwritten({ change, problems, isRefused, isFirst, changes, conflict }: Judgement): RowAnswer {
  const isUnchanged = change === null && !isRefused;
  return { problems, isUnchanged, isFirst, changes, conflict, receipt: null, isReplayed: false };
}

function answeredRow({ entry, order }: Row, answer: RowAnswer): ImportedReport {
  const { receipt, isReplayed, changes, conflict } = answer;
  const said = {
    changes,
    conflict,
    problems: withCells(
      answer.problems.map((found) => asWritten(asOfFile(found), entry)),
      entry,
    ),
    receipt,
    isReplayed,
  };
  return { ...placeOf(entry, order), outcome: outcomeOf(answer), ...said };
}

/** The reason for all rows of a file stands in the address. */
function asOfFile(found: Problem): Problem {
  if (found.path !== "reason") return found;
  const fix = 'Say in the address what was found out: "&reason=…".';
  return { ...found, path: "query.reason", fix };
}

function emptyRow({ entry, order }: Row): ImportedReport {
  const nothing = { changes: [], conflict: null, receipt: null, isReplayed: false };
  return { ...placeOf(entry, order), outcome: "EMPTY", problems: entry.problems, ...nothing };
}

function placeOf({ row, moreProblems }: ReportEntry, { ref: { chapter, county, month } }: ReportOrder) {
  return { row, chapter, county, month, moreProblems };
}

function outcomeOf({ problems, isUnchanged, isFirst }: RowAnswer): ImportedReport["outcome"] {
  if (problems.some(({ severity }) => severity === "ERROR")) return "REFUSED";
  if (isUnchanged) return "UNCHANGED";
  return isFirst ? "NEW" : "CHANGED";
}
