import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { REPORTED_MEASURES, type ReportValues } from "../../domain/catalog/catalog.js";
import type { CountyFips, StateCode } from "../../domain/geography.js";
import { reportingMonth } from "../../domain/reporting-month.js";
import { LARGEST_VALUE } from "../../domain/reporting/report-rules.js";
import { readReportFile } from "./read-report-file.js";
import type { TemplateRow } from "../../usecases/prepare-template.js";
import { writeReportTemplate, type ReportTemplate } from "./report-template.js";

const month = fc
  .tuple(fc.integer({ min: 1900, max: 2199 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, number]) => reportingMonth(`${year}-${String(number).padStart(2, "0")}`));

const values: fc.Arbitrary<ReportValues> = fc
  .array(
    fc.tuple(
      fc.constantFrom(...REPORTED_MEASURES.map(({ key }) => key)),
      fc.option(fc.oneof(fc.nat({ max: 99 }), fc.nat({ max: LARGEST_VALUE }))),
    ),
  )
  .map((pairs) => Object.fromEntries(pairs));

const row: fc.Arbitrary<TemplateRow> = fc.record({
  county: fc.nat({ max: 99_999 }).map((number) => String(number).padStart(5, "0") as CountyFips),
  countyName: fc.oneof(
    fc.constantFrom(
      "St. Louis city",
      "Doña Ana",
      '=HYPERLINK("x")',
      "-1+1",
      "@x",
      'a "b", c',
      "two\nlines",
      "",
    ),
    fc.string({ unit: "binary" }),
  ),
  month,
  version: fc.nat({ max: 999 }),
  values,
  isPartial: fc.boolean(),
  isZeroReport: fc.boolean(),
});

const template: fc.Arbitrary<ReportTemplate> = fc.record({
  stateCode: fc.constant("MO" as StateCode),
  chapterSlug: fc.stringMatching(/^[a-z0-9]{1,8}(?:-[a-z0-9]{1,8}){0,2}$/),
  chapterName: fc.string(),
  rows: fc.uniqueArray(row, {
    minLength: 1,
    maxLength: 6,
    selector: (entry) => `${entry.county} ${entry.month}`,
  }),
});

describe.each(["CSV", "XLSX"] as const)("a template as %s", (format) => {
  it("gives back what went in", async () => {
    await fc.assert(
      fc.asyncProperty(template, async (given) => {
        const bytes = await writeReportTemplate(format, given);
        const outcome = await readReportFile({ name: "template", bytes });
        if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
        const { entries, problems, ignoredColumns } = outcome.value;
        expect([problems, ignoredColumns]).toEqual([[], []]);
        expect(entries).toMatchObject(
          given.rows.map(({ county, month: reported, isPartial, isZeroReport }) => ({
            chapterSlug: given.chapterSlug,
            county,
            month: reported,
            // What is not partial is left empty.
            isPartial: isPartial ? true : null,
            isZeroReport,
            comment: null,
            problems: [],
          })),
        );
        expect(entries.map((entry) => entry.values)).toEqual(given.rows.map((entry) => entry.values));
      }),
      { numRuns: format === "CSV" ? 100 : 40 },
    );
  });
});
