// A report may leave measures out. Then a total and its parts count different reports, and their difference says something of
// the reports that left out a part. Facets keep that apart: a facet is the share of a measure that the same sums count.
// Every measure is the sum of its facets, whatever was reported and whatever was not.

import { read, type ReportValues } from "../catalog/catalog.js";
import type { MeasureKey } from "../catalog/measures.js";
import type { MeasureTree, TreeNode } from "./measure-trees.js";
import type { CountyMonth } from "./year-table.js";

/** What one county month adds to a facet. */
export interface Atom {
  readonly at: CountyMonth;
  readonly value: number;
}

export interface Facet {
  /** Measure and the sums that count it: "JAIL_BOOKINGS@ENCOUNTERS". Never published. */
  readonly key: string;
  /** Measures of the tree that count it. */
  readonly countedIn: readonly MeasureKey[];
  readonly atoms: readonly Atom[];
}

/** Splits what the reports say of a tree into facets, in the order of their keys. */
export function facetsOf(tree: MeasureTree, countyMonths: readonly CountyMonth[]): readonly Facet[] {
  const facets = new Map<string, { readonly countedIn: readonly MeasureKey[]; readonly atoms: Atom[] }>();
  const add = (leaf: string, countedIn: readonly MeasureKey[], at: CountyMonth, value: number) => {
    const key = `${leaf}@${countedIn.join("+")}`;
    const facet = facets.get(key);
    if (facet === undefined) facets.set(key, { countedIn, atoms: [{ at, value }] });
    else facet.atoms.push({ at, value });
  };
  for (const at of countyMonths) {
    if (at.values === null) continue;
    const { values } = at;
    const said = tree.filter(({ key }) => typeof read(values, key) === "number");
    for (const { key } of said.filter(isLeaf)) {
      const countedIn = said.filter(({ leaves }) => leaves.includes(key)).map((node) => node.key);
      add(key, countedIn, at, count(values, key));
    }
    for (const node of said.filter((one) => !isLeaf(one))) {
      const rest = notBrokenDown(node, values);
      // Where every part is said, nothing can be left, and everybody knows it.
      if (rest !== null) add(`${node.key}, not broken down`, [node.key], at, rest);
    }
  }
  return [...facets]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, facet]) => ({ key, ...facet }));
}

function isLeaf({ parts }: TreeNode): boolean {
  return parts.length === 0;
}

/** What a reported total holds beyond the parts that are said; null where all of them are. */
function notBrokenDown({ key, leaves }: TreeNode, values: ReportValues): number | null {
  const said = leaves.filter((leaf) => typeof read(values, leaf) === "number");
  if (said.length === leaves.length) return null;
  return count(values, key) - said.reduce((sum, leaf) => sum + count(values, leaf), 0);
}

function count(values: ReportValues, key: MeasureKey): number {
  const reading = read(values, key);
  if (typeof reading !== "number") throw new RangeError(`Nothing is said of ${key}.`);
  return reading;
}
