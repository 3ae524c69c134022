// Numbers, dates and statuses as people in the United States read them.

import type {
  CountPartsFragment,
  DefinitionsQuery,
  FigureStatus,
  RatePartsFragment,
} from "./generated/graphql.js";

const COUNT = new Intl.NumberFormat("en-US");
const DAY = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" });

/** How a rate is read: per how many, and of what. */
export type Unit = Pick<DefinitionsQuery["metrics"][number], "per" | "unit">;

const STATUS_WORDS: Readonly<Record<FigureStatus, string>> = {
  REPORTED: "Reported",
  REPORTED_ZERO: "None",
  WITHHELD: "Withheld",
  NOT_REPORTED: "No report",
  NOT_COLLECTED: "Not collected",
  NOT_EXPECTED: "Not expected",
  NOT_APPLICABLE: "Not applicable",
};

export function countWords(value: number): string {
  return COUNT.format(value);
}

/** "2,664", "0", or why there is no number; a withheld one with its range: "Withheld (1 to 25)". */
export function countInWords({
  value,
  status,
  lower,
  upper,
}: Pick<CountPartsFragment, "value" | "status" | "lower" | "upper">): string {
  if (value !== null) return COUNT.format(value);
  const range = rangeWords(lower, upper);
  return range === null ? STATUS_WORDS[status] : `${STATUS_WORDS[status]} (${range})`;
}

function rangeWords(lower: number | null, upper: number | null): string | null {
  if (upper === null) return lower === null || lower === 0 ? null : `${COUNT.format(lower)} or more`;
  return `${COUNT.format(lower ?? 0)} to ${COUNT.format(upper)}`;
}

/**
 * "80.6%" for a share, "12.3" for a rate per 1,000; the unit of the latter stands beside it. Nothing is rounded to none or to all:
 * "<0.1%", ">99.9%".
 */
export function rateNumber(value: string, { per }: Pick<Unit, "per">): string {
  const number = Number(value) * (per === 1 ? 100 : 1);
  const unit = per === 1 ? "%" : "";
  if (number > 0 && number < LEAST_SHOWN) return `<${String(LEAST_SHOWN)}${unit}`;
  if (per === 1 && number < 100 && number > 100 - LEAST_SHOWN) return `>${String(100 - LEAST_SHOWN)}%`;
  return number.toLocaleString("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 }) + unit;
}

const LEAST_SHOWN = 0.1;

/** The same for a round number, such as the end of an axis, with all its decimals: "5%", "0.05%". */
export function roundNumber(value: number, { per }: Pick<Unit, "per">): string {
  const number = Number((value * (per === 1 ? 100 : 1)).toPrecision(6));
  return number.toLocaleString("en-US", { maximumFractionDigits: 12 }) + (per === 1 ? "%" : "");
}

export function rateInWords(rate: Pick<RatePartsFragment, "value" | "status" | "per">): string {
  if (rate.value !== null) return rateNumber(rate.value, rate);
  // There are counts, but no rate of them: its note says why.
  return rate.status === "NOT_APPLICABLE" ? "Not worked out" : STATUS_WORDS[rate.status];
}

/** "79.9% to 81.3%"; null where there is none. */
export function intervalInWords({
  interval,
  per,
}: Pick<RatePartsFragment, "interval" | "per">): string | null {
  if (interval === null) return null;
  return `${rateNumber(interval.lower, { per })} to ${rateNumber(interval.upper, { per })}`;
}

/** "95% confidence interval: 79.9% to 81.3%"; null where there is no interval. */
export function confidenceInWords(rate: Pick<RatePartsFragment, "interval" | "per">): string | null {
  const interval = intervalInWords(rate);
  return interval === null ? null : `95% confidence interval: ${interval}`;
}

/** Whether one has to be careful with a rate, in a sentence; null where not. */
export function cautionInWords({ reliability }: Pick<RatePartsFragment, "reliability">): string | null {
  if (reliability === "UNRELIABLE") return "Too few events for a firm number: read the range, not the value.";
  if (reliability === "USE_WITH_CAUTION") return "Rests on few events: use with caution.";
  return null;
}

/** @param month "2026-07" @returns "July 2026" */
export function monthInWords(month: string): string {
  return MONTH.format(new Date(`${month}-01T00:00:00Z`));
}

/** @param instant ISO 8601 @returns "November 27, 2026", the day in UTC as citations have it */
export function dayInWords(instant: string): string {
  return DAY.format(new Date(instant));
}

/** The last month of a range whose end is not in it. @param until "2026-08" @returns "July 2026" */
export function lastMonthInWords(until: string): string {
  const day = new Date(`${until}-01T00:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() - 1);
  return MONTH.format(day);
}

/** A title within a sentence: "Jail rate" begins small there, "CIT response rate" does not. */
export function inSentence(title: string): string {
  return /^[A-Z][^A-Z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

/** A sentence of the API that begins with a name may begin small. */
export function asSentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** @param key "DIVERSION_RATE" @returns "diversion-rate", as addresses have it */
export function slugOf(key: string): string {
  return key.toLowerCase().replaceAll("_", "-");
}
