// A report may leave measures out. Then a total and its parts count different reports, and their difference says something of
// the reports that left out a part. Facets keep that apart: a facet is the share of a measure that the same sums count.
// Every measure is the sum of its facets, whatever was reported and whatever was not.
//
// Reports that say a count and its ceiling are told apart from those that say one of them: only of the former is one at most
// the other.

import { isThere, measure, read, type ReportValues } from "../catalog/catalog.js";
import type { MeasureKey } from "../catalog/measures.js";
import type { ReportingMonth } from "../reporting-month.js";
import { CEILINGS, type MeasureTree, type TreeNode } from "./measure-trees.js";
import type { CountyMonth } from "./year-table.js";

/** What one county month adds to a facet. */
export interface Atom {
  readonly at: CountyMonth;
  readonly value: number;
}

export interface Facet {
  /** Measure, the sums that count it, and what is not said beside it: "JAIL_BOOKINGS@ENCOUNTERS without VETERANS". Never published. */
  readonly key: string;
  /** Measures of the tree that count it. */
  readonly countedIn: readonly MeasureKey[];
  /** Ceilings of measures of the tree, and what they are the ceilings of, that the same reports say. */
  readonly beside: readonly MeasureKey[];
  readonly atoms: readonly Atom[];
}

/** Splits what the reports say of a tree into facets, in the order of their keys. */
export function facetsOf(tree: MeasureTree, countyMonths: readonly CountyMonth[]): readonly Facet[] {
  const facets = new Map<string, Omit<Facet, "key" | "atoms"> & { readonly atoms: Atom[] }>();
  const tied = tiedTo(tree);
  for (const at of countyMonths) {
    if (at.values === null) continue;
    const { values } = at;
    const isSaid = (key: MeasureKey) => typeof read(values, key, at.month) === "number";
    const said = tree.filter(({ key }) => isSaid(key));
    const beside = tied.filter(isSaid);
    const unsaid = tied.filter((key) => !isSaid(key));
    const without = unsaid.length === 0 ? "" : ` without ${unsaid.join("+")}`;
    const add = (leaf: string, countedIn: readonly MeasureKey[], value: number) => {
      const key = `${leaf}@${countedIn.join("+")}${without}`;
      const facet = facets.get(key);
      if (facet === undefined) facets.set(key, { countedIn, beside, atoms: [{ at, value }] });
      else facet.atoms.push({ at, value });
    };
    for (const { key } of said.filter(isLeaf)) {
      const countedIn = said.filter(({ leaves }) => leaves.includes(key)).map((node) => node.key);
      add(key, countedIn, count(values, key, at.month));
    }
    for (const node of said.filter((one) => !isLeaf(one))) {
      const rest = notBrokenDown(node, values, at.month);
      // Where nothing can be left, everybody knows it.
      if (rest !== null) add(`${node.key}, not broken down`, [node.key], rest);
    }
  }
  return [...facets]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, facet]) => ({ key, ...facet }));
}

/** What is the ceiling of a measure of the tree, or has one for its ceiling. */
function tiedTo(tree: MeasureTree): readonly MeasureKey[] {
  const isOf = (measure: MeasureKey) => tree.some(({ key }) => key === measure);
  const tied = CEILINGS.flatMap(({ measure, atMost }) => [
    ...(isOf(measure) ? [atMost] : []),
    ...(isOf(atMost) ? [measure] : []),
  ]);
  return [...new Set(tied)].sort();
}

function isLeaf({ parts }: TreeNode): boolean {
  return parts.length === 0;
}

/**
 * What a reported total holds beyond the parts that are said; null where all of them are that the month has, and for what is
 * worked out, which is never more than the parts that are said.
 */
function notBrokenDown(
  { key, leaves }: TreeNode,
  values: ReportValues,
  month: ReportingMonth,
): number | null {
  if (measure(key).sumOf.length > 0) return null;
  const there = leaves.filter((leaf) => isThere(values, leaf, month));
  const said = there.filter((leaf) => typeof read(values, leaf, month) === "number");
  if (said.length === there.length) return null;
  return count(values, key, month) - said.reduce((sum, leaf) => sum + count(values, leaf, month), 0);
}

function count(values: ReportValues, key: MeasureKey, month: ReportingMonth): number {
  const reading = read(values, key, month);
  if (typeof reading !== "number") throw new RangeError(`Nothing is said of ${key}.`);
  return reading;
}
