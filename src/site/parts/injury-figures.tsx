// Persons injured, by who they were and how badly.

import { IntervalBars } from "../charts/interval-bar.js";
import type { InjuriesQuery } from "../generated/graphql.js";
import { CountWords } from "./figures.js";

type Total = InjuriesQuery["outcomes"]["total"];

/** The rates with their ranges, why there is none where there is none, and the counts. */
export function InjuryFigures({ total }: { readonly total: Total }) {
  const bars = [
    { name: "Persons in crisis", rate: total.subjectRate },
    { name: "Responders", rate: total.responderRate },
    { name: "Bystanders", rate: total.bystanderRate },
  ];
  const without = bars.filter(({ rate }) => rate.value === null && rate.note !== null);
  const notes = [...new Set(without.map(({ rate }) => rate.note))];
  return (
    <>
      <IntervalBars unit={{ per: 1000, unit: "persons per 1,000 encounters" }} bars={bars} />
      {notes.map((note) => (
        <p key={note} className="note">
          {without.flatMap(({ name, rate }) => (rate.note === note ? [name] : [])).join(", ")}: {note}
        </p>
      ))}
      <InjuryTable total={total} />
    </>
  );
}

function InjuryTable({ total }: { readonly total: Total }) {
  const rows = [
    ["Persons in crisis", total.subjectsMinor, total.subjectsSerious, total.subjectsFatal, total.subjects],
    ["Responders", total.respondersMinor, total.respondersSerious, total.respondersFatal, total.responders],
    ["Bystanders", total.bystandersMinor, total.bystandersSerious, total.bystandersFatal, total.bystanders],
  ] as const;
  return (
    <div className="wide" tabIndex={0} role="region" aria-label="Persons injured">
      <table>
        <caption>Persons injured</caption>
        <thead>
          <tr>
            <th scope="col">Who</th>
            {["Minor", "Serious", "Fatal", "All"].map((severity) => (
              <th key={severity} scope="col" className="number">
                {severity}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([who, ...counts]) => (
            <tr key={who}>
              <th scope="row">{who}</th>
              {counts.map((count, index) => (
                <td key={index} className="number">
                  <CountWords count={count} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
