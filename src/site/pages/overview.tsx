// One look at a state: how crisis encounters end, where, since when, and how sure that is.

import { CountyMap } from "../charts/county-map.js";
import { CoverageStrip } from "../charts/coverage-strip.js";
import { Hundred } from "../charts/hundred.js";
import { BAND_IN_WORDS, RateTrend } from "../charts/rate-trend.js";
import {
  InjuriesDocument,
  HeadlineDocument,
  type HeadlineQuery,
  type InjuriesQuery,
} from "../generated/graphql.js";
import { headlineOf, WHAT_HAPPENS } from "../headline.js";
import type { Page } from "../layout.js";
import { Chooser } from "../parts/chooser.js";
import { InjuryFigures } from "../parts/injury-figures.js";
import { MissingReports } from "../parts/missing-reports.js";
import { OutcomeBars } from "../parts/outcome-bars.js";
import { PlacesTable } from "../parts/places-table.js";
import { TrendTable } from "../parts/trend-table.js";
import { TakeAway } from "../parts/take-away.js";
import { addressOf, embedOf, permalinkOf, questionOf, viewOf, type View } from "../view.js";
import { cautionInWords, confidenceInWords, lastMonthInWords, monthInWords, rateInWords } from "../words.js";
import { mapOf, placesOf, trendOf } from "./figures-of-view.js";
import type { Site, Visit } from "./site.js";

export async function overviewPage(site: Site, { params, query }: Visit): Promise<Page> {
  const view = await viewOf(site.ask, params["state"] ?? "", query);
  const release = view.release.number;
  const headline = { question: questionOf(view), release, metric: view.metric.key };
  const injured = { question: questionOf(view), release };
  const [{ outcomes }, map, chapters, trend, injuries] = await Promise.all([
    site.ask(HeadlineDocument, headline),
    mapOf(site.ask, view),
    placesOf(site.ask, view, "CHAPTER"),
    trendOf(site.ask, view, { grain: "MONTH" }),
    site.ask(InjuriesDocument, injured),
  ]);
  const takeAway = { view, site: site.url, permalink: permalinkOf(view, "") };
  const code = view.state.code.toLowerCase();
  const embed = (chart: string) => embedOf(view, chart);
  return {
    title: headlineIn(view, outcomes.total).question,
    description: headlineIn(view, outcomes.total).answer,
    room: "overview",
    state: view.state,
    view,
    permalink: permalinkOf(view, ""),
    preview: permalinkOf(view, "").replace(`/${code}`, `/preview/${code}.png`),
    dataset: `/releases/${release}/dataset.jsonld`,
    body: (
      <>
        <Headline view={view} total={outcomes.total} />
        <TakeAway
          {...takeAway}
          what="the headline"
          id="headline"
          asked={{ query: HeadlineDocument.toString(), variables: headline, files: [outcomes] }}
          embed={embed("headline")}
        />
        <section aria-labelledby="map-title">
          <h2 id="map-title">
            {view.metric.title} by county, {view.period.label}
          </h2>
          <CountyMap {...map.props} hrefOf={(fips) => addressOf(view, `counties/${fips}`)} />
          <p>
            The same as a table: <a href={addressOf(view, "places")}>all places</a>. Counties are not ranked:
            by chance alone the smallest would come first and last. The{" "}
            <a href={addressOf(view, "funnel")}>funnel</a> shows which differ by more than chance.
          </p>
          <TakeAway {...takeAway} what="the map" id="map" asked={map.asked} embed={embed("map")} />
        </section>
        <section aria-labelledby="chapters-title">
          <h2 id="chapters-title">Jail beside hospital, chapter by chapter</h2>
          <PlacesTable
            rows={chapters.rows}
            view={view}
            caption={`Chapters of ${view.state.name}, ${view.period.label}`}
            hrefOf={({ chapter }) => (chapter === null ? null : addressOf(view, `chapters/${chapter.slug}`))}
          />
          <p>
            <a href={addressOf(view, "places")}>County by county</a>
          </p>
          <TakeAway
            {...takeAway}
            what="this table"
            id="chapters"
            asked={chapters.asked}
            embed={embed("chapters")}
          />
        </section>
        <section aria-labelledby="trend-title">
          <h2 id="trend-title">{view.metric.title}, month by month</h2>
          <RateTrend
            points={trend.points}
            unit={view.metric}
            label={`${view.metric.title} in ${view.state.name}, ${monthInWords(view.release.from)} to ${lastMonthInWords(view.release.until)}`}
          />
          <p>{BAND_IN_WORDS} Months whose bands overlap a lot are not known to differ.</p>
          <TrendTable points={trend.points} metric={view.metric} />
          <TakeAway {...takeAway} what="the trend" id="trend" asked={trend.asked} embed={embed("trend")} />
        </section>
        <Injuries view={view} injuries={injuries}>
          <TakeAway
            {...takeAway}
            what="the injuries"
            id="injuries"
            asked={{ query: InjuriesDocument.toString(), variables: injured, files: [injuries.outcomes] }}
            embed={embed("injuries")}
          />
        </Injuries>
        <section aria-labelledby="coverage-title">
          <h2 id="coverage-title">What these numbers rest on</h2>
          <CoverageStrip periods={trend.points} />
          <p className="axis-title">
            Reports counted of those expected, {monthInWords(view.release.from)} to{" "}
            {lastMonthInWords(view.release.until)}
          </p>
          <h3>{view.period.label}</h3>
          <MissingReports coverage={outcomes.total.coverage} />
        </section>
      </>
    ),
  };
}

type Total = HeadlineQuery["outcomes"]["total"];

function headlineIn({ metric, state, period }: View, { rate }: Total) {
  return headlineOf(metric, rate, `${state.name}, ${period.label}`);
}

function Headline({ view, total }: { readonly view: View; readonly total: Total }) {
  const { rate } = total;
  const { question, answer, marks } = headlineIn(view, total);
  const confidence = confidenceInWords(rate);
  const caution = cautionInWords(rate);
  return (
    <section className="headline">
      <div className="answer">
        <h1>{question}</h1>
        <p className="lead">{answer}</p>
        <p>{WHAT_HAPPENS}</p>
        <Chooser view={view} action={`/${view.state.code.toLowerCase()}`} />
        {rate.value !== null && (
          <p>
            <strong>{view.metric.title}:</strong> {rateInWords(rate)} {view.metric.unit}
            {confidence !== null && ` (${confidence})`}.
          </p>
        )}
        {rate.value === null && rate.note !== null && <p>{rate.note}</p>}
        {caution !== null && <p className="caution">{caution}</p>}
        <p>
          {view.metric.description} <a href={`/definitions#${view.metric.key}`}>Definition and source</a>
        </p>
      </div>
      {marks !== null && <Hundred {...marks} metric={view.metric.key} label={answer} />}
      <OutcomeBars total={total} />
    </section>
  );
}

function Injuries({
  view,
  injuries,
  children,
}: {
  readonly view: View;
  readonly injuries: InjuriesQuery;
  readonly children: React.ReactNode;
}) {
  return (
    <section aria-labelledby="injuries-title">
      <h2 id="injuries-title">Who was hurt</h2>
      <p>Persons injured per 1,000 encounters in {view.period.label}, with the range for each.</p>
      <InjuryFigures total={injuries.outcomes.total} />
      {children}
    </section>
  );
}
