// Where one begins: which state?

import { ReleasesDocument, StatesDocument } from "../generated/graphql.js";
import { WHAT_HAPPENS } from "../headline.js";
import type { Page } from "../layout.js";
import { overviewPage } from "./overview.js";
import type { Site, Visit } from "./site.js";

/** The overview of the one state that has published anything, as on most platforms, or is about to; else the list of states. */
export async function homePage(site: Site, visit: Visit): Promise<Page> {
  const { states } = await site.ask(StatesDocument, {});
  const published = await where(states, async ({ code }) => {
    const { releases } = await site.ask(ReleasesDocument, { state: code });
    return releases.edges.some(({ node }) => node.withdrawal === null);
  });
  const [only, ...more] =
    published.length > 0 ? published : await where(states, ({ code }) => site.isReleaseUnderWay(code));
  return only === undefined || more.length > 0
    ? statesPage(site)
    : overviewPage(site, { ...visit, params: { state: only.code } });
}

async function where<Item>(
  items: readonly Item[],
  isTrue: (item: Item) => Promise<boolean>,
): Promise<readonly Item[]> {
  const answers = await Promise.all(items.map(isTrue));
  return items.filter((_, index) => answers[index] === true);
}

export async function statesPage(site: Site): Promise<Page> {
  const { states } = await site.ask(StatesDocument, {});
  return {
    title: "States",
    description: "Crisis Intervention Team outcomes, state by state: jail, care, or neither.",
    body: (
      <>
        <h1>How do crisis encounters with police end?</h1>
        <p className="lead">
          {WHAT_HAPPENS} Crisis Intervention Team chapters report every month what happened. Choose a state to
          see what it adds up to.
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
