// Which sensitive counts add up to which, read off the catalogue: a new measure brings its own place in the lattice.

import { frozen } from "../frozen.js";
import type { MeasureDefinition } from "../catalog/measure.js";
import { MEASURES, type MeasureKey } from "../catalog/measures.js";
import type { Depth } from "./policy.js";
import type { YearTable } from "./year-table.js";

export interface TreeNode {
  readonly key: MeasureKey;
  readonly depth: Depth;
  /** Nodes of the same tree that it is the sum of. Empty: it has no parts. */
  readonly parts: readonly MeasureKey[];
  /** The parts at the bottom; itself where it has none. */
  readonly leaves: readonly MeasureKey[];
}

/** Measures that add up to each other, the widest first. */
export type MeasureTree = readonly TreeNode[];

/** One count can never exceed the other. */
export interface Ceiling {
  readonly measure: MeasureKey;
  readonly atMost: MeasureKey;
}

/**
 * Counts about persons. Hours are left out: a sum of hours is a magnitude and no count, and a small one may stand for many
 * persons or a large one for a single person, so that no threshold on it protects anybody.
 */
export const PROTECTED_MEASURES: readonly MeasureDefinition<MeasureKey>[] = MEASURES.filter(
  ({ sensitivity, addsUp, unit }) => sensitivity === "PERSONS" && addsUp === "FLOW" && unit !== "hours",
);

/** With every measure that the catalog has. */
export const MEASURE_TREES: readonly MeasureTree[] = frozen(treesOf(PROTECTED_MEASURES));

/** Without measures that came into the catalog after the table, and of which nobody in it says a number above 0: it has no figure of them. */
export function treesFor({ until, countyMonths }: YearTable): readonly MeasureTree[] {
  const isThere = ({ key, since }: MeasureDefinition<MeasureKey>) =>
    since < until || countyMonths.some(({ values }) => (values?.[key] ?? 0) > 0);
  if (PROTECTED_MEASURES.every(isThere)) return MEASURE_TREES;
  return treesOf(PROTECTED_MEASURES.filter(isThere));
}

const PROTECTED_KEYS = new Set<string>(PROTECTED_MEASURES.map(({ key }) => key));

export const CEILINGS: readonly Ceiling[] = frozen(
  PROTECTED_MEASURES.flatMap(({ key, atMost }) =>
    atMost !== null && PROTECTED_KEYS.has(atMost) ? [{ measure: key, atMost: atMost as MeasureKey }] : [],
  ),
);

type Sums = Pick<MeasureDefinition<MeasureKey>, "key" | "partOf" | "sumOf">;

/** Measures that share a part at the bottom belong to one tree. */
export function treesOf(measures: readonly Sums[]): readonly MeasureTree[] {
  const leaves = new Map(measures.map(({ key }) => [key, leavesOf(key, measures)]));
  const widestFirst = [...leaves].sort(([, left], [, right]) => right.length - left.length);
  const trees: (readonly [MeasureKey, readonly MeasureKey[]])[][] = [];
  for (const entry of widestFirst) {
    const tree = trees.find(([root]) => root?.[1].includes(entry[1][0] ?? entry[0]));
    if (tree === undefined) trees.push([entry]);
    else tree.push(entry);
  }
  return trees.map((tree) => tree.map(([key], place) => nodeOf(key, place, tree)));
}

function leavesOf(key: MeasureKey, measures: readonly Sums[]): readonly MeasureKey[] {
  const sumOf = (measures.find((one) => one.key === key)?.sumOf ?? []).filter((part) =>
    measures.some((one) => one.key === part),
  );
  const parts =
    sumOf.length > 0 ? sumOf : measures.filter(({ partOf }) => partOf === key).map((one) => one.key);
  return parts.length === 0 ? [key] : parts.flatMap((part) => leavesOf(part as MeasureKey, measures));
}

/** The parts of a node are the widest nodes below it that do not overlap. */
function nodeOf(
  key: MeasureKey,
  place: number,
  tree: readonly (readonly [MeasureKey, readonly MeasureKey[]])[],
): TreeNode {
  const leaves = tree[place]?.[1] ?? [];
  if (leaves.length === 1 && leaves[0] === key) return { key, depth: "LEAF", parts: [], leaves };
  const left = new Set(leaves);
  const parts: MeasureKey[] = [];
  for (const [other, below] of tree.slice(place + 1)) {
    if (below.some((leaf) => !left.has(leaf))) continue;
    parts.push(other);
    for (const leaf of below) left.delete(leaf);
  }
  return { key, depth: place === 0 ? "TOTAL" : "GROUP", parts, leaves };
}
