// The periods that a reader can choose from: years and quarters that a release shows.

export interface SitePeriod {
  /** As addresses have it: "2025", "2025-Q3". */
  readonly key: string;
  readonly label: string;
  /** First month, "2025-01". */
  readonly from: string;
  /** First month that is not in it. */
  readonly until: string;
  /** The release shows only part of it. */
  readonly isPartial: boolean;
  readonly kind: "YEAR" | "QUARTER";
}

/** Newest first; years, of which the newest may be partial, then whole quarters. */
export function periodsOf(from: string, until: string): readonly SitePeriod[] {
  const [first, end] = [ordinal(from), ordinal(until)];
  const years: SitePeriod[] = [];
  for (let year = Math.floor(first / 12); year * 12 < end; year++)
    years.unshift(yearPeriod(year, Math.max(first, year * 12), Math.min(end, (year + 1) * 12)));
  const quarters: SitePeriod[] = [];
  for (let start = Math.ceil(first / 3) * 3; start + 3 <= end; start += 3)
    quarters.unshift(quarterPeriod(start));
  return [...years, ...quarters];
}

/** The newest whole year, or else the newest year there is. */
export function usualPeriod(periods: readonly SitePeriod[]): SitePeriod {
  const found = periods.find(({ kind, isPartial }) => kind === "YEAR" && !isPartial) ?? periods[0];
  if (found === undefined) throw new Error("A release shows at least one month.");
  return found;
}

function yearPeriod(year: number, from: number, until: number): SitePeriod {
  const isPartial = until - from < 12;
  return {
    key: String(year),
    label: isPartial
      ? `${String(year)} (part: ${shortMonth(from)} to ${shortMonth(until - 1)})`
      : String(year),
    from: monthText(from),
    until: monthText(until),
    isPartial,
    kind: "YEAR",
  };
}

function quarterPeriod(start: number): SitePeriod {
  const year = Math.floor(start / 12);
  const quarter = (start % 12) / 3 + 1;
  return {
    key: `${String(year)}-Q${String(quarter)}`,
    label: `${shortMonth(start)} to ${shortMonth(start + 2)} ${String(year)}`,
    from: monthText(start),
    until: monthText(start + 3),
    isPartial: false,
    kind: "QUARTER",
  };
}

function ordinal(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
}

function monthText(ordinalMonth: number): string {
  return `${String(Math.floor(ordinalMonth / 12))}-${String((ordinalMonth % 12) + 1).padStart(2, "0")}`;
}

const SHORT = new Intl.DateTimeFormat("en-US", { month: "long", timeZone: "UTC" });

function shortMonth(ordinalMonth: number): string {
  return SHORT.format(new Date(Date.UTC(2000, ordinalMonth % 12, 1)));
}
