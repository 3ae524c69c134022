// Which months of which places are there: how many of the expected reports are counted, in words as well as in colours.

import type { CoveragePartsFragment } from "../generated/graphql.js";

export interface CompletenessMapProps {
  readonly rows: readonly {
    readonly place: string;
    readonly period: string;
    readonly coverage: Pick<CoveragePartsFragment, "expectedReports" | "countedReports">;
  }[];
}

export function CompletenessMap({ rows }: CompletenessMapProps) {
  const places = [...new Set(rows.map(({ place }) => place))];
  const periods = [...new Set(rows.map(({ period }) => period))];
  const cells = new Map(rows.map((row) => [`${row.place} ${row.period}`, row.coverage]));
  return (
    <div className="wide" tabIndex={0} role="region" aria-label="Completeness">
      <table className="completeness-map">
        <caption>Reports counted of those expected</caption>
        <thead>
          <tr>
            <th scope="col">Place</th>
            {periods.map((period) => (
              <th key={period} scope="col">
                {period}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map((place) => (
            <tr key={place}>
              <th scope="row">{place}</th>
              {periods.map((period) => {
                const coverage = cells.get(`${place} ${period}`);
                return (
                  <td key={period} className={lookOf(coverage)}>
                    {coverage === undefined || coverage.expectedReports === 0
                      ? "–"
                      : `${String(coverage.countedReports)}/${String(coverage.expectedReports)}`}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function lookOf(coverage: CompletenessMapProps["rows"][number]["coverage"] | undefined): string {
  if (coverage === undefined || coverage.expectedReports === 0) return "unexpected";
  if (coverage.countedReports === 0) return "none";
  return coverage.countedReports < coverage.expectedReports ? "some" : "all";
}
