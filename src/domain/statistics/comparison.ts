// Two rates of one metric set side by side: how far apart they are, and whether chance alone can explain it.

import {
  conditionalRatioLimits,
  moverDifferenceLimits,
  moverRatioLimits,
  newcombeLimits,
} from "./comparison-limits.js";
import { comparisonSentence } from "./comparison-sentence.js";
import { pairUp, type CountedSide, type Overlap, type Side } from "./comparison-sides.js";
import { toDecimal, type Decimal } from "./decimal.js";
import {
  describe,
  describeOpen,
  type ComparisonMethod,
  type Interval,
  type OpenInterval,
} from "./interval.js";

/** `left − right`, in the unit of the rate. */
export interface Difference {
  readonly value: Decimal;
  readonly interval: Interval<ComparisonMethod>;
}

/** `left ÷ right`. */
export interface Ratio {
  /** Null when the right side counted no events. */
  readonly value: Decimal | null;
  readonly interval: OpenInterval<ComparisonMethod>;
  /** Why there is no value and no upper limit; null when there are. */
  readonly note: string | null;
}

export interface Comparison {
  readonly difference: Difference | null;
  readonly ratio: Ratio | null;
  /**
   * Whether the 95 % interval leaves out "no difference". For proportions: Newcombe's interval of the difference leaves out
   * 0, and so that of the ratio leaves out 1. For rates: the exact interval of the ratio leaves out 1.
   */
  readonly isDistinguishable: boolean | null;
  /** Why the two are not compared; null when they are. */
  readonly refusal: string | null;
  /** What a reader may quote. */
  readonly sentence: string;
}

/** @throws RangeError for rates of two metrics, or of two versions of one */
export function compare(left: Side, right: Side, overlap: Overlap): Comparison {
  const pair = pairUp(left, right, overlap);
  if (pair.refusal !== null) {
    const { refusal } = pair;
    return { difference: null, ratio: null, isDistinguishable: null, refusal, sentence: refusal };
  }
  const isProportion = left.rate.definition.kind === "PROPORTION";
  const difference = differenceOf(pair.left, pair.right, isProportion);
  const ratio = ratioOf(pair.left, pair.right, isProportion);
  const isDistinguishable = isProportion ? leavesOut(difference.interval, 0) : leavesOut(ratio.interval, 1);
  const sentence = comparisonSentence(pair.left, pair.right, difference.interval, isDistinguishable);
  return { difference, ratio, isDistinguishable, refusal: null, sentence };
}

/** Judged by the limits as they are written, so that nobody can read another answer out of them. */
export function leavesOut({ lower, upper }: OpenInterval<ComparisonMethod>, value: number): boolean {
  return Number(lower) > value || (upper !== null && Number(upper) < value);
}

function differenceOf(left: CountedSide, right: CountedSide, isProportion: boolean): Difference {
  const { per } = left.rate;
  return {
    value: toDecimal((share(left) - share(right)) * per),
    interval: isProportion
      ? describe(newcombeLimits(left.counts, right.counts), per, "NEWCOMBE_HYBRID_SCORE")
      : describe(moverDifferenceLimits(left.counts, right.counts), per, "MOVER_POISSON"),
  };
}

function ratioOf(left: CountedSide, right: CountedSide, isProportion: boolean): Ratio {
  const interval = isProportion
    ? describeOpen(moverRatioLimits(left.counts, right.counts), "MOVER_WILSON")
    : describeOpen(conditionalRatioLimits(left.counts, right.counts), "CONDITIONAL_EXACT");
  if (right.counts.events > 0) return { value: toDecimal(share(left) / share(right)), interval, note: null };
  const note = `${right.name} counted no events: nothing can be divided by its rate, and the ratio may be as large as it likes.`;
  return { value: null, interval, note };
}

function share({ counts }: CountedSide): number {
  return counts.events / counts.base;
}
