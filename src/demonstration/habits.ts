// How a demonstration county lives and how a demonstration chapter reports: drawn once each, then kept for all months.

import type { Disposition } from "../domain/encounters/disposition.js";
import type { EncounterAttributes, SourceScope } from "../domain/encounters/encounter.js";
import type { Chance } from "./random.js";

/** What encounters in a county tend to be like. */
export interface CountyHabits {
  /** Encounters per 1,000 residents and month, between 0.14 and 1.2 after season and trend. */
  readonly encounterRate: number;
  readonly dispositions: readonly (readonly [Disposition, number])[];
  readonly officersPerThousand: number;
  /** Share of officers certified at the start, and what each month adds to it. */
  readonly certifiedShare: number;
  readonly certifiedGrowth: number;
}

/** How a chapter reports. */
export interface ChapterHabits {
  readonly lateProbability: number;
  readonly missingProbability: number;
  /** Attributes that the chapter's form does not ask for. */
  readonly notCollected: readonly (keyof EncounterAttributes)[];
  readonly collectsTraining: boolean;
  readonly coursesPerYear: number;
}

export const LEAST_RATE = 0.14;
export const HIGHEST_RATE = 1.2;

const OPTIONAL_ATTRIBUTES = [
  "injuries", "isWeaponPresent", "isCoResponderOnScene", "isRepeat", "isVeteran", "isLiaisonAlerted",
] as const; // prettier-ignore

/** Typical weights of how encounters end, before a county's own leaning. */
const USUAL_DISPOSITIONS: readonly (readonly [Disposition, number])[] = [
  ["JAIL_BOOKING", 9],
  ["CITED_RELEASED", 5],
  ["HOSPITAL_VOLUNTARY", 17],
  ["HOLD_ACCEPTED", 15],
  ["CRISIS_CENTER", 7],
  ["DETOX_SOBERING", 2],
  ["REFERRED", 15],
  ["SHELTER_TRANSPORT", 3],
  ["RESOLVED_ON_SCENE", 17],
  ["DECLINED", 6],
  ["NO_CONTACT", 3],
  ["UNKNOWN", 1],
];

/** What invented encounters tell: no disposition that came into the catalog later, so that no invented number changes. */
export const INVENTED_SCOPE: SourceScope = {
  collects: USUAL_DISPOSITIONS.map(([disposition]) => disposition),
  records: [
    "isHoldRequested",
    "holdRequestedBy",
    "injuries",
    "isForceUsed",
    "isWeaponPresent",
    "isCitOfficerOnScene",
    "isCoResponderOnScene",
    "isRepeat",
    "isVeteran",
    "isLiaisonAlerted",
    "callSource",
  ],
};

export function drawCountyHabits(chance: Chance): CountyHabits {
  const logRate = chance.between(Math.log(LEAST_RATE), Math.log(HIGHEST_RATE));
  return {
    encounterRate: Math.exp(logRate),
    dispositions: USUAL_DISPOSITIONS.map(([disposition, weight]) => [
      disposition,
      weight * chance.between(0.5, 1.6),
    ]),
    officersPerThousand: chance.between(1.6, 2.6),
    certifiedShare: chance.between(0.12, 0.4),
    certifiedGrowth: chance.between(0.0005, 0.004),
  };
}

export function drawChapterHabits(chance: Chance): ChapterHabits {
  return {
    lateProbability: chance.between(0.02, 0.25),
    missingProbability: chance.between(0, 0.06),
    notCollected: OPTIONAL_ATTRIBUTES.filter(() => chance.happens(0.12)),
    collectsTraining: chance.happens(0.9),
    coursesPerYear: chance.whole(1, 4),
  };
}
