// Broken workbooks, each with one mistake and everything that is answered to it.

import type { BadFile } from "./bad-file.js";
import { sheetXml, workbookOf, type CellFixture, type SheetFixture } from "./workbook-fixture.js";
import { zipOf } from "./zip-fixture.js";

const HEADER = ["county_fips", "month", "ENCOUNTERS", "JAIL_BOOKINGS"];
const GOOD_ROW = ["29019", "2026-03", 7, 1];

function sheet(extra: Partial<SheetFixture>, ...rows: readonly (readonly CellFixture[])[]): () => Buffer {
  return () => workbookOf([{ rows: [HEADER, GOOD_ROW, ...rows], ...extra }]);
}

function row(...cells: readonly CellFixture[]): () => Buffer {
  return sheet({}, cells);
}

/** A sheet part that declares what it likes. */
function withSheet(contents: string, declaredSize = contents.length): () => Buffer {
  const name = "xl/worksheets/sheet1.xml";
  return () => workbookOf([{ rows: [] }], { replaced: [{ name, contents, declaredSize }] });
}

const BOMB = "0".repeat(40 * 1024 * 1024);

const TWICE_ROW = sheetXml({ rows: [HEADER, GOOD_ROW] }).replace(
  "</sheetData>",
  '<row r="2"><c r="A2"><v>29510</v></c></row></sheetData>',
);
const TWICE_CELL = sheetXml({ rows: [HEADER, GOOD_ROW] }).replace(
  '<c r="D2">',
  '<c r="D2"><v>7</v></c><c r="D2">',
);

