// The cells of a month's form, in the order of the paper form, as the catalogue has them.

import type { ReportedMeasuresQuery } from "../../generated/graphql.js";

export type FormMeasure = ReportedMeasuresQuery["measures"][number];

/** A month cannot be submitted without it. */
export function isNeeded({ key, partOf }: Pick<FormMeasure, "key" | "partOf">): boolean {
  return key === "ENCOUNTERS" || partOf === "ENCOUNTERS";
}

export interface FormSection {
  readonly title: string;
  /** Cells to fill in. */
  readonly cells: readonly FormMeasure[];
  /** Worked out from them as one types. */
  readonly sums: readonly FormMeasure[];
}

const SECTIONS: readonly (readonly [title: string, holds: (measure: FormMeasure) => boolean])[] = [
  [
    "Encounters, and how each ended",
    ({ key, partOf, sumOf, unit }) =>
      key === "ENCOUNTERS" || partOf === "ENCOUNTERS" || (sumOf.length > 0 && unit === "encounters"),
  ],
  ["What else is known of the encounters", ({ unit }) => unit === "encounters"],
  ["Persons injured", ({ unit }) => unit === "persons"],
  ["Referrals to a liaison", ({ unit }) => unit === "referrals" || unit === "hours"],
  ["Training", () => true],
];

/** What a reviewer looks at first, each of it whether it is counted or added up. */
export const FIRST_LOOKED_AT: readonly FormMeasure["key"][] = [
  "JAIL_BOOKINGS",
  "HOSPITAL_DIVERSIONS",
  "ENCOUNTERS",
];

/**
 * @param month only what is to be reported by then
 * @param said what the report says all the same
 */
export function sectionsOf(
  measures: readonly FormMeasure[],
  month: string,
  said: readonly { readonly measure: FormMeasure["key"] }[],
): readonly FormSection[] {
  const collected = measures.filter(
    ({ key, since }) => since <= month || said.some(({ measure }) => measure === key),
  );
  const sectionOf = (measure: FormMeasure) => SECTIONS.findIndex(([, holds]) => holds(measure));
  return SECTIONS.map(([title], index) => {
    const mine = collected.filter((measure) => sectionOf(measure) === index);
    return {
      title,
      cells: mine.filter(({ sumOf }) => sumOf.length === 0),
      sums: mine.filter(({ sumOf }) => sumOf.length > 0),
    };
  }).filter(({ cells }) => cells.length > 0);
}
