// What a revision changes, measure by measure.

import type { Measure, WaitingPartsFragment } from "../../generated/graphql.js";
import { countInWords } from "../words.js";

type Changes = NonNullable<WaitingPartsFragment["latest"]>["changes"]["values"];

export interface ChangeListProps {
  readonly changes: Changes;
  readonly titles: ReadonlyMap<Measure, string>;
}

export function ChangeList({ changes, titles }: ChangeListProps) {
  if (changes.length === 0) return <p>No count differs from the revision before.</p>;
  return (
    <ul className="changes" aria-label="Differences to the revision before">
      {changes.map(({ measure, before, after }) => (
        <li key={measure}>
          {titles.get(measure) ?? measure}: <del>{said(before)}</del> → <ins>{said(after)}</ins>
        </li>
      ))}
    </ul>
  );
}

function said({ status, value }: Changes[number]["before"]): string {
  if (value !== null) return countInWords(value);
  return status === "NOT_COLLECTED" ? "not collected" : "nothing";
}
