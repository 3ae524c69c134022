// An analyst's question as the address has it: whoever is sent the address asks the same.

import type { AreaKind, Grain, Measure, Metric, OutcomeQuestion } from "../../generated/graphql.js";

export const VIEWS = ["table", "trend", "intervals", "dumbbell", "funnel", "completeness"] as const;
export type View = (typeof VIEWS)[number];

export interface Question {
  readonly state: string;
  /** "live", or the number of a release. */
  readonly source: string;
  readonly from: string;
  /** Last month, included. */
  readonly to: string;
  readonly by: AreaKind | "STATE";
  readonly grain: Grain;
  readonly metric: Metric;
  readonly measure: Measure;
  /** Short name of the one chapter that it is about; empty: all. */
  readonly chapter: string;
  readonly view: View;
}

/** @param lastMonth the last month that is over */
export function usualQuestion(state: string, lastMonth: string, yearBefore: string): Question {
  return {
    state,
    source: "live",
    from: yearBefore,
    to: lastMonth,
    by: "CHAPTER",
    grain: "WHOLE",
    metric: "DIVERSION_RATE",
    measure: "ENCOUNTERS",
    chapter: "",
    view: "table",
  };
}

/** What the address says; what it does not say is as usual. Nonsense is left to the API, which says what is wrong with it. */
export function questionIn(search: string, usual: Question): Question {
  const said = new URLSearchParams(search);
  const read = <Key extends keyof Question>(key: Key) => (said.get(key) ?? usual[key]) as Question[Key];
  const view = read("view");
  return {
    state: read("state"),
    source: read("source"),
    from: read("from"),
    to: read("to"),
    by: read("by"),
    grain: read("grain"),
    metric: read("metric"),
    measure: read("measure"),
    chapter: read("chapter"),
    view: VIEWS.includes(view) ? view : usual.view,
  };
}

export function searchOf(question: Question): string {
  return new URLSearchParams(Object.entries(question)).toString();
}

/** As the API is asked. @param until first month that is not in it */
export function toOutcomeQuestion(question: Question, until: string): OutcomeQuestion {
  const { state, from, by, grain, chapter } = question;
  return {
    state,
    from,
    until,
    grain,
    by: by === "STATE" ? [] : [by],
    ...(chapter === "" ? {} : { chapters: [chapter] }),
  };
}
