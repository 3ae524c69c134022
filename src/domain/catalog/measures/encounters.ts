// Encounters, and what was true of them: force, weapons, who came, who was met.

import type { EncounterAttributes } from "../../encounters/encounter.js";
import { defineMeasure } from "../measure.js";
import { CIT_CORE_ELEMENTS, CIT_GUIDE, INTERCEPT_MODEL } from "../sources.js";

type Flag = {
  [Name in keyof EncounterAttributes]: EncounterAttributes[Name] extends boolean | null ? Name : never;
}[keyof EncounterAttributes];

/** Encounters for which the flag is known to be true. */
function whenTrue(
  flag: Flag,
): Pick<
  Parameters<typeof defineMeasure>[0],
  "unit" | "addsUp" | "atMost" | "sensitivity" | "fromEncounters" | "needsEncounter"
> {
  return {
    unit: "encounters",
    addsUp: "FLOW",
    atMost: "ENCOUNTERS",
    sensitivity: "PERSONS",
    needsEncounter: true,
    fromEncounters: { needs: flag, count: (encounter) => (encounter[flag] === true ? 1 : 0) },
  };
}

export const encounterMeasures = [
  defineMeasure({
    key: "ENCOUNTERS",
    title: "Encounters",
    description:
      "Police contacts with a person in behavioural-health crisis. A person met twice in a month counts twice. Each encounter has exactly one primary disposition, so the dispositions sum to this number.",
    unit: "encounters",
    addsUp: "FLOW",
    sensitivity: "PERSONS",
    needsEncounter: true,
    fromEncounters: { needs: null, count: () => 1 },
    source: INTERCEPT_MODEL,
  }),
  defineMeasure({
    key: "FORCE_USED",
    title: "Encounters with force used",
    description:
      "Encounters in which a responder used physical force on the person, beyond handcuffing without resistance.",
    ...whenTrue("isForceUsed"),
    source: CIT_GUIDE,
  }),
  defineMeasure({
    key: "WEAPON_PRESENT",
    title: "Encounters with a weapon present",
    description: "Encounters in which the person had a weapon, or an object used as one, within reach.",
    ...whenTrue("isWeaponPresent"),
    source: CIT_GUIDE,
  }),
  defineMeasure({
    key: "CIT_OFFICER_ON_SCENE",
    title: "Encounters with a CIT officer on scene",
    description: "Encounters to which at least one officer who holds the 40-hour course certificate came.",
    ...whenTrue("isCitOfficerOnScene"),
    source: CIT_CORE_ELEMENTS,
  }),
  defineMeasure({
    key: "CO_RESPONDER_ON_SCENE",
    title: "Encounters with a co-responder on scene",
    description: "Encounters to which a clinician came together with the police.",
    ...whenTrue("isCoResponderOnScene"),
    source: CIT_GUIDE,
  }),
  defineMeasure({
    key: "REPEAT_ENCOUNTERS",
    title: "Repeat encounters",
    description:
      "Encounters with a person whom the same agency had met in crisis in the twelve months before.",
    ...whenTrue("isRepeat"),
    source: CIT_GUIDE,
  }),
  defineMeasure({
    key: "VETERANS",
    title: "Encounters with a veteran",
    description: "Encounters with a person known to have served in the armed forces.",
    ...whenTrue("isVeteran"),
    source: CIT_GUIDE,
  }),
] as const;
