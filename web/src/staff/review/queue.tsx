// What waits to be judged: the differences and the warnings at a glance, and two keys to accept or to return.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { Link } from "wouter";
import {
  ReportedMeasuresDocument,
  WaitingForReviewDocument,
  type WaitingForReviewQuery,
  type WaitingPartsFragment,
} from "../../generated/graphql.js";
import { ask, Refused } from "../ask.js";
import { useStateOfWork } from "../parts/choose-state.js";
import { NotFetched } from "../parts/not-fetched.js";
import { RefusedPage } from "../parts/refused-page.js";
import { useTitle } from "../use-title.js";
import { countInWords, instantInWords } from "../words.js";
import { sectionsOf } from "../reports/form-sections.js";
import { ChangeList } from "./change-list.js";
import { Figures } from "./figures.js";
import { LookUp } from "./look-up.js";
import { Judgement, keyOf, nameOf, useJudging } from "./judging.js";

type Waiting = WaitingPartsFragment;

async function waitingIn(state: string): Promise<readonly Waiting[]> {
  const found: Waiting[] = [];
  let after: string | null = null;
  do {
    const { reports }: WaitingForReviewQuery = await ask(WaitingForReviewDocument, { state, after });
    found.push(...reports.edges.map(({ node }) => node));
    after = reports.pageInfo.hasNextPage && found.length < MOST_SHOWN ? reports.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

const MOST_SHOWN = 200;

export default function Queue() {
  useTitle("Review");
  const { state, choice } = useStateOfWork(["REVIEWER"]);
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ["waiting", state],
    queryFn: () => waitingIn(state),
  });
  const measures = useQuery({
    queryKey: ["measures"],
    queryFn: () => ask(ReportedMeasuresDocument, {}),
    staleTime: Infinity,
  });
  const titles = new Map(measures.data?.measures.map(({ key, title }) => [key, title]));
  const sectionsOfReport = ({ month, latest }: (typeof waiting)[number]) =>
    sectionsOf(measures.data?.measures ?? [], month, latest?.values ?? []);
  const judging = useJudging(state, () => queries.invalidateQueries({ queryKey: ["waiting", state] }));
  const [at, setAt] = useState(0);
  const list = useRef<HTMLOListElement>(null);
  const waiting = data ?? [];
  const current = Math.min(at, Math.max(0, waiting.length - 1));
  useEffect(() => {
    list.current?.querySelector<HTMLElement>(`[data-at="${String(current)}"]`)?.focus();
  }, [current, waiting.length]);

  const onKeyDown = (event: KeyboardEvent<HTMLOListElement>) => {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // A key that is held down for a moment too long judges nothing that nobody has read.
    if ((event.key === "a" || event.key === "r") && (event.repeat || judging.isBusy)) return;
    const report = waiting[current];
    if (event.key === "j" || event.key === "ArrowDown") setAt(Math.min(current + 1, waiting.length - 1));
    else if (event.key === "k" || event.key === "ArrowUp") setAt(Math.max(current - 1, 0));
    else if (event.key === "a" && report?.viewerCanAccept === true) judging.accept(report);
    else if (event.key === "r" && report?.viewerCanReturn === true) judging.giveBack(report);
    else return;
    event.preventDefault();
  };
  if (error instanceof Refused) return <RefusedPage problems={error.problems} />;
  return (
    <>
      <h1>Waiting for review{data === undefined ? "" : ` (${countInWords(waiting.length)})`}</h1>
      {choice}
      <p className="hint">
        Keys: <kbd>j</kbd> and <kbd>k</kbd> or the arrows move, <kbd>a</kbd> accepts, <kbd>r</kbd> returns.
      </p>
      <LookUp key={state} state={state} />
      {judging.says}
      {error !== null && <NotFetched what="The list" onTry={refetch} />}
      {data === undefined && error === null && <p className="waiting">Loading…</p>}
      {data !== undefined && waiting.length === 0 && <p className="all-done">You're all caught up.</p>}
      {/* The list hears the keys of whichever report has the focus. */}
      <ol ref={list} className="queue" onKeyDown={onKeyDown}>
        {waiting.map((report, index) => (
          <li key={keyOf(report)}>
            <article
              data-at={index}
              tabIndex={index === current ? 0 : -1}
              aria-label={nameOf(report)}
              className={index === current ? "current" : undefined}
              onFocus={() => setAt(index)}
            >
              <h2>
                <Link
                  href={`/review/${state}/${report.chapter.slug}/${report.county?.fips ?? ""}/${report.month}`}
                >
                  {nameOf(report)}
                </Link>
              </h2>
              <p className="says">
                {report.chapter.name}
                {report.latest !== null &&
                  `; revision ${String(report.latest.number)}, ${instantInWords(report.latest.submittedAt)}`}
                {report.timeliness === "LATE" && "; late"}
                {report.demonstration && "; demonstration"}
              </p>
              {report.latest?.zeroReport === true && <p>Zero report: no encounters this month.</p>}
              {report.latest?.partial === true && <p>Covers only part of the month.</p>}
              {report.latest?.comment != null && <blockquote>{report.latest.comment}</blockquote>}
              {report.latest?.reason != null && <p>Reason for the change: {report.latest.reason}</p>}
              {report.warnings.length > 0 && (
                <ul className="warnings">
                  {report.warnings.map(({ path, message }) => (
                    <li key={path}>{message}</li>
                  ))}
                </ul>
              )}
              <Figures report={report} sections={sectionsOfReport(report)} />
              {report.ofRecord !== null && report.latest !== null && (
                <ChangeList changes={report.latest.changes.values} titles={titles} />
              )}
              <Judgement report={report} judging={judging} />
            </article>
          </li>
        ))}
      </ol>
    </>
  );
}
