// Files that are no report file at all, whatever their names say.

import type { BadFile } from "./bad-file.js";
import { zipOf } from "./zip-fixture.js";

/** The container of old Office files and of everything locked with a password, with the name of one stream in it. */
function ole(stream: string): () => Buffer {
  const signature = Buffer.from("d0cf11e0a1b11ae1", "hex");
  return () =>
    Buffer.concat([signature, Buffer.alloc(504), Buffer.from(stream, "utf16le"), Buffer.alloc(512)]);
}

function text(contents: string): () => Buffer {
  return () => Buffer.from(contents);
}

function zipHolding(...names: readonly string[]): () => Buffer {
  return () => zipOf(names.map((name) => ({ name, contents: "x" })));
}

export const BAD_KINDS: readonly BadFile[] = [
  {
    mistake: "a PDF",
    bytes: text("%PDF-1.7\n%âãÏÓ\n"),
    answers: [["UNREADABLE_FILE", null, "The file is a PDF document, not a workbook or CSV."]],
  },
  {
    mistake: "an old .xls workbook",
    bytes: ole("Workbook"),
    answers: [
      ["UNREADABLE_FILE", null, "The file is an old Office file, such as .xls, not an XLSX workbook."],
    ],
  },
  {
    mistake: "an old Word document",
    bytes: ole("WordDocument"),
    answers: [["UNREADABLE_FILE", null, "The file is a Word document, not an XLSX workbook."]],
  },
  {
    mistake: "a workbook with a password",
    bytes: ole("EncryptedPackage"),
    answers: [["UNREADABLE_FILE", null, "The workbook is locked with a password."]],
  },
  {
    mistake: "a web page called .xls",
    bytes: text("\ufeff<html><table><tr><td>29510</td></tr></table></html>"),
    answers: [
      ["UNREADABLE_FILE", null, "The file is a web page, whatever its name says, not a workbook or CSV."],
    ],
  },
  {
    mistake: "an XML spreadsheet of 2003",
    bytes: text('<?xml version="1.0"?><Workbook/>'),
    answers: [["UNREADABLE_FILE", null, "The file is an XML document, not a workbook or CSV."]],
  },
  {
    mistake: "an RTF document",
    bytes: text("{\\rtf1 county_fips}"),
    answers: [["UNREADABLE_FILE", null, "The file is an RTF document, not a workbook or CSV."]],
  },
  {
    mistake: "a Word document",
    bytes: zipHolding("word/document.xml"),
    answers: [["UNREADABLE_FILE", null, "The file is a Word document, not an XLSX workbook."]],
  },
  {
    mistake: "an OpenDocument spreadsheet",
    bytes: zipHolding("mimetype", "content.xml"),
    answers: [
      ["UNREADABLE_FILE", null, "The file is an OpenDocument file, such as .ods, not an XLSX workbook."],
    ],
  },
  {
    mistake: "a binary workbook",
    bytes: zipHolding("xl/workbook.bin"),
    answers: [["UNREADABLE_FILE", null, "The file is a binary workbook (.xlsb), not an XLSX workbook."]],
  },
  {
    mistake: "a Numbers document",
    bytes: zipHolding("Index/Document.iwa"),
    answers: [["UNREADABLE_FILE", null, "The file is a Numbers or Pages document, not an XLSX workbook."]],
  },
  {
    mistake: "a zip archive of other files",
    bytes: zipHolding("march.csv"),
    answers: [
      ["UNREADABLE_FILE", null, "The file is a zip archive without a workbook, not an XLSX workbook."],
    ],
  },
  {
    mistake: "an empty zip archive",
    bytes: zipHolding(),
    answers: [
      ["UNREADABLE_FILE", null, "The file is a zip archive without a workbook, not an XLSX workbook."],
    ],
  },
  {
    mistake: "a picture",
    bytes: () => Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
    answers: [["UNREADABLE_FILE", null, "The file is neither a workbook nor text."]],
  },
  {
    mistake: "UTF-16 without a byte order mark",
    bytes: () => Buffer.from("county_fips,month", "utf16le"),
    answers: [["UNREADABLE_FILE", null, "The file is neither a workbook nor text."]],
  },
  {
    mistake: "a file that is too large",
    bytes: () => Buffer.alloc(5 * 1024 * 1024 + 1, "x"),
    answers: [["UNREADABLE_FILE", null, "The file is 5.1 MB; at most 5 MB are read."]],
  },
];
