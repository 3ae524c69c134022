// What a reader must know beside the value of a cell, in words.

import { measure } from "../catalog/catalog.js";
import type { MeasureKey } from "../catalog/measures.js";
import { monthName } from "../period.js";
import type { ReportingMonth } from "../reporting-month.js";
import type { FigureSums, RefusedRowsInAll } from "./area-series.js";
import type { Coverage } from "./coverage.js";

export interface Noted extends Pick<FigureSums, "notCollected" | "leftOut"> {
  readonly coverage: Coverage;
  /** Parts of the figure that some of its reports do not collect. */
  readonly partsLeftOut: readonly MeasureKey[];
  readonly refusedRows: RefusedRowsInAll;
  /** The month in which a level is read; null for what is added up. */
  readonly stockMonth: ReportingMonth | null;
  readonly isDemonstration: boolean;
}

export function noteOn({
  coverage,
  notCollected,
  leftOut,
  partsLeftOut,
  refusedRows,
  stockMonth,
  isDemonstration,
}: Noted): string | null {
  const { expectedReports, countedReports, partialReports } = coverage;
  const isOnlyPartial = countedReports === 0 && leftOut > 0;
  return joinSentences(
    isDemonstration ? "Demonstration data: invented, not reported by anybody." : null,
    stockMonth !== null && countedReports > 0 ? `Stands for ${monthName(stockMonth)}.` : null,
    countedReports < expectedReports && !isOnlyPartial
      ? `Rests on ${String(countedReports)} of ${reports(expectedReports, "expected ")}; what is missing is not counted as zero.`
      : null,
    notCollectedNote(notCollected),
    partsNote(partsLeftOut),
    isOnlyPartial
      ? "Every report covers only part of its month: it cannot be set against whole months."
      : null,
    leftOut > 0 && !isOnlyPartial
      ? `${partOfMonth(leftOut)} and ${leftOut === 1 ? "is" : "are"} left out.`
      : null,
    partialReports > 0 ? `${partOfMonth(partialReports)}.` : null,
    refusedNote(refusedRows),
  );
}

/** Null where there is none. */
export function joinSentences(...sentences: readonly (string | null)[]): string | null {
  return sentences.filter((sentence) => sentence !== null).join(" ") || null;
}

function notCollectedNote(many: number): string | null {
  if (many === 0) return null;
  return `${reports(many, "accepted ")} ${many === 1 ? "does" : "do"} not collect it.`;
}

/** Null where every part is collected. */
export function partsNote(parts: readonly MeasureKey[]): string | null {
  if (parts.length === 0) return null;
  return `Left out where it is not collected: ${parts.map((key) => measure(key).title).join(", ")}.`;
}

function refusedNote({ dated, undated, isUndatedAtLeast }: RefusedRowsInAll): string | null {
  return joinSentences(
    dated > 0
      ? `${sourceRows(dated)} of these months ${dated === 1 ? "was refused and is" : "were refused and are"} not counted.`
      : null,
    undated > 0
      ? `${isUndatedAtLeast ? "At least " : ""}${sourceRows(undated)} without a date that can be read ${undated === 1 ? "was refused and is" : "were refused and are"} not counted; ${undated === 1 ? "it" : "each"} may belong here.`
      : null,
  );
}

function sourceRows(many: number): string {
  return `${String(many)} ${many === 1 ? "row" : "rows"} of the source`;
}

function partOfMonth(many: number): string {
  return `${reports(many)} ${many === 1 ? "covers only part of its month" : "cover only part of their month"}`;
}

function reports(many: number, adjective = ""): string {
  return `${String(many)} ${adjective}${many === 1 ? "report" : "reports"}`;
}
