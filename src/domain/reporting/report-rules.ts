// What the values of one report must satisfy, read off the catalogue: a new measure brings its own rules.

import { isMeasureKey, isThere, measure, REPORTED_MEASURES, type ReportValues } from "../catalog/catalog.js";
import type { MeasureKey } from "../catalog/measures.js";
import { problem, warning, type Problem } from "../problem.js";
import type { ReportingMonth } from "../reporting-month.js";

/** No chapter counts a million of anything in a month: a larger number is a slip. */
export const LARGEST_VALUE = 1_000_000;

/** Values as they are handed in, by measure key; null: not collected. */
export type GivenValues = Readonly<Record<string, number | null>>;

/** Names of what was handed in and could not be read: nothing is known of it, so no rule that depends on it is judged. */
export type Unread = ReadonlySet<string>;

const ALL_READ: Unread = new Set();

/** What was handed in, as far as it can be taken for counts, or for not collected. */
export interface Counts {
  readonly values: ReportValues;
  /** What is no count is as good as unread. */
  readonly unknown: Unread;
  readonly faults: readonly Problem[];
}

export function readCounts(given: GivenValues, unread = ALL_READ): Counts {
  const values: Record<string, number | null> = {};
  const unknown = new Set(unread);
  const faults: Problem[] = [];
  for (const [key, value] of Object.entries(given)) {
    if (unread.has(key)) continue;
    const fault = faultOf(key, value);
    if (fault === null) values[key] = value;
    else {
      unknown.add(key);
      faults.push(fault);
    }
  }
  return { values, unknown, faults };
}

/**
 * Every rule that is broken for certain, whatever stands in what is not known; each at `values.<MEASURE>`.
 * @param month null: not known, so that nobody can say which parts a total has
 */
export function checkCounts(
  { values, unknown, faults }: Counts,
  month: ReportingMonth | null,
): readonly Problem[] {
  if (month !== null && month < FIRST_MONTH) return [...faults, beforeTheCatalogue(month)];
  // What contradicts itself comes before what is empty: a contradiction stays one, whatever the empty cells are filled with.
  const [empty, sums] =
    month === null ? [[], []] : [checkWanted(values, month, unknown), checkTotals(values, month, unknown)];
  return [...faults, ...sums, ...checkCeilings(values, unknown), ...empty];
}

/** What is collected in the month and left empty although a report may leave it empty: stops nothing, and is never 0. */
export function findEmpty({ values, unknown }: Counts, month: ReportingMonth): readonly Problem[] {
  const wanted = new Set(wantedIn(values, month, unknown));
  const empty = REPORTED_MEASURES.filter(
    ({ key, since }) => since <= month && !wanted.has(key) && values[key] === undefined && !unknown.has(key),
  ).map(({ title }) => title);
  if (empty.length === 0) return [];
  const [count, verb] = [String(empty.length), empty.length === 1 ? "cell is" : "cells are"];
  return [
    warning(
      "LEFT_EMPTY",
      "values",
      `${count} ${verb} empty, and will be recorded as missing, not as zero: ${empty.join("; ")}.`,
      "Enter 0 where there were none, or NC for what your chapter doesn't collect.",
    ),
  ];
}

/** The first month for which anything is collected. */
export const FIRST_MONTH = REPORTED_MEASURES.map(({ since }) => since).reduce((first, since) =>
  since < first ? since : first,
);

function beforeTheCatalogue(month: ReportingMonth): Problem {
  return problem(
    "BAD_MONTH",
    "month",
    `Nothing is collected for ${month}: the first month is ${FIRST_MONTH}.`,
    `Leave out what is before ${FIRST_MONTH}.`,
  );
}

function faultOf(key: string, value: number | null): Problem | null {
  if (!isMeasureKey(key)) {
    return problem(
      "UNKNOWN_MEASURE",
      `values.${key}`,
      `"${key}" is no measure of the catalogue.`,
      'The query "measures" lists them.',
    );
  }
  const { sumOf, title } = measure(key);
  if (sumOf.length > 0) {
    return problem(
      "UNKNOWN_MEASURE",
      `values.${key}`,
      `${title} is calculated from ${sumOf.map((part) => measure(part as MeasureKey).title).join(", ")} and cannot be reported itself.`,
      "Leave it out, and report those.",
    );
  }
  if (value === null || (Number.isInteger(value) && value >= 0 && value <= LARGEST_VALUE)) return null;
  return problem(
    "BAD_VALUE",
    `values.${key}`,
    `${title} is ${String(value)}; a count is a whole number from 0 to ${String(LARGEST_VALUE)}.`,
    "Enter a whole number, or NC for what your chapter doesn't collect.",
  );
}

/** Each total, such as encounters, with its parts, such as their dispositions. */
const TOTALS = [...new Set(REPORTED_MEASURES.flatMap(({ partOf }) => partOf ?? []))].map((total) => ({
  key: total as MeasureKey,
  allParts: REPORTED_MEASURES.filter(({ partOf }) => partOf === total),
}));

/** The parts that are reported in the month, or are in the report all the same. */
function partsIn(
  values: ReportValues,
  allParts: (typeof TOTALS)[number]["allParts"],
  month: ReportingMonth,
  unknown: Unread,
): readonly MeasureKey[] {
  return allParts.map((part) => part.key).filter((part) => isThere(values, part, month) || unknown.has(part));
}

