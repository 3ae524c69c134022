// A rate over time as a table: for those who do not see the chart, and for those who want its numbers.

import { RateWithInterval, ReportsCounted } from "./figures.js";
import type { RateOverTimeQuery } from "../generated/graphql.js";

export interface TrendTableProps {
  readonly points: RateOverTimeQuery["outcomes"]["rows"];
  readonly metric: { readonly title: string };
}

export function TrendTable({ points, metric }: TrendTableProps) {
  return (
    <details className="trend-table">
      <summary>The same as a table</summary>
      <div className="wide" tabIndex={0} role="region" aria-label={`${metric.title} over time as a table`}>
        <table>
          <caption>{metric.title}, and what it rests on</caption>
          <thead>
            <tr>
              <th scope="col">Months</th>
              <th scope="col" className="number">
                {metric.title}
              </th>
              <th scope="col" className="number">
                Reports counted
              </th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ period, rate, coverage }) => (
              <tr key={period.from}>
                <th scope="row">
                  {period.label}
                  {period.partial && " (part)"}
                </th>
                <td className="number">
                  <RateWithInterval rate={rate} />
                </td>
                <td className="number">
                  <ReportsCounted coverage={coverage} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
