// The builder of a question: the same grammar as the API's, in words.

import { useId } from "react";
import type { AreaKind, AskableQuery, Grain, Measure, Metric } from "../../generated/graphql.js";
import { MonthChoice } from "../parts/month-choice.js";
import { FIRST_MONTH } from "../words.js";
import type { Question } from "./question.js";

const AREAS: readonly (readonly [AreaKind | "STATE", string])[] = [
  ["STATE", "The whole state"],
  ["REGION", "Regions"],
  ["CHAPTER", "Chapters"],
  ["COUNTY", "Counties"],
];

const GRAINS: readonly (readonly [Grain, string])[] = [
  ["WHOLE", "All months together"],
  ["MONTH", "Month by month"],
  ["QUARTER", "Quarter by quarter"],
  ["YEAR", "Year by year"],
  ["FISCAL_YEAR", "Fiscal year by fiscal year"],
];

export interface QuestionFormProps {
  readonly question: Question;
  readonly states: readonly string[];
  readonly askable: AskableQuery;
  /** The last month that can be asked about. */
  readonly latestMonth: string;
  readonly onChange: (changed: Partial<Question>) => void;
}

export function QuestionForm({ question, states, askable, latestMonth, onChange }: QuestionFormProps) {
  const releases = askable.releases.edges
    .map(({ node }) => node)
    .filter(({ withdrawal }) => withdrawal === null)
    .map(({ number }) => [number, `Release ${number}`] as const);
  return (
    <form className="question" onSubmit={(event) => event.preventDefault()}>
      {states.length > 1 && (
        <Choice
          label="State"
          value={question.state}
          options={states.map((state) => [state, state])}
          onChange={(state) => onChange({ state, source: "live", chapter: "" })}
        />
      )}
      <Choice
        label="Figures"
        value={question.source}
        options={[["live", "Live: as accepted so far"], ...releases]}
        onChange={(source) => onChange({ source })}
      />
      <MonthChoice
        label="From"
        value={question.from}
        first={FIRST_MONTH}
        last={latestMonth}
        onChange={(from) => onChange({ from })}
      />
      <MonthChoice
        label="To"
        value={question.to}
        first={FIRST_MONTH}
        last={latestMonth}
        onChange={(to) => onChange({ to })}
      />
      <Choice
        label="Split by place"
        value={question.by}
        options={AREAS}
        onChange={(by) => onChange({ by: by as Question["by"] })}
      />
      <Choice
        label="Split by time"
        value={question.grain}
        options={GRAINS}
        onChange={(grain) => onChange({ grain: grain as Grain })}
      />
      <Choice
        label="Only the chapter"
        value={question.chapter}
        options={[
          ["", "All chapters"],
          ...askable.chapters.edges.map(({ node }) => [node.slug, node.name] as const),
        ]}
        onChange={(chapter) => onChange({ chapter })}
      />
      <Choice
        label="Rate"
        value={question.metric}
        options={askable.metrics.map(({ key, title }) => [key, title])}
        onChange={(metric) => onChange({ metric: metric as Metric })}
      />
      <Choice
        label="Count"
        value={question.measure}
        options={askable.measures.map(({ key, title }) => [key, title])}
        onChange={(measure) => onChange({ measure: measure as Measure })}
      />
    </form>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, title: string])[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <p>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([one, title]) => (
          <option key={one} value={one}>
            {title}
          </option>
        ))}
      </select>
    </p>
  );
}
