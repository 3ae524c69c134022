// One sheet of a workbook → rows of cells, with everything that may not be taken for a plain value marked as what it is:
// formulas, merged cells, errors, hidden rows. (Ready-made readers give the last computed value and say nothing.)

import { UnreadableFile } from "./file-problems.js";
import { MOST_COLUMNS, MOST_OTHER_SHEETS, MOST_RANGES, MOST_ROWS } from "./limits.js";
import { readXml, type Attributes, type XmlHandler } from "./read-xml.js";
import {
  addressOf,
  columnIndex,
  columnLetters,
  type Cell,
  type OtherSheet,
  type Sheet,
  type SheetRow,
} from "./sheet.js";
import { isTrue, openWorkbook, type Workbook } from "./workbook.js";
import { cellOf } from "./xlsx-cell.js";
import { openZip } from "./zip-parts.js";

/** @throws UnreadableFile when it is no workbook, is damaged, or holds too much */
export async function readXlsxSheet(bytes: Uint8Array): Promise<Sheet> {
  const zip = await openZip(bytes);
  const workbook = await openWorkbook(zip);
  const reader = new SheetReader(workbook);
  await readXml(zip.text(workbook.sheetPart), reader);
  const rows = reader.finish();
  const otherSheets: OtherSheet[] = [];
  for (const { name, part } of workbook.otherSheets.slice(0, MOST_OTHER_SHEETS)) {
    otherSheets.push({ name, beginning: await beginningOf(zip.text(part), workbook) });
  }
  return { title: `sheet "${workbook.sheetName}"`, rows, otherSheets };
}

/** A header and one row under it are enough to tell that a sheet holds a table; whatever is wrong with it does no harm. */
async function beginningOf(xml: AsyncIterable<string>, workbook: Workbook): Promise<readonly SheetRow[]> {
  const reader = new SheetReader(workbook);
  try {
    await readXml(untilTwoRows(xml, reader), reader);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
  }
  return reader.finish().slice(0, 2);
}

/** The third row that is not blank is not needed any more: what follows is not even unpacked. */
async function* untilTwoRows(xml: AsyncIterable<string>, reader: SheetReader): AsyncGenerator<string> {
  for await (const piece of xml) {
    yield piece;
    if (reader.rowCount > 2) return;
  }
}

interface OpenRow extends SheetRow {
  readonly cells: Map<number, Cell>;
}

interface Range {
  readonly kind: "MERGED" | "FORMULA";
  readonly address: string;
  readonly rows: readonly [first: number, last: number];
  readonly columns: readonly [first: number, last: number];
}

class SheetReader implements XmlHandler {
  private readonly rows: OpenRow[] = [];
  private readonly ranges: Range[] = [];
  /** Of the rows so far, empty ones too. */
  private readonly numbers = new Set<number>();
  private rowNumber = 0;
  private isRowHidden = false;
  private column = -1;
  private cell: { readonly attributes: Attributes; text: string; isFormula: boolean } | null = null;
  /** Elements from the cell down. */
  private path: string[] = [];

  constructor(private readonly workbook: Workbook) {}

  get rowCount(): number {
    return this.rows.length;
  }

  open(name: string, attributes: Attributes): void {
    if (name === "row") this.openRow(attributes);
    else if (name === "c") this.openCell(attributes);
    else if (name === "mergeCell") this.addRange("MERGED", attributes["ref"]);
    else if (name === "f" && this.cell !== null) {
      this.cell.isFormula = true;
      // The cells that an array formula spills into hold values only.
      if (attributes["t"] !== "shared") this.addRange("FORMULA", attributes["ref"]);
    }
    this.path.push(name);
  }

  text(text: string): void {
    const name = this.path.at(-1);
    if (this.cell !== null && (name === "v" || (name === "t" && !this.path.includes("rPh")))) {
      this.cell.text += text;
    }
  }