/** What a report of the month must say something of: each total, and each of its parts. */
function wantedIn(values: ReportValues, month: ReportingMonth, unknown: Unread): readonly MeasureKey[] {
  return TOTALS.flatMap(({ key, allParts }) => {
    const parts = partsIn(values, allParts, month, unknown);
    return parts.length === 0 ? [] : [key, ...parts];
  });
}

function checkWanted(values: ReportValues, month: ReportingMonth, unknown: Unread): readonly Problem[] {
  return wantedIn(values, month, unknown).flatMap((key) => {
    if (values[key] === undefined) return unknown.has(key) ? [] : [missing(key)];
    return values[key] === null && isTotal(key) ? [uncountedTotal(key)] : [];
  });
}

function isTotal(key: MeasureKey): boolean {
  return TOTALS.some((total) => total.key === key);
}

function missing(key: MeasureKey): Problem {
  return problem(
    "MISSING_VALUE",
    `values.${key}`,
    `${measure(key).title} is empty.`,
    isTotal(key)
      ? "Enter a number, 0 if there were none."
      : "Enter a number, 0 if there were none, or NC if your chapter doesn't collect it.",
  );
}

function uncountedTotal(key: MeasureKey): Problem {
  const { title } = measure(key);
  return problem(
    "MISSING_VALUE",
    `values.${key}`,
    `${title} is marked as not collected, and it is what the report is about.`,
    "Enter a number, 0 if there were none.",
  );
}

/**
 * Parts that are given can only grow by those that are not: that they exceed the total is certain at once. That they stay below it
 * is wrong only when all of them are counted.
 */
function checkTotals(values: ReportValues, month: ReportingMonth, unknown: Unread): readonly Problem[] {
  return TOTALS.flatMap(({ key, allParts }) => {
    const parts = partsIn(values, allParts, month, unknown);
    const total = values[key] ?? null;
    if (total === null || parts.length === 0) return [];
    const sum = parts.reduce((so, part) => so + (values[part] ?? 0), 0);
    const isAllCounted = parts.every((part) => typeof values[part] === "number" && !unknown.has(part));
    return sum > total || (sum < total && isAllCounted) ? [mismatch(key, total, sum)] : [];
  });
}

function mismatch(key: MeasureKey, total: number, sum: number): Problem {
  const { title, unit } = measure(key);
  const counted = total === 1 ? `1 ${unit.slice(0, -1)}` : `${String(total)} ${unit}`;
  return problem(
    "SUM_MISMATCH",
    `values.${key}`,
    `Outcomes add up to ${String(sum)}, but you entered ${counted}.`,
    `Check the outcomes, or change ${title}.`,
  );
}

const BOUNDED = REPORTED_MEASURES.filter(({ atMost }) => atMost !== null);

function checkCeilings(values: ReportValues, unknown: Unread): readonly Problem[] {
  return BOUNDED.flatMap(({ key, title, partOf }) => {
    const value = values[key] ?? null;
    const ceiling = ceilingOf(key, values, unknown);
    // Of a part that exceeds its total the sum tells already.
    if (value === null || ceiling === null || partOf === ceiling.key || value <= ceiling.most) return [];
    return [
      problem(
        "EXCEEDS_CEILING",
        `values.${key}`,
        `${title} is ${String(value)}, more than ${measure(ceiling.key).title} (${String(ceiling.most)}).`,
        "Correct one of the two.",
      ),
    ];
  });
}

/**
 * The nearest measure above with a count: what is empty between the two cannot make a contradiction right. Null where none has one,
 * or one that could not be read is nearer.
 */
function ceilingOf(
  key: MeasureKey,
  values: ReportValues,
  unknown: Unread,
): { readonly key: MeasureKey; readonly most: number } | null {
  const above = measure(key).atMost as MeasureKey | null;
  if (above === null || unknown.has(above)) return null;
  const most = values[above];
  return typeof most === "number" ? { key: above, most } : ceilingOf(above, values, unknown);
}

const FLOWS = REPORTED_MEASURES.filter(({ addsUp }) => addsUp === "FLOW").map(({ key }) => key);
const OF_ENCOUNTERS = REPORTED_MEASURES.filter(({ needsEncounter }) => needsEncounter).map(({ key }) => key);

/** Nothing happened: every flow that is collected is 0. Null: what is not said, or not known, could still tell otherwise. */
export function saysNothingHappened(counts: Omit<Counts, "faults">): boolean | null {
  return areAllZero(FLOWS, counts);
}

/** The same of what needs an encounter alone: whatever else happened, such as a course. */
export function saysNoEncounterHappened(counts: Omit<Counts, "faults">): boolean | null {
  return areAllZero(OF_ENCOUNTERS, counts);
}

function areAllZero(
  keys: readonly MeasureKey[],
  { values, unknown }: Omit<Counts, "faults">,
): boolean | null {
  if (keys.some((key) => (values[key] ?? 0) !== 0)) return false;
  const isOpen = typeof values.ENCOUNTERS !== "number" || keys.some((key) => unknown.has(key));
  return isOpen ? null : true;
}
