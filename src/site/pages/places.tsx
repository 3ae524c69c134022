// All places of a state under one another: counties, chapters or regions.

import type { AreaKind } from "../generated/graphql.js";
import type { Page } from "../layout.js";
import { refused } from "../ask-public.js";
import { Chooser } from "../parts/chooser.js";
import { PlacesTable } from "../parts/places-table.js";
import { TakeAway } from "../parts/take-away.js";
import { addressOf, embedOf, permalinkOf, viewOf, type AddressQuery, type View } from "../view.js";
import { inSentence } from "../words.js";
import { placesOf } from "./figures-of-view.js";
import type { Site, Visit } from "./site.js";

/** Kinds of places, as addresses and people name them. */
export const KINDS: readonly { readonly kind: AreaKind; readonly slug: string; readonly title: string }[] = [
  { kind: "COUNTY", slug: "county", title: "Counties" },
  { kind: "CHAPTER", slug: "chapter", title: "Chapters" },
  { kind: "REGION", slug: "region", title: "Regions" },
];

/** @throws Refused where the address names no kind of place */
export function kindIn(query: AddressQuery, usual: AreaKind) {
  const slug = query["by"];
  const found = KINDS.find((one) => (slug === undefined ? one.kind === usual : one.slug === slug));
  if (found !== undefined) return found;
  throw refused(
    400,
    "by",
    `Places are not split by "${slug ?? ""}".`,
    `Take one of ${KINDS.map((one) => one.slug).join(", ")}.`,
  );
}

/** Links between the kinds of places, in the same view. */
export function KindLinks({
  view,
  page,
  chosen,
}: {
  readonly view: View;
  readonly page: string;
  readonly chosen: AreaKind;
}) {
  return (
    <nav className="kinds" aria-label="Kind of place">
      <ul>
        {KINDS.map(({ kind, slug, title }) => (
          <li key={kind}>
            <a
              href={withKind(addressOf(view, page), slug)}
              aria-current={kind === chosen ? "true" : undefined}
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function withKind(address: string, slug: string): string {
  return `${address}${address.includes("?") ? "&" : "?"}by=${slug}`;
}

export async function placesPage(site: Site, { params, query }: Visit): Promise<Page> {
  const view = await viewOf(site.ask, params["state"] ?? "", query);
  const { kind, slug, title } = kindIn(query, "COUNTY");
  const places = await placesOf(site.ask, view, kind);
  const permalink = withKind(permalinkOf(view, "places"), slug);
  const heading = `${title} of ${view.state.name}, ${view.period.label}`;
  return {
    title: heading,
    description: `Jail beside hospital and the ${inSentence(view.metric.title)} of the ${title.toLowerCase()} of ${view.state.name}.`,
    room: "places",
    state: view.state,
    view,
    permalink,
    dataset: `/releases/${view.release.number}/dataset.jsonld`,
    body: (
      <>
        <h1>{heading}</h1>
        <KindLinks view={view} page="places" chosen={kind} />
        <Chooser view={view} action={`/${view.state.code.toLowerCase()}/places`}>
          <input type="hidden" name="by" value={slug} />
        </Chooser>
        <PlacesTable
          rows={places.rows}
          view={view}
          caption={heading}
          hrefOf={({ county, chapter }) => {
            if (county !== null) return addressOf(view, `counties/${county.fips}`);
            return chapter === null ? null : addressOf(view, `chapters/${chapter.slug}`);
          }}
        />
        <p>
          In the order of the roster, not ranked: the <a href={addressOf(view, "funnel")}>funnel</a> shows
          which places differ by more than chance.
        </p>
        <TakeAway
          what="this table"
          id="places"
          view={view}
          site={site.url}
          permalink={permalink}
          asked={places.asked}
          embed={embedOf(view, "places", { by: slug })}
        />
      </>
    ),
  };
}
