// The wide form: which columns a report file has, and by which headers each is known. Measures come from the catalogue.

import { isMeasureKey, REPORTED_MEASURES } from "../../domain/catalog/catalog.js";
import type { MeasureKey } from "../../domain/catalog/measures.js";

export interface FixedColumn {
  readonly name: string;
  /** Other headers it is known by. */
  readonly otherNames: readonly string[];
  readonly title: string;
  readonly description: string;
}

const FIXED = [
  {
    name: "chapter_slug",
    otherNames: [],
    title: "Chapter",
    description: "Short name of the chapter, as in its web address. May be missing.",
  },
  {
    name: "county_fips",
    otherNames: ["fips", "fips_code", "county_fips_code"],
    title: "County code",
    description: "FIPS code of the county: five digits, such as 29510.",
  },
  {
    name: "county_name",
    otherNames: [],
    title: "County",
    description: "Name of the county, for the reader. It is not read: the code says which county is meant.",
  },
  {
    name: "month",
    otherNames: ["reporting_month"],
    title: "Reporting month",
    description: "Written YYYY-MM, such as 2026-03.",
  },
  {
    name: "version",
    otherNames: ["report_version"],
    title: "Version",
    description:
      "Version of the report that the row was made from, as the template has it. Left empty, the row is held against whatever is on file.",
  },
  {
    name: "zero_report",
    otherNames: [],
    title: "Zero report",
    description: "yes when no encounter happened in the month; otherwise no or empty.",
  },
  {
    name: "partial",
    otherNames: ["partial_month"],
    title: "Partial month",
    description: "yes when only a part of the month was counted; otherwise no or empty.",
  },
  {
    name: "comment",
    otherNames: ["comments"],
    title: "Comment",
    description: "For the reviewer, up to 2,000 characters. Never write names or other details of persons.",
  },
] as const satisfies readonly FixedColumn[];

export type FixedColumnName = (typeof FIXED)[number]["name"];
export type ColumnName = FixedColumnName | MeasureKey;

/** Columns that say which report a row is, and how it is filed. */
export const FIXED_COLUMNS: readonly (FixedColumn & { readonly name: FixedColumnName })[] = FIXED;

/** Every column, in the order of the template. */
export const COLUMN_NAMES: readonly ColumnName[] = [
  ...FIXED.map(({ name }) => name),
  ...REPORTED_MEASURES.map(({ key }) => key),
];

/** Every header that is understood, folded, with its column. */
export const HEADERS: readonly (readonly [string, ColumnName])[] = [
  ...FIXED.flatMap(({ name, otherNames, title }) =>
    [name, title, ...otherNames].map((header) => [folded(header), name] as const),
  ),
  ...REPORTED_MEASURES.flatMap(({ key, title }) =>
    [key, title].map((header) => [folded(header), key] as const),
  ),
];

const columnsByHeader = new Map<string, ColumnName>(HEADERS);

/** The column that a header means, by key or title, whatever its letter case, blanks, underscores and punctuation. */
export function columnOf(header: string): ColumnName | null {
  return columnsByHeader.get(folded(header)) ?? null;
}

export function isMeasureColumn(column: ColumnName): column is MeasureKey {
  return isMeasureKey(column);
}

function folded(header: string): string {
  return header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
