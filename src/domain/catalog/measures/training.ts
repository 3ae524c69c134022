// Training: who finished the 40-hour course, and how many officers there are. About programmes, not about persons in crisis.

import { defineMeasure } from "../measure.js";
import { CIT_CORE_ELEMENTS } from "../sources.js";

const programme = { sensitivity: "NONE", source: CIT_CORE_ELEMENTS } as const;

function graduates<const Key extends string>(key: Key, audience: string) {
  return defineMeasure({
    key,
    title: `Graduates of the 40-hour course: ${audience}`,
    description: `People of this audience who finished the 40-hour course in the month: ${audience}.`,
    unit: "graduates",
    addsUp: "FLOW",
    ...programme,
  });
}

export const trainingMeasures = [
  graduates("GRADUATES_LAW_ENFORCEMENT", "law enforcement"),
  graduates("GRADUATES_DISPATCH", "dispatch"),
  graduates("GRADUATES_CORRECTIONS", "corrections"),
  graduates("GRADUATES_FIRE_EMS", "fire and EMS"),
  graduates("GRADUATES_EDUCATION", "education"),
  graduates("GRADUATES_SOCIAL_WORK", "social work"),
  graduates("GRADUATES_HEALTH_CARE", "health care"),
  graduates("GRADUATES_COMMUNITY", "community"),
  defineMeasure({
    key: "GRADUATES",
    title: "Graduates of the 40-hour course",
    description: "People of every audience who finished the 40-hour course in the month.",
    unit: "graduates",
    addsUp: "FLOW",
    sumOf: [
      "GRADUATES_LAW_ENFORCEMENT",
      "GRADUATES_DISPATCH",
      "GRADUATES_CORRECTIONS",
      "GRADUATES_FIRE_EMS",
      "GRADUATES_EDUCATION",
      "GRADUATES_SOCIAL_WORK",
      "GRADUATES_HEALTH_CARE",
      "GRADUATES_COMMUNITY",
    ],
    ...programme,
  }),
  defineMeasure({
    key: "COURSES_HELD",
    title: "Courses held",
    description: "40-hour courses that ended in the month.",
    unit: "courses",
    addsUp: "FLOW",
    ...programme,
  }),
  defineMeasure({
    key: "SWORN_OFFICERS",
    title: "Sworn officers",
    description: "Sworn law-enforcement officers serving in the county on the last day of the month.",
    unit: "officers",
    addsUp: "STOCK",
    ...programme,
  }),
  defineMeasure({
    key: "CIT_CERTIFIED_OFFICERS",
    title: "CIT-certified officers",
    description:
      "Sworn officers serving in the county on the last day of the month who hold the certificate of the 40-hour course.",
    unit: "officers",
    addsUp: "STOCK",
    atMost: "SWORN_OFFICERS",
    ...programme,
  }),
] as const;
