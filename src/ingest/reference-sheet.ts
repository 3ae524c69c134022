// One reference file as a sheet of typed cells. Gathers what is wrong with them by file, line and column.

import {
  isCountyFips,
  isStateCode,
  FIPS_RULE,
  type CountyFips,
  type StateCode,
} from "../domain/geography.js";
import { problem, type Problem, type ProblemCode } from "../domain/problem.js";
import {
  isReportingMonth,
  MONTH_RULE,
  type MonthRange,
  type ReportingMonth,
} from "../domain/reporting-month.js";
import type { CsvRow } from "./csv.js";
import { wholeDigits } from "./whole-number.js";

/** Reads cells. One that cannot be read yields a stand-in; the problem that comes with it stops the load. */
export class ReferenceSheet {
  readonly problems: Problem[] = [];

  constructor(
    readonly file: string,
    readonly rows: readonly CsvRow[],
  ) {}

  refuse(code: ProblemCode, row: CsvRow, column: string, message: string, fix: string): void {
    this.problems.push(
      problem(code, `${this.file}, line ${String(row.line)}, column ${column}`, message, fix),
    );
  }

  text(row: CsvRow, column: string): string {
    const text = row.text(column);
    if (text === "") this.refuse("MISSING_VALUE", row, column, "The cell is empty.", "Fill it in.");
    return text;
  }

  whole(row: CsvRow, column: string, least: number, most: number): number {
    const text = row.text(column);
    const value = Number(wholeDigits(text) ?? Number.NaN);
    if (value >= least && value <= most) return value;
    const range = `from ${String(least)} to ${String(most)}`;
    this.refuse("BAD_VALUE", row, column, `"${text}" is no whole number ${range}.`, "Write digits only.");
    return least;
  }

  state(row: CsvRow, column: string): StateCode {
    const text = row.text(column);
    if (!isStateCode(text)) {
      this.refuse("BAD_VALUE", row, column, `"${text}" is no two-letter postal code.`, 'Write it like "MO".');
    }
    return text as StateCode;
  }

  county(row: CsvRow, column: string): CountyFips {
    const text = wholeDigits(row.text(column)) ?? row.text(column);
    if (!isCountyFips(text)) {
      this.refuse(
        "BAD_FIPS",
        row,
        column,
        `"${row.text(column)}" is no county code.`,
        `${FIPS_RULE}; mind leading zeros.`,
      );
    }
    return text as CountyFips;
  }

  /** The columns `from_month` and `until_month`. */
  months(row: CsvRow): MonthRange {
    const from = row.text("from_month");
    const until = row.text("until_month");
    if (!isReportingMonth(from)) {
      this.refuse("BAD_MONTH", row, "from_month", `"${from}" is no month.`, `${MONTH_RULE}.`);
    }
    if (until !== "" && !isReportingMonth(until)) {
      const fix = `${MONTH_RULE}; leave it empty for "until further notice".`;
      this.refuse("BAD_MONTH", row, "until_month", `"${until}" is no month.`, fix);
    } else if (until !== "" && until <= from) {
      const fix = "Give the first month that is not included.";
      this.refuse("EMPTY_RANGE", row, "until_month", `"${until}" is not after ${from}.`, fix);
    }
    return { from: from as ReportingMonth, until: until === "" ? null : (until as ReportingMonth) };
  }

  /**
   * Refuses a row whose key an earlier row has.
   * @param keys of the rows, in their order
   * @param saying the beginning of the sentence, which goes on with the line of the earlier row
   */
  refuseTwice(column: string, keys: readonly string[], saying: (key: string) => string, fix: string): void {
    const seen = new Map<string, number>();
    for (const [index, row] of this.rows.entries()) {
      const key = keys[index] ?? "";
      const earlier = seen.get(key);
      if (earlier === undefined) seen.set(key, row.line);
      else {
        this.refuse("DUPLICATE", row, column, `${saying(key)}: see line ${String(earlier)}.`, fix);
      }
    }
  }
}
