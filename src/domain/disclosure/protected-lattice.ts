// What becomes of a lattice: each cell with what the public sees of it, and, kept apart, what only its builder may know.

import type { CellId, LatticeCell, NoNumber } from "./lattice-cell.js";

/** `WITHHELD` is one mark, whatever the reason. */
export type CellStatus = "REPORTED" | "REPORTED_ZERO" | "WITHHELD" | NoNumber;

/** Whole numbers between which a withheld count must lie by what is published; `upper` null: nothing published limits it. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number | null;
}

/** What everybody may see of a cell. */
export interface PublicCell extends Pick<LatticeCell, "id" | "place" | "period" | "measure" | "coverage"> {
  readonly status: CellStatus;
  /** Null for everything but what is reported. */
  readonly value: number | null;
  /** Null for everything but what is withheld. */
  readonly bounds: Bounds | null;
}

/** `PRIMARY`: a small count. `COMPLEMENTARY`: would give one away. Only for staff. */
export type Suppression = "PRIMARY" | "COMPLEMENTARY";

/** How a cell stood in an earlier release, which it keeps for good. */
export interface FrozenCell {
  readonly id: CellId;
  readonly status: CellStatus;
  /** True number as it was when the cell was frozen, even where it is withheld. */
  readonly reading: number | NoNumber;
  /** Other numbers that were published of it: a restatement has changed them, or was withdrawn. */
  readonly otherwiseShown?: readonly number[];
}

/** Cells of earlier releases, by id. */
export type History = ReadonlyMap<string, FrozenCell>;
