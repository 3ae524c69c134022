// One county or one chapter: its figures, how sure they are, how it stands beside others, and what is missing.

import type { ReactNode } from "react";
import { refused } from "../ask-public.js";
import { CountyMap } from "../charts/county-map.js";
import { nameOf, positionInWords } from "../charts/funnel-chart.js";
import { IntervalBars } from "../charts/interval-bar.js";
import { RateTrend } from "../charts/rate-trend.js";
import { HeadlineDocument, ResidentsDocument, type HeadlineQuery } from "../generated/graphql.js";
import type { Page } from "../layout.js";
import { Chooser } from "../parts/chooser.js";
import { MissingReports } from "../parts/missing-reports.js";
import { OutcomeBars } from "../parts/outcome-bars.js";
import { TrendTable } from "../parts/trend-table.js";
import { TakeAway } from "../parts/take-away.js";
import { addressOf, embedOf, permalinkOf, questionOf, viewOf, type View } from "../view.js";
import { cautionInWords, countWords, confidenceInWords, rateInWords } from "../words.js";
import { chaptersOf, countiesOf, funnelOf, mapOf, trendOf } from "./figures-of-view.js";
import type { Site, Visit } from "./site.js";

/** What a page of one place needs to know of it. */
interface Place {
  readonly name: string;
  /** Path of its page within the state's. */
  readonly page: string;
  readonly kind: "COUNTY" | "CHAPTER";
  readonly scope: { readonly counties?: string[]; readonly chapters?: string[] };
  /** How finely its figures are published. */
  readonly grain: "YEAR" | "QUARTER";
  readonly context: ReactNode;
  readonly picked?: string;
}

export async function countyPage(site: Site, { params, query }: Visit): Promise<Page> {
  const view = await viewOf(site.ask, params["state"] ?? "", query);
  const fips = params["fips"] ?? "";
  const county = (await countiesOf(site.ask, view.state.code)).find((one) => one.fips === fips);
  if (county === undefined)
    throw refused(
      404,
      "county",
      `${view.state.name} has no county with the code "${fips}".`,
      "Pick one from the map, or from the table of all places.",
    );
  const { county: found } = await site.ask(ResidentsDocument, { fips });
  const residents = found?.population ?? null;
  return placePage(site, view, {
    name: county.name,
    page: `counties/${fips}`,
    kind: "COUNTY",
    scope: { counties: [fips] },
    grain: "YEAR",
    picked: fips,
    context: (
      <p>
        {residents !== null &&
          `${countWords(residents.people)} residents (${String(residents.year)}, census estimates ${residents.vintage}). `}
        FIPS code {fips}.{" "}
        {county.chapter === null ? (
          "No CIT chapter serves this county, so nothing is reported about it."
        ) : (
          <>
            Served by <a href={addressOf(view, `chapters/${county.chapter.slug}`)}>{county.chapter.name}</a>.
          </>
        )}
      </p>
    ),
  });
}

export async function chapterPage(site: Site, { params, query }: Visit): Promise<Page> {
  const view = await viewOf(site.ask, params["state"] ?? "", query);
  const slug = params["slug"] ?? "";
  const chapter = (await chaptersOf(site.ask, view.state.code)).find((one) => one.slug === slug);
  if (chapter === undefined)
    throw refused(
      404,
      "chapter",
      `${view.state.name} has no chapter "${slug}".`,
      "Pick one from the table of all places.",
    );
  return placePage(site, view, {
    name: chapter.name,
    page: `chapters/${slug}`,
    kind: "CHAPTER",
    scope: { chapters: [slug] },
    grain: "QUARTER",
    context: (
      <p>
        {chapter.region !== null && `Region ${chapter.region}. `}
        Serves{" "}
        {chapter.counties.map(({ fips, name }, index) => (
          <span key={fips}>
            {index > 0 && ", "}
            <a href={addressOf(view, `counties/${fips}`)}>{name}</a>
          </span>
        ))}
        .
      </p>
    ),
  });
}

