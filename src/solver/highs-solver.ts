// The solver HiGHS, compiled to WebAssembly, behind the domain's port. It computes on the thread that calls it: one thread, no
// clock, no randomness, so that the same programme has the same solution on every machine.

import highsModule, { type Highs, type Model, type ModelData } from "highs";
import type { LinearProgram, OpenProgram, Solver } from "../domain/disclosure/solver.js";

// The package declares its types as CommonJS; as an ES module its default export is the loader itself.
const loadHighs = highsModule as unknown as typeof highsModule.default;

export async function loadSolver(): Promise<Solver> {
  const highs = await loadHighs();
  return {
    name: `HiGHS ${highs.version.string}`,
    open: (program) => new HighsProgram(highs, program),
  };
}

/**
 * Presolving costs more than it saves where the questions are small beside the programme, and so does scaling where all
 * coefficients are 1. Primal simplex (4) keeps what is feasible.
 */
const OPTIONS = {
  AFRESH: { presolve: "off", solver: "simplex", simplex_scale_strategy: 0 },
  FROM_LAST: { presolve: "off", solver: "simplex", simplex_strategy: 4 },
  WHOLE: {},
} as const;

class HighsProgram implements OpenProgram {
  private readonly model: Model;

  constructor(
    private readonly highs: Highs,
    private readonly program: LinearProgram,
  ) {
    this.model = highs.createModel(modelOf(highs, program));
    this.model.options.set({ output_flag: false, ...OPTIONS[program.search] });
  }

  setBounds(column: number, lower: number, upper: number): void {
    this.model.changeColBounds(column, lower, upper);
  }

  setCost(column: number, cost: number): void {
    this.model.changeColCost(column, cost);
  }

  cheapest(): Float64Array | null {
    if (this.program.search === "AFRESH") this.model.setLogicalBasis();
    this.model.run();
    if (this.model.getModelStatus() === this.highs.constants.modelStatus.unknown) this.runAnew();
    const { optimal, infeasible } = this.highs.constants.modelStatus;
    const status = this.model.getModelStatus();
    if (status === optimal) return this.model.getSolution().colValue;
    if (status === infeasible) return null;
    throw new Error(`The solver ended with status ${String(status)}.`);
  }

  /** Rarely the solver loses its way from where it began, and says so. Then it begins anew, with everything it has. */
  private runAnew(): void {
    this.model.clearSolver();
    this.model.options.set({ presolve: "on", solver: "choose", simplex_strategy: 1 });
    this.model.run();
    this.model.options.set(OPTIONS[this.program.search]);
  }

  close(): void {
    this.model.dispose();
  }
}

function modelOf(highs: Highs, { columns, rows, search }: LinearProgram): ModelData {
  const { constants } = highs;
  const starts = Int32Array.from({ length: rows.length + 1 });
  rows.forEach(({ terms }, row) => (starts[row + 1] = (starts[row] ?? 0) + terms.length));
  const terms = rows.flatMap((row) => row.terms);
  const equals = Float64Array.from(rows, (row) => row.equals);
  return {
    numCols: columns.length,
    numRows: rows.length,
    colCost: Float64Array.from(columns, ({ cost }) => cost),
    colLower: Float64Array.from(columns, ({ lower }) => lower),
    colUpper: Float64Array.from(columns, ({ upper }) => (upper === Infinity ? highs.infinity : upper)),
    rowLower: equals,
    rowUpper: equals,
    matrix: {
      format: "csr",
      numRows: rows.length,
      numCols: columns.length,
      starts,
      indices: Int32Array.from(terms, ([column]) => column),
      values: Float64Array.from(terms, ([, coefficient]) => coefficient),
    },
    ...(search === "WHOLE" ? { integrality: columns.map(() => constants.variableType.integer) } : {}),
  };
}
