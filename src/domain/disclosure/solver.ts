// What the rules need of a solver for linear programs, said as data. Which solver it is, and where it runs, is not known here.

export interface Column {
  readonly cost: number;
  readonly lower: number;
  /** May be Infinity. */
  readonly upper: number;
}

/** The terms, column by coefficient, add up to `equals`. */
export interface Row {
  readonly terms: readonly (readonly [column: number, coefficient: number])[];
  readonly equals: number;
}

export interface LinearProgram {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /**
   * How solutions are looked for, which changes no answer. `AFRESH`: few columns move, each time others. `FROM_LAST`: the rows
   * are hard to meet, and only costs change. `WHOLE`: and every column takes whole numbers only.
   */
  readonly search: "AFRESH" | "FROM_LAST" | "WHOLE";
}

/**
 * The cheapest values of all columns. `NONE`: no values satisfy every row. `GAVE_UP`: the limit was reached before the solver knew;
 * nothing follows from that.
 */
export type Solution = Float64Array | "NONE" | "GAVE_UP";

/** A program that is kept open while bounds and costs change. */
export interface OpenProgram {
  setBounds(column: number, lower: number, upper: number): void;
  setCost(column: number, cost: number): void;
  /**
   * Every call ends within a limit of steps that depends on the size of the program alone. The costs must be bounded from below.
   * @throws Error when the solver ends without an answer
   */
  cheapest(): Solution;
  /** Simplex iterations and branch-and-bound nodes of all calls so far: what they cost, the same on every machine. */
  readonly steps: number;
  close(): void;
}

export interface Solver {
  /** Name and version, recorded with what was made with it. */
  readonly name: string;
  open(program: LinearProgram): OpenProgram;
}
