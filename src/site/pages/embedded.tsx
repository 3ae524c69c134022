// A chart on its own, for pages of others: the picture, what it shows, and where it comes from.

import type { ReactNode } from "react";
import { refused } from "../ask-public.js";
import { CountyMap } from "../charts/county-map.js";
import { FunnelChart } from "../charts/funnel-chart.js";
import { Hundred } from "../charts/hundred.js";
import { BAND_IN_WORDS, RateTrend } from "../charts/rate-trend.js";
import { HeadlineDocument, InjuriesDocument } from "../generated/graphql.js";
import { headlineOf } from "../headline.js";
import type { Page } from "../layout.js";
import { InjuryFigures } from "../parts/injury-figures.js";
import { PlacesTable } from "../parts/places-table.js";
import { TrendTable } from "../parts/trend-table.js";
import { addressOf, permalinkOf, questionOf, viewOf, type AddressQuery, type View } from "../view.js";
import { asSentence, confidenceInWords, lastMonthInWords, monthInWords } from "../words.js";
import { ComparedRates, comparisonOf, withSides } from "./compare.js";
import { funnelOf, mapOf, placesOf, trendOf } from "./figures-of-view.js";
import { kindIn, withKind } from "./places.js";
import type { Site, Visit } from "./site.js";

interface Embedded {
  readonly title: string;
  readonly chart: ReactNode;
  /** Page on which the chart stands among others. */
  readonly home: string;
}

type Draw = (site: Site, view: View, query: AddressQuery) => Promise<Embedded>;

const CHARTS: Readonly<Record<string, Draw>> = {
  headline: async ({ ask }, view) => {
    const { outcomes } = await ask(HeadlineDocument, {
      question: questionOf(view),
      release: view.release.number,
      metric: view.metric.key,
    });
    const { rate } = outcomes.total;
    const { question, answer, marks } = headlineOf(
      view.metric,
      rate,
      `${view.state.name}, ${view.period.label}`,
    );
    const confidence = confidenceInWords(rate);
    return {
      title: question,
      home: permalinkOf(view, ""),
      chart: (
        <>
          <p className="lead">
            {answer}
            {confidence !== null && ` (${confidence})`}
          </p>
          {marks !== null && <Hundred {...marks} metric={view.metric.key} label={answer} />}
        </>
      ),
    };
  },
  map: async ({ ask }, view) => ({
    title: `${view.metric.title} by county, ${view.state.name}, ${view.period.label}`,
    home: permalinkOf(view, ""),
    chart: (
      <CountyMap
        {...(await mapOf(ask, view)).props}
        hrefOf={(fips) => addressOf(view, `counties/${fips}`, { release: view.release.number })}
      />
    ),
  }),
  chapters: async ({ ask }, view) => ({
    title: `Jail beside hospital, ${view.state.name}, ${view.period.label}`,
    home: permalinkOf(view, ""),
    chart: (
      <PlacesTable
        rows={(await placesOf(ask, view, "CHAPTER")).rows}
        view={view}
        caption={`Chapters of ${view.state.name}`}
        hrefOf={() => null}
      />
    ),
  }),
  places: async ({ ask }, view, query) => {
    const { kind, slug, title } = kindIn(query, "COUNTY");
    return {
      title: `Jail beside hospital, ${title.toLowerCase()} of ${view.state.name}, ${view.period.label}`,
      home: withKind(permalinkOf(view, "places"), slug),
      chart: (
        <PlacesTable
          rows={(await placesOf(ask, view, kind)).rows}
          view={view}
          caption={`${title} of ${view.state.name}`}
          hrefOf={() => null}
        />
      ),
    };
  },
  comparison: async (site, view, query) => {
    const compared = await comparisonOf(site, view, query);
    const { names, sides, compare } = compared;
    return {
      title: `${view.metric.title}, ${view.period.label}: ${names.left} and ${names.right.replace(/^The /, "the ")}`,
      home: withSides(permalinkOf(view, "compare"), sides.left, sides.right),
      chart: (
        <>
          <ComparedRates view={view} compared={compared} />
          <p>{asSentence(compare.comparison.sentence)}</p>
        </>
      ),
    };
  },
  trend: async ({ ask }, view) => {
    const { points } = await trendOf(ask, view, { grain: "MONTH" });
    return {
      title: `${view.metric.title}, ${view.state.name}, ${monthInWords(view.release.from)} to ${lastMonthInWords(view.release.until)}`,
      home: permalinkOf(view, ""),
      chart: (
        <>
          <RateTrend points={points} unit={view.metric} label={`${view.metric.title} by month`} />
          <p>{BAND_IN_WORDS}</p>
          <TrendTable points={points} metric={view.metric} />
        </>
      ),
    };
  },
  injuries: async ({ ask }, view) => {
    const asked = { question: questionOf(view), release: view.release.number };
    const { outcomes } = await ask(InjuriesDocument, asked);
    return {
      title: `Persons injured per 1,000 encounters, ${view.state.name}, ${view.period.label}`,
      home: permalinkOf(view, ""),
      chart: <InjuryFigures total={outcomes.total} />,
    };
  },
  funnel: async ({ ask }, view, query) => {
    const { kind, slug, title } = kindIn(query, "CHAPTER");
    const { funnel } = await funnelOf(ask, view, kind);
    return {
      title: `${view.metric.title} of ${title.toLowerCase()} against the common rate, ${view.state.name}, ${view.period.label}`,
      home: withKind(permalinkOf(view, "funnel"), slug),
      chart: <FunnelChart funnel={funnel} unit={view.metric} label={funnel.sentence} />,
    };
  },
};

export async function embeddedPage(site: Site, { params, query }: Visit): Promise<Page> {
  const name = params["chart"] ?? "";
  const draw = Object.hasOwn(CHARTS, name) ? CHARTS[name] : undefined;
  if (draw === undefined)
    throw refused(
      404,
      "chart",
      `There is no chart "${name}".`,
      `Take one of ${Object.keys(CHARTS).join(", ")}.`,
    );
  const view = await viewOf(site.ask, params["state"] ?? "", query);
  const { title, chart, home } = await draw(site, view, query);
  return {
    title,
    description: title,
    view,
    permalink: home,
    body: (
      <figure className="embedded">
        <figcaption>
          <h1>{title}</h1>
        </figcaption>
        {chart}
        <p className="source">
          {view.release.demonstration && (
            <>
              <strong>Demonstration data: invented.</strong>{" "}
            </>
          )}
          <a href={home}>Intercept One, release {view.release.number}</a>
        </p>
      </figure>
    ),
  };
}
