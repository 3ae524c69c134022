// Lines as CSV by RFC 4180, in UTF-8. Missing is an empty cell. No byte order mark: R and Python would take it for a part of
// the first column's name.

import { stringify } from "csv-stringify/sync";
import { inBatches } from "./batches.js";
import type { Column } from "./column.js";

const LINES_AT_ONCE = 50;

export async function* writeCsv<Line>(
  columns: readonly Column<Line>[],
  lines: Iterable<Line> | AsyncIterable<Line>,
): AsyncGenerator<string> {
  const isNumber = columns.map(({ kind }) => kind === "decimal");
  const options = {
    record_delimiter: "windows" as const,
    // A name such as "=1+1" would run as a formula when the file is opened.
    escape_formulas: true,
    cast: {
      // As R and spreadsheets write a truth, so that they read one.
      boolean: (value: boolean) => (value ? "TRUE" : "FALSE"),
      date: (value: Date) => value.toISOString(),
      // A decimal is text to keep its digits; a negative one is a number all the same.
      string: (value: string, { index }: { readonly index: number }) =>
        isNumber[index] === true && value.startsWith("-") ? { value, escape_formulas: false } : value,
    },
  };
  yield stringify([columns.map(({ name }) => name)], options);
  for await (const batch of inBatches(lines, LINES_AT_ONCE)) {
    yield stringify(
      batch.map((line) => columns.map(({ of }) => of(line))),
      options,
    );
  }
}
