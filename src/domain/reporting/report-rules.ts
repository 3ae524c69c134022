// What the values of one report must satisfy, read off the catalogue: a new measure brings its own rules.

import { isMeasureKey, isThere, measure, REPORTED_MEASURES, type ReportValues } from "../catalog/catalog.js";
import type { MeasureKey } from "../catalog/measures.js";
import { problem, type Problem } from "../problem.js";
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
  return [
    ...faults,
    ...(month === null ? [] : checkTotals(values, month, unknown)),
    ...checkCeilings(values),
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
      `${title} is worked out from ${sumOf.join(", ")} and cannot be reported itself.`,
      "Leave it out, and report those.",
    );
  }
  if (value === null || (Number.isInteger(value) && value >= 0 && value <= LARGEST_VALUE)) return null;
  return problem(
    "BAD_VALUE",
    `values.${key}`,
    `${title} is ${String(value)}; a count is a whole number from 0 to ${String(LARGEST_VALUE)}.`,
    "Give a whole number, or null for what is not collected.",
  );
}

/** Each total, such as encounters, with its parts, such as their dispositions. */
const TOTALS = [...new Set(REPORTED_MEASURES.flatMap(({ partOf }) => partOf ?? []))].map((total) => ({
  key: total as MeasureKey,
  allParts: REPORTED_MEASURES.filter(({ partOf }) => partOf === total),
}));

function checkTotals(values: ReportValues, month: ReportingMonth, unknown: Unread): readonly Problem[] {
  return TOTALS.flatMap(({ key, allParts }) => {
    const parts = allParts
      .map((part) => part.key)
      .filter((part) => isThere(values, part, month) || unknown.has(part));
    if (parts.length === 0) return [];
    const absent = [key, ...parts].filter((one) => values[one] === undefined);
    const total = values[key] ?? null;
    if (total !== null && absent.length === 0) return checkSum(key, total, parts, values);
    return [
      ...absent.filter((one) => !unknown.has(one)).map(missing),
      ...(values[key] === null ? [uncountedTotal(key)] : []),
    ];
  });
}

function missing(key: MeasureKey): Problem {
  return problem(
    "MISSING_VALUE",
    `values.${key}`,
    `${measure(key).title} is missing.`,
    "Give the number, 0 when there was none, or null when the chapter does not collect it.",
  );
}

function uncountedTotal(key: MeasureKey): Problem {
  const { title } = measure(key);
  return problem(
    "MISSING_VALUE",
    `values.${key}`,
    `${title} is given as not collected, and it is what the report is about.`,
    "Give the number.",
  );
}

/** With a part that is not collected the others can only stay below the total. */
function checkSum(
  key: MeasureKey,
  total: number,
  parts: readonly MeasureKey[],
  values: ReportValues,
): readonly Problem[] {
  const sum = parts.reduce((so, part) => so + (values[part] ?? 0), 0);
  const isAnyUncollected = parts.some((part) => values[part] === null);
  if (sum === total || (isAnyUncollected && sum < total)) return [];
  const { title } = measure(key);
  const must = isAnyUncollected ? "must not exceed" : "must add up to";
  return [
    problem(
      "SUM_MISMATCH",
      `values.${key}`,
      `The ${String(parts.length)} parts of ${title} add up to ${String(sum)}; they ${must} ${String(total)}.`,
      `Correct ${title}, or one of ${parts.join(", ")}: each encounter ends in exactly one way.`,
    ),
  ];
}

const CEILINGS = REPORTED_MEASURES.flatMap(({ key, title, atMost }) =>
  atMost === null ? [] : [{ key, title, ceiling: measure(atMost as MeasureKey) }],
);

function checkCeilings(values: ReportValues): readonly Problem[] {
  return CEILINGS.flatMap(({ key, title, ceiling }) => {
    const value = values[key] ?? null;
    const most = values[ceiling.key] ?? null;
    if (value === null || most === null || value <= most) return [];
    return [
      problem(
        "EXCEEDS_CEILING",
        `values.${key}`,
        `${title} is ${String(value)}, more than ${ceiling.title}, which is ${String(most)}.`,
        "Correct one of the two.",
      ),
    ];
  });
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
