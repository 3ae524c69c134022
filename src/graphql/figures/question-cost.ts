// What a question over reports is taken to cost before it runs. One point is a field of the answer, about a microsecond: a
// property takes a quarter of it, what is looked up takes three.

import type { Grain } from "../../domain/period.js";
import { monthsBetween } from "../../domain/reporting-month.js";
import { LONGEST_RANGE_MONTHS } from "../../domain/statistics/outcome-question.js";
import type { OutcomeQuestionInput } from "./outcome-question.input.js";
import type { OutcomeScopeInput } from "./outcome-scope.input.js";

/** A fortieth of it while figures are in memory; where nobody tells of changes, each question reads its state anew. */
const ASKING = 1_500;

/** Measured: a state's reports as they stood at an instant are read from all their revisions and steps. */
const READING_THE_PAST = 65_000;

/** Residents are counted report by report, and all else at a tenth of that; a field of a figure bears its share. */
const ADDING_A_REPORT = 0.1;

/** Measured: what is published is mostly added up already. */
const ADDING_WHAT_IS_PUBLISHED = 0.02;

/** Measured: what is asked of chance. */
const COMPARING = 1_000;
const DRAWING_A_FUNNEL = 2_500;
const JUDGING_A_MONTH = 600;

/** Chapters serve about a hundred counties in a large state, and a chapter serves up to ten. */
const COUNTIES_OF_A_STATE = 100;
const COUNTIES_OF_A_CHAPTER = 10;

const REGIONS_OF_A_STATE = 10;
const CHAPTERS_OF_A_STATE = 40;

/** Rows of one period, at most. */
function areasBy(by: OutcomeQuestionInput["by"]): number {
  if (by.includes("COUNTY")) return COUNTIES_OF_A_STATE;
  if (by.includes("CHAPTER")) return CHAPTERS_OF_A_STATE;
  return by.includes("REGION") ? REGIONS_OF_A_STATE : 1;
}

const MONTHS_OF: Readonly<Record<Grain, number>> = {
  MONTH: 1,
  QUARTER: 3,
  YEAR: 12,
  FISCAL_YEAR: 12,
  WHOLE: LONGEST_RANGE_MONTHS,
};

/** @param asOf undefined or null: as accepted so far */
function asking(asOf: unknown): number {
  return asOf == null ? ASKING : ASKING + READING_THE_PAST;
}

/** @param fields points of what is asked of each row */
export function costOfQuestion(question: OutcomeQuestionInput, asOf: unknown, fields: number): number {
  return asking(asOf) + fields * rowsOf(question, ADDING_A_REPORT);
}

export function costOfPublishedQuestion(question: OutcomeQuestionInput, fields: number): number {
  return ASKING + fields * rowsOf(question, ADDING_WHAT_IS_PUBLISHED);
}

/** How many rows' worth of work an answer is: its own, and what is added up for them. */
function rowsOf(question: OutcomeQuestionInput, adding: number): number {
  const { by, grain, counties, chapters, rollingMonths, toDate } = question;
  const months = monthsOf(question);
  const periods = Math.ceil(months / MONTHS_OF[grain]);
  // A window reaches back from the end of every period.
  const window = rollingMonths ?? (toDate == null ? null : MONTHS_OF.YEAR);
  const added = window === null ? months : periods * Math.max(window, 0);
  const served = Math.min(
    COUNTIES_OF_A_STATE,
    counties?.length ?? COUNTIES_OF_A_STATE,
    (chapters?.length ?? COUNTIES_OF_A_STATE) * COUNTIES_OF_A_CHAPTER,
  );
  const areas = Math.min(served, areasBy(by));
  return areas * periods + served * added * adding;
}

export function costOfComparison(asOf: unknown, fields: number): number {
  return asking(asOf) + COMPARING + fields;
}

export function costOfFunnel(asOf: unknown, fields: number): number {
  return asking(asOf) + DRAWING_A_FUNNEL + fields;
}

/** Encounters are read anew for each question. */
export function costOfStandardization(fields: number): number {
  return ASKING + READING_THE_PAST + fields;
}

export function costOfTrend(scope: OutcomeScopeInput, asOf: unknown, fields: number): number {
  return asking(asOf) + monthsOf(scope) * JUDGING_A_MONTH + fields;
}

function monthsOf({ from, until }: Pick<OutcomeScopeInput, "from" | "until">): number {
  return Math.min(Math.max(monthsBetween(from, until), 0), LONGEST_RANGE_MONTHS);
}
