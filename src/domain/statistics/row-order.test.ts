import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { acceptedValues, sourceOf } from "../../testkit/grid.js";
import type { CountyFips, StateCode } from "../geography.js";
import type { ChapterId } from "../reporting/chapter.js";
import { dueDate, reportingMonth } from "../reporting-month.js";
import { cursorOf, inOrder, pageOfRows, type RowOrder } from "./row-order.js";
import type { OutcomeRow } from "./outcome-source.js";
import { tabulate } from "./outcome-table.js";

const MONTH = reportingMonth("2026-01");

/** Rows of as many counties, each with so many encounters; null: nothing was reported. */
function rowsOf(encounters: readonly (number | null)[]): readonly OutcomeRow[] {
  const counties = encounters.map((_, index) => String(29_001 + index) as CountyFips);
  const source = sourceOf({
    counties: counties.map((fips) => ({ fips, name: fips, stateCode: "MO" as StateCode })),
    chapters: [
      {
        id: 1 as ChapterId,
        stateCode: "MO" as StateCode,
        slug: "one",
        name: "One",
        memberships: counties.map((county) => ({
          county,
          region: "North",
          source: "published",
          from: MONTH,
          until: null,
        })),
        expectations: [{ from: MONTH, until: null, isDemonstration: false }],
      },
    ],
    reports: encounters.flatMap((many, index) =>
      many === null
        ? []
        : [
            {
              chapterId: 1 as ChapterId,
              county: counties[index]!,
              month: MONTH,
              firstSubmittedOn: dueDate(MONTH),
              isDemonstration: false,
              isReturned: false,
              accepted: acceptedValues({ ENCOUNTERS: many }),
            },
          ],
    ),
    populations: new Map(),
    runningMonth: reportingMonth("2026-06"),
  });
  const question = {
    state: source.roster.state,
    from: MONTH,
    until: reportingMonth("2026-02"),
    by: ["COUNTY"] as const,
    grain: "WHOLE" as const,
    window: null,
    counties: null,
    chapters: null,
    regions: null,
    except: null,
  };
  return tabulate(source, question, reportingMonth("2026-06")).rows;
}

const said = (rows: readonly OutcomeRow[]) =>
  rows.map(({ county, cell }) => `${county?.fips ?? ""} ${String(cell.count("ENCOUNTERS").value)}`);

const BY_ENCOUNTERS = { kind: "COUNT", of: "ENCOUNTERS" } as const;
const anyOrder: fc.Arbitrary<RowOrder | null> = fc.constantFrom(
  null,
  { by: BY_ENCOUNTERS, direction: "ASCENDING" },
  { by: BY_ENCOUNTERS, direction: "DESCENDING" },
  { by: { kind: "COVERAGE" }, direction: "DESCENDING" },
);
const anyCounts = fc.array(fc.option(fc.nat(5)), { minLength: 1, maxLength: 12 });

/** All pages, one after the other. */
function pages(rows: readonly OutcomeRow[], order: RowOrder | null, first: number): readonly OutcomeRow[] {
  const read: OutcomeRow[] = [];
  for (let after: string | null = null; ;) {
    const page = pageOfRows(rows, order, { first, after });
    if (!page.ok) throw new Error("refused");
    read.push(...page.value.items);
    if (!page.value.hasNext) return read;
    after = cursorOf(read.at(-1)!, order);
  }
}

describe("rows in order", () => {
  it("come by value, equal ones as they stood, and without a value last, both ways", () => {
    const rows = rowsOf([2, null, 1, 2]);
    expect(said(inOrder(rows, { by: BY_ENCOUNTERS, direction: "DESCENDING" }))).toEqual([
      "29001 2",
      "29004 2",
      "29003 1",
      "29002 null",
    ]);
    expect(said(inOrder(rows, { by: BY_ENCOUNTERS, direction: "ASCENDING" }))).toEqual([
      "29003 1",
      "29001 2",
      "29004 2",
      "29002 null",
    ]);
  });
});

describe("pages", () => {
  it("put together are the rows in order, each once", () => {
    fc.assert(
      fc.property(anyCounts, anyOrder, fc.integer({ min: 1, max: 5 }), (counts, order, first) => {
        const rows = rowsOf(counts);
        expect(said(pages(rows, order, first))).toEqual(said(inOrder(rows, order)));
      }),
      { endOnFailure: true },
    );
  });

  it("go on behind the last row as it was sorted, also when its figure has changed since", () => {
    const order: RowOrder = { by: BY_ENCOUNTERS, direction: "DESCENDING" };
    const [first] = inOrder(rowsOf([9, 5, 3]), order);
    const after = cursorOf(first!, order);
    const page = pageOfRows(rowsOf([1, 5, 3]), order, { first: 10, after });
    expect(page.ok && said(page.value.items)).toEqual(["29002 5", "29003 3", "29001 1"]);
  });

  it.each(["", "nonsense", '["[]",1]', '["x",1,2]', '["\\u0000",null]'])(
    "are refused to a cursor of another table: %s",
    (after) => {
      expect(pageOfRows(rowsOf([1]), null, { first: 1, after })).toMatchObject({
        ok: false,
        problems: [{ code: "BAD_CURSOR" }],
      });
    },
  );
});
