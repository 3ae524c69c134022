// Why a rate cannot be standardised: said instead of a ratio that would mislead.

import type { MetricKind } from "../catalog/metric.js";
import { isTooFew } from "./figure.js";
import type { Strata, StratumCount } from "./strata.js";

export const STANDARDIZATION_ABSENCES = [
  "NO_ENCOUNTERS",
  "NO_DENOMINATOR",
  "STRATUM_NOT_RECORDED",
  "STRATUM_WITHOUT_REFERENCE",
  "CONTRADICTION",
  "TOO_FEW_EVENTS",
] as const;

/** Why there is no standardised ratio. */
export type StandardizationAbsence = (typeof STANDARDIZATION_ABSENCES)[number];

/** The sums behind a standardised ratio. */
export interface Working {
  /** Of the area's known strata. */
  readonly observed: StratumCount;
  readonly reference: StratumCount;
  readonly expected: number;
  /** Whether or not their stratum is known. */
  readonly denominator: number;
}

interface Obstacle {
  readonly absence: StandardizationAbsence;
  readonly note: string;
}

/** The first thing that stands in the way. */
export function obstacleOf<Stratum extends string>(
  kind: MetricKind,
  { observed, expected, denominator }: Working,
  area: Strata<Stratum>,
  reference: Strata<Stratum>,
): Obstacle | null {
  if (area.encounters === 0)
    return {
      absence: "NO_ENCOUNTERS",
      note: `No encounters are on file: monthly reports alone do not tell the ${area.by}.`,
    };
  if (denominator === 0)
    return { absence: "NO_DENOMINATOR", note: "Nothing to take a rate of: the denominator is 0." };
  if (observed.denominator === 0)
    return { absence: "STRATUM_NOT_RECORDED", note: `The source does not record the ${area.by}.` };
  const alone = [...area.known].filter(
    ([stratum, own]) => own.denominator > 0 && (reference.known.get(stratum)?.denominator ?? 0) === 0,
  );
  if (alone.length > 0) {
    const names = alone.map(([stratum]) => stratum).join(", ");
    return {
      absence: "STRATUM_WITHOUT_REFERENCE",
      note: `The state has no rate to compare with for ${area.by} ${names}.`,
    };
  }
  const torn = [...area.known.values(), ...reference.known.values()].find(
    (stratum) => kind === "PROPORTION" && stratum.numerator > stratum.denominator,
  );
  if (torn !== undefined) {
    const [part, whole] = [String(torn.numerator), String(torn.denominator)];
    return {
      absence: "CONTRADICTION",
      note: `The encounters contradict themselves: ${part} cannot be a part of ${whole}.`,
    };
  }
  if (isTooFew(expected, observed.denominator))
    return {
      absence: "TOO_FEW_EVENTS",
      note: `Too few to compare: ${fewInWords(expected)} events were to be expected of ${String(observed.denominator)}.`,
    };
  return null;
}

/** Cut and not rounded: 9.96 is fewer than the ten that are needed, and 0.04 is not none. */
function fewInWords(events: number): string {
  return events > 0 && events < 0.1 ? "fewer than 0.1" : (Math.floor(events * 10) / 10).toFixed(1);
}
