// A template as a workbook: a sheet to fill in, whose grey cells are locked, and a sheet that says what each column means.

import writeExcelFile, { type Cell, type SheetData } from "write-excel-file/node";
import { COLUMN_NAMES, FIXED_COLUMNS, isMeasureColumn, type ColumnName } from "./columns.js";
import { REPORTED_MEASURES } from "../../domain/catalog/catalog.js";
import type { AddsUp } from "../../domain/catalog/measure.js";
import type { TemplateCell } from "./report-template.js";
import { toXstring } from "./xstring.js";

const REPORTS = "Reports";
const GREY = "#E7E9EC";
const LOCKED: readonly ColumnName[] = ["chapter_slug", "county_fips", "county_name", "month", "version"];

const WIDTHS: Readonly<Partial<Record<ColumnName, number>>> = {
  chapter_slug: 22,
  county_name: 24,
  comment: 40,
};

const ADDS_UP: Readonly<Record<AddsUp, string>> = {
  FLOW: "Months add up",
  STOCK: "A level: the last month of a period stands",
};

/** @param heading stands over the data dictionary */
export async function writeXlsxTemplate(
  heading: string,
  rows: readonly (readonly TemplateCell[])[],
): Promise<Uint8Array> {
  const reports: SheetData = [
    COLUMN_NAMES.map((name) => ({ value: name, type: String, fontWeight: "bold", backgroundColor: GREY })),
    ...rows.map((row) => COLUMN_NAMES.map((column, index) => cellOf(column, row[index] ?? null))),
  ];
  const sheets = [
    {
      data: reports,
      sheet: REPORTS,
      stickyRowsCount: 1,
      columns: COLUMN_NAMES.map((column) => ({ width: WIDTHS[column] ?? Math.max(14, column.length + 2) })),
    },
    {
      data: dictionary(heading),
      sheet: "Data dictionary",
      columns: [32, 44, 90, 12, 40, 80].map((width) => ({ width })),
    },
  ];
  return writeExcelFile(sheets, { features: [greyCellsAreLocked] }).toBuffer();
}

/** Words are text cells, so that no program turns them into a formula, a number or a date. */
function cellOf(column: ColumnName, value: TemplateCell): Cell {
  const grey = LOCKED.includes(column) ? { backgroundColor: GREY } : {};
  if (typeof value === "number") return { value, type: Number, ...grey };
  if (value === null && isMeasureColumn(column)) return null;
  return { ...(value === null ? {} : { value: toXstring(value) }), type: String, format: "@", ...grey };
}

function dictionary(heading: string): SheetData {
  const header = ["Column", "Title", "What is counted", "Unit", "How months add up", "Source"];
  const text = (value: string) => ({ value, type: String, wrap: true, alignVertical: "top" as const });
  return [
    [{ value: toXstring(heading), type: String, fontWeight: "bold" }],
    header.map((value) => ({ value, type: String, fontWeight: "bold", backgroundColor: GREY })),
    ...FIXED_COLUMNS.map(({ name, title, description }) =>
      [name, title, description, "", "", ""].map((value) => text(value)),
    ),
    ...REPORTED_MEASURES.map(({ key, title, description, unit, addsUp, source }) =>
      [key, title, description, unit, ADDS_UP[addsUp], source].map((value) => text(value)),
    ),
  ];
}

/**
 * The library knows no protection, so it is added to what it writes. Every cell of a protected sheet is locked unless its
 * style says otherwise. No password: the lock keeps codes from being overwritten by mistake, and whoever must can take it off.
 */
const greyCellsAreLocked = {
  files: {
    transform: {
      "xl/styles.xml": {
        transform: (styles: string) =>
          styles.replace(/<xf ([^>]*)>(.*?)<\/xf>/g, (style, attributes: string, children: string) =>
            attributes.includes("fillId=")
              ? style
              : `<xf ${attributes} applyProtection="1">${children}<protection locked="0"/></xf>`,
          ),
      },
      "xl/worksheets/sheet{id}.xml": {
        insert: ({ sheet }: { readonly sheet?: string }) =>
          sheet === REPORTS
            ? '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0" sort="0" autoFilter="0"/>'
            : undefined,
      },
    },
  },
};
