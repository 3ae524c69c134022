// The attacker against an oracle that tries every table of whole numbers.

import fc from "fast-check";
import { beforeAll, expect, test } from "@jest/globals";
import { loadSolver } from "../../solver/highs-solver.js";
import { countedBounds } from "./counted-bounds.js";
import { rangesOf } from "./ranges.js";
import type { Solver } from "./solver.js";
import type { View } from "./view.js";

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

/** Two rows and three columns: places 0–5 inside, 6–7 totals of rows, 8–10 of columns, 11 of all. */
const RELATIONS = [
  { total: 6, parts: [0, 1, 2], isCeiling: false },
  { total: 7, parts: [3, 4, 5], isCeiling: false },
  { total: 8, parts: [0, 3], isCeiling: false },
  { total: 9, parts: [1, 4], isCeiling: false },
  { total: 10, parts: [2, 5], isCeiling: false },
  { total: 11, parts: [6, 7], isCeiling: false },
];

function complete(inside: readonly number[]): readonly number[] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = inside;
  return [...inside, a + b + c, d + e + f, a + d, b + e, c + f, a + b + c + d + e + f];
}

function everyTable({ known, least }: View, most: number): readonly (readonly number[])[] {
  const found: (readonly number[])[] = [];
  const fill = (inside: readonly number[]) => {
    if (inside.length === 6) {
      const table = complete(inside);
      const fits = table.every(
        (value, place) => value === (known[place] ?? Math.max(value, least[place] ?? 0)),
      );
      if (fits) found.push(table);
      return;
    }
    const value = known[inside.length] ?? null;
    for (let one = value ?? 0; one <= (value ?? most); one++) fill([...inside, one]);
  };
  fill([]);
  return found;
}

const tables = fc.record({
  inside: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 6, maxLength: 6 }),
  isKnown: fc.array(fc.boolean(), { minLength: 11, maxLength: 11 }),
});

/** The total of all and every zero are known. */
function viewOf(truth: readonly number[], isKnown: readonly boolean[]): View {
  return {
    relations: RELATIONS,
    known: truth.map((value, place) =>
      place === 11 || isKnown[place] === true || value === 0 ? value : null,
    ),
    least: truth.map((_, place) => (place % 2 === 0 ? 1 : 0)),
  };
}

test("what can be worked out is exactly what all possible tables have in common", () => {
  fc.assert(
    fc.property(tables, ({ inside, isKnown }) => {
      const truth = complete(inside);
      const view = viewOf(truth, isKnown);
      const unknown = view.known.flatMap((value, place) => (value === null ? [place] : []));
      const possible = everyTable(view, truth[11] ?? 0);
      const ranges = rangesOf(view, unknown, () => null, solver);
      for (const place of unknown) {
        const values = possible.map((table) => table[place] ?? -1);
        expect([place, ranges.get(place)]).toEqual([
          place,
          { lower: Math.min(...values), upper: Math.max(...values) },
        ]);
      }
    }),
    { numRuns: 60 },
  );
});

test("counted bounds leave no possible table out", () => {
  fc.assert(
    fc.property(tables, ({ inside, isKnown }) => {
      const truth = complete(inside);
      const view = viewOf(truth, isKnown);
      const { lower, upper } = countedBounds(view);
      for (const table of everyTable(view, truth[11] ?? 0))
        table.forEach((value, place) => {
          expect([place, value, (lower[place] ?? 0) <= value && value <= (upper[place] ?? 0)]).toEqual([
            place,
            value,
            true,
          ]);
        });
    }),
    { numRuns: 20 },
  );
});

test("counting finds what a total leaves of a part", () => {
  const view: View = {
    relations: [{ total: 0, parts: [1, 2], isCeiling: false }],
    known: [9, null, null],
    least: [0, 2, 1],
  };
  expect(countedBounds(view)).toEqual({ lower: [9, 2, 1], upper: [9, 8, 7] });
});

test("a number that nothing limits has no upper bound", () => {
  const view: View = {
    relations: [{ total: 0, parts: [1, 2], isCeiling: false }],
    known: [null, null, 5],
    least: [1, 1, 1],
  };
  expect(rangesOf(view, [0, 1], () => null, solver)).toEqual(
    new Map([
      [0, { lower: 6, upper: null }],
      [1, { lower: 1, upper: null }],
    ]),
  );
});
