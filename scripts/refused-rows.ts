// The file of all that an import refused, for whoever sends the rows again.

import { access, constants, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { stringify } from "csv-stringify/sync";

/** One problem of one row. */
export interface RefusedRow {
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
}

/** Beside the file, or in the folder of the command where nothing can be written there. */
export async function refusedPath(file: string, folder: string): Promise<string> {
  const name = `${basename(file, extname(file))}.refused.csv`;
  const isWritable = await access(dirname(file), constants.W_OK).then(
    () => true,
    () => false,
  );
  return join(isWritable ? dirname(file) : folder, name);
}

/** @throws Error of the file system when it cannot be written */
export async function writeRefused(path: string, rows: readonly RefusedRow[]): Promise<void> {
  const text = stringify(
    rows.map(({ line, column, value, reason }) => [line, column, value, reason]),
    // What stands in the source is opened in spreadsheets, where a formula would run.
    { header: true, columns: ["line", "column", "value", "reason"], escape_formulas: true },
  );
  await writeFile(path, text);
}
