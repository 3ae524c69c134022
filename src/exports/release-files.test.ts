// The bytes of a release that is out. They must come out of every later version of this code and of the libraries that write
// them: a hash that has to be changed here says that files of which people have noted the hash are no longer the same.

import { describe, expect, it } from "@jest/globals";
import { createHash } from "node:crypto";
import type { CellId } from "../domain/disclosure/lattice-cell.js";
import { NESTED_POLICY } from "../domain/disclosure/policy.js";
import type { CountyFips, StateCode } from "../domain/geography.js";
import { citationOf, citationParts } from "../domain/release/citation.js";
import type { PublishedFigure, PublishedRelease } from "../domain/release/published-release.js";
import { publishedSource } from "../domain/release/published-source.js";
import type { Chapter, ChapterId } from "../domain/reporting/chapter.js";
import type { ReportingMonth } from "../domain/reporting-month.js";
import { parseOutcomeQuestion } from "../domain/statistics/outcome-question.js";
import { tabulate } from "../domain/statistics/outcome-table.js";
import { bibtex, cslJson } from "./citation-formats.js";
import { collectedBefore, EVERYTHING } from "./choice.js";
import type { OutgoingFile } from "./formats.js";
import { releasedOutcomeFile } from "./outcome-file.js";
import { parseReleaseAddress } from "./release-address.js";
import { cellFile, manifestFile } from "./release-files.js";

const [AUTAUGA, BALDWIN] = ["01001", "01003"] as [CountyFips, CountyFips];
const month = (text: string) => text as ReportingMonth;

const CHAPTER: Chapter = {
  id: 1 as ChapterId,
  stateCode: "AL" as StateCode,
  slug: "coast",
  name: '=SUM(1,"1")',
  memberships: [AUTAUGA, BALDWIN].map((county) => ({
    county,
    from: month("2020-01"),
    until: null,
    region: "South",
    source: "planted",
  })),
  expectations: [{ from: month("2026-01"), until: null, isDemonstration: false }],
};

function figure(id: string, status: PublishedFigure["status"], value: number | null): PublishedFigure {
  const bounds = status === "WITHHELD" ? { lower: 1, upper: id.startsWith("CHAPTER") ? null : 19 } : null;
  return {
    id: id as CellId,
    status,
    value,
    bounds,
    coverage: { expected: 6, counted: value === null ? 0 : 6 },
  };
}

const FIGURES = [
  figure("CHAPTER:coast|2026-Q1|JAIL_BOOKINGS", "WITHHELD", null),
  figure("COUNTY:01001|2026|ENCOUNTERS", "NOT_REPORTED", null),
  figure("REGION:South|2026-01|ENCOUNTERS", "REPORTED", 40),
  figure("REGION:South|2026-01|JAIL_BOOKINGS", "WITHHELD", null),
  figure("REGION:South|2026-02|ENCOUNTERS", "REPORTED_ZERO", 0),
  figure("STATE:AL|2026-03|VETERANS", "NOT_COLLECTED", null),
];

const RELEASE: PublishedRelease = {
  stateCode: "AL" as StateCode,
  number: 3,
  kind: "REGULAR",
  publishedAt: new Date("2026-07-15T12:00:00Z"),
  asOf: new Date("2026-07-01T12:00:00Z"),
  from: month("2026-01"),
  until: month("2026-04"),
  policy: NESTED_POLICY,
  isDemonstration: false,
  contentSha256: "0123456789abcdef".repeat(4),
  withdrawal: null,
  roster: {
    state: {
      code: "AL" as StateCode,
      name: "Alabama",
      timeZone: "America/Chicago",
      fiscalYearStartMonth: 10,
    },
    counties: [
      { fips: AUTAUGA, stateCode: "AL" as StateCode, name: "Autauga County" },
      { fips: BALDWIN, stateCode: "AL" as StateCode, name: "Baldwin County" },
    ],
    chapters: [CHAPTER],
    populations: new Map(),
  },
  figures: new Map(FIGURES.map((one) => [one.id, one])),
  restated: new Map([
    ["REGION:South|2026-01|ENCOUNTERS", figure("REGION:South|2026-01|ENCOUNTERS", "REPORTED", 62)],
  ]),
  months: [AUTAUGA, BALDWIN].flatMap((county) =>
    ["2026-01", "2026-02", "2026-03"].map((one) => ({
      county,
      month: month(one),
      chapter: "coast",
      region: "South",
      marks: 15,
      values: { GRADUATES_DISPATCH: 2 },
    })),
  ),
};

async function bytesOf({ chunks }: OutgoingFile): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const chunk of chunks) pieces.push(Buffer.from(chunk));
  return Buffer.concat(pieces);
}

const textOf = async (file: OutgoingFile) => (await bytesOf(file)).toString();

async function hashOf(file: OutgoingFile): Promise<string> {
  return createHash("sha256").update(await bytesOf(file)).digest("hex").slice(0, 16); // prettier-ignore
}

