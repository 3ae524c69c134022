// A comparison in plain English: what a journalist can quote without having read anything about statistics.

import type { CountedSide } from "./comparison-sides.js";
import type { Rate } from "./figure.js";
import type { ComparisonMethod, Interval } from "./interval.js";

/** Numbers of one comparison are written with equally many decimals: enough for two digits of the smaller rate. */
const MOST_DECIMALS = 6;

/** How the numbers of one comparison are written. */
interface Style {
  /** What a rate is multiplied by: a share is told in percent. */
  readonly scale: number;
  readonly decimals: number;
  /** "%" or nothing. */
  readonly sign: string;
  /** What a difference is in, such as "percentage points". */
  readonly unit: string;
}

/** @param interval of the difference, left − right */
export function comparisonSentence(
  left: CountedSide,
  right: CountedSide,
  interval: Interval<ComparisonMethod>,
  isDistinguishable: boolean,
): string {
  const style = styleOf(left.rate, right.rate);
  return [
    demonstrationCaveat(left.rate, right.rate),
    values(left, right, style),
    chance(left.name, right.name, interval, isDistinguishable, style),
    ...[left, right].flatMap((side) => [coverageCaveat(side), partialCaveat(side), reliabilityCaveat(side)]),
  ]
    .filter((sentence) => sentence !== null)
    .join(" ");
}

function styleOf(left: Rate, right: Rate): Style {
  const { kind, unit } = left.definition;
  const scale = kind === "PROPORTION" ? 100 : 1;
  const sizes = [left, right].map(({ value }) => Number(value) * scale).filter((size) => size > 0);
  const wanted = sizes.length === 0 ? 1 : 1 - Math.floor(Math.log10(Math.min(...sizes)));
  const decimals = Math.min(Math.max(wanted, 1), MOST_DECIMALS);
  return kind === "PROPORTION"
    ? { scale, decimals, sign: "%", unit: "percentage points" }
    : { scale, decimals, sign: "", unit };
}

function values(left: CountedSide, right: CountedSide, style: Style): string {
  const { title, unit } = left.rate.definition;
  const [one, other] = [left, right].map(
    ({ rate }) => `${number(Number(rate.value) * style.scale, style.decimals)}${style.sign}`,
  ) as [string, string];
  return `${title}: ${left.name} stands at ${one} ${unit} (${counts(left)}), ${right.name} at ${other} (${counts(right)}).`;
}

function counts({ rate, counts: { events, base } }: CountedSide): string {
  switch (rate.definition.kind) {
    case "PROPORTION":
      return `${number(events)} of ${number(base)}`;
    case "EVENT_RATE":
      return `${number(events)} in ${number(base)}`;
    case "RESIDENT_RATE":
      return `${number(events)} counted`;
  }
}

/**
 * What chance can explain, and what it cannot. Where 0 is left out of the difference, the exact ratio of two rates may still
 * hold 1: that is said as well. The other way round does not happen.
 */
function chance(
  left: string,
  right: string,
  { lower, upper }: Interval<ComparisonMethod>,
  isDistinguishable: boolean,
  style: Style,
): string {
  const [low, high] = [Number(lower), Number(upper)];
  if (low <= 0 && high >= 0) {
    return `Allowing for chance, the figure for ${left} could be lower than the one for ${right} by ${upTo(-low, style)}, or higher by ${upTo(high, style)} ${style.unit}: chance alone can explain the difference, which does not show that the two are alike.`;
  }
  const [direction, near, far] = low > 0 ? ["higher", low, high] : ["lower", -high, -low];
  const gap = `Allowing for chance, the figure for ${left} is ${direction} than the one for ${right} by ${between(near, far, style)} ${style.unit}`;
  return isDistinguishable
    ? `${gap}: more than chance alone easily explains. The numbers do not say why.`
    : `${gap}, but only just: the difference lies at the border of what chance alone explains.`;
}

function between(near: number, far: number, style: Style): string {
  return isTooSmall(near, style) ? upTo(far, style) : `${amount(near, style)} to ${amount(far, style)}`;
}

function upTo(size: number, style: Style): string {
  return isTooSmall(size, style)
    ? `less than ${number(10 ** -style.decimals, style.decimals)}`
    : `up to ${amount(size, style)}`;
}

function isTooSmall(size: number, { scale, decimals }: Style): boolean {
  return size * scale < 0.5 * 10 ** -decimals;
}

function amount(size: number, { scale, decimals }: Style): string {
  return number(size * scale, decimals);
}

function demonstrationCaveat(left: Rate, right: Rate): string | null {
  const isDemonstration = [left, right].some(({ coverage }) => coverage.demonstrationReports > 0);
  return isDemonstration
    ? "Demonstration data: reports behind these figures are invented and describe no real place."
    : null;
}

function coverageCaveat({ name, rate: { coverage } }: CountedSide): string | null {
  const { countedReports, expectedReports } = coverage;
  if (countedReports >= expectedReports) return null;
  return `The figure for ${name} rests on ${number(countedReports)} of ${number(expectedReports)} expected reports; the rest could change it.`;
}

function partialCaveat({ name, rate: { coverage } }: CountedSide): string | null {
  const { partialReports } = coverage;
  if (partialReports === 0) return null;
  const reports = partialReports === 1 ? "1 report covers" : `${number(partialReports)} reports cover`;
  return `For ${name}, ${reports} only part of a month.`;
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

/** With commas between thousands. */
function number(value: number, decimals = 0): string {
  return value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
