// What a question over reports is taken to cost before it runs. One point is a field of the answer, about 3 µs.

import type { Grain } from "../../domain/period.js";
import { monthsBetween } from "../../domain/reporting-month.js";
import { LONGEST_RANGE_MONTHS } from "../../domain/statistics/outcome-question.js";
import type { OutcomeQuestionInput } from "./outcome-question.input.js";

/** Measured: the roster and its counties are read for each question, then every report of its months. */
const ASKING = 5_000;
const READING_A_REPORT = 4;
/** A figure adds its reports up; a field of a figure bears its share of that. */
const ADDING_A_REPORT = 0.1;

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

/** @param fields points of what is asked of each row */
export function costOfQuestion(question: OutcomeQuestionInput, fields: number): number {
  const { from, until, by, grain, counties, chapters } = question;
  const months = Math.min(Math.max(monthsBetween(from, until), 0), LONGEST_RANGE_MONTHS);
  const served = Math.min(
    COUNTIES_OF_A_STATE,
    counties?.length ?? COUNTIES_OF_A_STATE,
    (chapters?.length ?? COUNTIES_OF_A_STATE) * COUNTIES_OF_A_CHAPTER,
  );
  const reports = served * months;
  const areas = Math.min(served, areasBy(by));
  const rows = areas * Math.ceil(months / MONTHS_OF[grain]);
  return ASKING + reports * READING_A_REPORT + fields * (rows + reports * ADDING_A_REPORT);
}
