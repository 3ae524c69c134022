import { beforeAll, describe, expect, it } from "@jest/globals";
import { REPORTED_MEASURES } from "../../domain/catalog/catalog.js";
import type { CountyFips, StateCode } from "../../domain/geography.js";
import { reportingMonth } from "../../domain/reporting-month.js";
import { COLUMN_NAMES } from "./columns.js";
import { writeReportTemplate, type ReportTemplate } from "./report-template.js";
import { columnIndex } from "./sheet.js";
import { openZip } from "./zip-parts.js";

const TEMPLATE: ReportTemplate = {
  stateCode: "MO" as StateCode,
  chapterSlug: "st-louis",
  chapterName: "St. Louis Area CIT",
  rows: [
    {
      county: "01001" as CountyFips,
      countyName: '=HYPERLINK("http://example.org")',
      month: reportingMonth("2026-03"),
      version: 4,
      values: { ENCOUNTERS: 12, WEAPON_PRESENT: null },
      isPartial: true,
      isZeroReport: false,
    },
  ],
};

describe("a CSV template", () => {
  let text: string;
  beforeAll(async () => {
    text = Buffer.from(await writeReportTemplate("CSV", TEMPLATE)).toString();
  });

  it("has a byte order mark, a header and the values on file", () => {
    const [header, row] = text.split("\r\n");
    expect(header).toBe(`\ufeff${COLUMN_NAMES.join(",")}`);
    expect(row).toMatch(/^st-louis,01001,.*,2026-03,4,,yes,,12,/);
    expect(row).toContain(",NC,");
  });

  it("holds nothing that runs as a formula", () => {
    expect(text).toContain(`"'=HYPERLINK(""http://example.org"")"`);
    for (const start of ["=", "+", "-", "@"]) expect(text).not.toMatch(new RegExp(`(^|[,\\n"])\\${start}`));
  });
});

describe("a workbook template", () => {
  const parts = new Map<string, string>();
  beforeAll(async () => {
    const zip = await openZip(await writeReportTemplate("XLSX", TEMPLATE));
    for (const name of ["workbook", "styles", "sharedStrings", "worksheets/sheet1", "worksheets/sheet2"]) {
      let xml = "";
      for await (const piece of zip.text(`xl/${name}.xml`)) xml += piece;
      parts.set(name, xml);
    }
  });

  const part = (name: string) => parts.get(name) ?? "";

  /** Whether the style of each cell of the data row leaves it locked, by column. */
  function locks(): ReadonlyMap<string, boolean> {
    const cellStyles = /<cellXfs.*<\/cellXfs>/s.exec(part("styles"))?.[0] ?? "";
    const styles = [...cellStyles.matchAll(/<xf .*?<\/xf>/g)].map(([style]) => !style.includes('locked="0"'));
    const cells = part("worksheets/sheet1").matchAll(/<c r="([A-Z]+)2"(?: s="(\d+)")?/g);
    return new Map(
      [...cells].map(([, letters = "", style = "0"]) => [
        COLUMN_NAMES[columnIndex(letters)] ?? "",
        styles[Number(style)] ?? true,
      ]),
    );
  }

  it("keeps its header in sight", () => {
    expect(part("worksheets/sheet1")).toMatch(/<pane ySplit="1"[^>]*state="frozen"/);
  });

  it("locks codes and nothing else, on the first sheet", () => {
    expect(part("worksheets/sheet1")).toContain('<sheetProtection sheet="1"');
    const locked = [...locks()].filter(([, isLocked]) => isLocked).map(([column]) => column);
    expect(locked).toEqual(["chapter_slug", "county_fips", "county_name", "month", "version"]);
    expect([...locks().keys()]).toEqual(expect.arrayContaining(["ENCOUNTERS", "partial", "comment"]));
    expect(part("worksheets/sheet2")).not.toContain("sheetProtection");
  });

  it("leaves cells without a style unlocked, so that empty ones can be filled in", () => {
    expect(/<cellXfs[^>]*><xf [^>]*>(.*?)<\/xf>/.exec(part("styles"))?.[1]).toContain('locked="0"');
  });

  it("keeps county codes and months as text", () => {
    expect(part("styles")).toContain('formatCode="@"');
    for (const column of ["B2", "D2"]) {
      expect(part("worksheets/sheet1")).toMatch(new RegExp(`<c r="${column}" s="\\d+" t="s">`));
    }
  });

  it("holds no formula", () => {
    expect(part("worksheets/sheet1")).not.toMatch(/<f[ >]/);
    expect(part("sharedStrings")).toContain("=HYPERLINK");
  });

  it("says on a second sheet what every column means", () => {
    expect(part("workbook")).toContain('name="Data dictionary"');
    for (const { key, title, unit } of REPORTED_MEASURES) {
      for (const text of [key, title, unit]) expect(part("sharedStrings")).toContain(`>${text}</t>`);
    }
    expect(part("sharedStrings")).toContain("Monthly reports of St. Louis Area CIT (MO)");
  });
});
