// Broken CSV files, each with one mistake and everything that is answered to it.

import type { BadFile } from "./bad-file.js";

const HEADER = "county_fips,month,ENCOUNTERS,comment";

function text(...lines: readonly string[]): () => Buffer {
  return () => Buffer.from(`${lines.join("\n")}\n`);
}

function row(cells: string): () => Buffer {
  return text(HEADER, "29019,2026-03,7,", cells);
}

export const BAD_CSV: readonly BadFile[] = [
  {
    mistake: "a version in words",
    bytes: text("county_fips,month,version,ENCOUNTERS", "29510,2026-03,last,5"),
    answers: [
      ["BAD_VALUE", "C2", '"last" is no version of a report: a whole number, 0 where nothing was on file.'],
    ],
  },
  {
    mistake: "a negative number",
    bytes: row("29510,2026-03,-5,"),
    answers: [["BAD_VALUE", "C3", '"-5" is a negative number.']],
  },
  {
    mistake: "a negative number in brackets",
    bytes: row("29510,2026-03,(5),"),
    answers: [["BAD_VALUE", "C3", '"(5)" is a negative number.']],
  },
  {
    mistake: "a decimal number",
    bytes: row("29510,2026-03,12.5,"),
    answers: [["BAD_VALUE", "C3", '"12.5" is not a whole number.']],
  },
  {
    mistake: "a percentage",
    bytes: row("29510,2026-03,12%,"),
    answers: [["BAD_VALUE", "C3", '"12%" is a percentage.']],
  },
  {
    mistake: "an exponent",
    bytes: row("29510,2026-03,1E+03,"),
    answers: [["BAD_VALUE", "C3", '"1E+03" is a number with an exponent.']],
  },
  {
    mistake: "a word for a number",
    bytes: row("29510,2026-03,none,"),
    answers: [["BAD_VALUE", "C3", '"none" is no number.']],
  },
  {
    mistake: "n/a, which can mean several things",
    bytes: row("29510,2026-03,N/A,"),
    answers: [["BAD_VALUE", "C3", '"N/A" can mean not collected, nothing to report, or zero.']],
  },
  {
    mistake: "a date where a count belongs",
    bytes: row("29510,2026-03,5-Mar,"),
    answers: [["BAD_VALUE", "C3", '"5-Mar" looks like a date.']],
  },
  {
    mistake: "commas in the wrong places",
    bytes: row('29510,2026-03,"12,34",'),
    answers: [["BAD_VALUE", "C3", '"12,34" has a comma that does not stand before three digits.']],
  },
  {
    mistake: "a number beyond all counts",
    bytes: row("29510,2026-03,99999999999,"),
    answers: [["BAD_VALUE", "C3", '"99999999999" is more than 1000000.']],
  },
  {
    mistake: "a spreadsheet error saved in a CSV file",
    bytes: row("29510,2026-03,#REF!,"),
    answers: [["BAD_VALUE", "C3", "C3 holds the spreadsheet error #REF!."]],
  },
  {
    mistake: "a formula in a CSV file",
    bytes: row("29510,2026-03,=SUM(A1:A9),"),
    answers: [
      ["BAD_VALUE", "C3", "C3 holds a formula; what it comes to can differ from one computer to the next."],
    ],
  },
  {
    mistake: "a decimal comma",
    bytes: row('29510,2026-03,"6,0",'),
    answers: [["BAD_VALUE", "C3", '"6,0" has a comma that does not stand before three digits.']],
  },
  {
    mistake: "thousands with a point, in a file with semicolons",
    bytes: () => Buffer.from(`${HEADER}\n29510,2026-03,1.234,\n`.replaceAll(",", ";")),
    answers: [
      [
        "BAD_VALUE",
        "C2",
        'C2 holds "1.234". In a file with semicolons that can be a number in thousands or a decimal number.',
      ],
    ],
  },
  {
    mistake: "thousands with a point, in a file with commas",
    bytes: row("29510,2026-03,1.234,"),
    answers: [["BAD_VALUE", "C3", '"1.234" is not a whole number.']],
  },
  {
    mistake: "an invisible character in a count",
    bytes: row("29510,2026-03,1\u200b2,"),
    answers: [["BAD_VALUE", "C3", '"1<U+200B>2" is no number.']],
  },
  {
    mistake: "a control character in a comment",
    bytes: row("29510,2026-03,12,Two\u000bthree"),
    answers: [
      [
        "BAD_VALUE",
        "D3",
        "D3 holds the control character U+000B at character 4, which cannot be stored or shown.",
      ],
    ],
  },
  {
    mistake: "two encodings in one file",
    bytes: () =>
      Buffer.concat([
        Buffer.from(`${HEADER}\n29019,2026-03,7,Zoë café\n29510,2026-03,12,`),
        Buffer.from("año\n", "latin1"),
      ]),
    answers: [
      [
        "UNREADABLE_FILE",
        null,
        "Line 3 is not UTF-8 and line 2 is, so letters with accents cannot be told from others.",
      ],
    ],
  },
  {
    mistake: "a time of day for a month",
    bytes: row("29510,2026-03-01 06:00:00,12,"),
    answers: [
      [
        "BAD_MONTH",
        "B3",
        '"2026-03-01 06:00:00" names a time of day; a date stands for its month only without one.',
      ],
    ],
  },
  {
    mistake: "a date with its time as a number",
    bytes: row("29510,46327.25,12,"),
    answers: [
      [
        "BAD_MONTH",
        "B3",
        '"46327.25", which spreadsheets show as 2026-11-01 06:00, names a time of day; a date stands for its month only without one.',
      ],
    ],
  },
  {
    mistake: "a month that does not exist",
    bytes: row("29510,2026-13,12,"),
    answers: [["BAD_MONTH", "B3", '"2026-13" is no month with a year from 1900 to 2199.']],
  },
  {
    mistake: "a month in other words",
    bytes: row("29510,last month,12,"),
    answers: [["BAD_MONTH", "B3", '"last month" is no month with a year from 1900 to 2199.']],
  },
  {
    mistake: "a date that is not the first of a month",
    bytes: row("29510,3/15/2026,12,"),
    answers: [
      [
        "BAD_MONTH",
        "B3",
        '"3/15/2026" names a day; a date stands for its month only when it is the first day of it.',
      ],
    ],
  },
  {
    mistake: "a year without a month",
    bytes: row("29510,2026,12,"),
    answers: [["BAD_MONTH", "B3", '"2026" is no month with a year from 1900 to 2199.']],
  },
  {
    mistake: "no month",
    bytes: row("29510,,12,"),
    answers: [["MISSING_VALUE", "B3", "The row has no month."]],
  },
  {
    mistake: "no county code",
    bytes: row(",2026-03,12,"),
    answers: [["MISSING_VALUE", "A3", "The row has no county code."]],
  },
  {
    mistake: "the name of a county for its code",
    bytes: row("Boone County,2026-03,12,"),
    answers: [["BAD_FIPS", "A3", '"Boone County" is no county code.']],
  },
  {
    mistake: "a county code with digits missing",
    bytes: row("510,2026-03,12,"),
    answers: [["BAD_FIPS", "A3", '"510" has 3 digits, and a county code has five.']],
  },
  {
    mistake: "a row of totals under the table",
    bytes: row("Total,,19,"),
    answers: [
      ["BAD_FIPS", "A3", '"Total" is no county code.'],
      ["MISSING_VALUE", "B3", "The row has no month."],
    ],
  },
  {
    mistake: "several mistakes in one row",
    bytes: row("St. Louis,March,-1,"),
    answers: [
      ["BAD_FIPS", "A3", '"St. Louis" is no county code.'],
      ["BAD_MONTH", "B3", '"March" is no month with a year from 1900 to 2199.'],
      ["BAD_VALUE", "C3", '"-1" is a negative number.'],
    ],
  },
  {
    mistake: "neither yes nor no",
    bytes: text("county_fips,month,zero_report", "29510,2026-03,maybe"),
    answers: [["BAD_VALUE", "C2", '"maybe" is neither yes nor no.']],
  },
  {
    mistake: "a chapter by its full name",
    bytes: text("chapter_slug,county_fips,month,ENCOUNTERS", "Boone County CIT!,29019,2026-03,7"),
    answers: [
      [
        "UNKNOWN_CHAPTER",
        "A2",
        '"Boone County CIT!" is no short name of a chapter: those have letters, digits and single hyphens.',
      ],
    ],
  },
  {
    mistake: "a comment that is too long",
    bytes: row(`29510,2026-03,12,${"x".repeat(2_001)}`),
    answers: [["TEXT_TOO_LONG", "D3", "The text has 2001 characters; at most 2000 are kept."]],
  },
  {
    mistake: "the same county and month twice",
    bytes: row("29019,Mar 2026,8,"),
    answers: [
      ["DUPLICATE", "A2", "County 29019 in 2026-03 stands in the file more than once: line 2, line 3."],
      ["DUPLICATE", "A3", "County 29019 in 2026-03 stands in the file more than once: line 2, line 3."],
    ],
  },
  {
    mistake: "the same county and month twice, once with the chapter",
    bytes: text("chapter_slug,county_fips,month,ENCOUNTERS", "boone,29019,2026-03,7", ",29019,2026-03,8"),
    answers: [
      ["DUPLICATE", "B2", "County 29019 in 2026-03 stands in the file more than once: line 2, line 3."],
      ["DUPLICATE", "B3", "County 29019 in 2026-03 stands in the file more than once: line 2, line 3."],
    ],
  },
  {
    mistake: "a value beyond the last header",
    bytes: row("29510,2026-03,12,,5"),
    answers: [
      ["UNREADABLE_FILE", "A3", "The row cannot be taken apart: it has 5 cells and the header has 4."],
    ],
  },
  {
    mistake: "a thousands comma without quotes",
    bytes: row("29510,2026-03,1,234,"),
    answers: [
      ["UNREADABLE_FILE", "A3", "The row cannot be taken apart: it has 5 cells and the header has 4."],
    ],
  },
  {
    mistake: "a stray quote",
    bytes: row('29510,2026-03,1"2,'),
    answers: [["UNREADABLE_FILE", "A3", "The row cannot be taken apart: it holds a stray quote."]],
  },
  {
    mistake: "a quote that is not closed",
    bytes: row('29510,2026-03,12,"and so on'),
    answers: [
      [
        "UNREADABLE_FILE",
        null,
        "From line 3 on the rows cannot be told apart: a quote is opened and not closed.",
      ],
    ],
  },
  {
    mistake: "a title above the header",
    bytes: text("Report of March", HEADER, "29510,2026-03,12,"),
    answers: [
      [
        "MISSING_COLUMN",
        null,
        'The first row of the file has no column county_fips; it has "Report of March".',
      ],
      ["MISSING_COLUMN", null, 'The first row of the file has no column month; it has "Report of March".'],
      [
        "MISSING_COLUMN",
        null,
        "The file has no column of a measure, such as ENCOUNTERS, and no column zero_report.",
      ],
    ],
  },
  {
    mistake: "a column that is needed is missing",
    bytes: text("month,ENCOUNTERS", "2026-03,7"),
    answers: [
      [
        "MISSING_COLUMN",
        null,
        'The first row of the file has no column county_fips; it has "month", "ENCOUNTERS".',
      ],
    ],
  },
  {
    mistake: "no measure at all",
    bytes: text("county_fips,month,comment", "29510,2026-03,hello"),
    answers: [
      [
        "MISSING_COLUMN",
        null,
        "The file has no column of a measure, such as ENCOUNTERS, and no column zero_report.",
      ],
    ],
  },
  {
    mistake: "a column twice, by key and by title",
    bytes: text("county_fips,month,JAIL_BOOKINGS,jail bookings", "29510,2026-03,1,2"),
    answers: [["DUPLICATE", "D1", "C1 and D1 both name the column JAIL_BOOKINGS."]],
  },
  {
    mistake: "a header without rows",
    bytes: text(HEADER, "", ",,,"),
    answers: [["UNREADABLE_FILE", null, "The file has a header and no rows under it."]],
  },
  {
    mistake: "blank lines only",
    bytes: text("", "  ", ""),
    answers: [["UNREADABLE_FILE", null, "The file is empty."]],
  },
  {
    mistake: "an empty file",
    bytes: () => Buffer.alloc(0),
    answers: [["UNREADABLE_FILE", null, "The file is empty."]],
  },
  {
    mistake: "too many rows",
    bytes: () => Buffer.from(`${HEADER}\n${"29510,2026-03,12,\n".repeat(10_001)}`),
    answers: [["TOO_MANY_ROWS", null, "The file has 10001 rows; at most 10000 are read."]],
  },
  {
    mistake: "too many lines",
    bytes: () => Buffer.from(`${HEADER}\n${"\n".repeat(50_000)}`),
    answers: [["TOO_MANY_ROWS", null, "The file has 50002 lines; at most 50000 are read."]],
  },
  {
    mistake: "too many columns",
    bytes: () => Buffer.from(`${HEADER}${",more".repeat(297)}\n29510,2026-03,12,\n`),
    answers: [
      ["UNREADABLE_FILE", "KO1", "The file has something in column KO; at most 300 columns are read."],
    ],
  },
  {
    mistake: "a cell that never ends",
    bytes: row(`29510,2026-03,12,"${"x\n".repeat(20_000)}"`),
    answers: [
      [
        "UNREADABLE_FILE",
        null,
        'A cell that begins with "x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x …" has 39999 characters.',
      ],
    ],
  },
];
