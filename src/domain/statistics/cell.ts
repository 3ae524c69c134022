// One cell of an answer: one area in one period. Adds its observations up into counts and rates, on demand.
// A missing month is never a zero here: it is absent from the sum and present in the coverage.

import { addsUpOf, evaluate, metric, type Reading } from "../catalog/catalog.js";
import type { MeasureKey } from "../catalog/measures.js";
import type { Expression, MetricDefinition } from "../catalog/metric.js";
import type { MetricKey } from "../catalog/metrics.js";
import type { CountyFips, PopulationSeries } from "../geography.js";
import { monthName, type Period } from "../period.js";
import { addMonths, overlap, type MonthRange, type ReportingMonth } from "../reporting-month.js";
import { coverageOf, type Coverage } from "./coverage.js";
import { toDecimal } from "./decimal.js";
import { reliabilityOf, type Count, type FigureStatus, type Rate } from "./figure.js";
import { poissonInterval, wilsonInterval } from "./interval.js";
import type { Observation } from "./observation.js";
import { countResidents } from "./residents.js";

/** What a cell needs to know beside its observations. */
export interface CellSetting {
  /** The first month that is not over yet. */
  readonly runningMonth: ReportingMonth;
  readonly populations: ReadonlyMap<CountyFips, PopulationSeries>;
}

/** Expressions summed over the reports that answer all of them. */
interface Sum {
  readonly totals: readonly number[];
  readonly counted: readonly Observation[];
  readonly coverage: Coverage;
  /** Why there is no number; null when there is one. */
  readonly absence: "NOT_EXPECTED" | "NOT_COLLECTED" | "NOT_REPORTED" | "NOT_APPLICABLE" | null;
  readonly note: string | null;
}

/** A part of a month cannot be divided by a whole month of residents, so rates per residents leave such reports out. */
type PartialReports = "COUNT_PARTIAL" | "LEAVE_OUT_PARTIAL";

/** Accepted reports that are not in a sum. */
interface PassedOver {
  readonly notCollected: number;
  /** They cover only part of their month, and would have to cover all of it. */
  readonly partial: number;
}

export class Cell {
  readonly coverage: Coverage;
  /** Something of it is invented: a report, or the expectation of one that never came. */
  readonly isDemonstration: boolean;

  constructor(
    private readonly observations: readonly Observation[],
    private readonly period: Period,
    /** When a chapter in question serves a county of the area. */
    private readonly services: readonly MonthRange[],
    private readonly setting: CellSetting,
  ) {
    this.isDemonstration = observations.some((one) => one.isDemonstration);
    this.coverage = coverageOf(
      observations,
      observations.filter((one) => one.accepted !== null),
    );
  }

  count(key: MeasureKey): Count {
    const { totals, coverage, absence, note } = this.sum([{ plus: [key], minus: [] }]);
    const [value = 0] = totals;
    return {
      value: absence === null ? value : null,
      status: absence ?? statusOf(value, coverage),
      coverage,
      note,
    };
  }

  /** Numerator and denominator come from the same reports: a report that lacks one of them lends neither. */
  rate(key: MetricKey): Rate {
    const definition = metric(key);
    return definition.denominator === null
      ? this.residentRate(definition)
      : this.ratio(definition, this.sum([definition.numerator, definition.denominator]));
  }

  private ratio(definition: MetricDefinition, sum: Sum): Rate {
    const [numerator = 0, denominator = 0] = sum.totals;
    if (sum.absence !== null) return withoutValue(definition, sum, sum.absence, sum.note);
    const objection = objectionTo(definition, numerator, denominator);
    if (objection !== null) return withoutValue(definition, sum, "NOT_APPLICABLE", join(objection, sum.note));
    return ratio(definition, sum, numerator, denominator, sum.note);
  }

  private residentRate(definition: MetricDefinition): Rate {
    const sum = this.sum([definition.numerator], "LEAVE_OUT_PARTIAL");
    if (sum.absence !== null) return withoutValue(definition, sum, sum.absence, sum.note);
    const { years, note } = countResidents(sum.counted, this.setting.populations);
    if (years === null) return withoutValue(definition, sum, "NOT_APPLICABLE", join(note, sum.note));
    const [numerator = 0] = sum.totals;
    const objection = objectionTo(definition, numerator, years);
    if (objection !== null)
      return withoutValue(definition, sum, "NOT_APPLICABLE", join(objection, note, sum.note));
    return ratio(definition, sum, numerator, years, join(note, sum.note));
  }

