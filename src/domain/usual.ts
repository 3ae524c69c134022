// What is usual, said so that a few wild numbers cannot change it: median and median absolute deviation.
// @source Hampel, J. Am. Stat. Assoc. 69 (1974) 383–393, The influence curve and its role in robust estimation

/** Fewer events than this more or less are never called a change. */
export const SMALLEST_CHANGE = 5;

/** Makes the median absolute deviation comparable with a standard deviation. */
const MAD_TO_SIGMA = 1.4826;

/** @returns 0 of no numbers */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** How far numbers scatter around their median; a standard deviation, were they normal. */
export function robustDeviation(numbers: readonly number[], middle: number = median(numbers)): number {
  return median(numbers.map((one) => Math.abs(one - middle))) * MAD_TO_SIGMA;
}
