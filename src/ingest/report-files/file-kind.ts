// What a file is, by its first bytes. The extension never decides: "report.xls" is often a web page.

import { LARGEST_FILE, LARGEST_FILE_MB } from "./limits.js";
import { UnreadableFile } from "./file-problems.js";

export type FileKind = "ZIP" | "TEXT";

const ZIP = ["504b0304", "504b0506"];
const OLE = "d0cf11e0a1b11ae1";

const OTHER_KINDS: readonly (readonly [start: RegExp, kind: string])[] = [
  [/^%PDF-/, "a PDF document"],
  [/^\{\\rtf/, "an RTF document"],
  [/^<(?:!doctype html|html|head|body|table|meta)\b/i, "a web page, whatever its name says"],
  [/^<\?xml/i, "an XML document"],
];

/** @throws UnreadableFile for what is known to be neither a workbook nor CSV */
export function kindOf(bytes: Uint8Array): FileKind {
  if (bytes.length === 0)
    throw new UnreadableFile("The file is empty.", "Fill in the template and upload it.");
  if (bytes.length > LARGEST_FILE) {
    throw new UnreadableFile(
      `The file is ${Math.ceil((bytes.length * 10) / 1024 / 1024) / 10} MB; at most ${LARGEST_FILE_MB} MB are read.`,
      "Take out pictures and sheets that do not belong to the report, or upload the months in several files.",
    );
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = buffer.subarray(0, 1024);
  if (start.toString("hex").startsWith(OLE)) throw oleProblem(buffer);
  if (ZIP.some((signature) => start.toString("hex").startsWith(signature))) return "ZIP";
  refuseOtherKinds(
    start
      .toString("latin1")
      .replace(/^\u00ef\u00bb\u00bf/, "")
      .trimStart(),
  );
  return "TEXT";
}

function refuseOtherKinds(start: string): void {
  const kind = OTHER_KINDS.find(([pattern]) => pattern.test(start))?.[1];
  if (kind === undefined) return;
  throw new UnreadableFile(
    `The file is ${kind}, not a workbook or CSV.`,
    "Open it in a spreadsheet program and save it as XLSX or CSV UTF-8.",
  );
}

/** One container holds old workbooks, Word documents and everything that Excel locks with a password. */
function oleProblem(buffer: Buffer): UnreadableFile {
  const holds = (stream: string) => buffer.includes(Buffer.from(stream, "utf16le"));
  if (holds("EncryptedPackage")) {
    return new UnreadableFile(
      "The workbook is locked with a password.",
      "Take the password off in Excel (File, Info, Protect Workbook, Encrypt with Password) and save it again.",
    );
  }
  const kind = holds("WordDocument") ? "a Word document" : "an old Office file, such as .xls";
  return new UnreadableFile(
    `The file is ${kind}, not an XLSX workbook.`,
    "Open it in a spreadsheet program and save it as XLSX.",
  );
}
