import { describe, expect, it } from "@jest/globals";
import { REPORTED_MEASURES } from "../../domain/catalog/catalog.js";
import { COLUMN_NAMES, columnOf, HEADERS } from "./columns.js";

/** Headers that could mean two columns. */
function ambiguous(headers: typeof HEADERS): readonly string[] {
  const found = new Map<string, string>();
  return headers.flatMap(([header, column]) => {
    const other = found.get(header);
    found.set(header, column);
    return other === undefined || other === column ? [] : [header];
  });
}

describe("columns", () => {
  it("are the fixed ones and every measure that is reported", () => {
    expect(COLUMN_NAMES.slice(8)).toEqual(REPORTED_MEASURES.map(({ key }) => key));
    expect(COLUMN_NAMES.slice(0, 8)).toEqual([
      "chapter_slug",
      "county_fips",
      "county_name",
      "month",
      "version",
      "zero_report",
      "partial",
      "comment",
    ]);
  });

  it.each(REPORTED_MEASURES)("of $key are known by key and by title", ({ key, title }) => {
    const headers = [key, key.toLowerCase(), key.replaceAll("_", " "), title, ` ${title.toUpperCase()} `];
    expect(headers.map((header) => columnOf(header))).toEqual(headers.map(() => key));
  });

  it("have headers that mean one column each", () => {
    expect(ambiguous(HEADERS)).toEqual([]);
  });

  it("are found out when a header means two", () => {
    expect(ambiguous([...HEADERS, ["month", "ENCOUNTERS"]])).toEqual(["month"]);
  });

  it("are not found by other words", () => {
    expect(["", "HOSPITAL_DIVERSIONS", "toString", "ENCOUTNERS"].map((header) => columnOf(header))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});
