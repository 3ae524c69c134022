// How likely a count is where so many are expected: exact sums of probabilities, so that small numbers are judged as what they are.
// Poisson and binomial, and with a dispersion above 1 their wider relatives: negative binomial and beta-binomial.

/** What chance alone makes of a count. */
export interface Chance {
  readonly mean: number;
  /** Variance as a multiple of what chance alone gives a Poisson or binomial count; 1 or more. */
  readonly dispersion: number;
  /** The count is so many of these; null where it has no upper end. */
  readonly trials: number | null;
}

export interface CountDistribution {
  /** P(X ≤ count); not only of whole numbers. */
  readonly atMost: (count: number) => number;
  /** P(X ≥ count); not only of whole numbers. */
  readonly atLeast: (count: number) => number;
  /** What is larger has next to no chance. */
  readonly largest: number;
}

/** P(X = k + 1) divided by P(X = k). */
type Step = (k: number) => number;

/** Against the most likely count; what is rarer adds nothing that a double could show. */
const NEGLIGIBLE = 1e-12;

/** Counts that scatter very widely are told apart in strides of a hundredth of their dispersion: nothing hangs on a single event then. */
const STRIDES = 100;

/** Beyond this the trials of one count would all end alike, and no distribution is left. */
const MOST_CORRELATION = 0.9;

/**
 * The negative binomial with variance dispersion × mean, and the beta-binomial with variance dispersion × that of the binomial.
 * @source Hoffman, Pharmaceutical Statistics 2 (2003) 127–132, negative binomial control limits;
 * Johnson, Kemp and Kotz, Univariate Discrete Distributions (2005), recurrences of the probabilities
 */
export function countDistribution({ mean, dispersion, trials }: Chance): CountDistribution {
  if (mean <= 0) return certain(0);
  if (trials !== null && mean >= trials) return certain(trials);
  const stride = Math.max(1, dispersion / STRIDES);
  const last = trials === null ? Infinity : Math.ceil(trials / stride);
  const step =
    trials === null
      ? countStep(mean / stride, dispersion / stride)
      : shareStep(mean / trials, correlationOf(dispersion, trials), last);
  const { first, probabilities } = sumUp(step, Math.floor(mean / stride), last);
  const fromBelow = runningSums(probabilities);
  const fromAbove = runningSums([...probabilities].reverse());
  const top = first + probabilities.length - 1;
  return {
    atMost: (count) => sumOf(fromBelow, Math.floor(count / stride) - first),
    atLeast: (count) => sumOf(fromAbove, top - Math.ceil(count / stride)),
    largest: Math.ceil(top * stride),
  };
}

/** Small tails keep their digits because they are added up from their own end. */
function runningSums(probabilities: readonly number[]): readonly number[] {
  let sum = 0;
  return probabilities.map((one) => (sum += one));
}

function sumOf(sums: readonly number[], index: number): number {
  return index < 0 ? 0 : (sums[index] ?? 1);
}

function certain(value: number): CountDistribution {
  return {
    atMost: (count) => (count >= value ? 1 : 0),
    atLeast: (count) => (count <= value ? 1 : 0),
    largest: value,
  };
}

function countStep(mean: number, dispersion: number): Step {
  if (dispersion <= 1) return (k) => mean / (k + 1);
  const size = mean / (dispersion - 1);
  return (k) => ((size + k) / (k + 1)) * (1 - 1 / dispersion);
}

function shareStep(share: number, correlation: number, trials: number): Step {
  if (correlation <= 0) return (k) => (((trials - k) / (k + 1)) * share) / (1 - share);
  const weight = 1 / correlation - 1;
  const [yes, no] = [share * weight, (1 - share) * weight];
  return (k) => ((trials - k) / (k + 1)) * ((yes + k) / (no + trials - k - 1));
}

/** Between two trials of one count: what makes their number scatter so widely. */
function correlationOf(dispersion: number, trials: number): number {
  return trials > 1 ? Math.min((dispersion - 1) / (trials - 1), MOST_CORRELATION) : 0;
}

/** Goes up and down from a likely count, so that nothing overflows and no factorial is needed. */
function sumUp(step: Step, start: number, last: number): { first: number; probabilities: readonly number[] } {
  const above: number[] = [];
  for (let k = start, weight = 1; k < last && (weight *= step(k)) > NEGLIGIBLE; k++) above.push(weight);
  const below: number[] = [];
  for (let k = start - 1, weight = 1; k >= 0 && (weight /= step(k)) > NEGLIGIBLE; k--) below.push(weight);
  const weights = [...below.reverse(), 1, ...above];
  const total = weights.reduce((sum, one) => sum + one, 0);
  return { first: start - below.length, probabilities: weights.map((one) => one / total) };
}
