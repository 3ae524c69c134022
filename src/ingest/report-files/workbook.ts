// A workbook around its sheets: which sheet is read, which texts and number formats its cells point at.

import { posix } from "node:path";
import { UnreadableFile } from "./file-problems.js";
import { readXml, type Attributes } from "./read-xml.js";
import type { NumberCell } from "./sheet.js";
import { fromXstring } from "./xstring.js";
import type { ZipParts } from "./zip-parts.js";

export interface Workbook {
  readonly sheetName: string;
  readonly sheetPart: string;
  /** The others that a person sees. */
  readonly otherSheets: readonly { readonly name: string; readonly part: string }[];
  readonly texts: readonly string[];
  /** By style number of a cell. */
  readonly formats: readonly NumberCell["shownAs"][];
  /** Days to add to a date of this workbook to count from 1899-12-30. */
  readonly dayShift: number;
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly part: string;
}

/** The sheet that is read, when it is there and visible; else the first visible one. */
const SHEET_NAME = "reports";
const DAYS_FROM_1900_TO_1904 = 1462;

export async function openWorkbook(zip: ZipParts): Promise<Workbook> {
  const part = (await relationsOf(zip, "")).find(({ type }) => type === "officeDocument")?.part;
  if (part === undefined || !zip.has(part) || part.endsWith(".bin") || part.startsWith("word/")) {
    throw noWorkbook(zip);
  }
  const relations = await relationsOf(zip, part);
  const partOf = (type: string) => relations.find((relation) => relation.type === type)?.part ?? "";
  const { sheets, isFrom1904 } = await readWorkbookPart(zip, part);
  const visible = visibleAmong(sheets, relations);
  const sheet = chosen(visible);
  return {
    sheetName: sheet.name,
    sheetPart: sheet.part,
    otherSheets: visible.filter((other) => other !== sheet),
    texts: await readTexts(zip, partOf("sharedStrings")),
    formats: await readFormats(zip, partOf("styles")),
    dayShift: isFrom1904 ? DAYS_FROM_1900_TO_1904 : 0,
  };
}

/** What a part points at; "" is the package itself. */
async function relationsOf(zip: ZipParts, part: string): Promise<readonly Relation[]> {
  const folder = posix.dirname(part);
  const relations: Relation[] = [];
  await readXml(zip.text(posix.join(folder, "_rels", `${posix.basename(part)}.rels`)), {
    open: (name, { Id: id, Type: type, Target: target }) => {
      if (name !== "Relationship" || id === undefined || type === undefined || target === undefined) return;
      const to = target.startsWith("/") ? target.slice(1) : posix.join(folder, target);
      relations.push({ id, type: posix.basename(type), part: to });
    },
  });
  return relations;
}

async function readWorkbookPart(zip: ZipParts, part: string) {
  const sheets: Attributes[] = [];
  let isFrom1904 = false;
  await readXml(zip.text(part), {
    open: (name, attributes) => {
      if (name === "sheet") sheets.push({ ...attributes, name: fromXstring(attributes["name"] ?? "") });
      if (name === "workbookPr") isFrom1904 = isTrue(attributes["date1904"]);
    },
  });
  return { sheets, isFrom1904 };
}

interface VisibleSheet {
  readonly name: string;
  readonly part: string;
}

function visibleAmong(
  sheets: readonly Attributes[],
  relations: readonly Relation[],
): readonly VisibleSheet[] {
  return sheets.flatMap(({ name = "", id, state = "visible" }) => {
    const relation = relations.find((one) => one.id === id && one.type === "worksheet");
    return relation === undefined || state !== "visible" ? [] : [{ name, part: relation.part }];
  });
}

function chosen(visible: readonly VisibleSheet[]): VisibleSheet {
  const sheet = visible.find(({ name }) => name.trim().toLowerCase() === SHEET_NAME) ?? visible[0];
  if (sheet !== undefined) return sheet;
  throw new UnreadableFile(
    "The workbook has no visible sheet with cells; hidden sheets are not read.",
    'Unhide the sheet with the report, or call it "Reports".',
  );
}

async function readTexts(zip: ZipParts, part: string): Promise<readonly string[]> {
  const texts: string[] = [];
  const path: string[] = [];
  await readXml(zip.text(part), {
    open: (name) => {
      path.push(name);
      if (name === "si") texts.push("");
    },
    // rPh holds how a text is pronounced, which is no part of it.
    text: (text) => {
      if (path.at(-1) === "t" && !path.includes("rPh")) texts.push((texts.pop() ?? "") + text);
    },
    close: () => void path.pop(),
  });
  return texts;
}

async function readFormats(zip: ZipParts, part: string): Promise<readonly NumberCell["shownAs"][]> {
  const custom = new Map<string, string>();
  const formats: NumberCell["shownAs"][] = [];
  let isInCells = false;
  await readXml(zip.text(part), {
    open: (name, { numFmtId = "0", formatCode = "" }) => {
      if (name === "cellXfs") isInCells = true;
      if (name === "numFmt") custom.set(numFmtId, formatCode);
      if (name === "xf" && isInCells) formats.push(shownAs(Number(numFmtId), custom.get(numFmtId)));
    },
    close: (name) => {
      if (name === "cellXfs") isInCells = false;
    },
  });
  return formats;
}

/** Of numbers without a code: the built-in formats of the standard (ECMA-376 part 1, 18.8.30). */
const PERCENT_IDS = [9, 10];
const DATE_IDS = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

function shownAs(id: number, code: string | undefined): NumberCell["shownAs"] {
  if (code === undefined) {
    if (PERCENT_IDS.includes(id)) return "PERCENT";
    return DATE_IDS.some(([first, last]) => first <= id && id <= last) ? "DATE" : "NUMBER";
  }
  // Letters in quotes, after a backslash, and in brackets such as [Red] or [$-409] are no part of a date.
  const bare = code.replace(/"[^"]*"|[\\_*].|\[[^\]]*\]|general/gi, "");
  if (bare.includes("%")) return "PERCENT";
  return /[dmyhs]/i.test(bare) ? "DATE" : "NUMBER";
}

export function isTrue(attribute: string | undefined): boolean {
  return attribute === "1" || attribute === "true";
}

function noWorkbook(zip: ZipParts): UnreadableFile {
  const kinds: readonly (readonly [part: string, kind: string])[] = [
    ["word/document.xml", "a Word document"],
    ["ppt/presentation.xml", "a PowerPoint presentation"],
    ["xl/workbook.bin", "a binary workbook (.xlsb)"],
    ["content.xml", "an OpenDocument file, such as .ods"],
    ["Index/Document.iwa", "a Numbers or Pages document"],
  ];
  const kind = kinds.find(([part]) => zip.has(part))?.[1] ?? "a zip archive without a workbook";
  return new UnreadableFile(
    `The file is ${kind}, not an XLSX workbook.`,
    "Open the report in a spreadsheet program and save it as XLSX or CSV UTF-8.",
  );
}
