// Invents the reports of a state's chapters, with the things that really happen: late, missing, zero and partial months,
// a chapter that joins, one that stops, corrections. Same roster, populations, seed and instant: same reports.

import { populationIn, type CountyFips, type PopulationSeries } from "../domain/geography.js";
import {
  contains,
  addMonths,
  eachMonth,
  monthsBetween,
  yearOf,
  type LocalDate,
  type MonthRange,
  type ReportingMonth,
} from "../domain/reporting-month.js";
import type { Chapter, ChapterId, Membership } from "../domain/reporting/chapter.js";
import type { MonthlyReport, Revision } from "../domain/reporting/monthly-report.js";
import type { ReportStatus } from "../domain/reporting/report-status.js";
import { drawChapterHabits, drawCountyHabits, type ChapterHabits } from "./habits.js";
import { expectedEncounters, inventEncounters } from "./invent-encounters.js";
import { inventValues } from "./invent-values.js";
import { chance, type Chance } from "./random.js";
import { DEMONSTRATION_MONTHS, storyOf } from "./story.js";

export interface DemonstrationInput {
  readonly chapters: readonly Chapter[];
  readonly populations: ReadonlyMap<CountyFips, PopulationSeries>;
  /** The first month that is not over yet. */
  readonly runningMonth: ReportingMonth;
  /** Nothing is submitted or accepted after this instant. */
  readonly now: Date;
  readonly seed: number;
}

export interface Demonstration {
  readonly expectations: readonly { readonly chapterId: ChapterId; readonly range: MonthRange }[];
  readonly reports: readonly MonthlyReport[];
}

const PARTIAL_PROBABILITY = 0.015;
const RETURNED_PROBABILITY = 0.008;
const CORRECTION_PROBABILITY = 0.04;
const DAY_MS = 24 * 60 * 60 * 1000;

export function inventDemonstration(input: DemonstrationInput): Demonstration {
  const stories = input.chapters.map((chapter) => ({ chapter, story: storyOf(chapter, input.runningMonth) }));
  return {
    expectations: stories.flatMap(({ chapter, story }) =>
      story.expected.map((range) => ({ chapterId: chapter.id, range })),
    ),
    reports: stories.flatMap(({ chapter, story }) => {
      const months = story.expected.flatMap(({ from, until }) => [
        ...eachMonth(from, until ?? input.runningMonth),
      ]);
      return months
        .filter((month) => story.silentFrom === null || month < story.silentFrom)
        .flatMap((month) => inventChapterMonth(input, chapter, month));
    }),
  };
}

function inventChapterMonth(
  input: DemonstrationInput,
  chapter: Chapter,
  month: ReportingMonth,
): readonly MonthlyReport[] {
  const habits = drawChapterHabits(chance(input.seed, "chapter", chapter.slug));
  return chapter.memberships
    .filter((membership) => contains(membership, month))
    .flatMap((membership) => inventReport(input, chapter, habits, membership, month) ?? []);
}

function inventReport(
  input: DemonstrationInput,
  chapter: Chapter,
  habits: ChapterHabits,
  { county }: Membership,
  month: ReportingMonth,
): MonthlyReport | null {
  const luck = chance(input.seed, "report", county, month);
  const isMissing = luck.happens(habits.missingProbability);
  const submittedAt = inventSubmission(luck, month, luck.happens(habits.lateProbability));
  if (isMissing || submittedAt > input.now) return null;
  const isPartial = luck.happens(PARTIAL_PROBABILITY);
  const first = inventRevision(input, chapter, habits, county, month, { isPartial, submittedAt, luck });
  const fate = decideFate(luck, first, input.now);
  return {
    chapterId: chapter.id,
    county,
    month,
    status: fate.status,
    firstSubmittedOn: submittedAt.toISOString().slice(0, 10) as LocalDate,
    isDemonstration: true,
    revisions: fate.revisions,
  };
}

/** By the 15th, or up to two months later. In the early afternoon of UTC, which is the same day everywhere in the country. */
function inventSubmission(luck: Chance, month: ReportingMonth, isLate: boolean): Date {
  const day = isLate ? luck.whole(16, 75) : luck.whole(2, 15);
  return new Date(Date.parse(`${addMonths(month, 1)}-01T14:00:00Z`) + (day - 1) * DAY_MS);
}

function inventRevision(
  input: DemonstrationInput,
  chapter: Chapter,
  chapterHabits: ChapterHabits,
  county: CountyFips,
  month: ReportingMonth,
  {
    isPartial,
    submittedAt,
    luck,
  }: { readonly isPartial: boolean; readonly submittedAt: Date; readonly luck: Chance },
): Revision {
  const habits = drawCountyHabits(chance(input.seed, "county", county));
  const residents = populationIn(input.populations.get(county) ?? [], yearOf(month))?.people ?? 0;
  const monthsSinceStart = Math.max(0, DEMONSTRATION_MONTHS - monthsBetween(month, input.runningMonth));
  const expected =
    expectedEncounters(habits, residents, month, monthsSinceStart / 12) *
    (isPartial ? luck.between(0.3, 0.7) : 1);
  const encounters = inventEncounters(luck, county, month, luck.poisson(expected), habits, chapterHabits);
  const place = {
    month,
    residents,
    monthsSinceStart,
    isCourseCounty: county === chapter.memberships[0]?.county,
  };
  const values = inventValues(luck, encounters, place, habits, chapterHabits);
  return {
    number: 1,
    origin: "DEMONSTRATION",
    isZeroReport: encounters.length === 0 && !isPartial,
    isPartial,
    values,
    reason: null,
    comment: null,
    submittedBy: null,
    submittedAt,
    acceptedAt: null,
  };
}

/** Most reports are accepted within days; a few are returned, a few corrected months later. */
function decideFate(
  luck: Chance,
  first: Revision,
  now: Date,
): { readonly status: ReportStatus; readonly revisions: readonly Revision[] } {
  if (luck.happens(RETURNED_PROBABILITY)) return { status: "RETURNED", revisions: [first] };
  const acceptedAt = later(first.submittedAt, luck.whole(1, 10));
  if (acceptedAt > now) return { status: "SUBMITTED", revisions: [first] };
  const accepted = { ...first, acceptedAt };
  if (!luck.happens(CORRECTION_PROBABILITY)) return { status: "ACCEPTED", revisions: [accepted] };
  const correctedAt = later(acceptedAt, luck.whole(15, 200));
  if (later(correctedAt, 2) > now) return { status: "ACCEPTED", revisions: [accepted] };
  return { status: "ACCEPTED", revisions: [accepted, correct(luck, accepted, correctedAt)] };
}

/** Encounters that came to light late: each was resolved on scene. */
function correct(luck: Chance, revision: Revision, correctedAt: Date): Revision {
  const late = luck.whole(1, 3);
  const { values } = revision;
  return {
    ...revision,
    number: revision.number + 1,
    isZeroReport: false,
    values: {
      ...values,
      ENCOUNTERS: (values.ENCOUNTERS ?? 0) + late,
      RESOLVED_ON_SCENE: (values.RESOLVED_ON_SCENE ?? 0) + late,
    },
    reason: `Demonstration: ${late === 1 ? "1 encounter" : `${String(late)} encounters`} came to light after the report was accepted.`,
    submittedAt: correctedAt,
    acceptedAt: later(correctedAt, 2),
  };
}

function later(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * DAY_MS);
}
