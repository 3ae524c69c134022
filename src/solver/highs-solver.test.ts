import { describe, expect, test } from "@jest/globals";
import type { LinearProgram } from "../domain/disclosure/solver.js";
import { loadSolver } from "./highs-solver.js";

/** As much as there is in each of some stores, taken to as many shops at costs that leave presolve nothing to do. */
function transport(size: number, search: LinearProgram["search"], perStore = 10): LinearProgram {
  const each = Array.from({ length: size }, (_, index) => index);
  return {
    columns: each.flatMap((store) =>
      each.map((shop) => ({
        cost: 1 + ((store * 7 + shop * 11 + store * shop * 5) % 13),
        lower: 0,
        upper: 9,
      })),
    ),
    rows: [
      ...each.map((store) => ({
        terms: each.map((shop) => [store * size + shop, 1] as const),
        equals: perStore,
      })),
      ...each.map((shop) => ({ terms: each.map((store) => [store * size + shop, 1] as const), equals: 10 })),
    ],
    search,
  };
}

describe.each(["AFRESH", "FROM_LAST"] as const)("a program that is searched %s", (search) => {
  test("is solved within the limit of iterations, and says how many it took", async () => {
    const program = (await loadSolver()).open(transport(8, search));
    const solution = program.cheapest();
    if (typeof solution === "string") throw new Error(solution);
    expect(solution.reduce((sum, value) => sum + value, 0)).toBeCloseTo(80);
    expect(program.steps).toBeGreaterThan(0);
    program.close();
  });

  test("gives up when the limit is reached", async () => {
    const solver = await loadSolver({ iterationsPerRow: 0, leastIterations: 1, nodes: 1 });
    const program = solver.open(transport(8, search));
    expect(program.cheapest()).toBe("GAVE_UP");
    program.close();
  });

  test("has no solution where the rows contradict each other", async () => {
    const program = (await loadSolver()).open(transport(8, search, 11));
    expect(program.cheapest()).toBe("NONE");
    program.close();
  });
});

test("a program in whole numbers has no solution where only fractions would do", async () => {
  const program = (await loadSolver()).open(transport(3, "WHOLE", 9.5));
  expect(program.cheapest()).toBe("NONE");
  program.close();
});
