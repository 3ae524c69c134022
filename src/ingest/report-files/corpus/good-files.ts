// Files with all the habits of people and programs that must not be refused.

import { workbookOf, type CellFixture } from "./workbook-fixture.js";

export interface GoodFile {
  readonly habit: string;
  readonly bytes: () => Uint8Array;
}

/** Every good file says: 29510 in 2026-03 had 1,234 encounters and 0 jail bookings; weapons are not collected. */
const HEADER = "county_fips,month,ENCOUNTERS,JAIL_BOOKINGS,WEAPON_PRESENT";
const ROW = "29510,2026-03,1234,0,NC";
const TEXT = `${HEADER}\n${ROW}\n`;

function text(contents: string): () => Buffer {
  return () => Buffer.from(contents);
}

function row(...cells: readonly CellFixture[]): () => Buffer {
  return () => workbookOf([{ rows: [HEADER.split(","), cells] }]);
}

function month(written: string): GoodFile {
  return { habit: `the month as ${written}`, bytes: text(TEXT.replace("2026-03", written)) };
}

function utf16(contents: string): Buffer {
  return Buffer.from(`\ufeff${contents}`, "utf16le");
}

const SHEET = { rows: [HEADER.split(","), ["29510", "2026-03", 1234, 0, "NC"]] };

export const GOOD_CSV: readonly GoodFile[] = [
  { habit: "plain", bytes: text(TEXT) },
  { habit: "no line end after the last row", bytes: text(TEXT.trimEnd()) },
  { habit: "a byte order mark", bytes: text(`\ufeff${TEXT}`) },
  { habit: "CRLF", bytes: text(TEXT.replaceAll("\n", "\r\n")) },
  { habit: "CR, as old Macs end lines", bytes: text(TEXT.replaceAll("\n", "\r")) },
  { habit: "UTF-16, little end first", bytes: () => utf16(TEXT) },
  { habit: "UTF-16, big end first", bytes: () => utf16(TEXT).swap16() },
  {
    habit: "Windows-1252",
    bytes: () => Buffer.from(TEXT.replace(HEADER, `${HEADER},comment`).replace("NC\n", "NC,año\n"), "latin1"),
  },
  { habit: "semicolons", bytes: text(TEXT.replaceAll(",", ";")) },
  { habit: "tabs", bytes: text(TEXT.replaceAll(",", "\t")) },
  { habit: "a line that names the separator", bytes: text(`sep=;\n${TEXT.replaceAll(",", ";")}`) },
  { habit: "everything in quotes", bytes: text(TEXT.replace(/[^,\n]+/g, '"$&"')) },
  { habit: "blank lines", bytes: text(`\n${TEXT.replace("\n", "\n\n")}\n\n`) },
  { habit: "empty rows and columns at the end", bytes: text(`${HEADER},,\n${ROW},,\n,,,,,,\n,,,,,,,,\n`) },
  { habit: "rows shorter than the header", bytes: text(`${HEADER},comment,partial\n${ROW}\n`) },
  { habit: "a comment of two lines", bytes: text(`${HEADER},comment\n${ROW},"one,\ntwo ""three"""\n`) },
  {
    habit: "columns in another order",
    bytes: text("WEAPON_PRESENT,JAIL_BOOKINGS,month,ENCOUNTERS,county_fips\nNC,0,2026-03,1234,29510\n"),
  },
  {
    habit: "columns by title",
    bytes: text(
      `County FIPS,Reporting month,Encounters,Jail bookings,"Encounters with a weapon present"\n${ROW}\n`,
    ),
  },
  {
    habit: "columns in any letter case",
    bytes: text(TEXT.replace(HEADER, " County Fips ,MONTH,encounters,Jail_Bookings,weapon present")),
  },
  { habit: "columns of one's own", bytes: text(`${HEADER},Filled in by,Notes\n${ROW},J. D.,\n`) },
  { habit: "remarks under the table", bytes: text(`${HEADER},Notes\n${ROW},\n,,,,,checked\n`) },
  {
    habit: "counts with .0, as statistics programs write them",
    bytes: text(TEXT.replace("1234,0", "1234.0,0.0")),
  },
  { habit: "counts with a bare point", bytes: text(TEXT.replace("1234,0", "1234.,0.")) },
  { habit: "counts with a plus", bytes: text(TEXT.replace("1234,0", "+1234,+0")) },
  { habit: "a count that was calculated", bytes: text(TEXT.replace("1234", "1234.0000000000002")) },
  { habit: "a county code with .0", bytes: text(TEXT.replace("29510", "29510.0")) },
  { habit: "flags as numbers", bytes: text(`${HEADER},zero_report,partial\n${ROW},0.0,0\n`) },
  {
    habit: "invisible characters in cells that look empty",
    bytes: text(`${HEADER},comment,partial\n${ROW},\u200b,\ufeff\n`),
  },
  { habit: "a thousands comma", bytes: text(TEXT.replace("1234", '"1,234"')) },
  { habit: "blanks around values", bytes: text(TEXT.replace(ROW, " 29510 , 2026-03 , 1234 , 0 , nc ")) },
  { habit: "not collected in words", bytes: text(TEXT.replace(",NC", ",Not collected")) },
  { habit: "not collected as N/C", bytes: text(TEXT.replace(",NC", ",n/c")) },
  ...["03/2026", "3/2026", "March 2026", "Mar 2026", "Mar-26", "MARCH, 2026", "2026/3", "2026-03-01"].map(
    (written) => month(written.includes(",") ? `"${written}"` : written),
  ),
  ...["3/1/2026", "03/01/2026", "2026-03-01 00:00:00", "2026-03-01T00:00:00Z", "46082"].map(month),
];

