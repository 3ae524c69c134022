// One cell of an answer: one area in one period. Makes figures of what its reports add up to, on demand.
// A missing month is never a zero here: it is absent from the sum and present in the coverage.

import { metric } from "../catalog/catalog.js";
import type { MeasureKey } from "../catalog/measures.js";
import type { MetricDefinition } from "../catalog/metric.js";
import type { MetricKey } from "../catalog/metrics.js";
import { monthName, type Period } from "../period.js";
import { addMonths, overlap, type MonthRange, type ReportingMonth } from "../reporting-month.js";
import type { AreaSeries, FigureSums, SeriesMonth } from "./area-series.js";
import { ReportCoverage, type CountedReports, type Coverage, type MissingReport } from "./coverage.js";
import { toDecimal } from "./decimal.js";
import {
  reliabilityOf,
  type Count,
  type CountedReport,
  type FigureBasis,
  type FigureStatus,
  type Rate,
} from "./figure.js";
import { planOfCount, planOfRate, type FigurePlan, type PartialReports } from "./figure-plan.js";
import { poissonInterval, wilsonInterval } from "./interval.js";
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
}

/** A figure's reports added up, with what stands behind them. */
interface Sum extends FigureSums {
  readonly plan: FigurePlan;
  readonly coverage: Coverage;
  /** Why there is no number; null when there is one. */
  readonly absence: "NOT_EXPECTED" | "NOT_COLLECTED" | "NOT_REPORTED" | "NOT_APPLICABLE" | null;
  readonly note: string | null;
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
    const marks = area.marks(period, setting.runningMonth);
    this.isDemonstration = marks.isInvented;
    this.coverage = new ReportCoverage(marks, { ...marks, counted: marks.accepted }, () =>
      this.missingIn(period),
    );
  }

  count(key: MeasureKey): Count {
    const plan = planOfCount(key, this.setting.partialReports);
    const { numerator, coverage, absence, note } = this.sum(plan);
    return {
      basis: { key, reports: () => this.countedReports(plan) },
      value: absence === null ? numerator : null,
      status: absence ?? statusOf(numerator, coverage),
      coverage,
      note,
    };
  }

  /** Numerator and denominator come from the same reports: a report that lacks one of them lends neither. */
  rate(key: MetricKey): Rate {
    const definition = metric(key);
    const plan = planOfRate(key, this.setting.partialReports);
    const sum = this.sum(plan);
    const basis = { key, reports: () => this.countedReports(plan) };
    if (sum.absence !== null) return withoutValue(basis, definition, sum, sum.absence, sum.note);
    const { years, vintage, note } =
      definition.denominator === null
        ? countResidents(this.countedReports(plan), this.setting.populations)
        : { years: sum.denominator, vintage: null, note: null };
    if (years === null) return withoutValue(basis, definition, sum, "NOT_APPLICABLE", join(note, sum.note));
    const objection = objectionTo(definition, sum.numerator, years);
    if (objection !== null)
      return withoutValue(basis, definition, sum, "NOT_APPLICABLE", join(objection, note, sum.note));
    return { ...ratio(basis, definition, sum, years, join(note, sum.note)), vintage };
  }

  /**
   * Numerator and denominator of a rate, as far as the reports give both: also of reports that make no rate by themselves, as
   * they are in the rate of a larger area all the same. Null where nothing is known.
   */
  sumsOf(key: MetricKey): Pick<FigureSums, "numerator" | "denominator"> | null {
    const plan = planOfRate(key, this.setting.partialReports);
    const { numerator, denominator, absence } = this.sum(plan);
    if (absence !== null) return null;
    if (metric(key).denominator !== null) return { numerator, denominator };
    const { years } = countResidents(this.countedReports(plan), this.setting.populations);
    return years === null ? null : { numerator, denominator: years };
  }

  private sum(plan: FigurePlan): Sum {
    const range = plan.isStock ? this.lastMonthOver() : this.period;
    const sums = this.area.sum(plan, range);
    // Counted reports are among the accepted ones: where there are as many, they are the same.
    const isWhole = !plan.isStock && sums.counted === this.coverage.countedReports;
    const coverage = isWhole ? this.coverage : this.coverageOf(range, sums);
    return {
      ...sums,
      plan,
      coverage,
      absence: absenceOf(coverage.expectedReports, sums),
      note:
        coverage.expectedReports === 0
          ? this.whyNotExpected(range)
          : noteOn(coverage, sums, plan.isStock ? range.from : null, this.isDemonstration),
    };
  }

  private coverageOf(range: MonthRange, counted: CountedReports): Coverage {
    const marks = this.area.marks(range, this.setting.runningMonth);
    return new ReportCoverage(marks, counted, () => this.missingIn(range));
  }

  private whyNotExpected(range: MonthRange): string {
    if (this.period.from >= this.setting.runningMonth)
      return "No report is expected before the month is over.";
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
function objectionTo({ kind }: MetricDefinition, numerator: number, denominator: number): string | null {
  if (denominator === 0) return "Nothing to take a rate of: the denominator is 0.";
  if (kind !== "PROPORTION" || numerator <= denominator) return null;
  return `The reports contradict themselves: ${String(numerator)} cannot be a part of ${String(denominator)}.`;
}

function ratio(
  basis: FigureBasis,
  definition: MetricDefinition,
  { numerator, coverage }: Sum,
  denominator: number,
  note: string | null,
): Rate {
  const scale = definition.per / denominator;
  return {
    basis,
    value: toDecimal((numerator * definition.per) / denominator),
    numerator,
    denominator,
    vintage: null,
    per: definition.per,
    interval:
      definition.kind === "PROPORTION"
        ? wilsonInterval(numerator, denominator)
        : poissonInterval(numerator, scale),
    reliability: reliabilityOf(numerator, denominator),
    definition,
    status: statusOf(numerator, coverage),
    coverage,
    note,
  };
}

function withoutValue(
  basis: FigureBasis,
  definition: MetricDefinition,
  sum: Sum,
  status: FigureStatus,
  note: string | null,
): Rate {
  return {
    basis,
    value: null,
    numerator: null,
    denominator: null,
    vintage: null,
    per: definition.per,
    interval: null,
    reliability: "NOT_ASSESSED",
    definition,
    status,
    coverage: sum.coverage,
    note,
  };
}

function noteOn(
  coverage: Coverage,
  { notCollected, leftOut }: FigureSums,
  stockMonth: ReportingMonth | null,
  isDemonstration: boolean,
): string | null {
  const { expectedReports, countedReports, partialReports } = coverage;
  const isOnlyPartial = countedReports === 0 && leftOut > 0;
  return join(
    isDemonstration ? "Demonstration data: invented, not reported by anybody." : null,
    stockMonth !== null && countedReports > 0 ? `Stands for ${monthName(stockMonth)}.` : null,
    countedReports < expectedReports && !isOnlyPartial
      ? `Rests on ${String(countedReports)} of ${reports(expectedReports, "expected ")}; what is missing is not counted as zero.`
      : null,
    notCollectedNote(notCollected),
    isOnlyPartial
      ? "Every report covers only part of its month: it cannot be set against whole months."
      : null,
    leftOut > 0 && !isOnlyPartial
      ? `${partOfMonth(leftOut)} and ${leftOut === 1 ? "is" : "are"} left out.`
      : null,
    partialReports > 0 ? `${partOfMonth(partialReports)}.` : null,
  );
}

function notCollectedNote(many: number): string | null {
  if (many === 0) return null;
  return `${reports(many, "accepted ")} ${many === 1 ? "does" : "do"} not collect it.`;
}

function partOfMonth(many: number): string {
  return `${reports(many)} ${many === 1 ? "covers only part of its month" : "cover only part of their month"}`;
}

function reports(many: number, adjective = ""): string {
  return `${String(many)} ${adjective}${many === 1 ? "report" : "reports"}`;
}

function join(...sentences: readonly (string | null)[]): string | null {
  return sentences.filter((sentence) => sentence !== null).join(" ") || null;
}
