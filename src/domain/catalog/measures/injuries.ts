// Injured persons, by party and severity. Persons, not encounters: one encounter can injure several.

import type { InjuryParty, InjurySeverity } from "../../encounters/encounter.js";
import { defineMeasure } from "../measure.js";
import { CIT_GUIDE } from "../sources.js";

const PARTY_WORDS: Readonly<Record<InjuryParty, string>> = {
  SUBJECT: "the person in crisis",
  RESPONDER: "police officers, co-responders and other responders",
  BYSTANDER: "anyone else",
};

const SEVERITY_WORDS: Readonly<Record<InjurySeverity, string>> = {
  MINOR: "Minor: no treatment, or first aid only",
  SERIOUS: "Serious: hospital treatment needed",
  FATAL: "Fatal",
};

type Injured<Party extends InjuryParty, Severity extends InjurySeverity> = `INJURED_${Party}S_${Severity}`;

function injured<const Party extends InjuryParty, const Severity extends InjurySeverity>(
  party: Party,
  severity: Severity,
) {
  return defineMeasure<Injured<Party, Severity>>({
    key: `INJURED_${party}S_${severity}`,
    title: `Injured ${party.toLowerCase()}s, ${severity.toLowerCase()}`,
    description: `Persons injured in an encounter. Party: ${PARTY_WORDS[party]}. ${SEVERITY_WORDS[severity]}. Each person counts once, under the gravest injury.`,
    unit: "persons",
    addsUp: "FLOW",
    sensitivity: "PERSONS",
    needsEncounter: true,
    fromEncounters: {
      needs: "injuries",
      count: (encounter) =>
        (encounter.injuries ?? [])
          .filter((injury) => injury.party === party && injury.severity === severity)
          .reduce((persons, injury) => persons + injury.persons, 0),
    },
    source: CIT_GUIDE,
  });
}

function injuredOfParty<const Party extends InjuryParty>(party: Party) {
  return defineMeasure<`INJURED_${Party}S`>({
    key: `INJURED_${party}S`,
    title: `Injured ${party.toLowerCase()}s`,
    description: `Persons injured in an encounter, of any severity, fatal included. Party: ${PARTY_WORDS[party]}.`,
    unit: "persons",
    addsUp: "FLOW",
    sumOf: [`INJURED_${party}S_MINOR`, `INJURED_${party}S_SERIOUS`, `INJURED_${party}S_FATAL`],
    sensitivity: "PERSONS",
    needsEncounter: true,
    source: CIT_GUIDE,
  });
}

export const injuryMeasures = [
  injured("SUBJECT", "MINOR"),
  injured("SUBJECT", "SERIOUS"),
  injured("SUBJECT", "FATAL"),
  injured("RESPONDER", "MINOR"),
  injured("RESPONDER", "SERIOUS"),
  injured("RESPONDER", "FATAL"),
  injured("BYSTANDER", "MINOR"),
  injured("BYSTANDER", "SERIOUS"),
  injured("BYSTANDER", "FATAL"),
  injuredOfParty("SUBJECT"),
  injuredOfParty("RESPONDER"),
  injuredOfParty("BYSTANDER"),
] as const;
