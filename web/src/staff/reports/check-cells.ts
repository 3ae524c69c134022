// What can be seen to be wrong while one types. The server judges all rules when a month is submitted; these are the ones that the
// catalogue itself tells: a count is a number, parts add up to their whole, and nothing exceeds what it is part of.

import type { Measure } from "../../generated/graphql.js";
import { readCell, type Content } from "./content.js";
import type { FormMeasure } from "./form-sections.js";

export type Notes = ReadonlyMap<Measure, string>;

export function checkCells({ cells }: Content, measures: readonly FormMeasure[]): Notes {
  const titles = new Map(measures.map(({ key, title }) => [key, title]));
  const notes = new Map<Measure, string>();
  for (const { key, title, atMost } of measures) {
    const said = readCell(cells[key] ?? "");
    if (said === "FAULT") notes.set(key, "Write a whole number, or NC for not collected.");
    if (typeof said !== "number" || atMost === null) continue;
    const most = readCell(cells[atMost] ?? "");
    if (typeof most === "number" && said > most)
      notes.set(
        key,
        `${title} cannot be more than ${(titles.get(atMost) ?? atMost).toLowerCase()} (${String(most)}).`,
      );
  }
  return notes;
}

export interface Balance {
  /** What the parts come to so far. */
  readonly sum: number;
  readonly whole: number | null;
  /** Every part is a number or not collected. */
  readonly isFilledIn: boolean;
  readonly hasUncollected: boolean;
}

/** Parts of a whole, such as the endings of encounters, as far as they are filled in. */
export function balanceOf({ cells }: Content, whole: Measure, measures: readonly FormMeasure[]): Balance {
  const parts = measures
    .filter(({ partOf }) => partOf === whole)
    .map(({ key }) => readCell(cells[key] ?? ""));
  const said = readCell(cells[whole] ?? "");
  return {
    sum: parts.reduce<number>((sum, part) => (typeof part === "number" ? sum + part : sum), 0),
    whole: typeof said === "number" ? said : null,
    isFilledIn: parts.every((part) => part !== "NOTHING" && part !== "FAULT"),
    hasUncollected: parts.includes("NOT_COLLECTED"),
  };
}

/** "14 of 14: every ending is there", or what is missing. */
export function balanceInWords({ sum, whole, isFilledIn, hasUncollected }: Balance): string {
  if (whole === null) return `Endings so far: ${String(sum)}`;
  const rest = whole - sum;
  if (rest === 0) return `Endings: ${String(sum)} of ${String(whole)} encounters. They add up.`;
  if (rest < 0)
    return `Endings: ${String(sum)}, which is ${String(-rest)} more than the ${String(whole)} encounters.`;
  if (isFilledIn && hasUncollected)
    return `Endings: ${String(sum)} of ${String(whole)} encounters; the other ${String(rest)} are among what is not collected.`;
  return `Endings: ${String(sum)} of ${String(whole)} encounters, ${String(rest)} to go.`;
}

/**
 * What a sum comes to; null while a part of it is unknown.
 * @param shown parts that the month has
 */
export function sumOf(
  { cells }: Content,
  { sumOf: parts, needsEveryPart }: FormMeasure,
  shown: readonly FormMeasure[],
): number | null {
  const said = parts
    .filter((part) => shown.some(({ key }) => key === part))
    .map((part) => readCell(cells[part] ?? ""));
  const counted = said.filter((one) => typeof one === "number");
  const isKnown = said.every(
    (one) => typeof one === "number" || (one === "NOT_COLLECTED" && !needsEveryPart),
  );
  return isKnown && counted.length > 0 ? counted.reduce((sum, one) => sum + one, 0) : null;
}
