// What may be shown, as one frozen and versioned value. It is stored with every release, so that nobody has to guess later by
// which rule a figure was withheld.

import { frozen } from "../frozen.js";

export type PlaceLevel = "STATE" | "REGION" | "CHAPTER" | "COUNTY";

/** Calendar months, quarters and years. */
export type LatticeGrain = "MONTH" | "QUARTER" | "YEAR";

/** Where a measure stands in its tree: a total with parts, a part with parts, or a part without. */
export type Depth = "TOTAL" | "GROUP" | "LEAF";

/**
 * Finer place goes with coarser time. Only such a chain of margins is attacked as hard by what is published as by the whole
 * table, so a level may be left out and never be refined: a chapter has no months, a county nothing below the year.
 *
 * Fiscal years are not in it. Beside calendar years they would be a second way of adding up the same quarters, which breaks
 * the chain; where a fiscal year begins with a quarter, it is answered from the quarters that are published.
 */
export interface Lattice {
  readonly STATE: readonly LatticeGrain[];
  readonly REGION: readonly LatticeGrain[];
  readonly CHAPTER: readonly Exclude<LatticeGrain, "MONTH">[];
  readonly COUNTY: readonly Extract<LatticeGrain, "YEAR">[];
}

/** How much it costs to withhold a cell; the factors multiply each other and grow with the size of the count. */
export interface Priorities {
  readonly depth: Readonly<Record<Depth, number>>;
  readonly place: Readonly<Record<PlaceLevel, number>>;
  readonly grain: Readonly<Record<LatticeGrain, number>>;
}

export interface DisclosurePolicy {
  readonly id: string;
  readonly version: number;
  /** Counts from 1 to this are withheld. Zeros are shown. */
  readonly threshold: number;
  /** Nobody may be able to prove more than this part of a withheld small count, rounded up. */
  readonly provableShare: { readonly numerator: number; readonly denominator: number };
  /**
   * What must be kept from the coordinator of a chapter, who knows the chapter's own reports. `EXACT`: no small count of others can
   * be worked out. `INTERVAL`: nor can the upper end of its range be ruled out, which costs far more cells and time.
   */
  readonly coordinatorProtection: "EXACT" | "INTERVAL";
  readonly lattice: Lattice;
  readonly priorities: Priorities;
  /** Once a year, a figure whose late corrections exceed this is restated. */
  readonly smallestRestatement: number;
}

export const NESTED_POLICY: DisclosurePolicy = frozen({
  id: "nested-interval",
  version: 2,
  threshold: 10,
  provableShare: { numerator: 1, denominator: 2 },
  coordinatorProtection: "EXACT",
  lattice: {
    STATE: ["MONTH", "QUARTER", "YEAR"],
    REGION: ["MONTH", "QUARTER", "YEAR"],
    CHAPTER: ["QUARTER", "YEAR"],
    COUNTY: ["YEAR"],
  },
  priorities: {
    depth: { TOTAL: 50, GROUP: 8, LEAF: 1 },
    place: { STATE: 100, REGION: 10, CHAPTER: 3, COUNTY: 1 },
    grain: { YEAR: 4, QUARTER: 2, MONTH: 1 },
  },
  smallestRestatement: 11,
});

/** Zeros are shown, and what exceeds the threshold needs no protection of its own. */
export function isSmall(policy: DisclosurePolicy, count: number): boolean {
  return count >= 1 && count <= policy.threshold;
}

/** What the range that can be worked out for a small count must contain at both ends. */
export interface RequiredRange {
  readonly lower: number;
  readonly upper: number;
}

/** With the usual policy [half of the count, 10]: nobody proves more than half of the truth, nobody rules out 10. */
export function requiredRange(policy: DisclosurePolicy, count: number): RequiredRange {
  const { numerator, denominator } = policy.provableShare;
  return { lower: Math.ceil((count * numerator) / denominator), upper: policy.threshold };
}

/** The ends that no coordinator may rule out: none where coordinators must only not know the number exactly. */
export function coordinatorEnds({ coordinatorProtection }: DisclosurePolicy, end: number): readonly number[] {
  return coordinatorProtection === "INTERVAL" ? [end] : [];
}
