// A comparison in plain English: what a journalist can quote without having read anything about statistics.

import type { CountedSide } from "./comparison-sides.js";
import type { ComparisonMethod, Interval } from "./interval.js";
import { demonstrationCaveat, inStyle, inWords, many, rateInStyle, styleOf, type Style } from "./words.js";

/** @param interval of the difference, left − right */
export function comparisonSentence(
  left: CountedSide,
  right: CountedSide,
  interval: Interval<ComparisonMethod>,
  isDistinguishable: boolean,
): string {
  const style = styleOf(left.rate, right.rate);
  return [
    demonstrationCaveat([left.rate, right.rate]),
    values(left, right, style),
    chance(left, right, interval, isDistinguishable, style),
    ...[left, right].flatMap((side) => [coverageCaveat(side), partialCaveat(side), reliabilityCaveat(side)]),
  ]
    .filter((sentence) => sentence !== null)
    .join(" ");
}

function values(left: CountedSide, right: CountedSide, style: Style): string {
  const { title, unit } = left.rate.definition;
  const [one, other] = [left, right].map(({ rate }) => rateInStyle(Number(rate.value), style)) as [
    string,
    string,
  ];
  return `${title}: ${left.name} stands at ${one} ${unit} (${counts(left)}), ${right.name} at ${other} (${counts(right)}).`;
}

function counts({ rate, counts: { events, base } }: CountedSide): string {
  switch (rate.definition.kind) {
    case "PROPORTION":
      return `${inWords(events)} of ${inWords(base)}`;
    case "EVENT_RATE":
      return `${inWords(events)} in ${inWords(base)}`;
    case "RESIDENT_RATE":
      return `${inWords(events)} counted`;
  }
}

/**
 * What chance can explain, and what it cannot. Where 0 is left out of the difference, the exact ratio of two rates may still
 * hold 1: that is said as well. The other way round does not happen.
 */
function chance(
  left: CountedSide,
  right: CountedSide,
  { lower, upper }: Interval<ComparisonMethod>,
  isDistinguishable: boolean,
  style: Style,
): string {
  const [low, high] = [Number(lower), Number(upper)];
  const unit = left.rate.definition.kind === "PROPORTION" ? "percentage points" : left.rate.definition.unit;
  if (low <= 0 && high >= 0) {
    return `Allowing for chance, the figure for ${left.name} could be lower than the one for ${right.name} by ${upTo(-low, style)}, or higher by ${upTo(high, style)} ${unit}: chance alone can explain the difference, which does not show that the two are alike.`;
  }
  const [direction, near, far] = low > 0 ? ["higher", low, high] : ["lower", -high, -low];
  const gap = `Allowing for chance, the figure for ${left.name} is ${direction} than the one for ${right.name} by ${between(near, far, style)} ${unit}`;
  return isDistinguishable
    ? `${gap}: more than chance alone easily explains. The numbers do not say why.`
    : `${gap}, but only just: the difference lies at the border of what chance alone explains.`;
}

function between(near: number, far: number, style: Style): string {
  return isTooSmall(near, style) ? upTo(far, style) : `${inStyle(near, style)} to ${inStyle(far, style)}`;
}

function upTo(size: number, style: Style): string {
  return isTooSmall(size, style)
    ? `less than ${inWords(10 ** -style.decimals, style.decimals)}`
    : `up to ${inStyle(size, style)}`;
}

function isTooSmall(size: number, { scale, decimals }: Style): boolean {
  return size * scale < 0.5 * 10 ** -decimals;
}

function coverageCaveat({ name, rate: { coverage } }: CountedSide): string | null {
  const { countedReports, expectedReports } = coverage;
  if (countedReports >= expectedReports) return null;
  return `The figure for ${name} rests on ${inWords(countedReports)} of ${inWords(expectedReports)} expected reports; the rest could change it.`;
}

function partialCaveat({ name, rate: { coverage } }: CountedSide): string | null {
  const { partialReports } = coverage;
  if (partialReports === 0) return null;
  return `For ${name}, ${many(partialReports, "report covers", "reports cover")} only part of a month.`;
}

function reliabilityCaveat({ name, rate }: CountedSide): string | null {
  switch (rate.reliability) {
    case "UNRELIABLE":
      return `The figure for ${name} rests on too few cases to be relied on.`;
    case "USE_WITH_CAUTION":
      return `The figure for ${name} rests on few cases: use it with caution.`;
    case "RELIABLE":
    case "NOT_ASSESSED":
      return null;
  }
}
