// Text of a CSV file → rows of cells. Finds out by itself what stands between the cells.

import { CsvError, parse } from "csv-parse/sync";
import { isBlank } from "../../domain/text.js";
import { columnOf } from "./columns.js";
import { quoted, UnreadableFile } from "./file-problems.js";
import { LONGEST_CELL, LONGEST_ROW, MOST_COLUMNS, MOST_LINES } from "./limits.js";
import { columnLetters, type Cell, type Sheet, type SheetRow } from "./sheet.js";

interface ParsedRecord {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: { readonly lines: number };
}

const DELIMITERS = [",", ";", "\t"] as const;

/** @throws UnreadableFile when a quote is left open or there are too many lines */
export function readCsvSheet(wholeText: string): Sheet {
  const text = wholeText.replace(/^sep=.(?=\n|$)/i, "");
  const lines = text.split("\n").length;
  if (lines > MOST_LINES) {
    throw new UnreadableFile(
      `The file has ${lines} lines; at most ${MOST_LINES} are read.`,
      "Delete the empty lines at the end, or upload the months in several files.",
      "TOO_MANY_ROWS",
    );
  }
  const delimiter = delimiterOf(text);
  const rows = new RowMaker(delimiter);
  return {
    title: "file",
    otherSheets: [],
    rows: parseText(text, delimiter).flatMap((parsed, index) => rows.make(parsed, index + 1) ?? []),
  };
}

/** The one that finds the most columns in the header. */
function delimiterOf(text: string): string {
  const header = text.split("\n").find((line) => line.trim() !== "") ?? "";
  const found = DELIMITERS.map((delimiter) => {
    const cells = header.split(delimiter).map((cell) => columnOf(cell));
    return { delimiter, columns: cells.filter((column) => column !== null).length };
  });
  return found.reduce((best, next) => (next.columns > best.columns ? next : best)).delimiter;
}

/** Forgiving, so that one bad row does not swallow the next ones: {@link RowMaker} finds the faults. */
function parseText(text: string, delimiter: string): readonly ParsedRecord[] {
  let lastLine = 0;
  try {
    return parse(text, {
      delimiter,
      info: true,
      raw: true,
      record_delimiter: "\n",
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: LONGEST_ROW,
      on_record: (record, { lines }) => {
        lastLine = lines;
        return record;
      },
    }) as unknown as readonly ParsedRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UnreadableFile(
      `From line ${lastLine + 1} on the rows cannot be told apart: a quote is opened and not closed.`,
      "Close the quote, or double it if it belongs to the text of a quoted cell.",
    );
  }
}

class RowMaker {
  /** Cells of the header; null before it. */
  private width: number | null = null;
  private readonly wellQuoted: RegExp;

  constructor(private readonly delimiter: string) {
    const cell = `"[^"]*(?:""[^"]*)*"|[^"${delimiter}\\n]*`;
    this.wellQuoted = new RegExp(`^(?:${cell})(?:${delimiter}(?:${cell}))*$`);
  }

  /** Null for a blank row. */
  make(parsed: ParsedRecord, number: number): SheetRow | null {
    const raw = parsed.raw.replace(/\n$/, "");
    const line = parsed.info.lines - (raw.split("\n").length - 1);
    const cells = new Map<number, Cell>();
    for (const [column, text] of parsed.record.entries()) {
      const cell = isBlank(text) ? null : cellOf(text.trim(), this.delimiter);
      if (cell !== null) cells.set(column, cell);
    }
    if (cells.size === 0) return null;
    refuseFarColumns([...cells.keys()], number);
    this.width ??= parsed.record.length;
    const fault = this.faultOf(parsed.record.length, raw);
    return { place: `line ${line}`, number, isHidden: false, cells, fault };
  }

  /** Rows may be shorter than the header: Excel leaves out the empty cells at their ends. */
  private faultOf(width: number, raw: string): string | null {
    if (raw.includes('"') && !this.wellQuoted.test(raw)) return "it holds a stray quote";
    if (this.width === null || width <= this.width) return null;
    return `it has ${width} cells and the header has ${this.width}`;
  }
}

function refuseFarColumns(columns: readonly number[], row: number): void {
  const far = columns.find((column) => column >= MOST_COLUMNS);
  if (far === undefined) return;
  throw new UnreadableFile(
    `The file has something in column ${columnLetters(far)}; at most ${MOST_COLUMNS} columns are read.`,
    "Take out the columns that do not belong to the report.",
    "UNREADABLE_FILE",
    `${columnLetters(far)}${row}`,
  );
}

/** @param text not blank */
function cellOf(text: string, delimiter: string): Cell {
  if (text.length > LONGEST_CELL) {
    throw new UnreadableFile(
      `A cell that begins with ${quoted(text)} has ${text.length} characters.`,
      "Look for a quote that is opened and not closed.",
    );
  }
  if (/^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|#+)$/i.test(text)) {
    return { kind: "ERROR", text };
  }
  if (text.startsWith("=")) return { kind: "FORMULA" };
  // Semicolons are written where a comma stands before a fraction and a point before thousands.
  if (delimiter === ";" && /^\+?\d{1,3}[.,]\d{3}$/.test(text)) return { kind: "AMBIGUOUS", text };
  // The apostrophe with which a template, or a careful program, keeps text from being run as a formula.
  return { kind: "TEXT", text: text.replace(/^'(?=[=+\-@])/, "") };
}
