// Moves that are offered as evidence are replayed, and none that does not hold is believed.

import { expect, test } from "@jest/globals";
import { PUBLIC, type Insider } from "./insider.js";
import type { LatticeCell } from "./lattice-cell.js";
import type { LinearSystem } from "./linear-system.js";
import type { Move } from "./move.js";
import { Witnesses } from "./witnesses.js";

/** Two by two: 0 and 1, 2 and 3 in rows, 0 and 2, 1 and 3 in columns; 4–7 their totals, which are shown. */
const SYSTEM: LinearSystem = {
  unknowns: [3, 5, 6, 4, 8, 10, 9, 9].map((value) => ({
    ids: [],
    value,
    cells: [{} as LatticeCell],
    places: [],
  })),
  relations: [
    { total: 4, parts: [0, 1], isCeiling: false },
    { total: 5, parts: [2, 3], isCeiling: false },
    { total: 6, parts: [0, 2], isCeiling: false },
    { total: 7, parts: [1, 3], isCeiling: false },
  ],
  placeOf: new Map(),
};
const around = (by: number): Move =>
  new Map([
    [0, by],
    [1, -by],
    [2, -by],
    [3, by],
  ]);
const shows = (move: Move, insider: Insider = PUBLIC) =>
  new Witnesses(SYSTEM, (place) => place > 3, [move]).show(0, (change) => change > 0, insider);

test("a move that keeps every sum shows that a number can change, but not to somebody who knows better", () => {
  expect(shows(around(2))).toBe(true);
  expect(shows(around(2), { ...PUBLIC, known: new Set([3]) })).toBe(false);
  // Of the five, three or four are the insider's own: they cannot fall to three.
  expect(shows(around(2), { ...PUBLIC, ownParts: new Map([[1, 3]]) })).toBe(true);
  expect(shows(around(2), { ...PUBLIC, ownParts: new Map([[1, 4]]) })).toBe(false);
});

test("a move that breaks a sum, changes what is shown, is not whole or falls too low is not believed", () => {
  expect(shows(new Map([...around(2), [3, 1]]))).toBe(false);
  expect(
    shows(
      new Map([
        [0, 1],
        [4, 1],
        [6, 1],
      ]),
    ),
  ).toBe(false);
  expect(shows(around(0.5))).toBe(false);
  expect(shows(around(5))).toBe(false);
});
