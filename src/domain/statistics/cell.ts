// One cell of an answer: one area in one period. Makes figures of what its reports add up to, on demand.
// A missing month is never a zero here: it is absent from the sum and present in the coverage.

import { isMeasureKey, metric } from "../catalog/catalog.js";
import type { MeasureKey } from "../catalog/measures.js";
import type { MetricDefinition } from "../catalog/metric.js";
import type { MetricKey } from "../catalog/metrics.js";
import type { Period } from "../period.js";
import { addMonths, overlap, type MonthRange, type ReportingMonth } from "../reporting-month.js";
import type { AreaSeries, FigureSums, SeriesMonth } from "./area-series.js";
import { CellCount, CellRate, CellRateWithoutValue } from "./cell-figure.js";
import { joinSentences, noteOn } from "./cell-note.js";
import { ReportCoverage, type CountedReports, type Coverage, type MissingReport } from "./coverage.js";
import type { Count, CountedReport, FigureStatus, Rate } from "./figure.js";
import { planOfCount, planOfRate, type FigurePlan, type PartialReports } from "./figure-plan.js";
import type { Roster } from "./report-grid.js";
import { countResidents } from "./residents.js";

/** What a cell needs to know beside its reports. */
export interface CellSetting extends Pick<Roster, "populations"> {
  /** First month of the grid that the reports stand in. */
  readonly firstMonth: ReportingMonth;
  /** The first month that is not over yet. */
  readonly runningMonth: ReportingMonth;
  /** Left out: counted. */
  readonly partialReports?: PartialReports;
  /** Why nothing is expected from the running month on, in words; left out: those months are not over. */
  readonly afterwards?: string;
  /** Why nothing is said of months before the first, in words; left out: nobody reported then. */
  readonly beforehand?: string;
  /** That nothing happened in a county's month is a count, which is not told; left out: it is. */
  readonly isZeroSecret?: boolean;
}

/** A figure's reports added up, with what stands behind them. */
interface Sum {
  readonly sums: FigureSums;
  readonly coverage: Coverage;
  /** Why there is no number; null when there is one. */
  readonly absence: "NOT_EXPECTED" | "NOT_COLLECTED" | "NOT_REPORTED" | "NOT_APPLICABLE" | null;
  readonly writeNote: () => string | null;
}

export class Cell {
  readonly coverage: Coverage;
  /** Something of it is invented: a report, or the expectation of one that never came. */
  readonly isDemonstration: boolean;

  constructor(
    private readonly area: AreaSeries,
    private readonly period: Pick<Period, "from" | "until">,
    private readonly setting: CellSetting,
  ) {
    const marks = this.marksIn(period);
    this.isDemonstration = marks.isInvented;
    this.coverage = new ReportCoverage(marks, { ...marks, counted: marks.accepted }, () =>
      this.missingIn(period),
    );
  }

  count(key: MeasureKey): Count {
    const plan = planOfCount(key, this.setting.partialReports);
    const { sums, coverage, absence, writeNote } = this.sum(plan);
    const basis = { key, reports: () => this.countedReports(plan) };
    const status = absence ?? statusOf(sums.numerator, coverage);
    return new CellCount({ basis, status, coverage, writeNote }, absence === null ? sums.numerator : null);
  }

  /** Numerator and denominator come from the same reports: a report that lacks one of them lends neither. */
  rate(key: MetricKey): Rate {
    const definition = metric(key);
    const plan = planOfRate(key, this.setting.partialReports);
    const { sums, coverage, absence, writeNote } = this.sum(plan);
    const basis = { key, reports: () => this.countedReports(plan) };
    const without = (status: FigureStatus, ...notes: readonly (string | null)[]) =>
      new CellRateWithoutValue(
        { basis, status, coverage, writeNote: () => joinSentences(...notes, writeNote()) },
        definition,
      );
    if (absence !== null) return without(absence);
    const { years, vintage, note } =
      definition.denominator === null
        ? countResidents(this.countedReports(plan), this.setting.populations)
        : { years: sums.denominator, vintage: null, note: null };
    if (years === null) return without("NOT_APPLICABLE", note);
    const objection = objectionTo(definition, sums.numerator, years);
    if (objection !== null) return without("NOT_APPLICABLE", objection, note);
    const parts = {
      basis,
      status: statusOf(sums.numerator, coverage),
      coverage,
      writeNote: note === null ? writeNote : () => joinSentences(note, writeNote()),
    };
    return new CellRate(parts, definition, sums.numerator, years, vintage);
  }

  /** The coverage of a figure that so many of the accepted reports are in. */
  coverageOfCounted(counted: number): Coverage {
    if (counted === this.coverage.countedReports) return this.coverage;
    const { partialReports: partial, demonstrationReports: invented } = this.coverage;
    const most = { counted, partial: Math.min(partial, counted), invented: Math.min(invented, counted) };
    return this.coverageOf(this.period, most);
  }

  /** What a reader must know of a figure with that coverage. */
  noteOn(coverage: Coverage): string | null {
    return this.writeNote(this.period, false, { notCollected: 0, leftOut: 0 }, coverage, () => []);
  }

