// Every release of a state: what it adds, its files, how to cite it, and why one was withdrawn.

import { ReleasesDocument } from "../generated/graphql.js";
import type { Page } from "../layout.js";
import { stateOf } from "../view.js";
import { dayInWords, lastMonthInWords, monthInWords } from "../words.js";
import type { Site, Visit } from "./site.js";

export async function releasesPage(site: Site, { params }: Visit): Promise<Page> {
  const state = await stateOf(site.ask, params["state"] ?? "");
  const { releases } = await site.ask(ReleasesDocument, { state: state.code });
  const code = state.code.toLowerCase();
  return {
    title: `Releases, ${state.name}`,
    description: `Every published set of figures of ${state.name}: numbered, citable, and never changed.`,
    room: "releases",
    state,
    isDemonstration: releases.edges.some(({ node }) => node.demonstration),
    body: (
      <>
        <h1>Releases of {state.name}</h1>
        <p>
          A release is a numbered set of figures. It never changes; what is corrected later comes in another
          release and stands in the <a href={`/${code}/corrections`}>list of corrections</a>. How figures are
          protected before one goes out: <a href="/methods">how to read these numbers</a>.
        </p>
        {releases.edges.length === 0 && <p>Nothing has been published yet.</p>}
        {releases.edges.map(({ node: release }) => (
          <article key={release.number} className="release" aria-labelledby={release.number}>
            <h2 id={release.number}>
              {release.number}
              {release.kind === "RESTATEMENT" && " (restatement)"}
              {release.withdrawal !== null && <span className="withdrawn"> withdrawn</span>}
            </h2>
            {release.withdrawal !== null && (
              <p className="caution">
                Withdrawn on {dayInWords(release.withdrawal.at)}: {release.withdrawal.reason}
              </p>
            )}
            <dl>
              <dt>Published</dt>
              <dd>{dayInWords(release.publishedAt)}</dd>
              <dt>Months</dt>
              <dd>
                {monthInWords(release.from)} to {lastMonthInWords(release.until)}
              </dd>
              <dt>Reports accepted by</dt>
              <dd>{dayInWords(release.dataAsOf)}</dd>
              <dt>Cite as</dt>
              <dd>{release.citation}</dd>
              <dt>Content (SHA-256)</dt>
              <dd>
                <code className="hash">{release.contentSha256}</code>
              </dd>
              <dt>Rule for small counts</dt>
              <dd>{release.policy.explanation}</dd>
            </dl>
            {release.withdrawal === null && (
              <p>
                <a href={`/${code}?release=${release.number}`}>See its figures</a>. Files:{" "}
                {FILES.map(([file, title], index) => (
                  <span key={file}>
                    {index > 0 && ", "}
                    <a href={`/releases/${release.number}/${file}`}>{title}</a>
                  </span>
                ))}
              </p>
            )}
          </article>
        ))}
      </>
    ),
  };
}

const FILES = [
  ["cells.csv", "all cells as CSV"],
  ["cells.parquet", "as Parquet"],
  ["release.json", "as JSON with its proof of content"],
  ["dictionary.csv", "data dictionary"],
  ["datapackage.json", "data package"],
  ["citation.bib", "BibTeX"],
  ["citation.json", "CSL-JSON"],
] as const;
