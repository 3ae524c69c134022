// Every metric. Six plausible "diversion rates" of the same contacts can run from 35 % to 94 %: so each is spelled out here.

import type { MeasureKey } from "./measures.js";
import { defineMetric, type Expression } from "./metric.js";
import { CIT_CORE_ELEMENTS, CIT_GUIDE, HOLD_STATUTE, INTERCEPT_MODEL } from "./sources.js";

function sum(...plus: readonly MeasureKey[]): Expression {
  return { plus, minus: [] };
}

const ofEncounters = {
  denominator: sum("ENCOUNTERS"),
  kind: "PROPORTION",
  per: 1,
  unit: "of encounters",
  version: 1,
} as const;

const perThousandEncounters = {
  denominator: sum("ENCOUNTERS"),
  kind: "EVENT_RATE",
  per: 1000,
  unit: "persons per 1,000 encounters",
  version: 1,
  source: CIT_GUIDE,
} as const;

export const METRICS = Object.freeze([
  defineMetric({
    key: "DIVERSION_RATE",
    version: 2,
    title: "Diversion rate",
    description: "Of the encounters that ended either in care or in jail, the share that ended in care.",
    kind: "PROPORTION",
    numerator: sum("HEALTH_DIVERSIONS"),
    denominator: sum("HEALTH_DIVERSIONS", "JAIL_BOOKINGS"),
    per: 1,
    unit: "of encounters that ended in care or jail",
    source: INTERCEPT_MODEL,
  }),
  defineMetric({
    key: "HOSPITAL_DIVERSION_RATE",
    version: 2,
    title: "Hospital diversion rate",
    description:
      "Of the encounters that ended either in a hospital or in jail, the share that ended in a hospital.",
    kind: "PROPORTION",
    numerator: sum("HOSPITAL_DIVERSIONS"),
    denominator: sum("HOSPITAL_DIVERSIONS", "JAIL_BOOKINGS"),
    per: 1,
    unit: "of encounters that ended in hospital or jail",
    source: INTERCEPT_MODEL,
  }),
  defineMetric({
    key: "JAIL_RATE",
    version: 1,
    title: "Jail rate",
    description:
      "Of the encounters in which the person was reached and the ending is known, the share that ended in jail.",
    kind: "PROPORTION",
    numerator: sum("JAIL_BOOKINGS"),
    denominator: { plus: ["ENCOUNTERS"], minus: ["NO_CONTACT", "UNKNOWN_DISPOSITION"] },
    per: 1,
    unit: "of encounters with a known ending",
    source: INTERCEPT_MODEL,
  }),
  defineMetric({
    key: "SUBJECT_INJURY_RATE",
    title: "Injury rate, persons in crisis",
    description:
      "Persons in crisis injured, per 1,000 encounters. Counts persons, so it is a rate and not a share.",
    numerator: sum("INJURED_SUBJECTS"),
    ...perThousandEncounters,
  }),
  defineMetric({
    key: "RESPONDER_INJURY_RATE",
    title: "Injury rate, responders",
    description:
      "Responders injured, per 1,000 encounters. One encounter can injure several, so it is a rate and not a share.",
    numerator: sum("INJURED_RESPONDERS"),
    ...perThousandEncounters,
  }),
  defineMetric({
    key: "BYSTANDER_INJURY_RATE",
    title: "Injury rate, bystanders",
    description:
      "Bystanders injured, per 1,000 encounters. One encounter can injure several, so it is a rate and not a share.",
    numerator: sum("INJURED_BYSTANDERS"),
    ...perThousandEncounters,
  }),
  defineMetric({
    key: "FORCE_RATE",
    title: "Force rate",
    description: "The share of encounters in which force was used.",
    numerator: sum("FORCE_USED"),
    ...ofEncounters,
    source: CIT_GUIDE,
  }),
  defineMetric({
    key: "HOLD_ACCEPTANCE_RATE",
    version: 1,
    title: "Hold acceptance rate",
    description: "Of the 96-hour holds requested, the share that a hospital accepted.",
    kind: "PROPORTION",
    numerator: sum("HOLDS_ACCEPTED"),
    denominator: sum("HOLDS_REQUESTED"),
    per: 1,
    unit: "of holds requested",
    source: HOLD_STATUTE,
  }),
  defineMetric({
    key: "CIT_RESPONSE_RATE",
    title: "CIT response rate",
    description: "The share of encounters to which a CIT officer came.",
    numerator: sum("CIT_OFFICER_ON_SCENE"),
    ...ofEncounters,
    source: CIT_CORE_ELEMENTS,
  }),
  defineMetric({
    key: "CO_RESPONSE_RATE",
    title: "Co-response rate",
    description: "The share of encounters to which a co-responder came.",
    numerator: sum("CO_RESPONDER_ON_SCENE"),
    ...ofEncounters,
    source: CIT_GUIDE,
  }),
  defineMetric({
    key: "ENCOUNTERS_PER_100K",
    version: 1,
    title: "Encounters per 100,000 residents and year",
    description:
      "Encounters per 100,000 residents and year. Only the months that were reported count, on both sides: a county with six reported months lends half a year of its residents. Says which census vintage it rests on, and is not worked out across a break between vintages.",
    kind: "RESIDENT_RATE",
    numerator: sum("ENCOUNTERS"),
    denominator: null,
    per: 100_000,
    unit: "encounters per 100,000 residents and year",
    source: "US Census Bureau, Population Estimates Program, county totals",
  }),
  defineMetric({
    key: "CIT_CERTIFIED_SHARE",
    version: 1,
    title: "CIT-certified share",
    description:
      "Of the sworn officers in the last month of the period, the share that holds the certificate of the 40-hour course.",
    kind: "PROPORTION",
    numerator: sum("CIT_CERTIFIED_OFFICERS"),
    denominator: sum("SWORN_OFFICERS"),
    per: 1,
    unit: "of sworn officers",
    source: CIT_CORE_ELEMENTS,
  }),
  defineMetric({
    key: "CONTACT_WITHIN_24_HOURS",
    version: 1,
    title: "Contact within 24 hours",
    description:
      "Of the referrals sent to a liaison, the share after which the liaison reached the person within 24 hours.",
    kind: "PROPORTION",
    numerator: sum("CONTACTS_WITHIN_24_HOURS"),
    denominator: sum("REFERRALS_SENT"),
    per: 1,
    unit: "of referrals sent",
    source: CIT_GUIDE,
  }),
] as const);

export type MetricKey = (typeof METRICS)[number]["key"];
