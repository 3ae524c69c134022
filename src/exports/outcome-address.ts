// A question as the query of an address, read and written in this one place: what a link of ours says, our doors understand.

import { MEASURES, type MeasureKey } from "../domain/catalog/measures.js";
import { METRICS, type MetricKey } from "../domain/catalog/metrics.js";
import { isCountyFips } from "../domain/geography.js";
import { GRAINS, type Grain } from "../domain/period.js";
import { accepted, problemsOf, refused, type Outcome, type Problem } from "../domain/problem.js";
import type { ReportingMonth } from "../domain/reporting-month.js";
import {
  DIMENSIONS,
  wholeOf,
  YEAR_KINDS,
  type AskedQuestion,
  type Dimension,
  type YearKind,
} from "../domain/statistics/outcome-question.js";
import {
  badFips,
  badNumber,
  check,
  checkMonth,
  instantIn,
  missing,
  notOneOf,
  unknownMeasure,
  unknownMetric,
} from "./address-problems.js";
import { chosenMeasures, chosenMetrics, type Choice } from "./choice.js";

export interface OutcomeRequest {
  readonly question: AskedQuestion;
  readonly choice: Choice;
  /** The instant as of which it is asked; null: as accepted so far. */
  readonly asOf: Date | null;
}

export const QUESTION_PARAMETERS = [
  "state",
  "from",
  "until",
  "by",
  "grain",
  "rollingMonths",
  "toDate",
  "counties",
  "chapters",
  "regions",
  "exceptCounties",
  "asOf",
] as const;
export const CHOICE_PARAMETERS = ["counts", "rates"] as const;
export const OUTCOME_PARAMETERS = [...QUESTION_PARAMETERS, ...CHOICE_PARAMETERS] as const;

type Given<Name extends string> = Readonly<Partial<Record<Name, string>>>;

/** Where the domain speaks of the question, an address speaks of its parameters. */
export function inAddress(found: Problem): Problem {
  return { ...found, path: found.path.replace(/^(?:question\b\.?)?/, "query.").replace(/\.$/, "") };
}

/** Only its shape is judged here; the domain judges what it asks. */
export function parseOutcomeAddress(
  given: Given<(typeof OUTCOME_PARAMETERS)[number]>,
): Outcome<OutcomeRequest> {
  const { state = "", from = "", until = "", by = "", grain = "WHOLE" } = given;
  const { rollingMonths, toDate, counties, chapters, regions, exceptCounties, asOf } = given;
  const choice = parseChoice(given);
  const instant = instantIn("asOf", asOf);
  const problems = [
    ...(["state", "from", "until"] as const).filter((name) => given[name] === undefined).map(missing),
    ...(["from", "until"] as const).flatMap((name) => checkMonth(name, given[name])),
    ...check("by", listOf(by), isDimension, notOneOf(DIMENSIONS)),
    ...check("grain", [grain], isGrain, notOneOf(GRAINS)),
    ...check("rollingMonths", givenOnly(rollingMonths), isWholeNumber, badNumber),
    ...check("toDate", givenOnly(toDate), isYearKind, notOneOf(YEAR_KINDS)),
    ...check("counties", listOf(counties), isCountyFips, badFips),
    ...check("exceptCounties", listOf(exceptCounties), isCountyFips, badFips),
    ...problemsOf(instant),
    ...problemsOf(choice),
  ];
  if (problems.length > 0 || !instant.ok || !choice.ok) return refused(...problems);
  const question: AskedQuestion = {
    ...wholeOf(state, from as ReportingMonth, until as ReportingMonth),
    by: DIMENSIONS.filter((dimension) => listOf(by).includes(dimension)),
    grain: grain as Grain,
    rollingMonths: rollingMonths === undefined ? null : Number(rollingMonths),
    toDate: (toDate as YearKind | undefined) ?? null,
    counties: counties === undefined ? null : listOf(counties).filter(isCountyFips),
    chapters: chapters === undefined ? null : listOf(chapters),
    regions: regions === undefined ? null : listOf(regions),
    exceptCounties: exceptCounties === undefined ? null : listOf(exceptCounties).filter(isCountyFips),
  };
  return accepted({ question, choice: choice.value, asOf: instant.value });
}

/** Left out: everything. Empty: none. */
export function parseChoice(given: Given<(typeof CHOICE_PARAMETERS)[number]>): Outcome<Choice> {
  const { counts, rates } = given;
  const problems = [
    ...check("counts", listOf(counts), isMeasure, unknownMeasure),
    ...check("rates", listOf(rates), isMetric, unknownMetric),
  ];
  if (problems.length > 0) return refused(...problems);
  return accepted({
    counts: counts === undefined ? null : listOf(counts).filter(isMeasure),
    rates: rates === undefined ? null : listOf(rates).filter(isMetric),
  });
}

/** The query, without its question mark, in letters that neither an address nor a shell reads anything into. */
export function outcomeAddress({ question, choice, asOf }: OutcomeRequest): string {
  const { state, from, until, by, grain, rollingMonths, toDate } = question;
  const { counties, chapters, regions, exceptCounties } = question;
  return [
    `state=${encode(state)}&from=${encode(from)}&until=${encode(until)}`,
    ...(by.length === 0 ? [] : [list("by", by)]),
    ...(grain === "WHOLE" ? [] : [`grain=${grain}`]),
    ...(rollingMonths === null ? [] : [`rollingMonths=${String(rollingMonths)}`]),
    ...(toDate === null ? [] : [`toDate=${toDate}`]),
    ...(counties === null ? [] : [list("counties", counties)]),
    ...(chapters === null ? [] : [list("chapters", chapters)]),
    ...(regions === null ? [] : [list("regions", regions)]),
    ...(exceptCounties === null ? [] : [list("exceptCounties", exceptCounties)]),
    ...(asOf === null ? [] : [`asOf=${encode(asOf.toISOString())}`]),
    ...choiceAddress(choice),
  ].join("&");
}

export function choiceAddress(choice: Choice): readonly string[] {
  return [
    ...(choice.counts === null ? [] : [list("counts", chosenMeasures(choice))]),
    ...(choice.rates === null ? [] : [list("rates", chosenMetrics(choice))]),
  ];
}

function list(name: string, items: readonly string[]): string {
  return `${name}=${items.map(encode).join(",")}`;
}

/** What `encodeURIComponent` leaves as it is and a shell or a quoted text might not. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function listOf(text: string | undefined): readonly string[] {
  return text === undefined || text === "" ? [] : text.split(",");
}

function givenOnly(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [text];
}

const isWholeNumber = (text: string): boolean => /^\d{1,6}$/.test(text);
const isYearKind = (text: string): text is YearKind => YEAR_KINDS.some((one) => one === text);
const measureKeys: ReadonlySet<string> = new Set(MEASURES.map(({ key }) => key));
const metricKeys: ReadonlySet<string> = new Set(METRICS.map(({ key }) => key));
const isMeasure = (text: string): text is MeasureKey => measureKeys.has(text);
const isMetric = (text: string): text is MetricKey => metricKeys.has(text);
const isDimension = (text: string): text is Dimension => DIMENSIONS.some((one) => one === text);
const isGrain = (text: string): text is Grain => GRAINS.some((one) => one === text);