export const GOOD_WORKBOOKS: readonly GoodFile[] = [
  { habit: "a workbook", bytes: () => workbookOf([SHEET]) },
  { habit: "codes and counts as numbers", bytes: row(29510, "2026-03", 1234, 0, "NC") },
  {
    habit: "counts that were calculated",
    bytes: row(29510.000000000004, "2026-03", 1234.0000000000002, -1e-17, "NC"),
  },
  {
    habit: "escapes of the format",
    bytes: row("2951_x0030_", "2026_x002D_03", "1234_x000D__x000A_", 0, "_x004E_C"),
  },
  { habit: "counts as text", bytes: row("29510", "2026-03", "1,234", "0", "NC") },
  { habit: "a date cell", bytes: row("29510", { number: 46_082, shownAs: "DATE" }, 1234, 0, "NC") },
  {
    habit: "a date cell shown as a month",
    bytes: row("29510", { number: 46_082, shownAs: "MONTH" }, 1234, 0, "NC"),
  },
  { habit: "a date cell that lost its format", bytes: row("29510", 46_082, 1234, 0, "NC") },
  {
    habit: "counts shown with a word",
    bytes: row("29510", "2026-03", { number: 1234, shownAs: "HOURS" }, 0, "NC"),
  },
  { habit: "text in several fonts", bytes: row("29510", { rich: ["2026", "-03"] }, 1234, 0, "NC") },
  {
    habit: "a workbook that counts days from 1904",
    bytes: () =>
      workbookOf(
        [{ rows: [HEADER.split(","), ["29510", { number: 46_082 - 1462, shownAs: "DATE" }, 1234, 0, "NC"]] }],
        { workbookPr: 'date1904="1"' },
      ),
  },
  {
    habit: "the report on a second sheet called Reports",
    bytes: () => workbookOf([{ name: "Read me", rows: [["Hello"]] }, SHEET]),
  },
  {
    habit: "a hidden sheet before the report",
    bytes: () =>
      workbookOf([
        { name: "Lists", state: "hidden", rows: [["yes"], ["no"]] },
        { ...SHEET, name: "March" },
      ]),
  },
  {
    habit: "a hidden sheet called Reports",
    bytes: () =>
      workbookOf([
        { state: "veryHidden", rows: [["old"]] },
        { ...SHEET, name: "March" },
      ]),
  },
  {
    habit: "formulas, errors and merged cells outside of the columns that are read",
    bytes: () =>
      workbookOf([
        {
          rows: [
            [...HEADER.split(","), "Check", "Notes"],
            ["29510", "2026-03", 1234, 0, "NC", { formula: "C2-D2", value: 1234 }, { error: "#N/A" }],
          ],
          merged: ["A5:G6", "F2:G2"],
        },
      ]),
  },
  {
    habit: "a hidden row without anything in it",
    bytes: () => workbookOf([{ rows: [...SHEET.rows, [null, null, ""]], hiddenRows: [3] }]),
  },
];
