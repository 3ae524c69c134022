// Which places differ by more than chance: a funnel in place of a ranking.

import { FunnelChart, nameOf, positionInWords } from "../charts/funnel-chart.js";
import type { Page } from "../layout.js";
import { Chooser } from "../parts/chooser.js";
import { RateWithInterval } from "../parts/figures.js";
import { TakeAway } from "../parts/take-away.js";
import { addressOf, embedOf, permalinkOf, viewOf } from "../view.js";
import { asSentence, countWords, inSentence } from "../words.js";
import { filesOf, funnelOf, placesOf } from "./figures-of-view.js";
import { KindLinks, kindIn, withKind } from "./places.js";
import type { Site, Visit } from "./site.js";

export async function funnelPage(site: Site, { params, query }: Visit): Promise<Page> {
  const view = await viewOf(site.ask, params["state"] ?? "", query);
  const { kind, slug, title } = kindIn(query, "CHAPTER");
  const [{ funnel, asked }, places] = await Promise.all([
    funnelOf(site.ask, view, kind),
    placesOf(site.ask, view, kind),
  ]);
  const permalink = withKind(permalinkOf(view, "funnel"), slug);
  const heading = `Which ${title.toLowerCase()} differ by more than chance?`;
  const code = view.state.code.toLowerCase();
  const placed = funnel.points.filter(({ rate }) => rate.value !== null);
  return {
    title: heading,
    description: funnel.sentence,
    room: "funnel",
    state: view.state,
    view,
    permalink,
    body: (
      <>
        <h1>{heading}</h1>
        <KindLinks view={view} page="funnel" chosen={kind} />
        <Chooser view={view} action={`/${code}/funnel`}>
          <input type="hidden" name="by" value={slug} />
        </Chooser>
        <FunnelChart
          funnel={funnel}
          unit={view.metric}
          label={`Funnel of ${title.toLowerCase()} of ${view.state.name}: ${inSentence(view.metric.title)}, ${view.period.label}`}
        />
        <p>{asSentence(funnel.sentence)}</p>
        <div className="wide" tabIndex={0} role="region" aria-label="The same as a table">
          <table className="funnel-table">
            <caption>The same as a table, in the order of the roster</caption>
            <thead>
              <tr>
                <th scope="col">Place</th>
                <th scope="col" className="number">
                  {view.metric.title}
                </th>
                <th scope="col" className="number">
                  Divided by
                </th>
                <th scope="col">Against the common rate</th>
              </tr>
            </thead>
            <tbody>
              {placed.map((point) => (
                <tr key={nameOf(point)}>
                  <th scope="row">{nameOf(point)}</th>
                  <td className="number">
                    <RateWithInterval rate={point.rate} />
                  </td>
                  <td className="number">
                    {point.rate.denominator === null ? "" : countWords(point.rate.denominator)}
                  </td>
                  <td>
                    {positionInWords(point, funnel)}
                    {!point.complete && "; reports are missing"}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p>
          {countWords(funnel.points.length - placed.length)} of {countWords(funnel.points.length)} have no
          published rate. <a href={withKind(addressOf(view, "places"), slug)}>All of them</a>
        </p>
        <TakeAway
          what="the funnel"
          id="funnel"
          view={view}
          site={site.url}
          permalink={permalink}
          asked={{ ...asked, ...filesOf(places) }}
          embed={embedOf(view, "funnel", { by: slug })}
        />
      </>
    ),
  };
}
