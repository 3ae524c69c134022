// Leads a reviewer to any month of any county, also one that waits for nobody: accepted, locked, or never filed.

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { PlacesToReviewDocument } from "../../generated/graphql.js";
import { ask } from "../ask.js";
import { MonthChoice } from "../parts/month-choice.js";
import { useCalendar } from "../use-calendar.js";
import { FIRST_MONTH, monthInWords } from "../words.js";

export function LookUp({ state }: { readonly state: string }) {
  const { calendar } = useCalendar(state);
  const { data } = useQuery({
    queryKey: ["places to review", state],
    queryFn: () => ask(PlacesToReviewDocument, { state }),
    staleTime: Infinity,
  });
  const [chosen, setChosen] = useState({ place: "", month: "" });
  const places = (data?.chapters.edges ?? []).flatMap(({ node: { slug, name, counties } }) =>
    counties.map((county) => ({ path: `${slug}/${county.fips}`, name: `${county.name} (${name})` })),
  );
  const place = places.find(({ path }) => path === chosen.place) ?? places[0];
  if (place === undefined || calendar == null) return null;
  const month = chosen.month === "" ? calendar.latestDueMonth : chosen.month;
  return (
    <details className="look-up">
      <summary>Look up any month</summary>
      <div className="bar">
        <p>
          <label htmlFor="look-up-county">County</label>
          <select
            id="look-up-county"
            value={place.path}
            onChange={(event) => setChosen({ ...chosen, place: event.currentTarget.value })}
          >
            {places.map(({ path, name }) => (
              <option key={path} value={path}>
                {name}
              </option>
            ))}
          </select>
        </p>
        <MonthChoice
          label="Month"
          value={month}
          first={FIRST_MONTH}
          last={calendar.currentMonth}
          onChange={(one) => setChosen({ ...chosen, month: one })}
        />
        <Link href={`/review/${state}/${place.path}/${month}`}>
          Open {place.name.replace(/ \(.*/, "")}, {monthInWords(month)}
        </Link>
      </div>
    </details>
  );
}
