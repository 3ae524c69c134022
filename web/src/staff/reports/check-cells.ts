// What can be seen to be wrong while one types. The server judges all rules when a month is submitted; these are the ones that the
// catalogue itself tells: a count is a number, parts add up to their whole, and nothing exceeds what it is part of.

import type { Measure } from "../../generated/graphql.js";
import type { Problem } from "../ask.js";
import { countInWords, many } from "../words.js";
import { readCell, type Content } from "./content.js";
import { isNeeded, type FormMeasure } from "./form-sections.js";

export type Notes = ReadonlyMap<Measure, string>;

export function checkCells({ cells }: Content, measures: readonly FormMeasure[]): Notes {
  const byKey = new Map(measures.map((measure) => [measure.key, measure]));
  /** The nearest measure above with a count, as the server finds it: none while a nearer one cannot be read. */
  const ceilingOf = (above: Measure | null): (FormMeasure & { readonly most: number }) | null => {
    const measure = above === null ? undefined : byKey.get(above);
    if (measure === undefined) return null;
    const most = readCell(cells[measure.key] ?? "");
    if (typeof most === "number") return { ...measure, most };
    return most === "FAULT" ? null : ceilingOf(measure.atMost);
  };
  const notes = new Map<Measure, string>();
  for (const { key, title, atMost, partOf } of measures) {
    const said = readCell(cells[key] ?? "");
    if (said === "FAULT")
      notes.set(key, "Enter a whole number up to 1,000,000, or NC if your chapter doesn't collect it.");
    if (said === "NOT_COLLECTED" && key === "ENCOUNTERS")
      notes.set(
        key,
        `${title} cannot be NC: the report is about them. Enter a number, 0 if there were none.`,
      );
    const ceiling = typeof said === "number" ? ceilingOf(atMost) : null;
    // Of a part that exceeds its whole the sum tells already.
    if (typeof said === "number" && ceiling !== null && ceiling.key !== partOf && said > ceiling.most)
      notes.set(
        key,
        `${title} cannot be more than ${ceiling.title.toLowerCase()} (${countInWords(ceiling.most)}).`,
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

/** "Outcomes: 14 of 14 encounters. They add up.", or what is missing. */
export function balanceInWords({ sum, whole, isFilledIn, hasUncollected }: Balance): string {
  if (whole === null) return `Outcomes so far: ${countInWords(sum)}`;
  const rest = whole - sum;
  const counted = many(whole, "encounter");
  if (rest === 0) return `Outcomes: ${countInWords(sum)} of ${counted}. They add up.`;
  if (rest < 0) return `Outcomes add up to ${countInWords(sum)}, but you entered ${counted}.`;
  if (isFilledIn && hasUncollected)
    return `Outcomes: ${countInWords(sum)} of ${counted}; the other ${countInWords(rest)} are among what is not collected.`;
  return `Outcomes: ${countInWords(sum)} of ${counted}, ${countInWords(rest)} to go.`;
}

/**
 * All that is wrong with a month, as far as it can be told here. The server is not asked while a cell cannot be read: without it a
 * month would be filed as if that cell were empty.
 */
export function faultsOf(content: Content, measures: readonly FormMeasure[]): readonly Problem[] {
  const notes = checkCells(content, measures);
  const { sum, whole, isFilledIn, hasUncollected } = balanceOf(content, "ENCOUNTERS", measures);
  const isOff = whole !== null && (sum > whole || (sum < whole && isFilledIn && !hasUncollected));
  const at = (key: Measure, message: string, fix: string): Problem => ({
    code: "BAD_VALUE",
    path: `input.values.${key}`,
    message,
    fix,
  });
  return [
    ...(isOff
      ? [
          at(
            "ENCOUNTERS",
            `Outcomes add up to ${countInWords(sum)}, but you entered ${many(whole, "encounter")}.`,
            "Check the outcomes, or change Encounters.",
          ),
        ]
      : []),
    ...measures.flatMap((measure) => {
      const { key, title } = measure;
      const [text, note] = [content.cells[key] ?? "", notes.get(key)];
      const said = readCell(text);
      if (said === "FAULT")
        return [at(key, `${title}: "${text}" is not a whole number up to 1,000,000.`, note ?? "")];
      if (note !== undefined)
        return [at(key, note, said === "NOT_COLLECTED" ? "" : "Correct one of the two.")];
      return said === "NOTHING" && isNeeded(measure)
        ? [
            at(
              key,
              `${title} is empty.`,
              "Enter a number, 0 if there were none, or NC if your chapter doesn't collect it.",
            ),
          ]
        : [];
    }),
  ];
}

/**
 * What a sum comes to; null while a part of it is unknown.
 * @param shown parts that the month has
 */
export function sumOf(
  { cells }: Pick<Content, "cells">,
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
