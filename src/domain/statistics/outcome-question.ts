// A question: which area, which months, split how. Parsed here, once, for every way in, with all problems at once.

import { unknownState, FIPS_RULE, type County, type CountyFips, type State } from "../geography.js";
import { countPeriods, monthName, type Grain, type PeriodWindow } from "../period.js";
import { accepted, problem, refused, type Outcome, type Problem } from "../problem.js";
import { addMonths, monthsBetween, type ReportingMonth } from "../reporting-month.js";
import { SPLITS, type Scope } from "./area.js";
import type { OutcomeSource } from "./outcome-source.js";
import type { Roster } from "./report-grid.js";

export const DIMENSIONS = ["STATE", ...SPLITS] as const;

/** What rows are asked to be split by. A question is about one state, so STATE splits nothing. */
export type Dimension = (typeof DIMENSIONS)[number];

export const YEAR_KINDS = ["YEAR", "FISCAL_YEAR"] as const;

/** The calendar year, or the state's own fiscal year. */
export type YearKind = (typeof YEAR_KINDS)[number];

/** A question as it is asked. */
export interface AskedQuestion {
  readonly state: string;
  readonly from: ReportingMonth;
  readonly until: ReportingMonth;
  readonly by: readonly Dimension[];
  readonly grain: Grain;
  /** Each period reaches back this many months from its end. */
  readonly rollingMonths: number | null;
  /** Each period reaches back to the beginning of its year. */
  readonly toDate: YearKind | null;
  readonly counties: readonly CountyFips[] | null;
  /** Slugs. */
  readonly chapters: readonly string[] | null;
  readonly regions: readonly string[] | null;
  /** All counties but these. */
  readonly exceptCounties: readonly CountyFips[] | null;
}

/** A question that can be answered: its names are known and its size is bounded. */
export interface OutcomeQuestion extends Scope {
  readonly state: State;
  readonly grain: Grain;
  readonly window: PeriodWindow | null;
}

/** A question with nothing in it but what must be there: the whole of a state, in one row. */
export function wholeOf(state: string, from: ReportingMonth, until: ReportingMonth): AskedQuestion {
  return {
    state,
    from,
    until,
    by: [],
    grain: "WHOLE",
    rollingMonths: null,
    toDate: null,
    counties: null,
    chapters: null,
    regions: null,
    exceptCounties: null,
  };
}

export const LONGEST_RANGE_MONTHS = 240;
export const MOST_ROWS = 20_000;
export const LONGEST_LIST = 500;
export const LONGEST_WINDOW_MONTHS = 120;

/**
 * @param source what is known of the state asked about; null: there is no such state
 * @param strangers counties of other states that the question names
 * @param path where the question stands in the request, such as "question"
 */
export function parseOutcomeQuestion(
  asked: AskedQuestion,
  source: OutcomeSource | null,
  strangers: readonly County[],
  path: string,
): Outcome<OutcomeQuestion> {
  const problems = [
    ...checkRange(asked, path),
    ...checkWindow(asked, path),
    ...checkList(asked.counties, `${path}.counties`),
    ...checkList(asked.chapters, `${path}.chapters`),
    ...checkList(asked.regions, `${path}.regions`),
    ...checkList(asked.exceptCounties, `${path}.exceptCounties`),
    ...(source === null
      ? [unknownState(asked.state, `${path}.state`)]
      : checkNames(asked, source.roster, strangers, path)),
  ];
  if (source === null || problems.length > 0) return refused(...problems);
  const question: OutcomeQuestion = {
    state: source.roster.state,
    from: asked.from,
    until: asked.until,
    by: SPLITS.filter((split) => asked.by.includes(split)),
    grain: asked.grain,
    window: windowOf(asked),
    counties: asked.counties === null ? null : new Set(asked.counties),
    chapters: asked.chapters === null ? null : new Set(asked.chapters),
    regions: asked.regions === null ? null : new Set(asked.regions),
    except: asked.exceptCounties === null ? null : new Set(asked.exceptCounties),
  };
  const tooLarge = checkSize(question, source, path);
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
        `${monthName(from)} through ${monthName(addMonths(until, -1))} is ${String(months)} months; one question covers at most ${String(LONGEST_RANGE_MONTHS)}.`,
        "Ask for a shorter range, or split it into several questions.",
      ),
    ];
  }
  return [];
}

function windowOf({ rollingMonths, toDate }: AskedQuestion): PeriodWindow | null {
  if (rollingMonths !== null) return { kind: "ROLLING", months: rollingMonths };
  if (toDate === null) return null;
  return { kind: toDate === "YEAR" ? "YEAR_TO_DATE" : "FISCAL_YEAR_TO_DATE" };
}

function checkWindow({ rollingMonths, toDate }: AskedQuestion, path: string): readonly Problem[] {
  if (rollingMonths === null) return [];
  const problems: Problem[] = [];
  if (!Number.isInteger(rollingMonths) || rollingMonths < 1 || rollingMonths > LONGEST_WINDOW_MONTHS) {
    problems.push(
      problem(
        "BAD_VALUE",
        `${path}.rollingMonths`,
        `A window of ${String(rollingMonths)} months cannot be asked for; it covers 1 to ${String(LONGEST_WINDOW_MONTHS)}.`,
        "Give 12 for a rolling year, or leave it out.",
      ),
    );
  }
  if (toDate !== null) {
    problems.push(
      problem(
        "BAD_VALUE",
        `${path}.toDate`,
        "A period reaches back a number of months or to the beginning of its year, not both.",
        'Leave "rollingMonths" or "toDate" out.',
      ),
    );
  }
  return problems;
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
  { state, counties, chapters }: Roster,
  strangers: readonly County[],
  path: string,
): readonly Problem[] {
  const known = new Map([...counties, ...strangers].map((county) => [county.fips, county]));
  const slugs = new Set(chapters.map((chapter) => chapter.slug));
  const regions = new Set(chapters.flatMap(({ memberships }) => memberships.map(({ region }) => region)));
  return [
    ...(["counties", "exceptCounties"] as const).flatMap((list) =>
      (asked[list] ?? []).flatMap((fips, index) =>
        checkCounty(fips, known.get(fips), state, `${path}.${list}[${String(index)}]`),
      ),
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
    ...(asked.regions ?? []).flatMap((region, index) =>
      regions.has(region)
        ? []
        : [
            problem(
              "UNKNOWN_REGION",
              `${path}.regions[${String(index)}]`,
              `The roster of ${state.name} knows no region "${region}".`,
              regions.size === 0
                ? "Leave it out: the state has no chapters."
                : `Give one of ${[...regions].sort().join(", ")}.`,
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

function checkSize(question: OutcomeQuestion, { areas }: OutcomeSource, path: string): Problem | null {
  const periods = countPeriods(question, question.grain, question.state.fiscalYearStartMonth);
  const rows = areas.split(question).length * periods;
  if (rows <= MOST_ROWS) return null;
  return problem(
    "TOO_MANY_ROWS",
    path,
    `The answer would have ${String(rows)} rows; one question gives at most ${String(MOST_ROWS)}.`,
    "Take a coarser grain, a shorter range, or fewer counties.",
  );
}
