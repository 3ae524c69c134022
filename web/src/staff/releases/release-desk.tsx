// The releases of a state: asked for by one, built and attacked by the platform, published by another.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import {
  BuildReleaseDocument,
  ReleaseDeskDocument,
  RestateYearDocument,
  type DraftPartsFragment,
  type ReleaseStatus,
} from "../../generated/graphql.js";
import { ask, Refused } from "../ask.js";
import { useStateOfWork } from "../parts/choose-state.js";
import { NotFetched } from "../parts/not-fetched.js";
import { Problems } from "../parts/problems.js";
import { RefusedPage } from "../parts/refused-page.js";
import { useAct } from "../use-act.js";
import { useTitle } from "../use-title.js";
import { instantInWords, monthInWords, monthsLater, thisMonth } from "../words.js";

const RELEASE_STATUS: Readonly<Record<ReleaseStatus, string>> = {
  QUEUED: "Waits to be built",
  BUILDING: "Is being built",
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
      {data === undefined && error === null && <p className="waiting">One moment …</p>}
      {data !== undefined && drafts.length === 0 && <p>No release has been asked for yet.</p>}
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
            <p className="says">Asked for {instantInWords(draft.requestedAt)}</p>
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
  return number === null ? `${what} in the making` : `${what} ${stateCode}-${String(number)}`;
}

export function monthsOf({ from, until }: Pick<DraftPartsFragment, "from" | "until">): string {
  const last = monthInWords(monthsLater(until, -1));
  return from === null ? `Months up to ${last}` : `${monthInWords(from)} to ${last}`;
}

export function isUnderWay({ status }: Pick<DraftPartsFragment, "status">): boolean {
  return status === "QUEUED" || status === "BUILDING";
}

export function Progress({ draft: { progress, status } }: { readonly draft: DraftPartsFragment }) {
  if (status !== "BUILDING" || progress === null) return null;
  return (
    <p>
      <progress max={progress.inAll} value={progress.done} aria-label="How far the build is" />{" "}
      {progress.step}
    </p>
  );
}

/** Asks for a release up to a month, or for a year to be stated anew. */
function NewRelease({ state }: { readonly state: string }) {
  const queries = useQueryClient();
  const act = useAct();
  const lastMonth = monthsLater(thisMonth(), -1);
  const [until, setUntil] = useState(monthsLater(lastMonth, -3));
  const [year, setYear] = useState(Number(thisMonth().slice(0, 4)) - 1);
  const months = Array.from({ length: 24 }, (_, index) => monthsLater(lastMonth, -index));
  const again = () => queries.invalidateQueries({ queryKey: ["releases", state] });
  return (
    <details className="new-release">
      <summary>Ask for a new release</summary>
      <Problems problems={act.problems} />
      <form
        className="bar"
        onSubmit={(event) => {
          event.preventDefault();
          void act
            .run(`build ${state} ${until}`, (key) =>
              ask(BuildReleaseDocument, { state, until: monthsLater(until, 1), key }),
            )
            .then(again);
        }}
      >
        <label htmlFor="until">Last month</label>
        <select id="until" value={until} onChange={(event) => setUntil(event.currentTarget.value)}>
          {months.map((month) => (
            <option key={month} value={month}>
              {monthInWords(month)}
            </option>
          ))}
        </select>
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
        <label htmlFor="year">Year to state anew, with what came in late</label>
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
