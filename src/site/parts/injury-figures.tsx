// Persons injured, by who they were and how badly.

import type { InjuriesQuery } from "../generated/graphql.js";
import { CountWords } from "./figures.js";

type Total = InjuriesQuery["outcomes"]["total"];

export function InjuryTable({ total }: { readonly total: Total }) {
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
