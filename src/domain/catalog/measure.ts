// What a measure is: a count that chapters report, as a frozen and versioned value that everything else reads.
// A measure knows how it is counted from encounters; it knows nothing of storage, figures or the API.

import type { Disposition } from "../encounters/disposition.js";
import type { EncounterAttribute, EncounterFacts } from "../encounters/encounter.js";
import { frozen } from "../frozen.js";
import type { ReportingMonth } from "../reporting-month.js";

/** `FLOW`: months add up. `STOCK`: a level; the last month of a period stands. */
export type AddsUp = "FLOW" | "STOCK";

/** `PERSONS`: about people in crisis or hurt, so small counts are protected. `NONE`: about programmes. */
export type Sensitivity = "PERSONS" | "NONE";

export type MeasureUnit =
  "encounters" | "persons" | "referrals" | "hours" | "graduates" | "courses" | "officers";

/** How the measure is counted when a chapter files encounters instead of a monthly report. */
export interface EncounterCount {
  /** The attribute that the source must record for the count to mean anything; null when every source gives it. */
  readonly needs: EncounterAttribute | null;
  /** The disposition that the source must be able to tell apart; left out where the count is not one of dispositions. */
  readonly endsIn?: Disposition;
  /** What one encounter adds: a whole number ≥ 0. */
  readonly count: (encounter: EncounterFacts) => number;
}

export interface MeasureDefinition<Key extends string = string> {
  /** Stable name, in the API and in the database. */
  readonly key: Key;
  /** Rises when the meaning changes; wording may be mended without. */
  readonly version: number;
  readonly title: string;
  /** What is counted, and what is not, in words a newspaper could print. */
  readonly description: string;
  readonly unit: MeasureUnit;
  readonly addsUp: AddsUp;
  /** Key of the total that all measures naming it must sum to, in each report. */
  readonly partOf: string | null;
  /** Keys of the measures this one is worked out from. Empty: the measure itself is reported. */
  readonly sumOf: readonly string[];
  /** False: the sum counts as soon as a report collects one part; the others are left out of it, and named beside it. */
  readonly needsEveryPart: boolean;
  /** Key of a measure that this one can never exceed in the same report. */
  readonly atMost: string | null;
  readonly sensitivity: Sensitivity;
  readonly fromEncounters: EncounterCount | null;
  /** In a month without an encounter there is none of it. Otherwise it says nothing of encounters, nor they of it. */
  readonly needsEncounter: boolean;
  /** First month that must report it. A report of an earlier month may leave it out, and lacks nothing. */
  readonly since: ReportingMonth;
  /** Form, statute or paper the definition rests on. */
  readonly source: string;
}

/** The parts of a definition that most measures share. */
type Usual =
  | "version"
  | "partOf"
  | "sumOf"
  | "needsEveryPart"
  | "atMost"
  | "fromEncounters"
  | "needsEncounter"
  | "since";

const USUAL: Pick<MeasureDefinition, Usual> = {
  version: 1,
  partOf: null,
  sumOf: [],
  needsEveryPart: true,
  atMost: null,
  fromEncounters: null,
  needsEncounter: false,
  since: "2014-01" as ReportingMonth,
};

/** Freezes a measure, filling in what is usual: version 1, reported, not counted from encounters nor in need of one, since 2014-01. */
export function defineMeasure<const Key extends string>(
  entry: Omit<MeasureDefinition<Key>, Usual> & Partial<Pick<MeasureDefinition, Usual>>,
): MeasureDefinition<Key> {
  return frozen({ ...USUAL, ...entry });
}
