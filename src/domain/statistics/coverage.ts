// How much of what should have been reported stands behind a figure.

import type { CountyFips } from "../geography.js";
import type { Chapter } from "../reporting/chapter.js";
import type { ReportingMonth } from "../reporting-month.js";
import type { MarkSums } from "./area-series.js";
import { toDecimal, type Decimal } from "./decimal.js";

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
  /** First submitted later than that. */
  readonly lateReports: number;
  /** Sent back by a reviewer, and waiting for their chapter. */
  readonly returnedReports: number;
  /** Accepted, and filed to say that nothing happened; null where that is not published. */
  readonly zeroReports: number | null;
  /** Accepted, and saying what this figure needs: the reports that are in the number. */
  readonly countedReports: number;
  /** Of the counted ones, those that cover only part of their month. */
  readonly partialReports: number;
  /** Of the counted ones, those that are invented for demonstration. */
  readonly demonstrationReports: number;
  /** Expected and not received. */
  readonly missingReports: number;
  /** Counted of expected reports; null where none was expected. */
  readonly fraction: Decimal | null;
  /** Every expected report is counted, and none is partial. */
  readonly isComplete: boolean;
  /** Expected and not received, by chapter, county and month. */
  readonly missing: readonly MissingReport[];
}

/** The reports that are in a figure; for a row, all that are accepted. */
export interface CountedReports {
  readonly counted: number;
  readonly partial: number;
  readonly invented: number;
}

/** Works out what is asked of it, when it is asked: most figures are read without the names of what is missing. */
export class ReportCoverage implements Coverage {
  readonly expectedReports: number;
  readonly receivedReports: number;
  readonly acceptedReports: number;
  readonly onTimeReports: number;
  readonly returnedReports: number;
  readonly zeroReports: number | null;
  readonly countedReports: number;
  readonly partialReports: number;
  readonly demonstrationReports: number;

  constructor(
    marks: Omit<MarkSums, "zero"> & { readonly zero: number | null },
    { counted, partial, invented }: CountedReports,
    private readonly listMissing: () => readonly MissingReport[],
  ) {
    this.expectedReports = marks.expected;
    this.receivedReports = marks.received;
    this.acceptedReports = marks.accepted;
    this.onTimeReports = marks.onTime;
    this.returnedReports = marks.returned;
    this.zeroReports = marks.zero;
    this.countedReports = counted;
    this.partialReports = partial;
    this.demonstrationReports = invented;
  }

  get lateReports(): number {
    return this.receivedReports - this.onTimeReports;
  }

  get missingReports(): number {
    return this.expectedReports - this.receivedReports;
  }

  get fraction(): Decimal | null {
    return this.expectedReports === 0 ? null : toDecimal(this.countedReports / this.expectedReports);
  }

  get isComplete(): boolean {
    return (
      this.expectedReports > 0 && this.countedReports === this.expectedReports && this.partialReports === 0
    );
  }

  get missing(): readonly MissingReport[] {
    return this.missingReports === 0 ? [] : this.listMissing();
  }
}
