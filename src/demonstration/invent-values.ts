// The values of one invented report: counted from invented encounters, with training and referrals beside them.

import { REPORTED_MEASURES, type ReportValues } from "../domain/catalog/catalog.js";
import type { Encounter } from "../domain/encounters/encounter.js";
import { deriveReportValues } from "../domain/reporting/derive-report.js";
import type { ReportingMonth } from "../domain/reporting-month.js";
import { INVENTED_SCOPE, type ChapterHabits, type CountyHabits } from "./habits.js";
import type { Chance } from "./random.js";

export interface CountyMonth {
  readonly month: ReportingMonth;
  readonly residents: number;
  readonly monthsSinceStart: number;
  /** The county in which the chapter holds its courses. */
  readonly isCourseCounty: boolean;
}

export function inventValues(
  chance: Chance,
  encounters: readonly Encounter[],
  place: CountyMonth,
  habits: CountyHabits,
  chapter: ChapterHabits,
): ReportValues {
  const counted = {
    ...deriveReportValues(encounters, place.month, INVENTED_SCOPE),
    ...uncollected(chapter),
  };
  return {
    ...counted,
    ...inventReferralOutcomes(chance, counted.REFERRALS_SENT ?? null),
    ...(chapter.collectsTraining ? inventTraining(chance, place, habits, chapter) : {}),
  };
}

/** Also of a month without an encounter, whose attributes could show what the form does not ask for. */
function uncollected({ notCollected }: ChapterHabits): ReportValues {
  const unasked = REPORTED_MEASURES.filter(
    ({ fromEncounters }) => fromEncounters?.needs != null && notCollected.includes(fromEncounters.needs),
  );
  return Object.fromEntries(unasked.map(({ key }) => [key, null]));
}

function inventReferralOutcomes(chance: Chance, sent: number | null): ReportValues {
  if (sent === null) return {};
  const acknowledged = thin(chance, sent, 0.92);
  const contacts = thin(chance, acknowledged, 0.8);
  const within24 = thin(chance, contacts, 0.55);
  const hours = Array.from({ length: contacts }, (_, index) =>
    index < within24 ? chance.whole(1, 24) : chance.whole(25, 120),
  );
  return {
    REFERRALS_ACKNOWLEDGED: acknowledged,
    FIRST_CONTACTS: contacts,
    CONTACTS_WITHIN_24_HOURS: within24,
    HOURS_TO_FIRST_CONTACT: hours.reduce((sum, one) => sum + one, 0),
  };
}

function inventTraining(
  chance: Chance,
  place: CountyMonth,
  habits: CountyHabits,
  chapter: ChapterHabits,
): ReportValues {
  const sworn = Math.max(2, Math.round((habits.officersPerThousand * place.residents) / 1_000));
  const share = Math.min(0.85, habits.certifiedShare + habits.certifiedGrowth * place.monthsSinceStart);
  const courses = place.isCourseCounty && chance.happens(chapter.coursesPerYear / 12) ? 1 : 0;
  const graduates = (most: number) => (courses === 0 ? 0 : chance.whole(0, most));
  return {
    GRADUATES_LAW_ENFORCEMENT: courses === 0 ? 0 : chance.whole(12, 28),
    GRADUATES_DISPATCH: graduates(4),
    GRADUATES_CORRECTIONS: graduates(5),
    GRADUATES_FIRE_EMS: graduates(3),
    GRADUATES_EDUCATION: graduates(2),
    GRADUATES_SOCIAL_WORK: graduates(3),
    GRADUATES_HEALTH_CARE: graduates(3),
    GRADUATES_COMMUNITY: graduates(2),
    COURSES_HELD: courses,
    SWORN_OFFICERS: sworn,
    CIT_CERTIFIED_OFFICERS: Math.round(sworn * share),
  };
}

/** How many of so many remain when each does with the same probability. */
function thin(chance: Chance, many: number, probability: number): number {
  return Array.from({ length: many }, () => chance.happens(probability)).filter(Boolean).length;
}
