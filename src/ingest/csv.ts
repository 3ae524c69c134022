// Reads a CSV file row by row, knowing the line of each. Says what is wrong with the file or a row; decides nothing else.

import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import { parse } from "csv-parse";
import { accepted, refused, type Outcome, type Problem } from "../domain/problem.js";
import { isBlank, unstorablePart } from "../domain/text.js";
import {
  emptyFile,
  fileProblem,
  headerProblem,
  NoText,
  rowProblem,
  unstorableProblem,
} from "./csv-problems.js";
import { encodingsOf } from "./encoding.js";

export interface CsvRow {
  /** Line of the file on which the row begins, the header being line 1. */
  readonly line: number;
  /** The trimmed text of a cell. @throws RangeError for a column that was not asked for: its cells are not kept */
  text(column: string): string;
}

export interface CsvTable {
  /** Every column of the header, also those that were not asked for. */
  readonly columns: readonly string[];
  /** Rows without blank ones. */
  readonly rows: readonly CsvRow[];
  /** What could not be taken apart: rows with a stray quote, too few or too many cells. Nothing of a cell is in them. */
  readonly problems: readonly RowProblem[];
}

export interface RowProblem extends Problem {
  /** Line of the file on which the row begins. */
  readonly line: number;
  /** How many rows it may be: a stray quote joins one to the next. 0: another fault of a row that is counted already. */
  readonly rows: number;
}

export interface ReadCsvOptions {
  /** How the file is called in problems. */
  readonly name: string;
  /** The columns to read. The cells of all others are forgotten at once. */
  readonly requiredColumns: readonly string[];
  /** Called with the bytes read so far. */
  readonly onProgress?: (bytes: number) => void;
}

/** A row that is longer than this is a quote that somebody forgot to close. */
const LONGEST_ROW = 1_000_000;

/** Fails only when the file as a whole cannot be trusted: no file, no text, a required column missing, a quote left open. */
export async function readCsv(path: string, options: ReadCsvOptions): Promise<Outcome<CsvTable>> {
  const table = new TableReader(options);
  try {
    await pipeline(Readable.from(decode(path, options.onProgress)), parser(), (records) =>
      table.take(records as AsyncIterable<ParsedRecord>),
    );
  } catch (error) {
    return refused(fileProblem(options.name, table.lastLine, await withLine(path, error)));
  }
  return table.finish();
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: { readonly lines: number };
}

/** Forgiving, so that one bad row does not swallow the next ones: the faults are found by {@link TableReader}. */
function parser() {
  return parse({
    info: true,
    raw: true,
    record_delimiter: "\n",
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
  });
}

/** Text with all line ends written "\n": the parser miscounts lines when a quoted cell holds "\r\n". */
async function* decode(path: string, onProgress: ReadCsvOptions["onProgress"]): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let bytes = 0;
  let held = "";
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    onProgress?.(bytes);
    const text = held + decoder.decode(chunk, { stream: true });
    if (text.includes("\u0000")) throw new NoText("A byte of the file is 0.");
    // A "\r" at the very end may be the first half of a line end.
    held = text.endsWith("\r") ? "\r" : "";
    yield unixLines(text.slice(0, text.length - held.length));
  }
  yield unixLines(held + decoder.decode());
}

/** Names the line where the bytes are not UTF-8, which the decoder does not tell. */
async function withLine(path: string, error: unknown): Promise<unknown> {
  if ((error as NodeJS.ErrnoException).code !== "ERR_ENCODING_INVALID_ENCODED_DATA") return error;
  const input = createReadStream(path, "latin1");
  const found = await encodingsOf(createInterface({ input, crlfDelay: Infinity }));
  return new NoText("A byte is not UTF-8.", found?.broken);
}

function unixLines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

class TableReader {
  lastLine = 0;
  private header: readonly string[] | null = null;
  /** Where in a record each required column stands. */
  private positions: readonly number[] = [];
  private readonly rows: CsvRow[] = [];
  private readonly problems: RowProblem[] = [];

  constructor(private readonly options: ReadCsvOptions) {}

  async take(records: AsyncIterable<ParsedRecord>): Promise<void> {
    for await (const { record, raw, info } of records) {
      this.lastLine = info.lines;
      if (this.header === null) this.takeHeader(record);
      else if (record.some((cell) => !isBlank(cell))) {
        this.takeRow(this.header, record, raw.replace(/^\n+|\n$/g, ""), info.lines);
      }
    }
  }

  finish(): Outcome<CsvTable> {
    const { name, requiredColumns } = this.options;
    const { header, rows, problems } = this;
    if (header === null) return refused(emptyFile(name, requiredColumns));
    const faults = requiredColumns.flatMap((column) => headerProblem(name, column, header) ?? []);
    return faults.length > 0 ? refused(...faults) : accepted({ columns: header, rows, problems });
  }

  private takeHeader(record: readonly string[]): void {
    const header = record.map((column) => column.trim());
    this.header = header;
    this.positions = this.options.requiredColumns.map((column) => header.indexOf(column));
  }

  private takeRow(header: readonly string[], record: readonly string[], raw: string, lastLine: number): void {
    const line = lastLine - (raw.split("\n").length - 1);
    const hasStrayQuote = raw.includes('"') && !WELL_QUOTED.test(raw);
    const fault = hasStrayQuote ? "it holds a stray quote" : cellsFault(header, record);
    if (fault !== null) {
      const rows = hasStrayQuote ? lastLine - line + 1 : 1;
      this.problems.push({ line, rows, ...rowProblem(this.options.name, line, lastLine, fault) });
      return;
    }
    const { requiredColumns } = this.options;
    const cells = this.positions.map((position) => {
      const cell = record[position] ?? "";
      return isBlank(cell) ? "" : cell.trim();
    });
    const unstorable = this.positions.flatMap((position, index) => {
      const part = unstorablePart(record[position] ?? "");
      return part === null
        ? []
        : [unstorableProblem(this.options.name, line, requiredColumns[index] ?? "", part)];
    });
    if (unstorable.length > 0) {
      // One row, however many of its cells are at fault.
      this.problems.push(
        ...unstorable.map((found, index) => ({ line, rows: index === 0 ? 1 : 0, ...found })),
      );
      return;
    }
    this.rows.push({
      line,
      text: (column) => {
        const cell = cells[requiredColumns.indexOf(column)];
        if (cell === undefined) throw new RangeError(`The column "${column}" was not asked for.`);
        return cell;
      },
    });
  }
}

const CELL = /"[^"]*(?:""[^"]*)*"|[^",\n]*/.source;
const WELL_QUOTED = new RegExp(`^(?:${CELL})(?:,(?:${CELL}))*$`);

/** Null where the row has as many cells as the header. */
function cellsFault(header: readonly string[], record: readonly string[]): string | null {
  if (record.length === header.length) return null;
  return `it has ${many(record.length)} and the header has ${many(header.length)}`;
}

function many(cells: number): string {
  return cells === 1 ? "1 cell" : `${String(cells)} cells`;
}
