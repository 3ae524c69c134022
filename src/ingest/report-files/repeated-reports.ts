// The same county and month twice in one file: nobody can say which is meant, so neither is filed.

import { problem, type Problem } from "../../domain/problem.js";
import { cellOf, type ReportEntry } from "../../usecases/report-entry.js";

/** The entries, each with a problem that names the others of the same report. */
export function refuseRepeated(entries: readonly ReportEntry[]): readonly ReportEntry[] {
  // A row that names no chapter is of the chapter that files, so it can be the same report as any of its county and month.
  const anyChapter = new Set(
    entries.filter(({ chapterSlug }) => chapterSlug === null).map((entry) => countyMonth(entry)),
  );
  const keyOf = (entry: ReportEntry) =>
    anyChapter.has(countyMonth(entry)) ? countyMonth(entry) : `${countyMonth(entry)} ${entry.chapterSlug}`;
  const groups = new Map<string, ReportEntry[]>();
  for (const entry of entries) {
    const group = groups.get(keyOf(entry));
    if (group === undefined) groups.set(keyOf(entry), [entry]);
    else group.push(entry);
  }
  return entries.map((entry) => {
    const same = groups.get(keyOf(entry)) ?? [];
    return same.length < 2 ? entry : { ...entry, problems: [...entry.problems, repeated(entry, same)] };
  });
}

function countyMonth({ county, month }: ReportEntry): string {
  return `${county} ${month}`;
}

function repeated(entry: ReportEntry, same: readonly ReportEntry[]): Problem {
  const { month, row } = entry;
  const county = entry.countyWritten ?? entry.county;
  const rows = same.slice(0, 5).map((one) => one.row);
  const others = same.length > rows.length ? ` and ${same.length - rows.length} more` : "";
  return {
    ...problem(
      "DUPLICATE",
      `${row}, column county_fips`,
      `County ${county} in ${month} stands in the file more than once: ${rows.join(", ")}${others}.`,
      "Keep the row that is right and delete the others.",
    ),
    cell: cellOf(entry, "county_fips"),
  };
}