export const BAD_WORKBOOKS: readonly BadFile[] = [
  {
    mistake: "a row that is there twice",
    bytes: withSheet(TWICE_ROW),
    answers: [["UNREADABLE_FILE", "A2", "The sheet has the row 2 twice, so nobody can tell which is meant."]],
  },
  {
    mistake: "a cell that is there twice",
    bytes: withSheet(TWICE_CELL),
    answers: [
      ["UNREADABLE_FILE", "D2", "The sheet has the cell D2 twice, so nobody can tell which is meant."],
    ],
  },
  {
    mistake: "a formula",
    bytes: row("29510", "2026-03", { formula: "C2+5", value: 12 }, 1),
    answers: [
      ["BAD_VALUE", "C3", "C3 holds a formula; what it comes to can differ from one computer to the next."],
    ],
  },
  {
    mistake: "an array formula that spills into other cells",
    bytes: row("29510", "2026-03", { formula: "A1:B1", value: 12, spillsOver: "C3:D3" }, 1),
    answers: [
      ["BAD_VALUE", "C3", "C3 holds a formula; what it comes to can differ from one computer to the next."],
      ["BAD_VALUE", "D3", "D3 holds a formula; what it comes to can differ from one computer to the next."],
    ],
  },
  {
    mistake: "a formula for the county code",
    bytes: row({ formula: "A2", value: 29019 }, "2026-03", 1, 1),
    answers: [
      ["BAD_VALUE", "A3", "A3 holds a formula; what it comes to can differ from one computer to the next."],
    ],
  },
  {
    mistake: "the spreadsheet error #N/A",
    bytes: row("29510", "2026-03", { error: "#N/A" }, 1),
    answers: [["BAD_VALUE", "C3", "C3 holds the spreadsheet error #N/A."]],
  },
  {
    mistake: "a number that is not whole",
    bytes: row("29510", "2026-03", 0.5, 1),
    answers: [["BAD_VALUE", "C3", '"0.5" is not a whole number.']],
  },
  {
    mistake: "a negative number in a workbook",
    bytes: row("29510", "2026-03", -3, 1),
    answers: [["BAD_VALUE", "C3", '"-3" is a negative number.']],
  },
  {
    mistake: "a number shown as a percentage",
    bytes: row("29510", "2026-03", { number: 1, shownAs: "PERCENT" }, 1),
    answers: [["BAD_VALUE", "C3", '"100%" is a percentage.']],
  },
  {
    mistake: "a count that the spreadsheet turned into a date",
    bytes: row("29510", "2026-03", { number: 46_091, shownAs: "DATE" }, 1),
    answers: [["BAD_VALUE", "C3", '"2026-03-10" looks like a date.']],
  },
  {
    mistake: "true or false for a number",
    bytes: row("29510", "2026-03", true, 1),
    answers: [["BAD_VALUE", "C3", '"TRUE" is no number.']],
  },
  {
    mistake: "a date cell that is not the first of a month",
    bytes: row("29510", { number: 46_091, shownAs: "MONTH" }, 1, 1),
    answers: [
      [
        "BAD_MONTH",
        "B3",
        '"2026-03-10" names a day; a date stands for its month only when it is the first day of it.',
      ],
    ],
  },
  {
    mistake: "a date cell with a time of day",
    bytes: row("29510", { number: 46_327.25, shownAs: "DATE" }, 1, 1),
    answers: [
      [
        "BAD_MONTH",
        "B3",
        '"2026-11-01 06:00" names a time of day; a date stands for its month only without one.',
      ],
    ],
  },
  {
    mistake: "a control character written as a workbook writes it",
    bytes: row("29510", "2026-03", "1_x000B_2", 1),
    answers: [
      [
        "BAD_VALUE",
        "C3",
        "C3 holds the control character U+000B at character 2, which cannot be stored or shown.",
      ],
    ],
  },
  {
    mistake: "a number that is no month",
    bytes: row("29510", 202_603, 1, 1),
    answers: [["BAD_MONTH", "B3", '"202603" is no month with a year from 1900 to 2199.']],
  },
  {
    mistake: "merged cells",
    bytes: sheet({ merged: ["A2:A3"] }, [null, "2026-04", 5, 1]),
    answers: [
      [
        "BAD_VALUE",
        "A2",
        "A2 is part of the merged cells A2:A3, so it is not clear where the value belongs.",
      ],
      [
        "BAD_VALUE",
        "A3",
        "A3 is part of the merged cells A2:A3, so it is not clear where the value belongs.",
      ],
    ],
  },
  {
    mistake: "a merged header",
    bytes: sheet({ merged: ["C1:D1"] }),
    answers: [
      [
        "BAD_VALUE",
        "C1",
        "C1 is part of the merged cells C1:D1, so it is not clear where the value belongs.",
      ],
      [
        "BAD_VALUE",
        "D1",
        "D1 is part of the merged cells C1:D1, so it is not clear where the value belongs.",
      ],
    ],
  },
  {
    mistake: "a hidden row",
    bytes: sheet({ hiddenRows: [3] }, ["29510", "2026-03", 12, 1]),
    answers: [["BAD_VALUE", "A3", "The row is hidden, so it may not be meant to be filed."]],
  },
  {
    mistake: "a value in a column without a header",
    bytes: row("29510", "2026-03", 12, 1, null, 5),
    answers: [
      [
        "BAD_VALUE",
        "F3",
        "F3 has a value, and its column has no name in the header: the cells of the row may have slipped.",
      ],
    ],
  },
  {
    mistake: "hidden sheets only",
    bytes: sheet({ state: "hidden" }),
    answers: [
      ["UNREADABLE_FILE", null, "The workbook has no visible sheet with cells; hidden sheets are not read."],
    ],
  },
  {
    mistake: "another sheet first",
    bytes: () =>
      workbookOf([
        { name: "Read me", rows: [["Fill in the second sheet."]] },
        { name: "March", rows: [HEADER, GOOD_ROW] },
      ]),
    answers: [
      [
        "MISSING_COLUMN",
        null,
        'The first row of the sheet "Read me" has no column county_fips; it has "Fill in the second sheet.".',
      ],
      [
        "MISSING_COLUMN",
        null,
        'The first row of the sheet "Read me" has no column month; it has "Fill in the second sheet.".',
      ],
      [
        "MISSING_COLUMN",
        null,
        'The sheet "Read me" has no column of a measure, such as ENCOUNTERS, and no column zero_report.',
      ],
    ],
  },
  {
    mistake: "an empty sheet",
    bytes: () => workbookOf([{ rows: [] }]),
    answers: [["UNREADABLE_FILE", null, 'The sheet "Reports" is empty.']],
  },
  {
    mistake: "the same county and month in two rows",
    bytes: row(29_019, { number: 46_082, shownAs: "MONTH" }, 9, 1),
    answers: [
      ["DUPLICATE", "A2", "County 29019 in 2026-03 stands in the file more than once: row 2, row 3."],
      ["DUPLICATE", "A3", "County 29019 in 2026-03 stands in the file more than once: row 2, row 3."],
    ],
  },
  {
    mistake: "a sheet with too many rows",
    bytes: () => workbookOf([{ rows: [HEADER, ...Array.from({ length: 10_001 }, () => GOOD_ROW)] }]),
    answers: [["TOO_MANY_ROWS", null, "The sheet has more than 10000 rows."]],
  },
  {
    mistake: "a sheet with too many columns",
    bytes: () =>
      workbookOf([{ rows: [[...HEADER, ...Array.from({ length: 297 }, () => "more")], GOOD_ROW] }]),
    answers: [
      ["UNREADABLE_FILE", "KO1", "The sheet has something in column KO; at most 300 columns are read."],
    ],
  },
  {
    mistake: "a cell longer than a spreadsheet allows",
    bytes: row("29510", "2026-03", "x".repeat(33_000), 1),
    answers: [
      [
        "UNREADABLE_FILE",
        null,
        'A cell that begins with "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…" has 33000 characters.',
      ],
    ],
  },
  {
    mistake: "more than a thousand merged cells",
    bytes: sheet({ merged: Array.from({ length: 1001 }, (_, index) => `F${index + 9}:G${index + 9}`) }),
    answers: [["UNREADABLE_FILE", null, "The sheet has more than 1000 merged cells or array formulas."]],
  },
  {
    mistake: "a zip bomb",
    bytes: withSheet(BOMB),
    answers: [["UNREADABLE_FILE", null, "Unpacked, the file would come to 41 MB; at most 32 MB is read."]],
  },
  {
    mistake: "a zip bomb that declares a small size",
    bytes: withSheet(BOMB, 1000),
    answers: [
      ["UNREADABLE_FILE", null, "The file is damaged: it begins like a workbook and cannot be unpacked."],
    ],
  },
  {
    mistake: "a directory that declares a gigabyte",
    bytes: withSheet("x", 1024 ** 3),
    answers: [["UNREADABLE_FILE", null, "Unpacked, the file would come to 1025 MB; at most 32 MB is read."]],
  },
  {
    mistake: "a part that shrinks far more than reports do",
    bytes: withSheet("0".repeat(1024 * 1024)),
    answers: [
      [
        "UNREADABLE_FILE",
        null,
        "Unpacked, the file would come to 1014 times its size; at most 250 times is read.",
      ],
    ],
  },
  {
    mistake: "a zip file of very many parts",
    bytes: () => zipOf(Array.from({ length: 1001 }, (_, index) => ({ name: `part${index}`, contents: "" }))),
    answers: [
      ["UNREADABLE_FILE", null, "Unpacked, the file would come to 1001 parts; at most 1000 is read."],
    ],
  },
  {
    mistake: "entities that multiply",
    bytes: withSheet(`<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>`),
    answers: [
      [
        "UNREADABLE_FILE",
        null,
        "The workbook is damaged: a part of it is not the XML that spreadsheet programs write.",
      ],
    ],
  },
  {
    mistake: "elements nested without end",
    bytes: withSheet(Array.from({ length: 100_000 }, (_, index) => `<a${index % 977}>`).join("")),
    answers: [
      [
        "UNREADABLE_FILE",
        null,
        "The workbook is damaged: a part of it is not the XML that spreadsheet programs write.",
      ],
    ],
  },
  {
    mistake: "a sheet that is cut off",
    bytes: withSheet(sheetXml({ rows: [HEADER, GOOD_ROW] }).slice(0, -20)),
    answers: [
      [
        "UNREADABLE_FILE",
        null,
        "The workbook is damaged: a part of it is not the XML that spreadsheet programs write.",
      ],
    ],
  },
  {
    mistake: "a workbook changed on its way",
    bytes: () =>
      workbookOf([{ rows: [] }], {
        replaced: [
          {
            name: "xl/worksheets/sheet1.xml",
            contents: sheetXml({ rows: [HEADER, GOOD_ROW] }),
            declaredChecksum: 7,
          },
        ],
      }),
    answers: [
      ["UNREADABLE_FILE", null, "The file is damaged: it begins like a workbook and cannot be unpacked."],
    ],
  },
  {
    mistake: "half a workbook",
    bytes: () => sheet({})().subarray(0, 700),
    answers: [
      ["UNREADABLE_FILE", null, "The file is damaged: it begins like a workbook and cannot be unpacked."],
    ],
  },
];
