// What an import says on the screen: what became of the rows, and of each month.

import { basename } from "node:path";
import { addMonths, monthOf, type MonthRange, type ReportingMonth } from "../src/domain/reporting-month.js";
import type { RefusedCell, SourceExtract, SourceProfile } from "../src/ingest/source-profile.js";
import type { DerivedReport, ImportResult } from "../src/usecases/import-encounters.js";

/** Months that a file covers, `until` not included. */
export type Covers = MonthRange & { readonly until: ReportingMonth };

export interface Imported {
  readonly profile: SourceProfile;
  readonly file: string;
  readonly covers: Covers | null;
  readonly extract: SourceExtract;
  readonly result: ImportResult;
  /** Null: nothing was refused. */
  readonly refusedFile: string | null;
  readonly isDryRun: boolean;
}

export function summaryOf(imported: Imported): string {
  const { profile, file, covers, extract, result, isDryRun } = imported;
  return [
    "",
    `${profile.title}: ${basename(file)}`,
    ...(isDryRun ? ["  DRY RUN: nothing was imported. What an import would do:"] : []),
    `  rows read               ${String(extract.rows)}`,
    `  encounters added        ${String(result.added)}`,
    `  already on file         ${String(result.unchanged)}`,
    `  changed since           ${String(result.changed)}`,
    `  repeated in the file    ${String(extract.repeatedRows)}`,
    `  set aside               ${setAside(extract)}`,
    `  refused                 ${String(extract.refusedRows)}`,
    `  unmapped values         none`,
    `  identifying columns     ${droppedColumns(extract.identifyingColumns)}`,
    `  unknown columns         ${droppedColumns(extract.unknownColumns)}`,
    `  months covered          ${covers === null ? "not declared (--covers)" : coversInWords(covers)}`,
    ...outsideLines(imported),
    ...reportLines(result),
    ...profile.caveats.map((caveat) => `  Note: ${caveat}`),
    ...refusedLines(imported),
  ].join("\n");
}

function coversInWords({ from, until }: Covers): string {
  return `${from} to ${addMonths(until, -1)}`;
}

function setAside({ setAside: groups }: SourceExtract): string {
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  return [String(rows), ...groups.map((group) => `\n    ${String(group.rows)}  ${group.reason}`)].join("");
}

function droppedColumns(columns: readonly string[]): string {
  return columns.length === 0 ? "none" : `${columns.join(", ")} (dropped, never read)`;
}

function outsideLines({ covers, extract }: Imported): readonly string[] {
  if (covers === null) return [];
  const outside = extract.encounters
    .map(({ occurredOn }) => monthOf(occurredOn))
    .filter((month) => month < covers.from || month >= covers.until);
  if (outside.length === 0) return [];
  const months = [...new Set(outside)].sort().join(", ");
  return [
    `  outside the coverage    ${String(outside.length)} ${outside.length === 1 ? "row" : "rows"}, in ${months}: these months count as partial`,
  ];
}

function reportLines({ reports }: ImportResult): readonly string[] {
  if (reports.length === 0) return ["  monthly reports         nothing to change"];
  return [
    "  monthly reports, derived from the encounters on file and accepted:",
    "    county  month    encounters",
    ...reports.map((report) => {
      const { county, month, encounters, change } = report;
      return `    ${county}   ${month}  ${String(encounters).padStart(10)}  ${CHANGES[change]}${wholeness(report)}`;
    }),
  ];
}

const CHANGES: Readonly<Record<DerivedReport["change"], string>> = {
  FILED: "filed",
  REVISED: "revised",
  UNCHANGED: "unchanged",
  KEPT: "kept as the chapter filed it by hand",
};

function wholeness(report: DerivedReport): string {
  const { isPartial, isZeroReport, isOutsideCoverage, refusedRows, undatedRows, change } = report;
  if (change === "KEPT") return "";
  if (isZeroReport) return ", zero report";
  if (!isPartial) return "";
  const reasons = [
    isOutsideCoverage ? "outside the months that the file covers" : null,
    refusedRows > 0 ? `${rows(refusedRows)} of the month refused` : null,
    undatedRows > 0 ? `${rows(undatedRows)} without a date refused` : null,
  ].filter((reason) => reason !== null);
  return `, partial: ${reasons.join(", ") || "the extract does not cover the whole month"}`;
}

function rows(many: number): string {
  return `${String(many)} ${many === 1 ? "row" : "rows"}`;
}

function refusedLines({ extract, refusedFile, isDryRun }: Imported): readonly string[] {
  if (refusedFile === null || extract.problems.length === 0) return [];
  return [
    `  Refused rows, by reason${isDryRun ? "" : "; everything else is in"}. All of them: ${refusedFile}`,
    ...reasonsOf(extract.problems),
  ];
}

/** What has to be done about how many rows, with the first of them. */
function reasonsOf(problems: readonly RefusedCell[]): readonly string[] {
  const groups = new Map<string, RefusedCell[]>();
  for (const one of problems) {
    const key = JSON.stringify([one.column, one.fix]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group;
    const many = group.reduce((sum, one) => sum + one.rows, 0);
    return `    ${String(many)} × ${first?.path ?? ""}: ${first?.message ?? ""} ${first?.fix ?? ""}`;
  });
}
