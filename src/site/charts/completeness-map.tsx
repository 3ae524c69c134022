// Which months of which places are there: how many of the expected reports are counted, in words as well as in colours.

import type { CoveragePartsFragment } from "../generated/graphql.js";

export interface CompletenessMapProps {
  readonly rows: readonly {
    readonly place: string;
    readonly period: string;
    readonly coverage: Pick<CoveragePartsFragment, "expectedReports" | "countedReports">;
    /** False: its reports are not due yet, so that none is missing. */
    readonly isDue: boolean;
  }[];
}

export function CompletenessMap({ rows }: CompletenessMapProps) {
  const places = [...new Set(rows.map(({ place }) => place))];
  const periods = [...new Set(rows.map(({ period }) => period))];
  const cells = new Map(rows.map((row) => [`${row.place} ${row.period}`, row]));
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
                const row = cells.get(`${place} ${period}`);
                return (
                  <td key={period} className={lookOf(row)}>
                    {row === undefined ? "–" : inWords(row)}
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

type Row = CompletenessMapProps["rows"][number];

function inWords({ coverage: { expectedReports, countedReports }, isDue }: Row): string {
  if (expectedReports === 0) return "–";
  const counted = `${String(countedReports)}/${String(expectedReports)}`;
  return isDue || countedReports === expectedReports ? counted : `${counted}, not due yet`;
}

function lookOf(row: Row | undefined): string {
  if (row === undefined || row.coverage.expectedReports === 0) return "unexpected";
  const { countedReports, expectedReports } = row.coverage;
  if (countedReports === expectedReports) return "all";
  if (!row.isDue) return "unexpected";
  return countedReports === 0 ? "none" : "some";
}
