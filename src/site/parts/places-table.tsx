// Places under one another by name, never by rank: jail beside hospital, a rate with its range, and what it rests on.

import { axisOfPairs, CountPair, CountPairAxis } from "../charts/count-pair.js";
import type { PlacesSideBySideQuery } from "../generated/graphql.js";
import type { View } from "../view.js";
import { CountWords, RateWithInterval, ReportsCounted } from "./figures.js";

type Row = PlacesSideBySideQuery["outcomes"]["rows"][number];

export interface PlacesTableProps {
  readonly rows: readonly Row[];
  readonly view: View;
  readonly caption: string;
  /** Page of a place. */
  readonly hrefOf: (row: Row) => string | null;
}

export function PlacesTable({ rows, view, caption, hrefOf }: PlacesTableProps) {
  const axis = axisOfPairs(
    rows.flatMap(({ jailBookings, hospitalDiversions }) => [jailBookings, hospitalDiversions]),
  );
  return (
    <>
      <p className="pair-key">
        <svg width="16" height="16" aria-hidden="true">
          <circle cx="8" cy="8" r="6" className="jail" />
        </svg>
        Jail bookings
        <svg width="16" height="16" aria-hidden="true">
          <rect x="2" y="2" width="12" height="12" className="care" />
        </svg>
        Hospital diversions
        <svg width="32" height="16" aria-hidden="true">
          <line x1="2" x2="30" y1="8" y2="8" className="range jail" />
        </svg>
        Withheld: between these
      </p>
      <div className="wide" tabIndex={0} role="region" aria-label={caption}>
        <table className="places-table">
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">Place</th>
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
              <th scope="col" className="number">
                Encounters
              </th>
              <th scope="col" className="number">
                {view.metric.title}
              </th>
              <th scope="col" className="number">
                Reports counted
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={placeOf(row)}>
                <th scope="row">
                  <PlaceLink name={placeOf(row)} href={hrefOf(row)} />
                </th>
                <td className="pair">
                  <CountPair jail={row.jailBookings} care={row.hospitalDiversions} axis={axis} />
                </td>
                <td className="number">
                  <CountWords count={row.jailBookings} />
                </td>
                <td className="number">
                  <CountWords count={row.hospitalDiversions} />
                </td>
                <td className="number">
                  <CountWords count={row.encounters} />
                </td>
                <td className="number">
                  <RateWithInterval rate={row.rate} />
                </td>
                <td className="number">
                  <ReportsCounted coverage={row.coverage} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function PlaceLink({ name, href }: { readonly name: string; readonly href: string | null }) {
  return href === null ? <>{name}</> : <a href={href}>{name}</a>;
}

export function placeOf({ county, chapter, region }: Row): string {
  return county?.name ?? chapter?.name ?? region ?? "";
}
