// The releases of a state: asked for by one, built and attacked by the platform, published by another.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import {
  BuildReleaseDocument,
  DiscardReleaseDocument,
  ReleaseDeskDocument,
  RestateYearDocument,
  type CalendarPartsFragment,
  type DraftPartsFragment,
  type ReleaseStatus,
} from "../../generated/graphql.js";
import { ask, Refused } from "../ask.js";
import { useStateOfWork } from "../parts/choose-state.js";
import { Confirmed } from "../parts/confirmed.js";
import { MonthChoice } from "../parts/month-choice.js";
import { NotFetched } from "../parts/not-fetched.js";
import { Problems } from "../parts/problems.js";
import { RefusedPage } from "../parts/refused-page.js";
import { useAct } from "../use-act.js";
import { useTitle } from "../use-title.js";
import { useCalendar } from "../use-calendar.js";
import { FIRST_MONTH, instantInWords, many, monthInWords, monthsLater } from "../words.js";

const RELEASE_STATUS: Readonly<Record<ReleaseStatus, string>> = {
  QUEUED: "Queued",
  BUILDING: "Being built",
  BUILT: "Built: to be published by a second person",
  FAILED: "Failed: nothing was published",
  PUBLISHED: "Published",
  WITHDRAWN: "Withdrawn",
  DISCARDED: "Discarded",
};

const LOOK_AGAIN_MS = 2_000;

export default function ReleaseDesk() {
  useTitle("Releases");
  const { state, choice } = useStateOfWork(["REVIEWER", "ADMINISTRATOR"]);
  const { data, error, refetch } = useQuery({
    queryKey: ["releases", state],
    queryFn: () => ask(ReleaseDeskDocument, { state }),
    // While one is under way, how far it is.
    refetchInterval: (query) =>
      query.state.data?.releaseDrafts.edges.some(({ node }) => isUnderWay(node)) === true
        ? LOOK_AGAIN_MS
        : false,
  });
  if (error instanceof Refused) return <RefusedPage problems={error.problems} />;
  const drafts = data?.releaseDrafts.edges.map(({ node }) => node) ?? [];
  return (
    <>
      <h1>Releases</h1>
      {choice}
      <NewRelease state={state} />
      {error !== null && <NotFetched what="The list of releases" onTry={refetch} />}
      {data === undefined && error === null && <p className="waiting">Loading…</p>}
      {data !== undefined && drafts.length === 0 && <p>No release has been requested yet.</p>}
      <ul className="releases">
        {drafts.map((draft) => (
          <li key={draft.id}>
            <h2>
              <Link href={`/releases/${draft.id}`}>{titleOf(draft)}</Link>
            </h2>
            <p>
              <span className={`status ${draft.status.toLowerCase()}`}>{RELEASE_STATUS[draft.status]}</span>{" "}
              {monthsOf(draft)}
            </p>
            <Progress draft={draft} />
            {isUnderWay(draft) && <Cancel draft={draft} onDone={refetch} />}
            <p className="says">Requested {instantInWords(draft.requestedAt)}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

export function titleOf({
  stateCode,
  number,
  kind,
}: Pick<DraftPartsFragment, "stateCode" | "number" | "kind">): string {
  const what = kind === "RESTATEMENT" ? "Restatement" : "Release";
  return number === null ? `Draft ${what.toLowerCase()}` : `${what} ${stateCode}-${String(number)}`;
}

export function monthsOf({ from, until }: Pick<DraftPartsFragment, "from" | "until">): string {
  const last = monthInWords(monthsLater(until, -1));
  return from === null ? `Months up to ${last}` : `${monthInWords(from)} to ${last}`;
}

export function isUnderWay({ status }: Pick<DraftPartsFragment, "status">): boolean {
  return status === "QUEUED" || status === "BUILDING";
}

export function Progress({
  draft: { progress, status, secondsLeft },
}: {
  readonly draft: DraftPartsFragment;
}) {
  if (status !== "BUILDING" || progress === null) return null;
  const { done, inAll, step } = progress;
  return (
    <p>
      <progress max={Math.max(inAll, 1)} value={done} aria-label="How far the build is" />{" "}
      {inAll > 0 && `${String(done)} of ${many(inAll, "year")} done. `}
      {step}. {timeLeftInWords(done, inAll, secondsLeft)}
    </p>
  );
}

function timeLeftInWords(done: number, inAll: number, seconds: number | null): string {
  if (inAll < 2) return "";
  if (done === 0) return "The time left can be estimated once the first year is done.";
  if (seconds === null) return "This year takes longer than those before it.";
  return seconds < 60
    ? "Less than a minute left."
    : `About ${many(Math.round(seconds / 60), "minute")} left.`;
}

export interface CancelProps {
  readonly draft: Pick<DraftPartsFragment, "id">;
  readonly onDone: () => Promise<unknown>;
}

/** Ends a release that is queued or being built. */
export function Cancel({ draft: { id }, onDone }: CancelProps) {
  const act = useAct();
  const queries = useQueryClient();
  const cancel = async () => {
    await act.run(`cancel ${id}`, (key) => ask(DiscardReleaseDocument, { id, key }));
    await queries.invalidateQueries({ queryKey: ["releases"] });
    await onDone();
  };
  return (
    <>
      <Problems problems={act.problems} />
      <Confirmed
        label="Cancel"
        isQuiet
        isDisabled={act.isBusy}
        question="Cancel this build?"
        yes="Cancel the build"
        onYes={() => void cancel()}
      >
        The build ends within a few seconds, and nothing of it is kept. You can request it again at any time.
      </Confirmed>
    </>
  );
}

/** Requests a release through a month, or a year to be restated. */
function NewRelease({ state }: { readonly state: string }) {
  const { calendar } = useCalendar(state);
  return calendar == null ? null : <Request key={state} state={state} calendar={calendar} />;
}

interface RequestProps {
  readonly state: string;
  readonly calendar: CalendarPartsFragment;
}

function Request({ state, calendar: { currentMonth, latestLockedMonth } }: RequestProps) {
  const queries = useQueryClient();
  const act = useAct();
  const [last, setLast] = useState(latestLockedMonth);
  const [year, setYear] = useState(Number(currentMonth.slice(0, 4)) - 1);
  const again = () => queries.invalidateQueries({ queryKey: ["releases", state] });
  return (
    <details className="new-release">
      <summary>Request a new release</summary>
      <Problems problems={act.problems} />
      <form
        className="bar"
        onSubmit={(event) => {
          event.preventDefault();
          void act
            .run(`build ${state} ${last}`, (key) =>
              ask(BuildReleaseDocument, { state, until: monthsLater(last, 1), key }),
            )
            .then(again);
        }}
      >
        <MonthChoice
          label="Last month"
          value={last}
          first={FIRST_MONTH}
          last={latestLockedMonth}
          onChange={setLast}
        />
        <button type="submit" disabled={act.isBusy}>
          Build
        </button>
      </form>
      <form
        className="bar"
        onSubmit={(event) => {
          event.preventDefault();
          void act
            .run(`restate ${state} ${String(year)}`, (key) => ask(RestateYearDocument, { state, year, key }))
            .then(again);
        }}
      >
        <label htmlFor="year">Restate a year, with what came in late</label>
        <input
          id="year"
          type="number"
          min={2014}
          max={2100}
          value={year}
          onChange={(event) => setYear(Number(event.currentTarget.value))}
        />
        <button type="submit" className="quiet" disabled={act.isBusy}>
          Build a restatement
        </button>
      </form>
    </details>
  );
}
