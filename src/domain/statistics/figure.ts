// The two kinds of figure. Their types carry the honesty: a value may be null, status and coverage never are.

import type { MeasureKey } from "../catalog/measures.js";
import type { MetricDefinition, MetricKind } from "../catalog/metric.js";
import type { MetricKey } from "../catalog/metrics.js";
import type { CountyFips } from "../geography.js";
import type { Chapter } from "../reporting/chapter.js";
import type { ReportingMonth } from "../reporting-month.js";
import type { Coverage } from "./coverage.js";
import type { Decimal } from "./decimal.js";
import type { Interval } from "./interval.js";

export const FIGURE_STATUSES = [
  "REPORTED",
  "REPORTED_ZERO",
  "NOT_REPORTED",
  "NOT_COLLECTED",
  "NOT_EXPECTED",
  "WITHHELD",
  "NOT_APPLICABLE",
] as const;

/** What stands behind the value, or behind its absence. */
export type FigureStatus = (typeof FIGURE_STATUSES)[number];

export const RELIABILITIES = ["RELIABLE", "USE_WITH_CAUTION", "UNRELIABLE", "NOT_ASSESSED"] as const;

/** Whether a rate rests on enough events to be compared. */
export type Reliability = (typeof RELIABILITIES)[number];

/** What a figure is made of, told when it is asked for. */
export interface FigureBasis {
  readonly key: MeasureKey | MetricKey;
  /** The reports that are in it, by chapter, county and month. */
  readonly reports: () => readonly CountedReport[];
}

/** A report that is in a figure. */
export interface CountedReport {
  readonly chapter: Chapter;
  readonly county: CountyFips;
  readonly month: ReportingMonth;
  /** Internal number of the accepted revision that is counted. */
  readonly revision: number;
}

interface Figure {
  readonly basis: FigureBasis;
  readonly status: FigureStatus;
  readonly coverage: Coverage;
  /** What a reader must know beside the value; null when there is nothing. */
  readonly note: string | null;
}

export interface Count extends Figure {
  /** Null unless the status is `REPORTED` or `REPORTED_ZERO`. */
  readonly value: number | null;
  /** What a withheld count is at least; null for any other. */
  readonly lower: number | null;
  /** What a withheld count is at most; null for any other, and where nothing that is published limits it. */
  readonly upper: number | null;
}

export interface Rate extends Figure {
  readonly value: Decimal | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Census vintage of the residents it is divided by; null for any other rate. */
  readonly vintage: string | null;
  readonly per: number;
  readonly interval: Interval | null;
  readonly reliability: Reliability;
  readonly definition: MetricDefinition;
}

/** Under this many events a rate is flagged. @source CDC WISQARS: rates on 20 or fewer deaths are unstable */
const CAUTION_BELOW = 20;

/** Under this many events or trials a rate says next to nothing. @source NCHS standards for rates, cdc:123462 */
const UNRELIABLE_BELOW = 10;

/** A share is as uncertain as that of the rest: with 28 of 28, chance shows only in the events that did not come. */
export function reliabilityOf(kind: MetricKind, numerator: number, denominator: number): Reliability {
  const events = kind === "PROPORTION" ? Math.min(numerator, denominator - numerator) : numerator;
  if (isTooFew(events, denominator)) return "UNRELIABLE";
  return events < CAUTION_BELOW ? "USE_WITH_CAUTION" : "RELIABLE";
}

/** Whether a rate of so many events says next to nothing. */
export function isTooFew(events: number, denominator: number): boolean {
  return events < UNRELIABLE_BELOW || denominator < UNRELIABLE_BELOW;
}
