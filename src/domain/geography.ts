// States, counties and how many people live there.

import { problem, type Problem } from "./problem.js";

declare const fips: unique symbol;

/** Five digits: two of the state, three of the county. Text, because 01001 is not 1001. */
export type CountyFips = string & { readonly [fips]: "county" };

/** Two-letter postal code, such as "MO". */
export type StateCode = string & { readonly [fips]: "state" };

export const FIPS_RULE = "A county is named by its FIPS code of exactly five digits, such as 29510";

export function isCountyFips(text: string): text is CountyFips {
  return /^\d{5}$/.test(text);
}

export function isStateCode(text: string): text is StateCode {
  return /^[A-Z]{2}$/.test(text);
}

export const STATE_RULE = "A state is named by its postal code of two capital letters, such as MO";

/** What to write instead of a text that names no state. */
export function stateFix(text: string): string {
  const meant = text.trim().toUpperCase();
  return meant !== text && isStateCode(meant)
    ? `Did you mean "${meant}"?`
    : 'Write it like "MO"; the query "states" lists those with a chapter.';
}

/** Whether a text can name a state at all, which is asked before anything is looked up. */
export function checkStateCode(text: string, path: string): readonly Problem[] {
  if (isStateCode(text)) return [];
  const message = `"${text.slice(0, 60)}" is no code of a state. ${STATE_RULE}.`;
  return [problem("UNKNOWN_STATE", path, message, stateFix(text))];
}

export function unknownState(code: string, path: string): Problem {
  return problem("UNKNOWN_STATE", path, `"${code}" is no state on this platform.`, stateFix(code));
}

export interface State {
  readonly code: StateCode;
  readonly name: string;
  /** IANA time zone in which due days are read. */
  readonly timeZone: string;
  /** 1–12; a fiscal year is named after the calendar year in which it ends. */
  readonly fiscalYearStartMonth: number;
}

export interface County {
  readonly fips: CountyFips;
  readonly stateCode: StateCode;
  readonly name: string;
}

/** Residents of a county on 1 July of a year, as one census vintage estimates them. */
export interface Population {
  readonly year: number;
  readonly people: number;
  /** Estimate series, such as "V2024". Numbers of two vintages are not comparable with each other. */
  readonly vintage: string;
}

/** Estimates of one county, in any order. */
export type PopulationSeries = readonly Population[];

/**
 * The estimate for a year, or the latest one before it when the census has not published that year yet.
 * @returns null when nothing is known up to that year
 */
export function populationIn(series: PopulationSeries, year: number): Population | null {
  let best: Population | null = null;
  for (const estimate of series) {
    if (estimate.year <= year && (best === null || estimate.year > best.year)) best = estimate;
  }
  return best;
}
