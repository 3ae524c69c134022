// A template as CSV, for Excel and for programs.

import { stringify } from "csv-stringify/sync";
import { COLUMN_NAMES } from "./columns.js";
import type { TemplateCell } from "./report-template.js";

/** UTF-8 with byte order mark: without it Excel takes the file for Windows-1252 and spoils the names. */
export function writeCsvTemplate(rows: readonly (readonly TemplateCell[])[]): Promise<Uint8Array> {
  const text = stringify(
    [COLUMN_NAMES, ...rows].map((row) => [...row]),
    {
      bom: true,
      record_delimiter: "windows",
      // A name such as "=1+1" would run as a formula when the file is opened.
      escape_formulas: true,
    },
  );
  return Promise.resolve(Buffer.from(text, "utf8"));
}