async function placePage(site: Site, view: View, place: Place): Promise<Page> {
  const { name, page, kind, scope, grain } = place;
  const release = view.release.number;
  const ofPlace = { question: { ...questionOf(view), ...scope }, release, metric: view.metric.key };
  const ofState = { question: questionOf(view), release, metric: view.metric.key };
  const [{ outcomes }, state, trend, { funnel }] = await Promise.all([
    site.ask(HeadlineDocument, ofPlace),
    site.ask(HeadlineDocument, ofState),
    trendOf(site.ask, view, { grain, ...scope }),
    funnelOf(site.ask, view, kind),
  ]);
  const map = kind === "COUNTY" ? await mapOf(site.ask, view, place.picked) : null;
  const { total } = outcomes;
  const point = funnel.points.find(({ row }) =>
    kind === "COUNTY" ? row.county?.fips === scope.counties?.[0] : row.chapter?.slug === scope.chapters?.[0],
  );
  const takeAway = { view, site: site.url, permalink: permalinkOf(view, page) };
  const code = view.state.code.toLowerCase();
  return {
    title: `${name}, ${view.state.name}`,
    description: `${view.metric.title} in ${name}, ${view.period.label}: ${rateInWords(total.rate)}.`,
    room: "places",
    state: view.state,
    view,
    permalink: permalinkOf(view, page),
    preview: permalinkOf(view, page).replace(`/${code}/${page}`, `/preview/${code}/${page}.png`),
    dataset: `/releases/${release}/dataset.jsonld`,
    body: (
      <>
        <section className="place-head">
          <div>
            <h1>{name}</h1>
            {place.context}
            <Chooser view={view} action={`/${code}/${page}`} />
            <PlaceAnswer view={view} total={total} />
            {point?.rate.value != null && funnel.center.value !== null && (
              <p>
                Set against the common rate of {rateInWords(funnel.center)}, {nameOf(point)} is{" "}
                {positionInWords(point, funnel)}. <a href={addressOf(view, "funnel")}>The funnel</a> shows
                all.
              </p>
            )}
            <p>
              <a href={addressOf(view, "compare") + compareQuery(view, kind, scope)}>
                Compare with another place
              </a>
            </p>
          </div>
          {map !== null && (
            <div>
              <CountyMap {...map.props} hrefOf={(fips) => addressOf(view, `counties/${fips}`)} />
            </div>
          )}
        </section>
        <section aria-labelledby="beside-title">
          <h2 id="beside-title">
            {view.metric.title}, {view.period.label}
          </h2>
          <IntervalBars
            unit={view.metric}
            bars={[
              { name, rate: total.rate },
              { name: view.state.name, rate: state.outcomes.total.rate },
            ]}
          />
          <p>
            <a href={addressOf(view, "compare") + compareQuery(view, kind, scope)}>
              Is the difference more than chance?
            </a>
          </p>
        </section>
        <section aria-labelledby="endings-title">
          <h2 id="endings-title">How encounters ended, {view.period.label}</h2>
          <OutcomeBars total={total} />
          <TakeAway
            {...takeAway}
            what="these figures"
            id="figures"
            asked={{ query: HeadlineDocument.toString(), variables: ofPlace, files: [outcomes] }}
            embed={embedOf(view, "comparison", { left: sideOf(kind, scope) })}
          />
        </section>
        <section aria-labelledby="trend-title">
          <h2 id="trend-title">
            {view.metric.title}, {grain === "YEAR" ? "year by year" : "quarter by quarter"}
          </h2>
          <RateTrend points={trend.points} unit={view.metric} label={`${view.metric.title} in ${name}`} />
          <TrendTable points={trend.points} metric={view.metric} />
          <p>
            {grain === "YEAR"
              ? "Figures of a single county are published by whole years: finer ones would be too small to protect people."
              : "Figures of a single chapter are published by quarters and years: finer ones would be too small to protect people."}
          </p>
          <TakeAway {...takeAway} what="the trend" id="trend" asked={trend.asked} />
        </section>
        <section aria-labelledby="missing-title">
          <h2 id="missing-title">What is missing, {view.period.label}</h2>
          <MissingReports coverage={total.coverage} />
        </section>
      </>
    ),
  };
}

function PlaceAnswer({
  view,
  total,
}: {
  readonly view: View;
  readonly total: HeadlineQuery["outcomes"]["total"];
}) {
  const { rate } = total;
  const caution = cautionInWords(rate);
  const confidence = confidenceInWords(rate);
  return (
    <>
      <p className="lead">
        {view.metric.title}, {view.period.label}: <strong>{rateInWords(rate)}</strong>
        {rate.value !== null && ` ${view.metric.unit}`}
        {confidence !== null && ` (${confidence})`}.
      </p>
      {rate.note !== null && <p>{rate.note}</p>}
      {caution !== null && <p className="caution">{caution}</p>}
    </>
  );
}

/** A place as a side of a comparison, in an address. */
function sideOf(kind: Place["kind"], scope: Place["scope"]): string {
  return kind === "COUNTY" ? `county:${scope.counties?.[0] ?? ""}` : `chapter:${scope.chapters?.[0] ?? ""}`;
}

/** This place on the left of a comparison, and on the right the rest of its state. */
function compareQuery(view: View, kind: Place["kind"], scope: Place["scope"]): string {
  const address = addressOf(view, "compare");
  return `${address.includes("?") ? "&" : "?"}left=${encodeURIComponent(sideOf(kind, scope))}`;
}
