// What happens to chapters in the demonstration, and when: a real roster with an invented history of reporting.

import type { Chapter } from "../domain/reporting/chapter.js";
import {
  addMonths,
  reportingMonth,
  type MonthRange,
  type ReportingMonth,
} from "../domain/reporting-month.js";

/** Months that the demonstration runs, up to the last one that is over. */
export const DEMONSTRATION_MONTHS = 48;

/** Joins in the middle. */
const LATE_JOINER = { slug: "nevada-vernon", afterMonths: 24 } as const;

/** Falls silent, and is taken off the list of those expected to report half a year later. */
const LEAVER = { slug: "linn", silentAfterMonths: 30, offTheListAfterMonths: 36 } as const;

/** The two chapters between which Carter County changed in October 2019 reported already in a pilot year around it. */
const PILOT = {
  slugs: ["three-rivers", "current-river"],
  range: { from: reportingMonth("2019-07"), until: reportingMonth("2020-07") },
} as const;

export interface ChapterStory {
  /** Months for which reports are expected. */
  readonly expected: readonly MonthRange[];
  /** From this month on nothing comes any more; null: it goes on. */
  readonly silentFrom: ReportingMonth | null;
}

/**
 * The demonstration ends with the month in which it is made: nothing is expected after it that nobody would ever invent.
 * @param runningMonth the first month that is not over yet
 */
export function storyOf(chapter: Chapter, runningMonth: ReportingMonth): ChapterStory {
  const start = addMonths(runningMonth, -DEMONSTRATION_MONTHS);
  if (chapter.slug === LATE_JOINER.slug) {
    return {
      expected: [{ from: addMonths(start, LATE_JOINER.afterMonths), until: runningMonth }],
      silentFrom: null,
    };
  }
  if (chapter.slug === LEAVER.slug) {
    return {
      expected: [{ from: start, until: addMonths(start, LEAVER.offTheListAfterMonths) }],
      silentFrom: addMonths(start, LEAVER.silentAfterMonths),
    };
  }
  const pilot = PILOT.slugs.some((slug) => slug === chapter.slug) ? [PILOT.range] : [];
  return { expected: [...pilot, { from: start, until: runningMonth }], silentFrom: null };
}
