// What several pages and charts ask for in the same way: the map, places under one another, a rate over time, a funnel.

import type { AskPublic } from "../ask-public.js";
import type { CountyMapProps } from "../charts/county-map.js";
import { countyShapes } from "../county-shapes.js";
import {
  ChaptersOfStateDocument,
  CountiesOfStateDocument,
  FunnelOfPlacesDocument,
  PlacesSideBySideDocument,
  RateOverTimeDocument,
  type AreaKind,
  type ChaptersOfStateQuery,
  type CountiesOfStateQuery,
  type Grain,
  type PlacesSideBySideQuery,
  type FunnelOfPlacesQuery,
  type RateOverTimeQuery,
} from "../generated/graphql.js";
import type { Asked } from "../parts/take-away.js";
import { questionOf, type View } from "../view.js";
import { inSentence } from "../words.js";

export type CountyOfState = CountiesOfStateQuery["counties"]["edges"][number]["node"];
export type ChapterOfState = ChaptersOfStateQuery["chapters"]["edges"][number]["node"];

/** Every county of a state, in the order of their codes. */
export async function countiesOf(ask: AskPublic, state: string): Promise<readonly CountyOfState[]> {
  const found: CountyOfState[] = [];
  let after: string | null = null;
  do {
    const { counties }: CountiesOfStateQuery = await ask(CountiesOfStateDocument, { state, after });
    found.push(...counties.edges.map(({ node }) => node));
    after = counties.pageInfo.hasNextPage ? counties.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

/** Every chapter of a state, in the order of their short names. */
export async function chaptersOf(ask: AskPublic, state: string): Promise<readonly ChapterOfState[]> {
  const found: ChapterOfState[] = [];
  let after: string | null = null;
  do {
    const { chapters }: ChaptersOfStateQuery = await ask(ChaptersOfStateDocument, { state, after });
    found.push(...chapters.edges.map(({ node }) => node));
    after = chapters.pageInfo.hasNextPage ? chapters.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

export interface PlacesOfView {
  readonly rows: PlacesSideBySideQuery["outcomes"]["rows"];
  readonly asked: Asked;
}

export async function placesOf(ask: AskPublic, view: View, by: AreaKind): Promise<PlacesOfView> {
  const variables = {
    question: { ...questionOf(view), by: [by] },
    release: view.release.number,
    metric: view.metric.key,
  };
  const { outcomes } = await ask(PlacesSideBySideDocument, variables);
  return {
    rows: outcomes.rows,
    asked: { query: PlacesSideBySideDocument.toString(), variables, files: [outcomes] },
  };
}

/** The files of an answer, for what is drawn of the same rates by another question. */
export function filesOf({ asked }: PlacesOfView): Pick<Asked, "files"> {
  return asked.files === undefined ? {} : { files: asked.files };
}

export interface MapOfView {
  readonly props: Omit<CountyMapProps, "hrefOf">;
  readonly asked: Asked;
}

/** @param picked county that the page is about */
export async function mapOf(ask: AskPublic, view: View, picked?: string): Promise<MapOfView> {
  const [counties, { rows, asked }] = await Promise.all([
    countiesOf(ask, view.state.code),
    placesOf(ask, view, "COUNTY"),
  ]);
  const rates = new Map(rows.map(({ county, rate }) => [county?.fips, rate]));
  return {
    props: {
      shapes: countyShapes((counties[0]?.fips ?? "").slice(0, 2)),
      counties: counties.map(({ fips, name }) => {
        const rate = rates.get(fips);
        return { fips, name, ...(rate === undefined ? {} : { rate }) };
      }),
      unit: view.metric,
      label: `Map of ${view.state.name}: ${inSentence(view.metric.title)} by county, ${view.period.label}`,
      ...(picked === undefined ? {} : { picked }),
    },
    asked,
  };
}

export interface TrendOfView {
  readonly points: RateOverTimeQuery["outcomes"]["rows"];
  readonly asked: Asked;
}

/** All that the release shows of one place, period by period. */
export async function trendOf(
  ask: AskPublic,
  view: View,
  place: { readonly grain: Grain; readonly counties?: string[]; readonly chapters?: string[] },
): Promise<TrendOfView> {
  const { from, until, number } = view.release;
  const variables = {
    question: { state: view.state.code, from, until, ...place },
    release: number,
    metric: view.metric.key,
  };
  const { outcomes } = await ask(RateOverTimeDocument, variables);
  return {
    points: outcomes.rows,
    asked: { query: RateOverTimeDocument.toString(), variables, files: [outcomes] },
  };
}

export interface FunnelOfView {
  readonly funnel: FunnelOfPlacesQuery["funnel"];
  readonly asked: Asked;
}

export async function funnelOf(ask: AskPublic, view: View, by: AreaKind): Promise<FunnelOfView> {
  const variables = {
    scope: questionOf(view),
    by,
    release: view.release.number,
    metric: view.metric.key,
  };
  const { funnel } = await ask(FunnelOfPlacesDocument, variables);
  return { funnel, asked: { query: FunnelOfPlacesDocument.toString(), variables } };
}
