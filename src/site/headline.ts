// What a page asks at its top, and the answer: question, sentence and icon array are made of one metric and one rate, so that none
// of them says another thing than the others.

import type { Metric } from "./generated/graphql.js";
import type { SiteMetric } from "./view.js";
import { rateInWords, rateNumber } from "./words.js";
import type { RatePartsFragment } from "./generated/graphql.js";

/** What every page says first: most encounters end neither in jail nor in care. */
export const WHAT_HAPPENS =
  "When police respond to a mental health crisis, the person may be taken to jail, connected to care, or neither.";

interface Wording {
  readonly question: string;
  /** Of a share: what those that it counts did, after "79 of every 100 encounters that ended in jail or care". */
  readonly counted?: string;
  /** Of a share: those that it is a share of, where the unit of the metric does not say so. */
  readonly among?: string;
}

const WORDING: Readonly<Record<Metric, Wording>> = {
  DIVERSION_RATE: {
    question: "When a crisis encounter ends in jail or care, how often is it care?",
    among: "encounters that ended in jail or care",
    counted: "ended in care",
  },
  HOSPITAL_DIVERSION_RATE: {
    question: "When a crisis encounter ends in jail or a hospital, how often is it a hospital?",
    among: "encounters that ended in jail or a hospital",
    counted: "ended in a hospital",
  },
  JAIL_RATE: {
    question: "How often does a crisis encounter end in jail?",
    among: "encounters in which the person was reached and the outcome is known",
    counted: "ended in jail",
  },
  SUBJECT_INJURY_RATE: { question: "How often is a person in crisis injured?" },
  RESPONDER_INJURY_RATE: { question: "How often is a responder injured?" },
  BYSTANDER_INJURY_RATE: { question: "How often is a bystander injured?" },
  FORCE_RATE: { question: "How often is force used?", counted: "involved force" },
  HOLD_ACCEPTANCE_RATE: {
    question: "How often does a hospital accept a 96-hour hold?",
    among: "holds requested",
    counted: "were accepted",
  },
  CIT_RESPONSE_RATE: {
    question: "How often does a CIT officer respond?",
    counted: "had a CIT officer on scene",
  },
  CO_RESPONSE_RATE: {
    question: "How often does a co-responder respond?",
    counted: "had a co-responder on scene",
  },
  ENCOUNTERS_PER_100K: { question: "How many crisis encounters are there for every 100,000 residents?" },
  CIT_CERTIFIED_SHARE: {
    question: "How many sworn officers are CIT-certified?",
    counted: "were CIT-certified",
  },
  CONTACT_WITHIN_24_HOURS: {
    question: "How often does a liaison reach the person within 24 hours?",
    among: "referrals sent",
    counted: "led to a first contact within 24 hours",
  },
};

export interface Headline {
  readonly question: string;
  /** One sentence. */
  readonly answer: string;
  /** For a share that has a value: of a hundred marks, how many are counted, and what they are. */
  readonly marks: { readonly counted: number; readonly caption: string } | null;
}

/** @param where "Missouri, 2025" */
export function headlineOf(
  metric: Pick<SiteMetric, "key" | "title" | "unit">,
  rate: Pick<RatePartsFragment, "value" | "status" | "per">,
  where: string,
): Headline {
  const { question, counted, among = metric.unit.replace(/^of /, "") } = WORDING[metric.key];
  if (rate.value === null)
    return {
      question,
      answer: `${metric.title}, ${where}: ${rateInWords(rate).toLowerCase()}.`,
      marks: null,
    };
  if (counted === undefined)
    return { question, answer: `${rateNumber(rate.value, rate)} ${metric.unit}: ${where}.`, marks: null };
  const share = Number(rate.value);
  const few = roundedShare(share);
  return {
    question,
    answer: `Of every 100 ${among}, ${few} ${counted}: ${where}.`,
    marks: {
      // Where there are some and not all, the picture shows neither none nor all.
      counted: share > 0 && share < 1 ? Math.min(99, Math.max(1, Math.round(share * 100))) : share * 100,
      caption: `Each mark is 1 of 100 ${among}; ${few} ${counted}.`,
    },
  };
}

/** "79"; a share that is neither none nor all never reads as if it were. */
function roundedShare(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 0 && share > 0) return "fewer than 1";
  if (rounded === 100 && share < 1) return "more than 99";
  return String(rounded);
}
