// What the rules need of a solver for linear programmes, said as data. Which solver it is, and where it runs, is not known here.

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

/** A programme that is kept open while bounds and costs change. */
export interface OpenProgram {
  setBounds(column: number, lower: number, upper: number): void;
  setCost(column: number, cost: number): void;
  /**
   * The cheapest values of all columns; null where no values satisfy every row. The costs must be bounded from below.
   * @throws Error when the solver ends without an answer
   */
  cheapest(): Float64Array | null;
  close(): void;
}

export interface Solver {
  /** Name and version, recorded with what was made with it. */
  readonly name: string;
  open(program: LinearProgram): OpenProgram;
}
