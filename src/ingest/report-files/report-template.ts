// The file a chapter fills in: one row for each county and month it has to report, with what is on file already filled in.

import type { StateCode } from "../../domain/geography.js";
import { withoutUnstorable } from "../../domain/text.js";
import type { TemplateRow } from "../../usecases/prepare-template.js";
import { COLUMN_NAMES, isMeasureColumn, type ColumnName } from "./columns.js";
import { NOT_COLLECTED } from "./measure-cell.js";
import { writeCsvTemplate } from "./template-csv.js";
import { writeXlsxTemplate } from "./template-xlsx.js";

export interface ReportTemplate {
  readonly stateCode: StateCode;
  readonly chapterSlug: string;
  readonly chapterName: string;
  readonly rows: readonly TemplateRow[];
}

/** A cell of a template: a count, words, or nothing. */
export type TemplateCell = number | string | null;

/** The bytes of the file. {@link readReportFile} gives back what went in. */
export function writeReportTemplate(format: "CSV" | "XLSX", template: ReportTemplate): Promise<Uint8Array> {
  const rows = template.rows.map((row) => COLUMN_NAMES.map((column) => cellOf(template, row, column)));
  const heading = `Monthly reports of ${oneLine(template.chapterName)} (${template.stateCode})`;
  return format === "CSV" ? writeCsvTemplate(rows) : writeXlsxTemplate(heading, rows);
}

function cellOf(template: ReportTemplate, row: TemplateRow, column: ColumnName): TemplateCell {
  if (isMeasureColumn(column)) {
    const value = row.values[column];
    return value === undefined ? null : (value ?? NOT_COLLECTED);
  }
  switch (column) {
    case "chapter_slug":
      return template.chapterSlug;
    case "county_fips":
      return row.county;
    case "county_name":
      return oneLine(row.countyName);
    case "month":
      return row.month;
    case "version":
      return row.version;
    case "zero_report":
      return row.isZeroReport ? "yes" : null;
    case "partial":
      return row.isPartial ? "yes" : null;
    case "comment":
      return null;
  }
}

/** A name without line ends and other characters that no name has, and that some of the formats cannot carry. */
function oneLine(name: string): string {
  return withoutUnstorable(name).replace(/[\s\uFFFD]+/g, " ");
}
