// The questions that everybody in the bench is asked, and how this server is asked them.

import { addMonths, type ReportingMonth } from "../../src/domain/reporting-month.js";

/** Figures of one state. */
export interface FiguresAsked {
  readonly kind: "FIGURES";
  readonly state: string;
  readonly from: ReportingMonth;
  /** Not included. */
  readonly until: ReportingMonth;
  readonly byCounty: boolean;
  readonly byMonth: boolean;
  /** Only this one; null: all of the state. */
  readonly county: string | null;
}

/** The chapters of one state, and what they sent for one month. */
export interface ChaptersAsked {
  readonly kind: "CHAPTERS";
  readonly state: string;
  readonly month: ReportingMonth;
}

export type Asked = FiguresAsked | ChaptersAsked;

export interface Question {
  readonly name: string;
  readonly title: string;
  /** Asked in turn; nearly always one. */
  readonly asked: readonly Asked[];
}

export interface Setting {
  readonly state: string;
  readonly county: string;
  /** The first month that is not over yet. */
  readonly runningMonth: ReportingMonth;
  /** States that are asked one after the other; none: the question over all of them is left out. */
  readonly states: readonly string[];
}

export function questionsIn({ state, county, runningMonth, states }: Setting): readonly Question[] {
  const year: FiguresAsked = {
    kind: "FIGURES",
    state,
    from: addMonths(runningMonth, -12),
    until: runningMonth,
    byCounty: true,
    byMonth: false,
    county: null,
  };
  const trend = { ...year, from: addMonths(runningMonth, -60), byCounty: false, byMonth: true };
  const lastMonth = addMonths(runningMonth, -1);
  return [
    { name: "Q1", title: "Every county of a state over 12 months, a row a county", asked: [year] },
    { name: "Q2", title: "Statewide trend over 60 months, a row a month", asked: [trend] },
    {
      name: "Q3",
      title: "The chapters of a state with their counties, and the reports of the last month",
      asked: [{ kind: "CHAPTERS", state, month: lastMonth }],
    },
    { name: "Q4", title: "One county over 12 months, one row", asked: [{ ...year, county }] },
    {
      name: "Q5",
      title: "Every county of a state over 12 months, a row a county and month",
      asked: [{ ...year, byMonth: true }],
    },
    ...(states.length === 0
      ? []
      : [
          {
            name: "Q6",
            title: "Q1 of every state in turn; times the number of states it is the whole nation",
            asked: states.map((one) => ({ ...year, state: one })),
          },
        ]),
  ];
}

const FIGURES = `
  period { from until }
  coverage { expectedReports acceptedReports fraction complete }
  encounters { value status }
  jailBookings { value status }
  hospitalDiversions { value status }
  healthDiversions { value status }
  weaponPresent: count(of: WEAPON_PRESENT) { value status }
  diversionRate { value numerator denominator interval { lower upper } reliability status }`;

const OUTCOMES = (area: string) =>
  `query ($question: OutcomeQuestion!) { liveOutcomes(question: $question) { rows { ${area} ${FIGURES} } } }`;
const BY_COUNTY = OUTCOMES("county { fips name } chapter { slug name }");
const STATEWIDE = OUTCOMES("");

const CHAPTERS = `query ($state: StateCode!, $month: YearMonth!, $until: YearMonth!) {
  chapters(state: $state, first: 100) { edges { node { slug name counties { fips name } } } }
  reports(state: $state, from: $month, until: $until, first: 100) { edges { node {
    month status firstSubmittedOn chapter { slug } county { fips name } latest { number partial submittedAt }
  } } }
}`;

/** What is sent to this server. */
export function ourRequest(asked: Asked): object {
  if (asked.kind === "CHAPTERS") {
    const { state, month } = asked;
    return { query: CHAPTERS, variables: { state, month, until: addMonths(month, 1) } };
  }
  const { state, from, until, byCounty, byMonth, county } = asked;
  const question = {
    state,
    from,
    until,
    by: byCounty ? ["CHAPTER", "COUNTY"] : [],
    grain: byMonth ? "MONTH" : "WHOLE",
    ...(county === null ? {} : { counties: [county] }),
  };
  return { query: byCounty ? BY_COUNTY : STATEWIDE, variables: { question } };
}