  /**
   * Numerator and denominator of a rate, as far as the reports give both: also of reports that make no rate by themselves, as
   * they are in the rate of a larger area all the same. Null where nothing is known.
   */
  sumsOf(key: MetricKey): Pick<FigureSums, "numerator" | "denominator"> | null {
    const plan = planOfRate(key, this.setting.partialReports);
    const { sums, absence } = this.sum(plan);
    const { numerator, denominator } = sums;
    if (absence !== null) return null;
    if (metric(key).denominator !== null) return { numerator, denominator };
    const { years } = countResidents(this.countedReports(plan), this.setting.populations);
    return years === null ? null : { numerator, denominator: years };
  }

  partsLeftOut(key: MeasureKey | MetricKey): readonly MeasureKey[] {
    const { partialReports } = this.setting;
    const plan = isMeasureKey(key) ? planOfCount(key, partialReports) : planOfRate(key, partialReports);
    return this.area.partsLeftOut(plan, plan.isStock ? this.lastMonthOver() : this.period);
  }

  private sum(plan: FigurePlan): Sum {
    const range = plan.isStock ? this.lastMonthOver() : this.period;
    const sums = this.area.sum(plan, range);
    // Counted reports are among the accepted ones: where there are as many, they are the same.
    const isWhole = !plan.isStock && sums.counted === this.coverage.countedReports;
    const coverage = isWhole ? this.coverage : this.coverageOf(range, sums);
    return {
      sums,
      coverage,
      absence: absenceOf(coverage.expectedReports, sums),
      writeNote: () =>
        this.writeNote(range, plan.isStock, sums, coverage, () => this.area.partsLeftOut(plan, range)),
    };
  }

  private writeNote(
    range: MonthRange,
    isStock: boolean,
    { notCollected, leftOut }: Pick<FigureSums, "notCollected" | "leftOut">,
    coverage: Coverage,
    partsLeftOut: () => readonly MeasureKey[],
  ): string | null {
    if (coverage.expectedReports === 0) return this.whyNotExpected(range);
    const stockMonth = isStock ? range.from : null;
    const { firstMonth, beforehand = null } = this.setting;
    return joinSentences(
      this.period.from < firstMonth ? beforehand : null,
      noteOn({
        coverage,
        notCollected,
        leftOut,
        partsLeftOut: partsLeftOut(),
        refusedRows: this.area.refusedRows(range),
        stockMonth,
        isDemonstration: this.isDemonstration,
      }),
    );
  }

  private coverageOf(range: MonthRange, counted: CountedReports): Coverage {
    const marks = this.marksIn(range);
    return new ReportCoverage(marks, counted, () => this.missingIn(range));
  }

  private marksIn(range: MonthRange) {
    const marks = this.area.marks(range, this.setting.runningMonth);
    return this.setting.isZeroSecret === true ? { ...marks, zero: null } : marks;
  }

  private whyNotExpected(range: MonthRange): string {
    const { firstMonth, beforehand } = this.setting;
    if (this.period.until <= firstMonth && beforehand !== undefined) return beforehand;
    if (this.period.from >= this.setting.runningMonth)
      return this.setting.afterwards ?? "No report is expected before the month is over.";
    if (!this.area.series.some(({ membership }) => overlap(membership, range)))
      return "No report was expected: none of the chapters in question served any of the counties in question then.";
    return "No report was expected: the chapter was not among those that report then.";
  }

  /** The last month of the period that is over, in which a stock is read; no month at all when none is over. */
  private lastMonthOver(): { readonly from: ReportingMonth; readonly until: ReportingMonth } {
    const { from, until } = this.period;
    const { runningMonth } = this.setting;
    const end = until < runningMonth ? until : runningMonth;
    const last = addMonths(end, -1);
    return { from: last, until: last < from ? last : end };
  }

  private countedReports(plan: FigurePlan): readonly CountedReport[] {
    const range = plan.isStock ? this.lastMonthOver() : this.period;
    return Array.from(this.area.counted(plan, range), (one) => ({
      ...this.placeOf(one),
      revision: one.series.revisions[one.place] ?? 0,
    }));
  }

  private missingIn(range: MonthRange): readonly MissingReport[] {
    return Array.from(this.area.missing(range, this.setting.runningMonth), (one) => this.placeOf(one));
  }

  private placeOf({ series, place }: SeriesMonth): MissingReport {
    return {
      chapter: series.chapter,
      county: series.membership.county,
      month: addMonths(this.setting.firstMonth, place),
    };
  }
}

/** A zero is reported as such only when nothing that was expected is missing from it. */
function statusOf(value: number, coverage: Coverage): FigureStatus {
  return value === 0 && coverage.isComplete ? "REPORTED_ZERO" : "REPORTED";
}

function absenceOf(expected: number, { counted, leftOut, notCollected }: FigureSums): Sum["absence"] {
  if (counted > 0) return null;
  if (expected === 0) return "NOT_EXPECTED";
  if (leftOut > 0) return "NOT_APPLICABLE";
  return notCollected > 0 ? "NOT_COLLECTED" : "NOT_REPORTED";
}

/** Why there is no rate of these two; null when there is one. */
export function objectionTo(
  { kind }: MetricDefinition,
  numerator: number,
  denominator: number,
): string | null {
  if (denominator === 0) return "Nothing to take a rate of: the denominator is 0.";
  if (kind !== "PROPORTION" || numerator <= denominator) return null;
  return `The reports contradict themselves: ${String(numerator)} cannot be a part of ${String(denominator)}.`;
}
