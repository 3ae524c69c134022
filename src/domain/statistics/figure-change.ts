// What an acceptance changed: the figures of record of one report, before and after, measure by measure.

import { REPORTED_MEASURES, type ReportValues } from "../catalog/catalog.js";
import type { MeasureKey } from "../catalog/measures.js";
import type { County } from "../geography.js";
import type { Chapter } from "../reporting/chapter.js";
import { differences, type ReportKey } from "../reporting/monthly-report.js";
import type { ReportingMonth } from "../reporting-month.js";
import type { FigureStatus } from "./figure.js";
import type { AcceptedValues } from "./report-grid.js";

/** What a revision says, as far as a change of it is told. */
export type SaidValues = Pick<AcceptedValues, "values" | "isPartial">;

/** Where an acceptance stands among all: by instant, then chapter, county, month and number of the revision. */
export interface AcceptancePlace extends ReportKey {
  readonly acceptedAt: Date;
  /** Number of the revision within its report. */
  readonly revision: number;
}

/** A revision became the figure of record. */
export interface Acceptance extends AcceptancePlace {
  readonly isDemonstration: boolean;
  readonly after: SaidValues;
  /** The one that was it before; null for the first of the report. */
  readonly before: (SaidValues & { readonly revision: number }) | null;
}

/** What is on record of one measure in one report. */
export interface RecordedFigure {
  /** Null unless the status is `REPORTED` or `REPORTED_ZERO`. */
  readonly value: number | null;
  readonly status: FigureStatus;
  /** The report covers only part of the month. */
  readonly isPartial: boolean;
}

/** A figure of record that changed. */
export interface FigureChange {
  readonly chapter: Chapter;
  readonly county: County;
  readonly month: ReportingMonth;
  readonly measure: MeasureKey;
  readonly before: RecordedFigure;
  readonly after: RecordedFigure;
  /** Null: nothing was on record before. */
  readonly revisionBefore: number | null;
  readonly revisionAfter: number;
  readonly acceptedAt: Date;
  readonly isDemonstration: boolean;
}

/** In the order of the catalogue. A report that turns whole or partial changes all that it says. */
export function changesOf(acceptance: Acceptance, chapter: Chapter, county: County): readonly FigureChange[] {
  const { month, acceptedAt, isDemonstration, before, after, revision } = acceptance;
  return changedMeasures(acceptance).map((measure) => ({
    chapter,
    county,
    month,
    measure,
    before: recorded(before, measure),
    after: recorded(after, measure),
    revisionBefore: before?.revision ?? null,
    revisionAfter: revision,
    acceptedAt,
    isDemonstration,
  }));
}

function changedMeasures({ before, after }: Acceptance): readonly MeasureKey[] {
  const earlier: ReportValues = before?.values ?? {};
  if (before === null || before.isPartial === after.isPartial) return differences(earlier, after.values);
  const isSaid = (key: MeasureKey) => earlier[key] !== undefined || after.values[key] !== undefined;
  return REPORTED_MEASURES.map(({ key }) => key).filter(isSaid);
}

function recorded(accepted: SaidValues | null, measure: MeasureKey): RecordedFigure {
  const value = accepted?.values[measure];
  const isPartial = accepted?.isPartial ?? false;
  if (value === undefined) return { value: null, status: "NOT_REPORTED", isPartial };
  if (value === null) return { value: null, status: "NOT_COLLECTED", isPartial };
  return { value, status: value === 0 && !isPartial ? "REPORTED_ZERO" : "REPORTED", isPartial };
}
