// What the values of one report must satisfy, read off the catalogue: a new measure brings its own rules.

import { isMeasureKey, measure, REPORTED_MEASURES, type ReportValues } from "../catalog/catalog.js";
import type { MeasureKey } from "../catalog/measures.js";
import { problem, type Problem } from "../problem.js";
import type { ReportingMonth } from "../reporting-month.js";

/** No chapter counts a million of anything in a month: a larger number is a slip. */
export const LARGEST_VALUE = 1_000_000;

/** Values as they are handed in, by measure key; null: not collected. */
export type GivenValues = Readonly<Record<string, number | null>>;

/** Every rule that the values break, each at `values.<MEASURE>`. */
export function checkValues(given: GivenValues, month: ReportingMonth): readonly Problem[] {
  const shape = Object.entries(given).flatMap(([key, value]) => checkShape(key, value));
  if (shape.length > 0) return shape;
  const values = given as ReportValues;
  return [...checkTotals(values, month), ...checkCeilings(values)];
}

function checkShape(key: string, value: number | null): readonly Problem[] {
  const path = `values.${key}`;
  if (!isMeasureKey(key)) {
    return [
      problem(
        "UNKNOWN_MEASURE",
        path,
        `"${key}" is no measure of the catalogue.`,
        'The query "measures" lists them.',
      ),
    ];
  }
  const { sumOf, title } = measure(key);
  if (sumOf.length > 0) {
    return [
      problem(
        "UNKNOWN_MEASURE",
        path,
        `${title} is worked out from ${sumOf.join(", ")} and cannot be reported itself.`,
        "Leave it out, and report those.",
      ),
    ];
  }
  if (value === null || (Number.isInteger(value) && value >= 0 && value <= LARGEST_VALUE)) return [];
  return [
    problem(
      "BAD_VALUE",
      path,
      `${title} is ${String(value)}; a count is a whole number from 0 to ${String(LARGEST_VALUE)}.`,
      "Give a whole number, or null for what is not collected.",
    ),
  ];
}

/** Parts of a total, such as the dispositions of encounters. */
function partsOf(total: MeasureKey, month: ReportingMonth): readonly MeasureKey[] {
  return REPORTED_MEASURES.filter((one) => one.partOf === total && one.since <= month).map(({ key }) => key);
}

const TOTALS = [...new Set(REPORTED_MEASURES.flatMap(({ partOf }) => partOf ?? []))] as MeasureKey[];

function checkTotals(values: ReportValues, month: ReportingMonth): readonly Problem[] {
  return TOTALS.flatMap((key) => {
    const parts = partsOf(key, month);
    const absent = [key, ...parts].filter((one) => values[one] === undefined);
    if (absent.length > 0) return absent.map(missing);
    const total = values[key];
    if (total === null || total === undefined) return [uncountedTotal(key)];
    return checkSum(key, total, parts, values);
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

function checkCeilings(values: ReportValues): readonly Problem[] {
  return REPORTED_MEASURES.flatMap(({ key, title, atMost }) => {
    const value = values[key] ?? null;
    const ceiling = atMost === null ? null : (values[atMost as MeasureKey] ?? null);
    if (value === null || ceiling === null || value <= ceiling) return [];
    return [
      problem(
        "EXCEEDS_CEILING",
        `values.${key}`,
        `${title} is ${String(value)}, more than ${measure(atMost as MeasureKey).title}, which is ${String(ceiling)}.`,
        "Correct one of the two.",
      ),
    ];
  });
}

/** Nothing happened: every flow that is collected is 0. */
export function saysNothingHappened(values: ReportValues): boolean {
  const flows = REPORTED_MEASURES.filter(({ addsUp }) => addsUp === "FLOW");
  return values.ENCOUNTERS === 0 && flows.every(({ key }) => (values[key] ?? 0) === 0);
}
