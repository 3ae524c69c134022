// What stands in place of the figures of a state that has none yet: what will be here, and when.

import type { Page } from "../layout.js";
import type { Unpublished } from "../view.js";
import type { Site } from "./site.js";

/** How often an open page looks whether the figures are out. */
const LOOK_EVERY_SECONDS = 15;

export async function unpublishedPage(site: Site, { state, isWithdrawn }: Unpublished): Promise<Page> {
  const isUnderWay = await site.isReleaseUnderWay(state.code);
  const title = titleOf(isUnderWay, isWithdrawn);
  return {
    title: `${title}, ${state.name}`,
    description: `${title}: ${state.name}.`,
    state,
    body: (
      <section data-look-again={isUnderWay ? LOOK_EVERY_SECONDS : undefined}>
        <h1>{title}</h1>
        {isUnderWay ? (
          <>
            <p className="lead">
              The figures of {state.name} will be here as soon as the release is published. Before that, small
              counts are protected so that no one can be identified, which takes some minutes, and a second
              person approves it.
            </p>
            <p>This page shows them by itself when they are out.</p>
          </>
        ) : (
          <p className="lead">
            {isWithdrawn ? (
              <>
                What was published of {state.name} has been withdrawn.{" "}
                <a href={`/${state.code.toLowerCase()}/releases`}>See why</a>.
              </>
            ) : (
              <>
                CIT chapters in {state.name} report every month. Their figures will be here after the first
                release.
              </>
            )}
          </p>
        )}
        <ul>
          <li>
            <a href="/methods">How to read these numbers</a>
          </li>
          <li>
            <a href="/definitions">Definitions</a>
          </li>
          <li>
            <a href="/states">Other states</a>
          </li>
        </ul>
      </section>
    ),
  };
}

function titleOf(isUnderWay: boolean, isWithdrawn: boolean): string {
  if (isUnderWay)
    return isWithdrawn ? "A new release is being prepared" : "The first release is being prepared";
  return "No data published yet";
}
