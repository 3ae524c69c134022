// The analyst's explorer: one question, live or of any release, looked at in six ways and taken away in five.

import { useQuery } from "@tanstack/react-query";
import { useLocation, useSearch } from "wouter";
import {
  AskableDocument,
  ExploreLiveDocument,
  ExploreLiveFunnelDocument,
  ExploreReleaseDocument,
  ExploreReleaseFunnelDocument,
  type AskableQuery,
  type Measure,
} from "../../generated/graphql.js";
import { ask, Refused, type Problem } from "../ask.js";
import { NotFetched } from "../parts/not-fetched.js";
import { Problems } from "../parts/problems.js";
import { RefusedPage } from "../parts/refused-page.js";
import { statesOf, useSession } from "../session/session.js";
import { useTitle } from "../use-title.js";
import { useCalendar } from "../use-calendar.js";
import { monthInWords, monthsLater } from "../words.js";
import { Answer } from "./answer.js";
import { SavedQuestions } from "./saved-questions.js";
import { QuestionForm } from "./question-form.js";
import {
  questionIn,
  searchOf,
  toOutcomeQuestion,
  usualQuestion,
  VIEWS,
  type Question,
  type View,
} from "./question.js";
import { TakeAway } from "./take-away.js";

const VIEW_TITLES: Readonly<Record<View, string>> = {
  table: "Table",
  trend: "Trend",
  intervals: "Intervals",
  dumbbell: "Jail and hospital",
  funnel: "Funnel",
  completeness: "Completeness",
};

export default function Explorer() {
  useTitle("Explorer");
  const { viewer } = useSession();
  const states = statesOf(viewer, ["ANALYST", "REVIEWER", "ADMINISTRATOR", "COORDINATOR"]);
  const search = useSearch();
  const state = new URLSearchParams(search).get("state") ?? states[0] ?? "";
  const { calendar, ...calendars } = useCalendar(state);
  const [, navigate] = useLocation();
  const askable = useQuery({
    queryKey: ["askable", state],
    queryFn: () => ask(AskableDocument, { state }),
    staleTime: 60_000,
  });
  if (askable.error instanceof Refused) return <RefusedPage problems={askable.error.problems} />;
  if (askable.isError) return <NotFetched what="What can be asked" onTry={askable.refetch} />;
  if (calendar == null && calendars.error !== null)
    return <NotFetched what="What can be asked" onTry={calendars.refetch} />;
  if (askable.data === undefined || calendar == null) return <p className="waiting">Loading…</p>;
  // A month that is not due yet is not missing: the usual range ends before it.
  const lastMonth = calendar.latestDueMonth;
  const question = questionIn(search, usualQuestion(state, lastMonth, monthsLater(lastMonth, -11)));
  const open = (search: string) => navigate(`/explorer?${search}`);
  const change = (changed: Partial<Question>) => open(searchOf({ ...question, ...changed }));
  return (
    <>
      <h1>Explorer</h1>
      <QuestionForm
        question={question}
        states={states}
        askable={askable.data}
        latestMonth={calendar.currentMonth}
        onChange={change}
      />
      <SavedQuestions question={question} onOpen={open} />
      <nav className="views" aria-label="Ways to look at it">
        <ul>
          {VIEWS.map((view) => (
            <li key={view}>
              <button
                type="button"
                className="quiet"
                aria-pressed={view === question.view}
                onClick={() => change({ view })}
              >
                {VIEW_TITLES[view]}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      {question.from > question.to ? (
        <Problems problems={[reversed(question)]} isFocused={false} />
      ) : (
        <Asked question={question} askable={askable.data} latestDueMonth={calendar.latestDueMonth} />
      )}
    </>
  );
}

function reversed({ from, to }: Question): Problem {
  return {
    code: "EMPTY_RANGE",
    path: "from",
    message: `The first month, ${monthInWords(from)}, is after the last one, ${monthInWords(to)}.`,
    fix: "Choose an earlier first month, or a later last one.",
  };
}

interface AskedProps {
  readonly question: Question;
  readonly askable: AskableQuery;
  readonly latestDueMonth: string;
}

function Asked({ question, askable, latestDueMonth }: AskedProps) {
  const until = monthsLater(question.to, 1);
  const counts = [...new Set<Measure>([question.measure, "JAIL_BOOKINGS", "HOSPITAL_DIVERSIONS"])];
  const outcome = toOutcomeQuestion(question, until);
  const variables = { question: outcome, metric: question.metric, measure: question.measure, counts };
  const isLive = question.source === "live";
  const document = isLive ? ExploreLiveDocument : ExploreReleaseDocument;
  const sent = isLive ? variables : { ...variables, release: question.source };
  const answer = useQuery({
    queryKey: ["explore", sent],
    queryFn: () =>
      isLive
        ? ask(ExploreLiveDocument, variables)
        : ask(ExploreReleaseDocument, { ...variables, release: question.source }),
  });
  const by = question.by === "STATE" ? "CHAPTER" : question.by;
  const { state, from, chapters } = outcome;
  const asked = { scope: { state, from, until, chapters: chapters ?? null }, by, metric: question.metric };
  const funnel = useQuery({
    queryKey: ["explore funnel", asked, question.source],
    enabled: question.view === "funnel",
    queryFn: () =>
      isLive
        ? ask(ExploreLiveFunnelDocument, asked)
        : ask(ExploreReleaseFunnelDocument, { ...asked, release: question.source }),
  });
  const failed = answer.error ?? funnel.error;
  const metric = askable.metrics.find(({ key }) => key === question.metric);
  const measure = askable.measures.find(({ key }) => key === question.measure);
  if (failed instanceof Refused) return <Problems problems={failed.problems} isFocused={false} />;
  if (failed !== null)
    return <NotFetched what="The answer" onTry={answer.isError ? answer.refetch : funnel.refetch} />;
  if (answer.data === undefined || metric === undefined || measure === undefined)
    return <p className="waiting">Loading…</p>;
  return (
    <>
      {answer.data.answer.notices.map((notice) => (
        <p key={notice} className="caution">
          {notice}
        </p>
      ))}
      <Answer
        view={question.view}
        rows={answer.data.answer.rows}
        metric={metric}
        measure={measure}
        latestDueMonth={latestDueMonth}
        funnel={funnel.data?.funnel ?? null}
      />
      <TakeAway query={document.toString()} variables={sent} answer={answer.data.answer} />
    </>
  );
}
