// How much of what should have been reported stands behind a figure.

import type { CountyFips } from "../geography.js";
import type { Chapter } from "../reporting/chapter.js";
import type { ReportingMonth } from "../reporting-month.js";
import { toDecimal, type Decimal } from "./decimal.js";
import type { Observation } from "./observation.js";

/** A report that should be there and is not. */
export interface MissingReport {
  readonly chapter: Chapter;
  readonly county: CountyFips;
  readonly month: ReportingMonth;
}

/** One report is one county × month of a chapter. */
export interface Coverage {
  readonly expectedReports: number;
  /** Submitted, whatever became of them. */
  readonly receivedReports: number;
  readonly acceptedReports: number;
  /** First submitted by the 15th of the next month. */
  readonly onTimeReports: number;
  /** Accepted, and saying what this figure needs: the reports that are in the number. */
  readonly countedReports: number;
  /** Of the counted ones, those that cover only part of their month. */
  readonly partialReports: number;
  /** Of the counted ones, those that are invented for demonstration. */
  readonly demonstrationReports: number;
  /** Counted of expected reports; null where none was expected. */
  readonly fraction: Decimal | null;
  /** Every expected report is counted, and none is partial. */
  readonly isComplete: boolean;
  /** Expected and not received, by month. */
  readonly missing: readonly MissingReport[];
}

/** @param counted the observations that are in the figure; for a row, all that are accepted */
export function coverageOf(observations: readonly Observation[], counted: readonly Observation[]): Coverage {
  const partialReports = counted.filter((one) => one.accepted?.isPartial === true).length;
  return {
    expectedReports: observations.length,
    receivedReports: observations.filter((one) => one.isReceived).length,
    acceptedReports: observations.filter((one) => one.accepted !== null).length,
    onTimeReports: observations.filter((one) => one.isOnTime).length,
    countedReports: counted.length,
    partialReports,
    demonstrationReports: counted.filter((one) => one.isDemonstration).length,
    fraction: observations.length === 0 ? null : toDecimal(counted.length / observations.length),
    isComplete: observations.length > 0 && counted.length === observations.length && partialReports === 0,
    missing: observations.filter((one) => !one.isReceived),
  };
}
