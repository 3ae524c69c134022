// Where one begins: which state?

import { ReleasesDocument, StatesDocument } from "../generated/graphql.js";
import type { Page } from "../layout.js";
import { overviewPage } from "./overview.js";
import type { Site, Visit } from "./site.js";

/** The overview of the one state that has published anything, as on most platforms; else the list of states. */
export async function homePage(site: Site, visit: Visit): Promise<Page> {
  const { states } = await site.ask(StatesDocument, {});
  const published = await Promise.all(
    states.map(async ({ code }) => {
      const { releases } = await site.ask(ReleasesDocument, { state: code });
      return releases.edges.some(({ node }) => node.withdrawal === null) ? [code] : [];
    }),
  );
  const [only, ...more] = published.flat();
  return only === undefined || more.length > 0
    ? statesPage(site)
    : overviewPage(site, { ...visit, params: { state: only } });
}

export async function statesPage(site: Site): Promise<Page> {
  const { states } = await site.ask(StatesDocument, {});
  return {
    title: "States",
    description: "Crisis Intervention Team outcomes: how often does a crisis call end without jail?",
    body: (
      <>
        <h1>How often does a crisis call end without jail?</h1>
        <p className="lead">
          When police meet a person in a mental-health crisis, that person goes to jail or to care. Crisis
          Intervention Team chapters report every month what happened; here is what it adds up to.
        </p>
        <ul className="states">
          {states.map(({ code, name }) => (
            <li key={code}>
              <a href={`/${code.toLowerCase()}`}>{name}</a>
            </li>
          ))}
        </ul>
      </>
    ),
  };
}
