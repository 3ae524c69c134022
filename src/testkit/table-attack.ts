// An attacker for tests who shares nothing with the attack that guards a release: it reckons with every disposition of every
// county month, as somebody would who has read what is published and, as a coordinator, the reports of the own chapter.

import { MEASURE_TREES } from "../domain/disclosure/measure-trees.js";
import type { LatticeCell } from "../domain/disclosure/lattice-cell.js";
import type { OpenProgram, Solver } from "../domain/disclosure/solver.js";
import type { CountyMonth, YearTable } from "../domain/disclosure/year-table.js";
import { isThere, read } from "../domain/catalog/catalog.js";
import type { MeasureKey } from "../domain/catalog/measures.js";

/** What can be worked out of a number. */
export interface Worked {
  readonly lower: number;
  /** May be Infinity. */
  readonly upper: number;
}

const DISPOSITIONS = MEASURE_TREES.flat().find(({ key }) => key === "ENCOUNTERS")?.leaves ?? [];

const LEAVES_OF: ReadonlyMap<MeasureKey, readonly MeasureKey[]> = new Map(
  MEASURE_TREES.flat().map(({ key, leaves }) => [key, leaves]),
);

/** As good as unlimited. */
const UNLIMITED = 1e6;

/** The solver reckons in floating point. */
const TOLERANCE = 1e-6;

interface Count {
  readonly at: CountyMonth;
  readonly key: MeasureKey;
  readonly value: number;
}

export class TableAttack {
  private readonly counts: readonly Count[];
  private readonly columnOf: ReadonlyMap<string, number>;
  private readonly cells: readonly LatticeCell[];
  private readonly program: OpenProgram;

  /**
   * @param cells numbers that are dispositions or sums of them
   * @param knownOf what everybody knows of a cell: its number, or what it is at least
   */
  constructor(
    { countyMonths }: YearTable,
    cells: readonly LatticeCell[],
    knownOf: (cell: LatticeCell) => number | { readonly atLeast: number },
    solver: Solver,
  ) {
    this.counts = countyMonths.flatMap((at) =>
      at.values === null
        ? []
        : DISPOSITIONS.filter((key) => at.values !== null && isThere(at.values, key, at.month)).map(
            (key) => ({
              at,
              key,
              value: Number(at.values && read(at.values, key, at.month)),
            }),
          ),
    );
    this.cells = cells.filter((cell) => typeof cell.reading === "number" && this.countsIn(cell).length > 0);
    this.columnOf = new Map(this.cells.map(({ id }, index) => [id, this.counts.length + index]));
    this.program = solver.open({
      columns: [
        ...this.counts.map(() => ({ cost: 0, lower: 0, upper: UNLIMITED })),
        ...this.cells.map((cell) => {
          const known = knownOf(cell);
          const [lower, upper] = typeof known === "number" ? [known, known] : [known.atLeast, UNLIMITED];
          return { cost: 0, lower, upper };
        }),
      ],
      rows: this.cells.map((cell) => ({
        terms: [
          ...this.countsIn(cell).map((column) => [column, 1] as const),
          [this.columnOf.get(cell.id) ?? -1, -1] as const,
        ],
        equals: 0,
      })),
      search: "FROM_LAST",
    });
  }

  /** The chapters that have a coordinator. */
  get chapters(): readonly string[] {
    return [...new Set(this.counts.flatMap(({ at }) => at.chapter ?? []))].sort();
  }

  /** How much of the cell a chapter's own reports make up. */
  ownPart(cell: LatticeCell, chapter: string): number {
    return this.countsIn(cell)
      .map((place) => this.counts[place])
      .reduce((sum, one) => (one?.at.chapter === chapter ? sum + one.value : sum), 0);
  }

  /** What somebody can work out of each of the cells. @param chapter of the coordinator who attacks; null: everybody */
  workedOut(cells: readonly LatticeCell[], chapter: string | null): ReadonlyMap<LatticeCell, Worked> {
    const own = this.counts.flatMap(({ at, value }, column) =>
      at.chapter === chapter && chapter !== null ? [{ column, value }] : [],
    );
    for (const { column, value } of own) this.program.setBounds(column, value, value);
    const found = new Map(
      cells.map((cell) => [
        cell,
        {
          lower: Math.ceil(this.end(cell, 1) - TOLERANCE),
          upper: Math.floor(this.end(cell, -1) + TOLERANCE),
        },
      ]),
    );
    for (const { column } of own) this.program.setBounds(column, 0, UNLIMITED);
    return found;
  }

  close(): void {
    this.program.close();
  }

  private end(cell: LatticeCell, cost: 1 | -1): number {
    const column = this.columnOf.get(cell.id);
    if (column === undefined) throw new RangeError(`${cell.id} is no sum of dispositions.`);
    this.program.setCost(column, cost);
    const values = this.program.cheapest();
    this.program.setCost(column, 0);
    if (typeof values === "string")
      throw new Error(`What is known contradicts itself, or the solver ${values}.`);
    const value = values[column] ?? 0;
    return value > UNLIMITED / 2 ? Infinity : value;
  }

  private countsIn({ place, period, measure }: LatticeCell): readonly number[] {
    const leaves = LEAVES_OF.get(measure) ?? [];
    const isHere = ({ region, chapter, county }: CountyMonth) =>
      place.level === "STATE" ||
      { REGION: region, CHAPTER: chapter, COUNTY: county }[place.level] === place.code;
    return this.counts.flatMap(({ at, key }, column) =>
      leaves.includes(key) && period.from <= at.month && at.month < period.until && isHere(at)
        ? [column]
        : [],
    );
  }
}
