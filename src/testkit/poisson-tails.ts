// The tails of the Poisson distribution, added up term by term: what exact limits are judged by.

/** ln(n!), by adding logarithms. */
const logFactorials = [0];
function logFactorial(n: number): number {
  for (let k = logFactorials.length; k <= n; k++)
    logFactorials.push((logFactorials[k - 1] ?? 0) + Math.log(k));
  return logFactorials[n] ?? 0;
}

/** P(X = events) where so many are expected. */
function poissonProbability(events: number, expected: number): number {
  return Math.exp(events * Math.log(expected) - expected - logFactorial(events));
}

/** P(X ≤ events), each term from the one above it. */
export function atMost(events: number, expected: number): number {
  let term = poissonProbability(events, expected);
  let sum = 0;
  for (let k = events; k >= 0 && term > 1e-20; k--) {
    sum += term;
    term *= k / expected;
  }
  return sum;
}

/** P(X ≥ events), each term from the one below it, until nothing is left. */
export function atLeast(events: number, expected: number): number {
  let term = poissonProbability(events, expected);
  let sum = 0;
  for (let k = events; term > 1e-20 || k < expected; k++) {
    sum += term;
    term *= expected / (k + 1);
  }
  return sum;
}
