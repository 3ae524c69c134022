// One answer in six ways. The charts are those of the public pages.

import { CompletenessMap } from "../../../../src/site/charts/completeness-map.js";
import { axisOfPairs, CountPair, CountPairAxis } from "../../../../src/site/charts/count-pair.js";
import { FunnelChart, nameOf, positionInWords } from "../../../../src/site/charts/funnel-chart.js";
import { IntervalBars } from "../../../../src/site/charts/interval-bar.js";
import { RateTrend } from "../../../../src/site/charts/rate-trend.js";
import { CountWords, RateWithInterval, ReportsCounted } from "../../../../src/site/parts/figures.js";
import type { AskableQuery, ExploreLiveFunnelQuery, ExploreLiveQuery } from "../../generated/graphql.js";
import type { View } from "./question.js";

type Row = ExploreLiveQuery["answer"]["rows"][number];

export interface AnswerProps {
  readonly view: View;
  readonly rows: readonly Row[];
  readonly metric: AskableQuery["metrics"][number];
  readonly measure: AskableQuery["measures"][number];
  /** A report of a later month is not missing yet. */
  readonly latestDueMonth: string;
  /** Null while it is on its way, or not asked for. */
  readonly funnel: ExploreLiveFunnelQuery["funnel"] | null;
}

export function Answer(props: AnswerProps) {
  switch (props.view) {
    case "table":
      return <Table {...props} />;
    case "trend":
      return <Trends {...props} />;
    case "intervals":
      return <Intervals {...props} />;
    case "dumbbell":
      return <Pairs {...props} />;
    case "funnel":
      return <Funnel {...props} />;
    case "completeness":
      return (
        <CompletenessMap
          rows={props.rows.map((row) => ({
            place: placeOf(row),
            period: row.period.label,
            coverage: row.coverage,
            isDue: row.period.from <= props.latestDueMonth,
          }))}
        />
      );
  }
}

function placeOf({ county, chapter, region }: Row): string {
  return county?.name ?? chapter?.name ?? region ?? "The state";
}

function keyOf(row: Row): string {
  return `${row.county?.fips ?? row.chapter?.slug ?? row.region ?? ""} ${row.period.from}`;
}

function Table({ rows, metric, measure }: AnswerProps) {
  return (
    <div className="wide" tabIndex={0} role="region" aria-label="Answer as a table">
      <table className="explored">
        <caption>
          {metric.title} and {measure.title.toLowerCase()}
        </caption>
        <thead>
          <tr>
            <th scope="col">Place</th>
            <th scope="col">Months</th>
            {[
              metric.title,
              "Divided",
              measure.title,
              "Jail bookings",
              "Hospital diversions",
              "Reports counted",
            ].map((title) => (
              <th key={title} scope="col" className="number">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              <th scope="row">{placeOf(row)}</th>
              <td>
                {row.period.label}
                {row.period.partial && " (part)"}
              </td>
              <td className="number">
                <RateWithInterval rate={row.rate} />
              </td>
              <td className="number">
                {row.rate.numerator !== null &&
                  row.rate.denominator !== null &&
                  `${row.rate.numerator.toLocaleString("en-US")} / ${row.rate.denominator.toLocaleString("en-US")}`}
              </td>
              <td className="number">
                <CountWords count={row.count} />
              </td>
              <td className="number">
                <CountWords count={row.jailBookings} />
              </td>
              <td className="number">
                <CountWords count={row.hospitalDiversions} />
              </td>
              <td className="number">
                <ReportsCounted coverage={row.coverage} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** More series than these are a page of wallpaper. */
const MOST_TRENDS = 24;

function Trends({ rows, metric }: AnswerProps) {
  const places = [...Map.groupBy(rows, placeOf)];
  const isSplit = places.some(([, points]) => points.length > 1);
  if (!isSplit) return <p className="no-chart">Split by time to see a trend: month by month, for example.</p>;
  return (
    <>
      <div className="small-multiples">
        {places.slice(0, MOST_TRENDS).map(([place, points]) => (
          <figure key={place}>
            <figcaption>{place}</figcaption>
            <RateTrend points={points} unit={metric} label={`${metric.title}, ${place}`} />
          </figure>
        ))}
      </div>
      {places.length > MOST_TRENDS && (
        <p>
          The first {MOST_TRENDS} of {places.length} places. Choose one chapter, or the table, for the others.
        </p>
      )}
    </>
  );
}

function Intervals({ rows, metric }: AnswerProps) {
  const isSplit = new Set(rows.map(({ period }) => period.from)).size > 1;
  return (
    <IntervalBars
      unit={metric}
      bars={rows.map((row) => ({
        name: isSplit ? `${placeOf(row)}, ${row.period.label}` : placeOf(row),
        rate: row.rate,
      }))}
    />
  );
}

function Pairs({ rows }: AnswerProps) {
  const axis = axisOfPairs(
    rows.flatMap(({ jailBookings, hospitalDiversions }) => [jailBookings, hospitalDiversions]),
  );
  return (
    <div className="wide" tabIndex={0} role="region" aria-label="Jail beside hospital">
      <table className="places-table">
        <caption>Jail bookings (dots) beside hospital diversions (squares)</caption>
        <thead>
          <tr>
            <th scope="col">Place</th>
            <th scope="col">Months</th>
            <th scope="col" className="pair">
              Jail and hospital
              <CountPairAxis axis={axis} />
            </th>
            <th scope="col" className="number">
              Jail bookings
            </th>
            <th scope="col" className="number">
              Hospital diversions
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              <th scope="row">{placeOf(row)}</th>
              <td>{row.period.label}</td>
              <td className="pair">
                <CountPair jail={row.jailBookings} care={row.hospitalDiversions} axis={axis} />
              </td>
              <td className="number">
                <CountWords count={row.jailBookings} />
              </td>
              <td className="number">
                <CountWords count={row.hospitalDiversions} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Funnel({ funnel, metric }: AnswerProps) {
  if (funnel === null) return <p className="waiting">Loading…</p>;
  const placed = funnel.points.filter(({ rate }) => rate.value !== null);
  return (
    <>
      <FunnelChart funnel={funnel} unit={metric} label={`Funnel: ${metric.title}`} />
      <p>{funnel.sentence}</p>
      <div className="wide" tabIndex={0} role="region" aria-label="The funnel as a table">
        <table>
          <caption>The same as a table, in the order of the roster</caption>
          <thead>
            <tr>
              <th scope="col">Place</th>
              <th scope="col" className="number">
                {metric.title}
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
                <td>
                  {positionInWords(point, funnel)}
                  {!point.complete && "; reports are missing"}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
