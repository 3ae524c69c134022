// A search that ends before it is done says nothing that is not so: what was not proved safe is refused, what was not bounded is
// printed wider.

import { beforeAll, describe, expect, test } from "@jest/globals";
import { loadSolver } from "../../solver/highs-solver.js";
import { laidOut, smallTable } from "../../testkit/small-state.js";
import { attackAsInsiders, attackAsPublic } from "./attack.js";
import { BudgetedSolver } from "./budget.js";
import { systemOf } from "./linear-system.js";
import { isSmall, NESTED_POLICY as POLICY } from "./policy.js";
import { insidersOf, protect } from "./protect.js";
import { publicBounds } from "./public-bounds.js";
import { smallCounts } from "./secret.js";
import type { Solver } from "./solver.js";
import { viewOf } from "./view.js";

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const TABLE = smallTable(
  ["a", "b", "c", "d"].map((chapter, index) => ({
    chapter,
    region: index < 2 ? "north" : "south",
    counts: [
      [12 + index, 3, 20],
      [9, 14, 2 + index],
      [30, 1 + index, 8],
    ],
  })),
);

/** A solver that never gets anywhere. */
function stalled(): Solver {
  return {
    ...solver,
    open: (program) => ({
      ...solver.open(program),
      steps: 0,
      close: () => undefined,
      setBounds: () => undefined,
      setCost: () => undefined,
      cheapest: () => "GAVE_UP",
    }),
  };
}

describe("a budget", () => {
  const row = { terms: [[0, 1] as const], equals: 5 };
  const program = { columns: [{ cost: 1, lower: 0, upper: 9 }], rows: [row], search: "AFRESH" } as const;

  test("lets programs be solved until it is spent, all of them together", () => {
    const budgeted = new BudgetedSolver(solver, 1_500);
    const [one, other] = [budgeted.open(program), budgeted.open(program)];
    expect(budgeted.spentShare).toBe(0);
    expect([...(one.cheapest() as Float64Array)]).toEqual([5]);
    expect(budgeted.spentShare).toBeGreaterThan(0.5);
    other.cheapest();
    expect(budgeted.spentShare).toBe(1);
    expect([one.cheapest(), other.cheapest()]).toEqual(["GAVE_UP", "GAVE_UP"]);
    for (const opened of [one, other]) opened.close();
  });
});

describe("where the solver gives up", () => {
  const lattice = laidOut(TABLE);
  const system = systemOf(lattice);
  const isShown = system.unknowns.map(({ cells, value }) => cells.length > 0 && !isSmall(POLICY, value));
  const target = {
    system,
    isShown,
    wasShown: isShown.map(() => false),
    secrets: smallCounts(system, POLICY),
  };

  test("the attack never calls anything safe that it has not seen to be so", () => {
    const found = attackAsPublic(target, stalled());
    expect(found.failures.length).toBe(found.attacked);
    const insiders = insidersOf(lattice, system);
    for (const report of attackAsInsiders(target, insiders, [], stalled()).values())
      expect(report.failures.length).toBe(report.attacked);
  });

  test("printed bounds are those of counting, and hold", () => {
    const withheld = system.unknowns.flatMap((_, place) => (isShown[place] === true ? [] : [place]));
    const bounds = publicBounds(
      viewOf(system, (place) => isShown[place] === true),
      withheld,
      stalled(),
    );
    for (const place of withheld) {
      const value = system.unknowns[place]?.value ?? 0;
      const { lower, upper } = bounds.get(place) ?? { lower: Infinity, upper: null };
      expect(lower <= value && value <= (upper ?? Infinity)).toBe(true);
    }
  });

  test("a year is refused, and the limit is the first that is said", () => {
    // Whatever the budget, a stalled solver that reports so many steps has spent it with its first question.
    const slow: Solver = {
      ...stalled(),
      open: (program) => {
        let steps = 0;
        return {
          ...stalled().open(program),
          cheapest: () => ((steps += 1e12), "GAVE_UP"),
          get steps() {
            return steps;
          },
        };
      },
    };
    const result = protect(lattice, POLICY, new Map(), slow);
    expect(result.ok ? [] : result.problems.map(({ code }) => code)).toEqual([
      "SEARCH_LIMIT",
      ...Array<string>(result.ok ? 0 : result.problems.length - 1).fill("DISCLOSED"),
    ]);
  });
});
