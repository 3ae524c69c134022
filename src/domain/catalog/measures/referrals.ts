// Referrals to behavioural-health liaisons, and how fast somebody was there for the person.

import { defineMeasure } from "../measure.js";
import { CIT_GUIDE } from "../sources.js";

/** Of an encounter of the month before, a referral can still be sent in this one. */
const referrals = { unit: "referrals", addsUp: "FLOW", sensitivity: "PERSONS", source: CIT_GUIDE } as const;

export const referralMeasures = [
  defineMeasure({
    key: "REFERRALS_SENT",
    title: "Referrals sent to a liaison",
    description: "Referrals that the police sent to the behavioural-health liaison of the county.",
    ...referrals,
    fromEncounters: {
      needs: "isLiaisonAlerted",
      count: (encounter) => (encounter.isLiaisonAlerted === true ? 1 : 0),
    },
  }),
  defineMeasure({
    key: "REFERRALS_ACKNOWLEDGED",
    title: "Referrals acknowledged",
    description: "Referrals sent in the month that the liaison acknowledged.",
    ...referrals,
    atMost: "REFERRALS_SENT",
  }),
  defineMeasure({
    key: "FIRST_CONTACTS",
    title: "First contacts made",
    description: "Referrals sent in the month after which the liaison reached the person.",
    ...referrals,
    atMost: "REFERRALS_SENT",
  }),
  defineMeasure({
    key: "CONTACTS_WITHIN_24_HOURS",
    title: "First contacts within 24 hours",
    description: "Referrals sent in the month after which the liaison reached the person within 24 hours.",
    ...referrals,
    atMost: "FIRST_CONTACTS",
  }),
  defineMeasure({
    key: "HOURS_TO_FIRST_CONTACT",
    title: "Hours from referral to first contact",
    description: "Hours from referral to first contact, in whole hours, summed over the first contacts made.",
    ...referrals,
    unit: "hours",
  }),
] as const;
