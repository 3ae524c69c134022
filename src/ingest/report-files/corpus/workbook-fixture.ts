// Workbooks for tests, written part by part, so that they can hold what no careful program would write.

import { columnLetters } from "../sheet.js";
import { zipOf, type ZipPart } from "./zip-fixture.js";

export type CellFixture =
  | string
  | number
  | boolean
  | null
  | { readonly formula: string; readonly value: number; readonly spillsOver?: string }
  | { readonly error: string }
  | { readonly number: number; readonly shownAs: "DATE" | "MONTH" | "PERCENT" | "HOURS" }
  | { readonly rich: readonly string[] };

export interface SheetFixture {
  readonly name?: string;
  readonly state?: "visible" | "hidden" | "veryHidden";
  readonly rows: readonly (readonly CellFixture[])[];
  readonly merged?: readonly string[];
  /** Numbers from 1. */
  readonly hiddenRows?: readonly number[];
}

const STYLES = { DATE: 1, MONTH: 2, PERCENT: 3, HOURS: 4 } as const;
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";

/** @param replaced parts to put in the place of those written, by name */
export function workbookOf(
  sheets: readonly SheetFixture[],
  { workbookPr = "", replaced = [] }: { workbookPr?: string; replaced?: readonly ZipPart[] } = {},
): Buffer {
  const listed = sheets.map(
    ({ name = "Reports", state = "visible" }, index) =>
      `<sheet name="${escaped(name)}" sheetId="${index + 1}" state="${state}" r:id="rId${index + 1}"/>`,
  );
  const parts: readonly ZipPart[] = [
    { name: "_rels/.rels", contents: relations([["officeDocument", "xl/workbook.xml"]]) },
    {
      name: "xl/workbook.xml",
      contents: `<workbook ${MAIN} xmlns:r="${OFFICE}"><workbookPr ${workbookPr}/><sheets>${listed.join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      contents: relations([
        ...sheets.map((_, index) => ["worksheet", `worksheets/sheet${index + 1}.xml`] as const),
        ["styles", "/xl/styles.xml"],
      ]),
    },
    { name: "xl/styles.xml", contents: STYLE_SHEET },
    ...sheets.map((sheet, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      contents: sheetXml(sheet),
    })),
  ];
  const kept = parts.filter(({ name }) => !replaced.some((part) => part.name === name));
  return zipOf([...kept, ...replaced]);
}

const STYLE_SHEET = `<styleSheet ${MAIN}><numFmts><numFmt numFmtId="164" formatCode="[$-409]mmm\\-yy;@"/>
<numFmt numFmtId="165" formatCode="0&quot; hours&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="165"/></cellXfs></styleSheet>`;

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const entries = targets.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}">${entries.join("")}</Relationships>`;
}

export function sheetXml({ rows, merged = [], hiddenRows = [] }: SheetFixture): string {
  const written = rows.map((cells, index) => {
    const number = index + 1;
    const hidden = hiddenRows.includes(number) ? ' hidden="1"' : "";
    const inside = cells.map((cell, column) => cellXml(cell, `${columnLetters(column)}${number}`));
    return `<row r="${number}"${hidden}>${inside.join("")}</row>`;
  });
  const merges = merged.map((range) => `<mergeCell ref="${range}"/>`).join("");
  return `<worksheet ${MAIN}><sheetData>${written.join("")}</sheetData>${merges && `<mergeCells>${merges}</mergeCells>`}</worksheet>`;
}

function cellXml(cell: CellFixture, address: string): string {
  if (cell === null) return "";
  if (typeof cell === "number") return `<c r="${address}"><v>${cell}</v></c>`;
  if (typeof cell === "boolean") return `<c r="${address}" t="b"><v>${Number(cell)}</v></c>`;
  if (typeof cell === "string") return `<c r="${address}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
  if ("error" in cell) return `<c r="${address}" t="e"><v>${cell.error}</v></c>`;
  if ("rich" in cell) {
    const runs = cell.rich.map((text) => `<r><t>${escaped(text)}</t></r>`).join("");
    return `<c r="${address}" t="inlineStr"><is>${runs}<rPh sb="0" eb="1"><t>spoken</t></rPh></is></c>`;
  }
  if ("number" in cell) return `<c r="${address}" s="${STYLES[cell.shownAs]}"><v>${cell.number}</v></c>`;
  const array = cell.spillsOver === undefined ? "" : ` t="array" ref="${cell.spillsOver}"`;
  return `<c r="${address}"><f${array}>${escaped(cell.formula)}</f><v>${cell.value}</v></c>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
