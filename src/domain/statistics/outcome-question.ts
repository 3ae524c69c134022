// A question: which area, which months, split how. Parsed here, once, for every way in, with all problems at once.

import { unknownState, FIPS_RULE, type County, type CountyFips, type State } from "../geography.js";
import { countPeriods, type Grain } from "../period.js";
import { accepted, problem, refused, type Outcome, type Problem } from "../problem.js";
import type { Chapter } from "../reporting/chapter.js";
import { monthsBetween, type ReportingMonth } from "../reporting-month.js";
import { areasOf, DIMENSIONS, type Dimension, type Scope } from "./area.js";

export { DIMENSIONS, type Dimension } from "./area.js";

/** A question as it is asked. */
export interface AskedQuestion {
  readonly state: string;
  readonly from: ReportingMonth;
  readonly until: ReportingMonth;
  readonly by: readonly Dimension[];
  readonly grain: Grain;
  readonly counties: readonly CountyFips[] | null;
  /** Slugs. */
  readonly chapters: readonly string[] | null;
}

/** A question that can be answered: its names are known and its size is bounded. */
export interface OutcomeQuestion extends Scope {
  readonly state: State;
  readonly grain: Grain;
}

/** What is known of the state asked about. */
export interface Gazetteer {
  /** Null: there is no such state. */
  readonly state: State | null;
  /** Counties of the state, and any other county that the question names. */
  readonly counties: readonly County[];
  /** Chapters of the state. */
  readonly chapters: readonly Chapter[];
}

export const LONGEST_RANGE_MONTHS = 240;
export const MOST_ROWS = 20_000;
export const LONGEST_LIST = 500;

/** @param path where the question stands in the request, such as "question" */
export function parseOutcomeQuestion(
  asked: AskedQuestion,
  gazetteer: Gazetteer,
  path: string,
): Outcome<OutcomeQuestion> {
  const { state } = gazetteer;
  const problems = [
    ...checkRange(asked, path),
    ...checkList(asked.counties, `${path}.counties`),
    ...checkList(asked.chapters, `${path}.chapters`),
    ...(state === null
      ? [unknownState(asked.state, `${path}.state`)]
      : checkNames(asked, state, gazetteer, path)),
  ];
  if (state === null || problems.length > 0) return refused(...problems);
  const question: OutcomeQuestion = {
    state,
    from: asked.from,
    until: asked.until,
    by: DIMENSIONS.filter((dimension) => asked.by.includes(dimension)),
    grain: asked.grain,
    counties: asked.counties === null ? null : new Set(asked.counties),
    chapters: asked.chapters === null ? null : new Set(asked.chapters),
  };
  const tooLarge = checkSize(question, gazetteer, path);
  return tooLarge === null ? accepted(question) : refused(tooLarge);
}

function checkRange({ from, until }: AskedQuestion, path: string): readonly Problem[] {
  const months = monthsBetween(from, until);
  if (months <= 0) {
    return [
      problem(
        "EMPTY_RANGE",
        `${path}.until`,
        `No month lies between ${from} and ${until}: "until" is the first month that is not included.`,
        `Give an "until" after ${from}.`,
      ),
    ];
  }
  if (months > LONGEST_RANGE_MONTHS) {
    return [
      problem(
        "RANGE_TOO_LONG",
        `${path}.until`,
        `${from} to ${until} is ${String(months)} months; one question covers at most ${String(LONGEST_RANGE_MONTHS)}.`,
        "Ask for a shorter range, or split it into several questions.",
      ),
    ];
  }
  return [];
}

function checkList(list: readonly string[] | null, path: string): readonly Problem[] {
  if (list === null) return [];
  if (list.length === 0) {
    return [
      problem(
        "BAD_LIST",
        path,
        "The list is empty, so nothing could be answered.",
        "Name at least one, or leave the list out for all.",
      ),
    ];
  }
  if (list.length > LONGEST_LIST) {
    return [
      problem(
        "BAD_LIST",
        path,
        `The list names ${String(list.length)}; at most ${String(LONGEST_LIST)} can be named.`,
        "Leave the list out for all, or ask several questions.",
      ),
    ];
  }
  return [];
}

function checkNames(
  asked: AskedQuestion,
  state: State,
  gazetteer: Gazetteer,
  path: string,
): readonly Problem[] {
  const counties = new Map(gazetteer.counties.map((county) => [county.fips, county]));
  const slugs = new Set(gazetteer.chapters.map((chapter) => chapter.slug));
  return [
    ...(asked.counties ?? []).flatMap((fips, index) =>
      checkCounty(fips, counties.get(fips), state, `${path}.counties[${String(index)}]`),
    ),
    ...(asked.chapters ?? []).flatMap((slug, index) =>
      slugs.has(slug)
        ? []
        : [
            problem(
              "UNKNOWN_CHAPTER",
              `${path}.chapters[${String(index)}]`,
              `${state.name} has no chapter "${slug}".`,
              `Give a chapter's slug; the query "chapters(state: \\"${state.code}\\")" lists them.`,
            ),
          ],
    ),
  ];
}

function checkCounty(
  fips: CountyFips,
  county: County | undefined,
  state: State,
  path: string,
): readonly Problem[] {
  if (county === undefined) {
    return [
      problem(
        "UNKNOWN_COUNTY",
        path,
        `No county has the FIPS code ${fips}.`,
        `${FIPS_RULE}; look it up with "counties(state: \\"${state.code}\\")".`,
      ),
    ];
  }
  if (county.stateCode !== state.code) {
    return [
      problem(
        "COUNTY_OUTSIDE_STATE",
        path,
        `${county.name} (${fips}) lies in ${county.stateCode}, not in ${state.name}.`,
        `Leave it out, or ask about the state "${county.stateCode}".`,
      ),
    ];
  }
  return [];
}

function checkSize(question: OutcomeQuestion, gazetteer: Gazetteer, path: string): Problem | null {
  const periods = countPeriods(question, question.grain, question.state.fiscalYearStartMonth);
  const rows = areasOf(question, gazetteer.chapters).length * periods;
  if (rows <= MOST_ROWS) return null;
  return problem(
    "TOO_MANY_ROWS",
    path,
    `The answer would have ${String(rows)} rows; one question gives at most ${String(MOST_ROWS)}.`,
    "Take a coarser grain, a shorter range, or fewer counties.",
  );
}
