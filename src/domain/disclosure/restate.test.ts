// Years that are out, corrected late, and restated: what is small stays secret, whether it is a count or a change.

import fc from "fast-check";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { loadSolver } from "../../solver/highs-solver.js";
import {
  laidOut,
  onceOut,
  releaseVerify,
  sha256,
  smallStates,
  smallTable,
  valuesOf,
} from "../../testkit/small-state.js";
import { sealed } from "./canonical.js";
import { NESTED_POLICY as POLICY } from "./policy.js";
import { protect } from "./protect.js";
import type { FrozenCell, History } from "./protected-lattice.js";
import { restate, type RestatedYear } from "./restate.js";
import type { Solver } from "./solver.js";
import type { YearTable } from "./year-table.js";

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

/** Everything as it stands in public after a first release; null when that is refused. */
function published(table: YearTable): History | null {
  const lattice = laidOut(table);
  const made = protect(lattice, POLICY, new Map(), solver);
  return made.ok ? onceOut(lattice, made.value) : null;
}

function restated(table: YearTable, before: History): RestatedYear {
  const result = restate(laidOut(table), POLICY, before, solver);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

const counties = ["a", "b", "c", "d"].map((chapter, index) => ({
  chapter,
  region: index < 2 ? "north" : "south",
  counts: [
    [112 + index, 33, 120],
    [99, 114, 82 + index],
    [130, 101 + index, 98],
  ],
}));
const FIRST = smallTable(counties);

/** The first county's counts of January, and by how much the second county's change. */
function corrected(january: readonly number[], byTheWay = 0): YearTable {
  return smallTable(
    counties.map((one, index) => {
      if (index > 1) return one;
      const [first = [], ...others] = one.counts;
      return {
        ...one,
        counts: [index === 0 ? january : [(first[0] ?? 0) + byTheWay, ...first.slice(1)], ...others],
      };
    }),
  );
}

function change(before: History, { cells }: RestatedYear): ReadonlyMap<string, number> {
  return new Map(cells.map(({ id, value }) => [id, Number(value) - Number(before.get(id)?.reading)]));
}

describe("a late correction", () => {
  test("of more than ten is restated wherever it counts, and everything else keeps its number", () => {
    const before = published(FIRST);
    if (before === null) throw new Error("The first release was refused.");
    const result = restated(corrected([152, 33, 120]), before);
    const changes = change(before, result);
    expect(new Set(changes.values())).toEqual(new Set([40]));
    expect(changes.get("STATE:MO|2025-01|JAIL_BOOKINGS")).toBe(40);
    expect(changes.get("STATE:MO|2025-01|ENCOUNTERS")).toBe(40);
    expect(changes.get("CHAPTER:a|2025-Q1|JAIL_BOOKINGS")).toBe(40);
    expect(changes.has("STATE:MO|2025-02|ENCOUNTERS")).toBe(false);
    expect(changes.has("REGION:south|2025-01|ENCOUNTERS")).toBe(false);
    expect(releaseVerify(sealed(result.proof, sha256))).toEqual([]);
  });

  test("of ten or less restates nothing", () => {
    const before = published(FIRST);
    expect(before !== null && restated(corrected([122, 33, 120]), before).cells).toEqual([]);
  });

  test("is compared with every number that was ever published: going back tells nothing, nearly going back would", () => {
    const first = published(FIRST);
    if (first === null) throw new Error("The first release was refused.");
    const then = restated(corrected([152, 33, 120]), first);
    const since = new Map(
      then.cells.map(({ id, status, value }): [string, FrozenCell] => [
        id,
        { id, status, reading: Number(value), otherwiseShown: [Number(first.get(id)?.reading)] },
      ]),
    );
    const before: History = new Map([...first, ...since]);
    const back = restated(corrected([112, 33, 120]), before);
    expect(new Set(change(before, back).values())).toEqual(new Set([-40]));
    expect(back.cells.map(({ id }) => id)).toEqual(then.cells.map(({ id }) => id));
    const nearly = restated(corrected([115, 33, 120]), before);
    expect(nearly.cells).toEqual([]);
    for (const { proof } of [back, nearly]) expect(releaseVerify(sealed(proof, sha256))).toEqual([]);
  });

  test("of little beside a large one cannot be worked out: a sum that would tell it keeps its number too", () => {
    const before = published(FIRST);
    if (before === null) throw new Error("The first release was refused.");
    // North has changed by 43: 40 in one chapter, 3 in the other, which all three sums together would tell.
    const result = restated(corrected([152, 33, 120], 3), before);
    const changes = change(before, result);
    const told = ["REGION:north|2025-Q1|JAIL_BOOKINGS", "CHAPTER:a|2025-Q1|JAIL_BOOKINGS"];
    expect(told.filter((id) => changes.has(id)).length).toBeLessThan(2);
    expect(changes.size).toBeGreaterThan(0);
    expect(releaseVerify(sealed(result.proof, sha256))).toEqual([]);
  });
});

test("a figure that keeps its number is no zero, which would have been told, and so a total tells of its parts", () => {
  const year = (bookings: number) =>
    smallTable(
      Array.from({ length: 14 }, (_, index) => ({
        chapter: index < 12 ? "a" : "b",
        region: "north",
        counts: Array.from({ length: 12 }, (_month, place) => [
          place > 0 ? 0 : index < 12 ? bookings : 300 + index,
          0,
          0,
        ]),
      })),
      "2025-01",
      "2026-01",
    );
  const before = published(year(14));
  if (before === null) throw new Error("The first release was refused.");
  expect(before.get("COUNTY:29001|2025|JAIL_BOOKINGS")).toMatchObject({ status: "REPORTED", reading: 14 });
  // Twelve counties, none of them zero, and twelve bookings: everybody would know that each has one.
  const result = restated(year(1), before);
  expect(change(before, result).get("CHAPTER:a|2025|JAIL_BOOKINGS")).toBeUndefined();
  expect(releaseVerify(sealed(result.proof, sha256))).toEqual([]);
  const unknowns = result.proof.unknowns.map(([mark, ...rest]) => [mark === "W" ? "H" : mark, ...rest]);
  expect(releaseVerify(sealed({ ...result.proof, unknowns }, sha256)).join("\n")).toContain(
    "was 14 and is taken for a number that may be 0",
  );
});

test("shown where it may not be, a small change is found by the independent checker", () => {
  const before = published(FIRST);
  if (before === null) throw new Error("The first release was refused.");
  const { proof } = restated(corrected([152, 33, 120], 3), before);
  const small = proof.before?.find(
    ([place, shown]) => shown !== null && proof.unknowns[place]?.[1] === shown + 3,
  );
  const unknowns = proof.unknowns.map((unknown, place) =>
    place === small?.[0] ? (["S", ...unknown.slice(1)] as unknown as typeof unknown) : unknown,
  );
  const faults = releaseVerify(sealed({ ...proof, unknowns }, sha256));
  expect(faults.join("\n")).toContain("has changed by 3 and is shown");
});

test("of any small state that is corrected, no small count and no small change can be worked out", () => {
  let restatements = 0;
  fc.assert(
    fc.property(smallStates(), fc.infiniteStream(fc.integer({ min: -4, max: 30 })), (table, changes) => {
      const before = published(table);
      if (before === null) return;
      const countyMonths = table.countyMonths.map((row) => {
        if (row.values === null) return row;
        const counts = ["JAIL_BOOKINGS", "HOSPITAL_VOLUNTARY", "HOLDS_ACCEPTED"].map((key) => {
          const [said, by] = [Number(row.values?.[key as "JAIL_BOOKINGS"]), Number(changes.next().value)];
          return by % 3 === 0 ? Math.max(0, said + by) : said;
        });
        return { ...row, values: valuesOf(counts) };
      });
      const result = restated({ ...table, countyMonths }, before);
      for (const { id, value } of result.cells) {
        const was = before.get(id)?.reading;
        expect(Math.abs(Number(value) - (typeof was === "number" ? was : 0))).toBeGreaterThan(10);
        expect(value === 0 || Number(value) > POLICY.threshold).toBe(true);
        expect(before.get(id)?.status).not.toBe("WITHHELD");
      }
      expect(releaseVerify(sealed(result.proof, sha256))).toEqual([]);
      if (result.cells.length > 0) restatements++;
    }),
    { numRuns: 12, seed: 11, endOnFailure: true },
  );
  expect(restatements).toBeGreaterThan(3);
});
