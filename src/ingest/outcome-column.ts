// How the words in which a source says how an encounter ended become dispositions. A word without a target stops the whole file:
// left out row by row, it would leave a count too low that reads as complete.

import { DISPOSITIONS, type Disposition } from "../domain/encounters/disposition.js";
import type { CsvRow } from "./csv.js";

/** Rows that are no encounters of the platform, left out on purpose. */
export interface SetAside {
  readonly reason: string;
}

/** A disposition; a reason to leave the row out; or another column that tells. */
export type Target = Disposition | SetAside | OutcomeColumn;

/** A column and what each of its values means, by folded value. */
export interface OutcomeColumn {
  readonly column: string;
  readonly targets: ReadonlyMap<string, Target>;
  /** The values as the profile writes them. */
  readonly values: readonly string[];
}

/** A value of an outcome column that the profile gives no target. */
export interface Unmapped {
  readonly column: string;
  readonly value: string;
  readonly known: readonly string[];
}

/** The target of rows that are set aside: counted and named, and no part of any figure. */
export function SKIP(reason: string): SetAside {
  return { reason };
}

/**
 * A value means the same in any letter case and spacing, as a whole and never as a part.
 * @throws RangeError for two values that only these tell apart
 */
export function outcomeColumn(column: string, targets: Readonly<Record<string, Target>>): OutcomeColumn {
  const values = Object.keys(targets);
  const folded = new Map(Object.entries(targets).map(([value, target]) => [foldedValue(value), target]));
  if (folded.size < values.length)
    throw new RangeError(`Two values of ${column} differ only in letter case or spacing.`);
  return { column, targets: folded, values };
}

export function readOutcome(
  { column, targets, values }: OutcomeColumn,
  row: CsvRow,
): Disposition | SetAside | Unmapped {
  const value = row.text(column);
  const target = targets.get(foldedValue(value));
  if (target === undefined) return { column, value, known: values };
  return isColumn(target) ? readOutcome(target, row) : target;
}

export function isUnmapped(outcome: Disposition | SetAside | Unmapped | null): outcome is Unmapped {
  return typeof outcome === "object" && outcome !== null && "column" in outcome;
}

/** Every disposition that a value leads to, in the order of the form. */
export function dispositionsOf(outcome: OutcomeColumn): readonly Disposition[] {
  const found = new Set(targetsOf(outcome));
  return DISPOSITIONS.filter((disposition) => found.has(disposition));
}

function targetsOf({ targets }: OutcomeColumn): readonly Disposition[] {
  return [...targets.values()].flatMap((target) => {
    if (typeof target === "string") return [target];
    return isColumn(target) ? targetsOf(target) : [];
  });
}

function isColumn(target: Target): target is OutcomeColumn {
  return typeof target === "object" && "targets" in target;
}

export function foldedValue(value: string): string {
  return value.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
}
