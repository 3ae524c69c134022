// How numbers are written in sentences, and what every sentence about invented ones begins with.

import type { Rate } from "./figure.js";

/** More than this would be noise. */
const MOST_DECIMALS = 6;

/** How the rates of one sentence are written: all with as many decimals. */
export interface Style {
  /** What a rate is multiplied by: a share is told in percent. */
  readonly scale: number;
  readonly decimals: number;
  /** "%" or nothing. */
  readonly sign: string;
}

/** Decimals enough for two digits of the smallest rate, and of what the largest share leaves; one at least. @param rates of one metric */
export function styleOf(first: Rate, ...rest: readonly Rate[]): Style {
  const isShare = first.definition.kind === "PROPORTION";
  const scale = isShare ? 100 : 1;
  const sizes = [first, ...rest]
    .flatMap(({ value }) => (isShare ? [Number(value), 1 - Number(value)] : [Number(value)]))
    .map((size) => size * scale)
    // What is left of 1 by the last digits of a double is nothing.
    .filter((size) => size > 1e-9);
  const wanted = sizes.length === 0 ? 1 : 1 - Math.floor(Math.log10(Math.min(...sizes)));
  const decimals = Math.min(Math.max(wanted, 1), MOST_DECIMALS);
  return { scale, decimals, sign: isShare ? "%" : "" };
}

/** @param value in the unit of the rate */
export function inStyle(value: number, { scale, decimals }: Style): string {
  return inWords(value * scale, decimals);
}

/** A rate with its sign. Never rounded to none or to all: "<0.000001%", ">99.999999%". */
export function rateInStyle(value: number, style: Style): string {
  const { scale, decimals, sign } = style;
  const [size, least] = [value * scale, 10 ** -decimals];
  if (size > 0 && size < least / 2) return `<${inWords(least, decimals)}${sign}`;
  if (sign === "%" && size < 100 && size > 100 - least / 2) return `>${inWords(100 - least, decimals)}%`;
  return `${inStyle(value, style)}${sign}`;
}

/** With commas between thousands. */
export function inWords(value: number, decimals = 0): string {
  return value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** "1 area", "3 areas". */
export function many(count: number, one: string, several: string): string {
  return `${inWords(count)} ${count === 1 ? one : several}`;
}

/** Said first, so that no quotation loses it. */
export function demonstrationCaveat(rates: readonly Rate[]): string | null {
  return rates.some(({ coverage }) => coverage.demonstrationReports > 0)
    ? "Demonstration data: reports behind these figures are invented and describe no real place."
    : null;
}