  close(name: string): void {
    this.path.pop();
    if (name !== "c" || this.cell === null) return;
    const { attributes, text, isFormula } = this.cell;
    const cell = isFormula ? ({ kind: "FORMULA" } as const) : cellOf(attributes, text, this.workbook);
    if (cell !== null) this.keep(cell);
    this.cell = null;
  }

  finish(): readonly SheetRow[] {
    for (const row of this.rows) {
      for (const range of this.ranges) if (isWithin(row.number, range.rows)) cover(row, range);
    }
    return this.rows;
  }

  private openRow(attributes: Attributes): void {
    this.rowNumber = Number(attributes["r"] ?? this.rowNumber + 1);
    if (this.numbers.has(this.rowNumber)) throw twice("row", `A${this.rowNumber}`);
    this.numbers.add(this.rowNumber);
    this.column = -1;
    this.isRowHidden = isTrue(attributes["hidden"]);
  }

  private openCell(attributes: Attributes): void {
    const letters = /^[A-Z]{1,3}/.exec(attributes["r"] ?? "")?.[0];
    this.column = letters === undefined ? this.column + 1 : columnIndex(letters);
    this.cell = { attributes, text: "", isFormula: false };
  }

  private keep(cell: Cell): void {
    if (this.column >= MOST_COLUMNS) {
      throw new UnreadableFile(
        `The sheet has something in column ${columnLetters(this.column)}; at most ${MOST_COLUMNS} columns are read.`,
        "Take out the columns that do not belong to the report.",
        "UNREADABLE_FILE",
        `${columnLetters(this.column)}${this.rowNumber}`,
      );
    }
    const row = this.rowOfCell();
    if (row.cells.has(this.column)) throw twice("cell", addressOf(row, this.column));
    row.cells.set(this.column, cell);
  }

  private rowOfCell(): OpenRow {
    const last = this.rows.at(-1);
    if (last?.number === this.rowNumber) return last;
    // The header is one more.
    if (this.rows.length > MOST_ROWS) {
      throw new UnreadableFile(
        `The sheet has more than ${MOST_ROWS} rows.`,
        "Upload the months in several files.",
        "TOO_MANY_ROWS",
      );
    }
    const { rowNumber: number, isRowHidden: isHidden } = this;
    const row = { place: `row ${number}`, number, isHidden, cells: new Map(), fault: null };
    this.rows.push(row);
    return row;
  }

  private addRange(kind: Range["kind"], address: string | undefined): void {
    const [, left, top, right, bottom] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(address ?? "") ?? [];
    if (address === undefined || !left || !top || !right || !bottom) return;
    if (this.ranges.length === MOST_RANGES) {
      throw new UnreadableFile(
        `The sheet has more than ${MOST_RANGES} merged cells or array formulas.`,
        "Copy the values into a fresh template.",
      );
    }
    const columns = [columnIndex(left), Math.min(columnIndex(right), MOST_COLUMNS - 1)] as const;
    this.ranges.push({ kind, address, rows: [Number(top), Number(bottom)], columns });
  }
}

/** Programs that make such a file show one of the two, each another. */
function twice(what: "row" | "cell", address: string): UnreadableFile {
  return new UnreadableFile(
    `The sheet has the ${what} ${what === "row" ? address.slice(1) : address} twice, so nobody can tell which is meant.`,
    "Open the file in a spreadsheet program, see that it is right, and save it again.",
    "UNREADABLE_FILE",
    address,
  );
}

function isWithin(value: number, [first, last]: Range["rows"]): boolean {
  return first <= value && value <= last;
}

/** A merge takes in its empty cells; an array formula only spills values. */
function cover(row: OpenRow, { kind, address, columns: [first, last] }: Range): void {
  for (let column = first; column <= last; column++) {
    if (kind === "MERGED") row.cells.set(column, { kind, range: address });
    else if (row.cells.has(column)) row.cells.set(column, { kind });
  }
}