function answer(extension: "csv" | "jsonl" | "parquet"): OutgoingFile {
  const address = { counts: "ENCOUNTERS,JAIL_BOOKINGS,GRADUATES_DISPATCH", rates: "JAIL_RATE" };
  const request = parseReleaseAddress(RELEASE, { ...address, by: "CHAPTER", grain: "MONTH" });
  if (!request.ok) throw new Error(JSON.stringify(request.problems));
  const source = publishedSource(RELEASE);
  const question = parseOutcomeQuestion(request.value.question, source, [], "question");
  if (!question.ok) throw new Error(JSON.stringify(question.problems));
  return releasedOutcomeFile(
    extension,
    tabulate(source, question.value, RELEASE.until),
    RELEASE,
    request.value,
  );
}

describe("the bytes of a release", () => {
  it.each([
    ["cells.csv", () => cellFile("csv", RELEASE), "6807d33f63c3c8a7"],
    ["cells.json", () => cellFile("json", RELEASE), "6279799bd0aef8fd"],
    ["cells.jsonl", () => cellFile("jsonl", RELEASE), "151b00bad3fb18f6"],
    ["cells.parquet", () => cellFile("parquet", RELEASE), "cf52122ada7e9e2a"],
    ["outcomes.csv", () => answer("csv"), "0e59e0b2e6b5e3ba"],
    ["outcomes.jsonl", () => answer("jsonl"), "487f9fabb974bd5b"],
    ["outcomes.parquet", () => answer("parquet"), "b815e3f9a693837f"],
  ])("of %s are those that went out", async (_, make, hash) => {
    expect(await hashOf(make())).toBe(hash);
  });

  it("would be seen to change by a single number", async () => {
    const [first, ...rest] = FIGURES as [PublishedFigure, ...PublishedFigure[]];
    const wider = { ...first, bounds: { lower: 1, upper: 30 } };
    const planted = { ...RELEASE, figures: new Map([wider, ...rest].map((one) => [one.id, one])) };
    for (const extension of ["csv", "json", "jsonl", "parquet"] as const)
      expect(await hashOf(cellFile(extension, planted))).not.toBe(await hashOf(cellFile(extension, RELEASE)));
  });

  it("keep the leading zero of a FIPS code, and text that would be a formula harmless", async () => {
    const text = await textOf(cellFile("csv", RELEASE));
    expect(text).toContain("COUNTY,01001,Autauga County,YEAR,2026,2026-01,2027-01,ENCOUNTERS,encounters,NOT_REPORTED,,,,,6,0");
    expect(text).toContain(`CHAPTER,coast,"'=SUM(1,""1"")",QUARTER,2026-Q1`);
  }); // prettier-ignore

  it("are empty tables that can be read where a release shows nothing", async () => {
    const empty = { ...RELEASE, figures: new Map() };
    expect(JSON.parse(await textOf(cellFile("json", empty)))).toEqual([]);
    expect((await textOf(cellFile("csv", empty))).trimEnd().split("\r\n")).toHaveLength(1);
  });

  it("of the release itself are its canonical text with its hash at the end", async () => {
    const text = await textOf(manifestFile(RELEASE, `{"cells":[],"format":"intercept-one/release/1"}`));
    expect(text).toBe(`{"cells":[],"format":"intercept-one/release/1","sha256":"${RELEASE.contentSha256}"}`);
  });
});

describe("a citation", () => {
  it("says the same in each form, and no address where none is known", () => {
    const parts = citationParts(RELEASE, "https://reports.example.org");
    expect(citationOf(RELEASE, "https://reports.example.org")).toBe(
      "Intercept One. Crisis Intervention Team outcomes, AL, January 2026 to March 2026. Release AL-3, 2026-07-15, content 0123456789ab. https://reports.example.org/releases/AL-3",
    );
    expect(bibtex(parts)).toContain("  url = {https://reports.example.org/releases/AL-3}\n}");
    expect(JSON.parse(cslJson(parts))).toEqual([
      expect.objectContaining({ type: "dataset", title: parts.title, URL: parts.address, version: "AL-3" }),
    ]);
    const unplaced = citationParts(RELEASE, "");
    expect(bibtex(unplaced)).not.toContain("url");
    expect(cslJson(unplaced)).not.toContain("URL");
  });
});

describe("everything that a release has columns for", () => {
  it("is what was collected by its end, so that a measure that comes later changes no file", () => {
    expect(collectedBefore(month("2026-04"), EVERYTHING).counts).toContain("ENCOUNTERS");
    expect(collectedBefore(month("2013-12"), EVERYTHING)).toEqual({ counts: [], rates: [] });
    expect(collectedBefore(month("2013-12"), { counts: ["ENCOUNTERS"], rates: [] }).counts).toEqual(["ENCOUNTERS"]);
  }); // prettier-ignore
});
