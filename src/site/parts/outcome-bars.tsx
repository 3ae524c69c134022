// How the encounters of a place ended, as bars of counts: jail, care, and everything else, in the order of the report form.

import { scaleLinear } from "d3-scale";
import { percent } from "../charts/scale.js";
import type { HeadlineQuery } from "../generated/graphql.js";
import { CountWords } from "./figures.js";

type Total = HeadlineQuery["outcomes"]["total"];

type Ending = Exclude<keyof Total, "period" | "coverage" | "rate" | "encounters" | "healthDiversions">;

const ENDINGS: readonly (readonly [Ending, string, "jail" | "care" | "other"])[] = [
  ["jailBookings", "Booked into jail", "jail"],
  ["hospitalDiversions", "Hospital (voluntary, 96-hour hold, or not specified)", "care"],
  ["crisisCenter", "Crisis center", "care"],
  ["detoxSobering", "Detox or sobering center", "care"],
  ["citedReleased", "Cited and released", "other"],
  ["referred", "Referred", "other"],
  ["shelterTransport", "Taken to a shelter", "other"],
  ["resolvedOnScene", "Resolved on scene", "other"],
  ["declined", "Person declined", "other"],
  ["noContact", "No contact made", "other"],
  ["other", "Other outcome", "other"],
  ["unknownDisposition", "Not known", "other"],
];

export function OutcomeBars({ total }: { readonly total: Total }) {
  const counts = ENDINGS.map(([key, name, kind]) => ({
    name,
    kind,
    count: total[key],
  }));
  const most = Math.max(1, ...counts.map(({ count }) => count.value ?? count.upper ?? 0));
  const scale = scaleLinear().domain([0, most]).range([0, 1]);
  return (
    <table className="outcome-bars">
      <caption>How encounters ended</caption>
      <thead>
        <tr>
          <th scope="col">Ending</th>
          <th scope="col" className="number">
            Encounters
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {counts.map(({ name, kind, count }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="number">
              <CountWords count={count} />
            </td>
            <td className="bar">
              <svg width="100%" height="18" aria-hidden="true">
                {count.value !== null ? (
                  <rect width={percent(scale(count.value))} height="18" className={kind} />
                ) : (
                  count.upper !== null && (
                    <rect
                      x={percent(scale(count.lower ?? 0))}
                      y="5"
                      width={percent(scale(count.upper - (count.lower ?? 0)))}
                      height="8"
                      className={`range ${kind}`}
                    />
                  )
                )}
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
