import { describe, expect, it } from "@jest/globals";
import type { LatticeCell } from "./lattice-cell.js";
import type { Relation, YearLattice } from "./lattice.js";
import { systemOf } from "./linear-system.js";

function lattice(readings: Readonly<Record<string, number>>, relations: readonly Relation[]): YearLattice {
  const cells = Object.entries(readings).map(([id, reading]) => ({ id, reading }) as LatticeCell);
  return {
    stateCode: "MO",
    year: "2025",
    cells,
    hidden: [],
    relations,
    known: new Map(),
    ownParts: new Map(),
  };
}

function sum(total: string, ...parts: string[]): Relation {
  return { total, parts, isCeiling: false };
}

describe("a system", () => {
  it("joins totals of the same parts, also where one of them has got another name in between", () => {
    const { unknowns, relations } = systemOf(
      lattice({ chapter: 30, county: 30, first: 12, second: 18 }, [
        sum("chapter", "first", "second"),
        sum("county", "chapter"),
        sum("county", "first", "second"),
      ]),
    );
    expect(unknowns.map(({ ids }) => ids)).toEqual([["chapter", "county"], ["first"], ["second"]]);
    expect(relations).toEqual([{ total: 0, parts: [1, 2], isCeiling: false }]);
  });
});