  private sum(expressions: readonly Expression[], partial: PartialReports = "COUNT_PARTIAL"): Sum {
    const isStock = expressions.every((expression) => addsUpOf(expression) === "STOCK");
    const lastMonth = this.lastMonth();
    const relevant = isStock ? this.observations.filter((one) => one.month === lastMonth) : this.observations;
    const totals = expressions.map(() => 0);
    const counted: Observation[] = [];
    const passedOver = { notCollected: 0, partial: 0 };
    for (const observation of relevant) {
      const readings = expressions.map((expression) => readingOf(observation, expression));
      if (!readings.every((reading) => typeof reading === "number")) {
        if (readings.includes("NOT_COLLECTED")) passedOver.notCollected++;
      } else if (partial === "LEAVE_OUT_PARTIAL" && observation.accepted?.isPartial === true) {
        passedOver.partial++;
      } else {
        counted.push(observation);
        readings.forEach((reading, index) => (totals[index] = (totals[index] ?? 0) + reading));
      }
    }
    const isWhole = !isStock && counted.length === this.coverage.countedReports;
    const coverage = isWhole ? this.coverage : coverageOf(relevant, counted);
    return {
      totals,
      counted,
      coverage,
      absence: absenceOf(relevant.length, counted.length, passedOver),
      note:
        relevant.length === 0
          ? this.whyNotExpected(isStock ? { from: lastMonth, until: addMonths(lastMonth, 1) } : this.period)
          : noteOn(coverage, passedOver, isStock ? lastMonth : null, this.isDemonstration),
    };
  }

  private whyNotExpected(range: MonthRange): string {
    if (this.period.from >= this.setting.runningMonth)
      return "No report is expected before the month is over.";
    if (!this.services.some((service) => overlap(service, range)))
      return "No report was expected: none of the chapters in question served any of the counties in question then.";
    return "No report was expected: the chapter was not among those that report then.";
  }

  /** The last month of the period that is over: the one that a stock is read in. */
  private lastMonth(): ReportingMonth {
    const { until } = this.period;
    return addMonths(until < this.setting.runningMonth ? until : this.setting.runningMonth, -1);
  }
}

function readingOf(observation: Observation, expression: Expression): Reading {
  return observation.accepted === null ? "NOT_REPORTED" : evaluate(observation.accepted.values, expression);
}

/** A zero is reported as such only when nothing that was expected is missing from it. */
function statusOf(value: number, coverage: Coverage): FigureStatus {
  return value === 0 && coverage.isComplete ? "REPORTED_ZERO" : "REPORTED";
}

function absenceOf(relevant: number, counted: number, passedOver: PassedOver): Sum["absence"] {
  if (counted > 0) return null;
  if (relevant === 0) return "NOT_EXPECTED";
  if (passedOver.partial > 0) return "NOT_APPLICABLE";
  return passedOver.notCollected > 0 ? "NOT_COLLECTED" : "NOT_REPORTED";
}

/** Why there is no rate of these two; null when there is one. */
function objectionTo({ kind }: MetricDefinition, numerator: number, denominator: number): string | null {
  if (denominator === 0) return "Nothing to take a rate of: the denominator is 0.";
  if (kind !== "PROPORTION" || numerator <= denominator) return null;
  return `The reports contradict themselves: ${String(numerator)} cannot be a part of ${String(denominator)}.`;
}

function ratio(
  definition: MetricDefinition,
  sum: Sum,
  numerator: number,
  denominator: number,
  note: string | null,
): Rate {
  const scale = definition.per / denominator;
  return {
    value: toDecimal((numerator * definition.per) / denominator),
    numerator,
    denominator,
    per: definition.per,
    interval:
      definition.kind === "PROPORTION"
        ? wilsonInterval(numerator, denominator)
        : poissonInterval(numerator, scale),
    reliability: reliabilityOf(numerator, denominator),
    definition,
    status: statusOf(numerator, sum.coverage),
    coverage: sum.coverage,
    note,
  };
}

function withoutValue(
  definition: MetricDefinition,
  sum: Sum,
  status: FigureStatus,
  note: string | null,
): Rate {
  return {
    value: null,
    numerator: null,
    denominator: null,
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
  passedOver: PassedOver,
  stockMonth: ReportingMonth | null,
  isDemonstration: boolean,
): string | null {
  const { expectedReports, countedReports, partialReports } = coverage;
  const isOnlyPartial = countedReports === 0 && passedOver.partial > 0;
  return join(
    isDemonstration ? "Demonstration data: invented, not reported by anybody." : null,
    stockMonth !== null && countedReports > 0 ? `Stands for ${monthName(stockMonth)}.` : null,
    countedReports < expectedReports && !isOnlyPartial
      ? `Rests on ${String(countedReports)} of ${reports(expectedReports, "expected ")}; what is missing is not counted as zero.`
      : null,
    notCollectedNote(passedOver.notCollected),
    isOnlyPartial
      ? "Every report covers only part of its month: it cannot be set against whole months of residents."
      : null,
    passedOver.partial > 0 && !isOnlyPartial
      ? `${partOfMonth(passedOver.partial)} and ${passedOver.partial === 1 ? "is" : "are"} left out.`
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
