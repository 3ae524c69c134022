// A file of monthly reports, CSV or XLSX → entries, each with what is wrong with its own cells. One bad row leaves the others
// standing. Whether a value may be filed (chapter, county, month, sums) is for those who receive the entries.

import { accepted, refused, type Outcome, type Problem } from "../../domain/problem.js";
import { MOST_PROBLEMS, withFewerProblems } from "../../usecases/fewer-problems.js";
import type { ReportEntry } from "../../usecases/report-entry.js";
import { wordsOf } from "./cell-place.js";
import { columnOf } from "./columns.js";
import { readCsvSheet } from "./csv-sheet.js";
import { decodeText } from "./decode-text.js";
import { kindOf } from "./file-kind.js";
import { UnreadableFile } from "./file-problems.js";
import { MOST_ROWS } from "./limits.js";
import { readHeader, type Header } from "./read-header.js";
import { isBlank, readRow } from "./read-row.js";
import { refuseRepeated } from "./repeated-reports.js";
import type { OtherSheet, Sheet, SheetRow } from "./sheet.js";
import { readXlsxSheet } from "./xlsx-sheet.js";

export interface UploadedFile {
  /** How problems call the file. Says nothing of what is in it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ReportFile {
  readonly entries: readonly ReportEntry[];
  /** Of rows that name no county and month that can be understood. */
  readonly problems: readonly Problem[];
  /** How many more of them there are. */
  readonly moreProblems: number;
  /** Headers that mean no column, as they are written. */
  readonly ignoredColumns: readonly string[];
  /** Other sheets of the workbook that look like reports. */
  readonly ignoredSheets: readonly string[];
}

/** Fails only when the file as a whole cannot be read. The bytes decide what it is, never its name. */
export async function readReportFile(file: UploadedFile): Promise<Outcome<ReportFile>> {
  const name = file.name.slice(0, 100);
  try {
    const isWorkbook = kindOf(file.bytes) === "ZIP";
    const sheet = isWorkbook ? await readXlsxSheet(file.bytes) : readCsvSheet(await decodeText(file.bytes));
    return readSheet(sheet);
  } catch (error) {
    if (error instanceof UnreadableFile) return refused(error.asProblem(name));
    throw error;
  }
}

/** It has a county and a month in its header, and a row under that. */
function holdsReports({ beginning: [header, row] }: OtherSheet): boolean {
  if (header === undefined || row === undefined) return false;
  const columns = new Set([...header.cells.values()].map((cell) => columnOf(wordsOf(cell))));
  return columns.has("county_fips") && columns.has("month");
}

function readSheet(sheet: Sheet): Outcome<ReportFile> {
  const [first, ...rest] = sheet.rows;
  if (first === undefined) throw new UnreadableFile(`The ${sheet.title} is empty.`, "Use the template.");
  const header = readHeader(sheet, first);
  if (header.problems.length > 0) return refused(...header.problems);
  const rows = rest.filter((row) => !isBlank(row, header));
  if (rows.length === 0) {
    throw new UnreadableFile(
      `The ${sheet.title} has a header and no rows under it.`,
      "Add a row for each county and month.",
    );
  }
  if (rows.length > MOST_ROWS) {
    throw new UnreadableFile(
      `The ${sheet.title} has ${rows.length} rows; at most ${MOST_ROWS} are read.`,
      "Upload the months in several files.",
      "TOO_MANY_ROWS",
    );
  }
  const unplaced = { problems: [] as Problem[], moreProblems: 0 };
  // Row by row: all problems of a hopeless file at once would be too much to hold. One is enough to refuse a row.
  const entries = withFewerProblems(readRows(rows, header, unplaced), 1);
  return accepted({
    entries: refuseRepeated(entries),
    ...unplaced,
    ignoredColumns: header.ignored,
    ignoredSheets: sheet.otherSheets.filter(holdsReports).map(({ name }) => name.slice(0, 100)),
  });
}

/** Gives the rows that name a county and a month, and keeps the problems of the others, the first of them. */
function* readRows(
  rows: readonly SheetRow[],
  header: Header,
  unplaced: { readonly problems: Problem[]; moreProblems: number },
): Generator<ReportEntry> {
  for (const row of rows) {
    const outcome = readRow(row, header);
    if (outcome.ok) yield outcome.value;
    else {
      const taken = outcome.problems.slice(0, MOST_PROBLEMS - unplaced.problems.length);
      unplaced.problems.push(...taken);
      unplaced.moreProblems += outcome.problems.length - taken.length;
    }
  }
}
