// Invented encounters of one county and month. They are counted like real ones and then thrown away.

import type {
  CallSource,
  Encounter,
  EncounterAttributes,
  Injury,
  InjurySeverity,
} from "../domain/encounters/encounter.js";
import type { Disposition } from "../domain/encounters/disposition.js";
import type { CountyFips } from "../domain/geography.js";
import { daysIn, monthOfYear, type LocalDate, type ReportingMonth } from "../domain/reporting-month.js";
import { HIGHEST_RATE, INVENTED_SCOPE, LEAST_RATE, type ChapterHabits, type CountyHabits } from "./habits.js";
import type { Chance } from "./random.js";

const CALL_SOURCES: readonly (readonly [CallSource, number])[] = [
  ["EMERGENCY_CALL", 66],
  ["OTHER_CALL", 20],
  ["ON_VIEW", 13],
  ["ALARM", 1],
];

const SEVERITIES: readonly (readonly [InjurySeverity, number])[] = [
  ["MINOR", 86],
  ["SERIOUS", 13],
  ["FATAL", 1],
];

/** More in summer, and a little more each year. */
export function expectedEncounters(
  habits: CountyHabits,
  residents: number,
  month: ReportingMonth,
  yearsSinceStart: number,
): number {
  const season = 1 + 0.1 * Math.cos(((monthOfYear(month) - 7) / 12) * 2 * Math.PI);
  const trend = 1 + 0.03 * yearsSinceStart;
  const rate = Math.min(HIGHEST_RATE, Math.max(LEAST_RATE, habits.encounterRate * season * trend));
  return (rate * residents) / 1_000;
}

export function inventEncounters(
  chance: Chance,
  county: CountyFips,
  month: ReportingMonth,
  many: number,
  habits: CountyHabits,
  chapter: ChapterHabits,
): readonly Encounter[] {
  return Array.from({ length: many }, (_, index) => {
    const disposition = chance.pick(habits.dispositions);
    const day = String(chance.whole(1, daysIn(month))).padStart(2, "0");
    return {
      ...inventAttributes(chance, disposition),
      ...Object.fromEntries(chapter.notCollected.map((name) => [name, null])),
      source: "demonstration",
      sourceKey: `${county} ${month} ${String(index)}`,
      county,
      occurredOn: `${month}-${day}` as LocalDate,
      occurredHour: chance.whole(0, 23),
      disposition,
      collects: INVENTED_SCOPE.collects,
    };
  });
}

function inventAttributes(chance: Chance, disposition: Disposition): EncounterAttributes {
  const isHoldRequested = disposition === "HOLD_ACCEPTED" || chance.happens(0.05);
  return {
    isHoldRequested,
    holdRequestedBy: isHoldRequested ? "PEACE_OFFICER" : null,
    injuries: inventInjuries(chance),
    isForceUsed: chance.happens(0.02),
    isWeaponPresent: chance.happens(0.07),
    isCitOfficerOnScene: chance.happens(0.68),
    isCoResponderOnScene: chance.happens(0.16),
    isRepeat: chance.happens(0.22),
    isVeteran: chance.happens(0.05),
    isLiaisonAlerted: disposition === "REFERRED" || chance.happens(0.12),
    callSource: chance.pick(CALL_SOURCES),
    minutesToRelease: chance.whole(20, 240),
  };
}

function inventInjuries(chance: Chance): readonly Injury[] {
  const parties = [
    ["SUBJECT", 0.03],
    ["RESPONDER", 0.012],
    ["BYSTANDER", 0.004],
  ] as const;
  return parties
    .filter(([, probability]) => chance.happens(probability))
    .map(([party]) => ({ party, severity: chance.pick(SEVERITIES), persons: 1 }));
}
