// Ends every search. A year that is hard to protect is refused, or shows less; it never keeps anybody waiting for an answer that
// may not come. Work is counted in steps of the solver, not in seconds, so that a build ends the same way on every machine.

import type { LinearProgram, OpenProgram, Solution, Solver } from "./solver.js";

/**
 * Steps, each weighted by the rows that it passes over. A second of processor time is some 60 million of them in a search and 25
 * million in an attack; the demonstration of Missouri in 2025, with all its gaps, took 5.7 and 0.8 billion.
 */
export const SEARCH_BUDGET = 12e9;
export const ATTACK_BUDGET = 4e9;
export const BOUNDS_BUDGET = 1e9;

/** What a step costs beside its rows. */
const OVERHEAD = 1_000;

/** A solver that gives up at once when its budget is spent. */
export class BudgetedSolver implements Solver {
  readonly name: string;
  private spent = 0;

  constructor(
    private readonly solver: Solver,
    private readonly budget: number,
  ) {
    this.name = solver.name;
  }

  /** Part of the budget that is spent, from 0 to 1. */
  get spentShare(): number {
    return Math.min(1, this.spent / this.budget);
  }

  open(program: LinearProgram): OpenProgram {
    const opened = this.solver.open(program);
    const weight = program.rows.length + OVERHEAD;
    const cheapest = (): Solution => {
      if (this.spent >= this.budget) return "GAVE_UP";
      const before = opened.steps;
      const solution = opened.cheapest();
      this.spent += (opened.steps - before + 1) * weight;
      return solution;
    };
    return {
      setBounds: (column, lower, upper) => {
        opened.setBounds(column, lower, upper);
      },
      setCost: (column, cost) => {
        opened.setCost(column, cost);
      },
      cheapest,
      get steps() {
        return opened.steps;
      },
      close: () => {
        opened.close();
      },
    };
  }
}
