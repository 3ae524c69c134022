// The lattice adds up whatever is missing, left out or moved, and says nothing where nothing was reported.

import fc from "fast-check";
import { expect, test } from "@jest/globals";
import { laidOut, smallStates, smallTable } from "../../testkit/small-state.js";
import type { CountyFips } from "../geography.js";
import { layOut, type YearLattice } from "./lattice.js";
import { systemOf } from "./linear-system.js";
import { NESTED_POLICY } from "./policy.js";
import type { CountyMonth, YearTable } from "./year-table.js";

const readingOf = (lattice: YearLattice, id: string) => lattice.cells.find((cell) => cell.id === id)?.reading;

/** Counties change chapters and chapters change regions as they like; some reports leave measures out. */
const restless = fc
  .tuple(smallStates("2026-01"), fc.infiniteStream(fc.nat(7)))
  .map(([table, stream]): YearTable => {
    const next = () => Number(stream.next().value);
    const regions = new Map<string, string>();
    const countyMonths = table.countyMonths.map((row): CountyMonth => {
      const chapter = next() === 0 ? "chapter-3" : row.chapter;
      const home = `${chapter ?? row.county} ${row.month}`;
      const region = regions.get(home) ?? (next() === 0 ? "region-1" : row.region);
      regions.set(home, region ?? "");
      const isLeftOut = row.values !== null && next() === 0;
      return {
        ...row,
        chapter,
        region,
        values: isLeftOut ? { ...row.values, JAIL_BOOKINGS: null } : row.values,
      };
    });
    return { ...table, countyMonths };
  });

test("every total is the sum of its parts, whatever is missing, left out or moved", () => {
  fc.assert(
    fc.property(restless, (table) => {
      const { unknowns, relations } = systemOf(laidOut(table));
      for (const { total, parts } of relations) {
        const sum = parts.reduce((so, part) => so + (unknowns[part]?.value ?? 0), 0);
        expect(sum).toBe(unknowns[total]?.value);
      }
    }),
    { numRuns: 15 },
  );
});

test("names of one unknown have one value", () => {
  fc.assert(
    fc.property(restless, (table) => {
      for (const { cells, value } of systemOf(laidOut(table)).unknowns)
        for (const { reading } of cells) expect(reading).toBe(value);
    }),
    { numRuns: 15 },
  );
});

test("a missing report is no part of any sum, and a cell without reports has no number", () => {
  const lattice = laidOut(
    smallTable([
      { chapter: "a", region: "north", counts: [[1, 0, 0], null, [2, 0, 0]] },
      { chapter: "b", region: "south", counts: [null, null, null] },
    ]),
  );
  expect(readingOf(lattice, "CHAPTER:a|2025-Q1|JAIL_BOOKINGS")).toBe(3);
  expect(readingOf(lattice, "REGION:north|2025-02|JAIL_BOOKINGS")).toBe("NOT_REPORTED");
  expect(readingOf(lattice, "CHAPTER:b|2025-Q1|ENCOUNTERS")).toBe("NOT_REPORTED");
  expect(readingOf(lattice, "STATE:MO|2025-01|FORCE_USED")).toBe("NOT_COLLECTED");
  const quarter = lattice.cells.find(({ id }) => id === ("STATE:MO|2025-Q1|ENCOUNTERS" as typeof id));
  expect(quarter?.coverage).toEqual({ expected: 6, counted: 2 });
});

test("the chapter of one county is one unknown with it, and a county without a chapter stands for itself", () => {
  const months = Array.from({ length: 12 }, () => [3, 4, 5]);
  const lattice = laidOut(
    smallTable(
      [
        { chapter: "a", region: "north", counts: months },
        { chapter: null, region: "north", counts: months },
        { chapter: "b", region: "north", counts: months },
        { chapter: "b", region: "north", counts: months },
      ],
      "2025-01",
      "2026-01",
    ),
  );
  const { placeOf } = systemOf(lattice);
  expect(placeOf.get("CHAPTER:a|2025|ENCOUNTERS")).toBe(placeOf.get("COUNTY:29001|2025|ENCOUNTERS"));
  expect(placeOf.get("CHAPTER:b|2025|ENCOUNTERS")).not.toBe(placeOf.get("COUNTY:29005|2025|ENCOUNTERS"));
  expect(readingOf(lattice, "COUNTY:29003|2025|ENCOUNTERS")).toBe(144);
});

test("a table of two years, a county twice in a month and a chapter in two regions are refused, all at once", () => {
  const table = smallTable([{ chapter: "a", region: "north", counts: [[1, 2, 3]] }]);
  const [row] = table.countyMonths;
  if (row === undefined) throw new Error("The table is empty.");
  const torn = { ...row, county: "29003" as CountyFips, region: "south" };
  const result = layOut(
    { ...table, until: "2026-02" as typeof table.until, countyMonths: [...table.countyMonths, row, torn] },
    NESTED_POLICY,
  );
  expect(result.ok ? [] : result.problems.map(({ code }) => code)).toEqual([
    "EMPTY_RANGE",
    "DUPLICATE",
    "CONFLICT",
  ]);
});
