// Every published figure that was changed: what it was, and what it is.

import {
  CorrectionsDocument,
  DefinitionsDocument,
  ReleasesDocument,
  type FigureStatus,
} from "../generated/graphql.js";
import type { Page } from "../layout.js";
import { stateOf } from "../view.js";
import { countInWords, dayInWords } from "../words.js";
import type { Site, Visit } from "./site.js";

export async function correctionsPage(site: Site, { params, query }: Visit): Promise<Page> {
  const state = await stateOf(site.ask, params["state"] ?? "");
  const [{ corrections }, { measures }, { releases }] = await Promise.all([
    site.ask(CorrectionsDocument, { state: state.code, after: query["after"] ?? null }),
    site.ask(DefinitionsDocument, {}),
    site.ask(ReleasesDocument, { state: state.code }),
  ]);
  const titles = new Map(measures.map(({ key, title }) => [key, title]));
  const { hasNextPage, endCursor } = corrections.pageInfo;
  const place = `/${state.code.toLowerCase()}/corrections`;
  return {
    title: `Corrections, ${state.name}`,
    description: `Every published figure of ${state.name} that was changed, with what it was before.`,
    room: "corrections",
    state,
    isDemonstration: releases.edges.some(({ node }) => node.demonstration),
    body: (
      <>
        <h1>Corrections</h1>
        <p>
          Every published figure that was changed, newest first. Nothing else has ever changed. Follow them by{" "}
          <a href="/corrections.atom">feed (Atom)</a>.
        </p>
        {corrections.edges.length === 0 ? (
          <p className="nothing">No published figure of {state.name} has been changed so far.</p>
        ) : (
          <div className="wide" tabIndex={0} role="region" aria-label="Corrections">
            <table>
              <caption>Corrections</caption>
              <thead>
                <tr>
                  <th scope="col">Published</th>
                  <th scope="col">Release</th>
                  <th scope="col">Place</th>
                  <th scope="col">Months</th>
                  <th scope="col">Measure</th>
                  <th scope="col" className="number">
                    Before
                  </th>
                  <th scope="col" className="number">
                    After
                  </th>
                </tr>
              </thead>
              <tbody>
                {corrections.edges.map(({ node }) => (
                  <tr key={`${node.release} ${node.level} ${node.code} ${node.period} ${node.measure}`}>
                    <td>{dayInWords(node.publishedAt)}</td>
                    <td>{node.release}</td>
                    <th scope="row">{node.placeName}</th>
                    <td>{node.period}</td>
                    <td>{titles.get(node.measure) ?? node.measure}</td>
                    <td className="number">{shown(node.before)}</td>
                    <td className="number">{shown(node.after)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {hasNextPage && endCursor !== null && (
          <p>
            <a href={`${place}?after=${encodeURIComponent(endCursor)}`}>Earlier corrections</a>
          </p>
        )}
      </>
    ),
  };
}

function shown(figure: { readonly value: number | null; readonly status: FigureStatus }): string {
  return countInWords({ ...figure, lower: null, upper: null });
}
