// The example that docs/methods.md explains to everybody is true.

import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { loadSolver } from "../../solver/highs-solver.js";
import { smallTable } from "../../testkit/small-state.js";
import { attackAsPublic } from "./attack.js";
import { layOut } from "./lattice.js";
import { systemOf } from "./linear-system.js";
import { isSmall, NESTED_POLICY as POLICY } from "./policy.js";
import { protect } from "./protect.js";
import { smallCounts } from "./secret.js";

/** Jail bookings of a quarter: 23, 4 and 15, all in January. */
const TABLE = smallTable([
  { chapter: "a", region: "north", counts: [[23], [0], [0]] },
  { chapter: "b", region: "north", counts: [[4], [0], [0]] },
  { chapter: "c", region: "north", counts: [[15], [0], [0]] },
]);

test("of three chapters and their region, withholding the small number alone gives it away, and a release does not", async () => {
  const [lattice, solver] = [layOut(TABLE, POLICY), await loadSolver()];
  if (!lattice.ok) throw new Error(JSON.stringify(lattice.problems));
  const system = systemOf(lattice.value);
  const isShown = system.unknowns.map(({ cells, value }) => cells.length > 0 && !isSmall(POLICY, value));
  const target = {
    system,
    isShown,
    wasShown: isShown.map(() => false),
    secrets: smallCounts(system, POLICY),
  };
  const found = attackAsPublic(target, solver).failures.find(({ ids }) =>
    ids.includes("CHAPTER:b|2025-Q1|JAIL_BOOKINGS"),
  );
  expect(found).toMatchObject({ finding: "EXACT", range: { lower: 4, upper: 4 } });
  const made = protect(lattice.value, POLICY, new Map(), solver);
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  const shown = (id: string) => made.value.cells.find((cell) => cell.id === `${id}|2025-Q1|JAIL_BOOKINGS`);
  expect(shown("REGION:north")).toMatchObject({ status: "REPORTED", value: 42 });
  for (const chapter of ["a", "b", "c"])
    expect(shown(`CHAPTER:${chapter}`)).toMatchObject({
      status: "WITHHELD",
      bounds: { lower: 1, upper: 40 },
    });
});

test("the page says so", () => {
  const page = readFileSync("docs/methods.md", "utf8");
  for (const row of [
    "Chapter A |   23 |",
    "Chapter B |    4 |",
    "Chapter C |   15 |",
    "42 − 23 − 15 = 4",
    "from 1 to 40",
  ])
    expect(page).toContain(row);
});
