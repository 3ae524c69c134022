// What goes into the lattice of one year: what each county month said when it was locked. What comes later is kept from it, so
// that a quarter is always the sum of the months that are already out.

import type { ReportValues } from "../catalog/catalog.js";
import type { CountyFips, StateCode } from "../geography.js";
import { problem, type Problem } from "../problem.js";
import { addMonths, contains, yearOf, type ReportingMonth } from "../reporting-month.js";
import type { LatticeGrain } from "./policy.js";
import type { LatticePeriod } from "./lattice-cell.js";

/** One county in one month, for which a report was expected or came. */
export interface CountyMonth {
  readonly county: CountyFips;
  /** Slug of the chapter that served the county in the month; null: none did, and the county stands for itself. */
  readonly chapter: string | null;
  /** Null: the county lies in no region. */
  readonly region: string | null;
  readonly month: ReportingMonth;
  /** The figure of record when the month was locked; null: not reported, which is never a zero and never a number. */
  readonly values: ReportValues | null;
}

/** The months of one calendar year that a release shows. No sum reaches from one year into another. */
export interface YearTable {
  readonly stateCode: StateCode;
  /** Months `from`–`until` of one calendar year, the latter not included. */
  readonly from: ReportingMonth;
  readonly until: ReportingMonth;
  readonly countyMonths: readonly CountyMonth[];
}

/** Everything that keeps a table from being laid out. */
export function checkYearTable({ from, until, countyMonths }: YearTable): readonly Problem[] {
  const isOneYear = from < until && yearOf(from) === yearOf(addMonths(until, -1));
  const range = isOneYear
    ? []
    : [
        problem(
          "EMPTY_RANGE",
          "until",
          `${from} to ${until} are not months of one calendar year.`,
          "Give each calendar year a table of its own.",
        ),
      ];
  const seen = new Set<string>();
  const regions = new Map<string, string | null>();
  const faults = countyMonths.flatMap(({ county, chapter, region, month }, place) => {
    const path = `countyMonths[${String(place)}]`;
    const key = `${county} ${month}`;
    const isDouble = seen.has(key);
    seen.add(key);
    const home = `${chapter ?? county} ${month}`;
    const isTorn = (regions.get(home) ?? region) !== region;
    regions.set(home, region);
    return [
      ...(contains({ from, until }, month)
        ? []
        : [problem("BAD_MONTH", path, `${month} lies outside of the table.`, "Leave it out.")]),
      ...(isDouble
        ? [
            problem(
              "DUPLICATE",
              path,
              `${county} is there twice in ${month}.`,
              "A county has one chapter a month.",
            ),
          ]
        : []),
      ...(isTorn
        ? [problem("CONFLICT", path, `${home} lies in two regions.`, "A chapter lies in one region a month.")]
        : []),
    ];
  });
  return [...range, ...faults];
}

/** The periods of a table that are complete in it, months first. A quarter that is not over yet has no figure. */
export function periodsOfTable({ from, until }: Pick<YearTable, "from" | "until">): readonly LatticePeriod[] {
  const january = `${String(yearOf(from))}-01` as ReportingMonth;
  const cut = (grain: LatticeGrain, months: number) =>
    Array.from({ length: 12 / months }, (_, place) => {
      const start = addMonths(january, place * months);
      return { grain, label: labelOf(grain, start, place), from: start, until: addMonths(start, months) };
    });
  return [...cut("MONTH", 1), ...cut("QUARTER", 3), ...cut("YEAR", 12)].filter(
    (period) => from <= period.from && period.until <= until,
  );
}

function labelOf(grain: LatticeGrain, start: ReportingMonth, place: number): string {
  if (grain === "MONTH") return start;
  return grain === "YEAR" ? start.slice(0, 4) : `${start.slice(0, 4)}-Q${String(place + 1)}`;
}
