import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { MEASURES } from "../domain/catalog/measures.js";
import { METRICS } from "../domain/catalog/metrics.js";
import type { CountyFips } from "../domain/geography.js";
import { GRAINS } from "../domain/period.js";
import { problem } from "../domain/problem.js";
import { addMonths, reportingMonth } from "../domain/reporting-month.js";
import {
  DIMENSIONS,
  wholeOf,
  YEAR_KINDS,
  type AskedQuestion,
} from "../domain/statistics/outcome-question.js";
import { EVERYTHING } from "./choice.js";
import { downloadsOf, LIVE_DOOR } from "./downloads.js";
import {
  inAddress,
  OUTCOME_PARAMETERS,
  outcomeAddress,
  parseOutcomeAddress,
  type OutcomeRequest,
} from "./outcome-address.js";
import { outcomeFileName } from "./outcome-file.js";

const month = fc.integer({ min: 0, max: 299 }).map((count) => addMonths(reportingMonth("2014-01"), count));
const slug = fc.stringMatching(/^[a-z0-9]+(?:-[a-z0-9]+){0,2}$/);
const fips = fc.stringMatching(/^[0-9]{5}$/).map((text) => text as CountyFips);

const question: fc.Arbitrary<AskedQuestion> = fc.record({
  state: fc.stringMatching(/^[A-Z]{2}$/),
  from: month,
  until: month,
  by: fc.subarray([...DIMENSIONS]),
  grain: fc.constantFrom(...GRAINS),
  rollingMonths: fc.option(fc.integer({ min: 1, max: 120 })),
  toDate: fc.option(fc.constantFrom(...YEAR_KINDS)),
  counties: fc.option(fc.array(fips, { maxLength: 4 })),
  chapters: fc.option(fc.array(slug, { maxLength: 4 })),
  regions: fc.option(fc.subarray(["North East", "St. Louis", "Ozark & Bootheel"])),
  exceptCounties: fc.option(fc.array(fips, { maxLength: 4 })),
});

const request: fc.Arbitrary<OutcomeRequest> = fc.record({
  question,
  choice: fc.record({
    counts: fc.option(fc.subarray(MEASURES.map(({ key }) => key))),
    rates: fc.option(fc.subarray(METRICS.map(({ key }) => key))),
  }),
  asOf: fc.option(fc.date({ min: new Date("2014-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })),
});

/** As the server takes an address apart. */
function taken(address: string): Readonly<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(address));
}

const GOOD = { state: "MO", from: "2025-11", until: "2026-11" };

describe("the address of an answer", () => {
  it("is understood as the question it was written from", () => {
    fc.assert(
      fc.property(request, (asked) => {
        expect(parseOutcomeAddress(taken(outcomeAddress(asked)))).toEqual({ ok: true, value: asked });
      }),
      { endOnFailure: true },
    );
  });

  it("asks for everything in one row when it says only where and when", () => {
    expect(parseOutcomeAddress(GOOD)).toEqual({
      ok: true,
      value: {
        question: wholeOf("MO", reportingMonth("2025-11"), reportingMonth("2026-11")),
        choice: EVERYTHING,
        asOf: null,
      },
    });
  });

  it("asks for no rate at all when the list is empty", () => {
    expect(parseOutcomeAddress({ ...GOOD, rates: "" })).toMatchObject({
      value: { choice: { counts: null, rates: [] } },
    });
  });

  it("is refused with everything that is wrong with it, each parameter by its name", () => {
    const refused = parseOutcomeAddress({
      from: "2026-13",
      by: "COUNTY,county",
      grain: "WEEK",
      rollingMonths: "a year",
      toDate: "DECADE",
      counties: "29510,510",
      exceptCounties: "STL",
      asOf: "yesterday",
      counts: "ENCOUNTERS,ARRESTS",
      rates: "JOY",
    });
    expect(refused.ok ? [] : refused.problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      "query.state MISSING_VALUE",
      "query.until MISSING_VALUE",
      "query.from BAD_MONTH",
      "query.by[1] BAD_VALUE",
      "query.grain BAD_VALUE",
      "query.rollingMonths BAD_VALUE",
      "query.toDate BAD_VALUE",
      "query.counties[1] BAD_FIPS",
      "query.exceptCounties BAD_FIPS",
      "query.asOf BAD_VALUE",
      "query.counts[1] UNKNOWN_MEASURE",
      "query.rates BAD_VALUE",
    ]);
  });

  it("takes no day that the calendar lacks, and no hour without its distance from UTC", () => {
    const asOf = (text: string) => parseOutcomeAddress({ ...GOOD, asOf: text }).ok;
    expect(asOf("2026-02-28T00:00:00-06:00")).toBe(true);
    for (const text of ["2026-02-30T00:00:00Z", "2026-02-28T25:00:00Z", "2026-02-28T00:00:00", "2026-02-28"])
      expect([text, asOf(text)]).toEqual([text, false]);
  });

  it("names its parameters where the domain names parts of the question", () => {
    const path = (from: string) => inAddress(problem("BAD_LIST", from, "It is bad.", "Mend it.")).path;
    expect(["question.counties[1]", "question.until", "question", "state", "chapters"].map(path)).toEqual([
      "query.counties[1]",
      "query.until",
      "query",
      "query.state",
      "query.chapters",
    ]);
  });

  const hostile = fc.string({
    unit: fc.constantFrom(..."'\"`$(){}[];&|<>\\\n\r\t \u0000#!%,~*?é😀=+aA1-".match(/./gsu)!),
  });

  it("has no letter that means something to a shell, a program or a header, whatever is asked", () => {
    fc.assert(
      fc.property(request, hostile, hostile, (asked, state, chapter) => {
        const odd = { ...asked, question: { ...asked.question, state, chapters: [chapter] } };
        const { csv, dictionary } = downloadsOf("https://reports.example.org", LIVE_DOOR, odd);
        for (const address of [csv, dictionary]) expect(address).toMatch(/^https:[/\w.,&=?%-]+$/);
        expect(outcomeFileName(odd.question)).toMatch(/^[\w.-]+$/);
        expect(taken(outcomeAddress(odd))).toMatchObject({ state, chapters: chapter });
      }),
      { endOnFailure: true },
    );
  });

  it("has no parameter that its reader does not know", () => {
    fc.assert(
      fc.property(request, (asked) => {
        expect(OUTCOME_PARAMETERS).toEqual(expect.arrayContaining(Object.keys(taken(outcomeAddress(asked)))));
      }),
      { endOnFailure: true },
    );
  });
});
