// The solver HiGHS, compiled to WebAssembly, behind the domain's port. It computes on the thread that calls it: one thread, no
// clock, no randomness, so that the same program has the same solution on every machine.

import highsModule, { type Highs, type Model, type ModelData } from "highs";
import type { LinearProgram, OpenProgram, Solution, Solver } from "../domain/disclosure/solver.js";

// The package declares its types as CommonJS; as an ES module its default export is the loader itself.
const loadHighs = highsModule as unknown as typeof highsModule.default;

export async function loadSolver(limits = LIMITS): Promise<Solver> {
  const highs = await loadHighs();
  return {
    name: `HiGHS ${highs.version.string}`,
    open: (program) => new HighsProgram(highs, program, limits),
  };
}

/**
 * Presolving costs more than it saves where the questions are small beside the program, and so does scaling where all
 * coefficients are 1. Primal simplex (4) keeps what is feasible. Of whole numbers any that do are good enough.
 */
const OPTIONS = {
  AFRESH: { presolve: "off", solver: "simplex", simplex_scale_strategy: 0 },
  FROM_LAST: { presolve: "off", solver: "simplex", simplex_strategy: 4 },
  WHOLE: { mip_rel_gap: 0.2 },
} as const;

/** With everything that solves a hard program: presolve, scaling, dual simplex (1). */
const IN_EARNEST = {
  presolve: "on",
  solver: "simplex",
  simplex_strategy: 1,
  simplex_scale_strategy: 2,
} as const;

export interface SolverLimits {
  readonly iterationsPerRow: number;
  readonly leastIterations: number;
  /** Of branch and bound. */
  readonly nodes: number;
}

/** Programs that do not stall end within twice as many iterations as they have rows (measured: some 20,000 programs). */
const LIMITS: SolverLimits = { iterationsPerRow: 4, leastIterations: 1_000, nodes: 200 };

/** Larger programs, by columns, are begun in earnest: primal simplex alone takes up to ten times as long to a first solution. */
const LARGE = 2_000;

type Status = ReturnType<Model["getModelStatus"]>;

class HighsProgram implements OpenProgram {
  private readonly model: Model;
  private taken = 0;
  private hasBegun = false;

  constructor(
    private readonly highs: Highs,
    private readonly program: LinearProgram,
    { iterationsPerRow, leastIterations, nodes }: SolverLimits,
  ) {
    this.model = highs.createModel(modelOf(highs, program));
    this.model.options.set({
      output_flag: false,
      simplex_iteration_limit: iterationsPerRow * program.rows.length + leastIterations,
      mip_max_nodes: nodes,
      ...OPTIONS[program.search],
    });
  }

  get steps(): number {
    return this.taken;
  }

  setBounds(column: number, lower: number, upper: number): void {
    this.model.changeColBounds(column, lower, upper);
  }

  setCost(column: number, cost: number): void {
    this.model.changeColCost(column, cost);
  }

  cheapest(): Solution {
    const { optimal, infeasible, iterationLimit, solutionLimit, unknown } = this.highs.constants.modelStatus;
    let status = this.begin();
    if (this.program.search !== "WHOLE" && (status === unknown || status === iterationLimit))
      status = this.runInEarnest();
    if (status === optimal) return this.model.getSolution().colValue;
    if (status === infeasible) return "NONE";
    if (status === solutionLimit && this.isFeasible()) return this.model.getSolution().colValue;
    if (status === iterationLimit || status === solutionLimit || status === unknown) return "GAVE_UP";
    throw new Error(`The solver ended with status ${String(status)}.`);
  }

  private begin(): Status {
    const { search, columns } = this.program;
    if (search === "AFRESH") this.model.setLogicalBasis();
    const isFirst = !this.hasBegun;
    this.hasBegun = true;
    return search === "FROM_LAST" && isFirst && columns.length > LARGE ? this.runInEarnest() : this.run();
  }

  /** Rarely the solver loses its way from where it began. Then it begins anew, with everything it has. */
  private runInEarnest(): Status {
    this.model.clearSolver();
    this.model.options.set(IN_EARNEST);
    const status = this.run();
    this.model.options.set(OPTIONS[this.program.search]);
    return status;
  }

  private run(): Status {
    this.model.run();
    const { info } = this.model;
    this.taken += Number(
      this.program.search === "WHOLE" ? info.get("mip_node_count") : info.get("simplex_iteration_count"),
    );
    return this.model.getModelStatus();
  }

  /** Whether the whole numbers found so far satisfy every row. */
  private isFeasible(): boolean {
    return this.model.info.get("primal_solution_status") === this.highs.constants.solutionStatus.feasible;
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
