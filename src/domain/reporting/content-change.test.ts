import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { REPORTED_MEASURES, type ReportValues } from "../catalog/catalog.js";
import { contentChanges, type Content } from "./content-change.js";

const said = fc.constantFrom(undefined, null, 0, 7);
const anyValues = fc
  .tuple(...REPORTED_MEASURES.slice(0, 6).map(({ key }) => said.map((value) => [key, value] as const)))
  .map((pairs): ReportValues => Object.fromEntries(pairs.filter(([, value]) => value !== undefined)));

const anyContent: fc.Arbitrary<Content> = fc.record({
  values: anyValues,
  comment: fc.constantFrom(null, "", "  ", "A fair was in town."),
  isPartial: fc.boolean(),
  isZeroReport: fc.boolean(),
});

/** Puts what the changes say into a content. */
function changed(before: Content, after: Content): Content {
  const content = { ...before, values: { ...before.values } } as Record<string, unknown> & Content;
  for (const { what, after: now } of contentChanges(before, after)) {
    if (what === "comment" || what === "isPartial" || what === "isZeroReport")
      (content as Record<string, unknown>)[what] = now;
    else if (now === undefined) Reflect.deleteProperty(content.values, what);
    else (content.values as Record<string, unknown>)[what] = now;
  }
  return content;
}

const blankAsNone = (content: Content) => ({
  ...content,
  comment: (content.comment ?? "").trim() === "" ? null : content.comment,
});

describe("the changes between two contents", () => {
  it("are none between what says the same, and lead from one to the other otherwise", () => {
    fc.assert(
      fc.property(anyContent, anyContent, (before, after) => {
        expect(contentChanges(before, before)).toEqual([]);
        expect(blankAsNone(changed(before, after))).toEqual(blankAsNone(after));
      }),
      { numRuns: 500, endOnFailure: true },
    );
  });

  it("tell what is not collected from what is not said", () => {
    const content = (values: ReportValues): Content => ({
      values,
      comment: null,
      isPartial: false,
      isZeroReport: false,
    });
    expect(contentChanges(content({ VETERANS: null }), content({}))).toEqual([
      { what: "VETERANS", before: null, after: undefined },
    ]);
  });

  it("from nothing are all that is said", () => {
    const first: Content = { values: { ENCOUNTERS: 0 }, comment: " ", isPartial: true, isZeroReport: false };
    expect(contentChanges(null, first)).toEqual([
      { what: "ENCOUNTERS", before: undefined, after: 0 },
      { what: "isPartial", before: undefined, after: true },
    ]);
  });
});
