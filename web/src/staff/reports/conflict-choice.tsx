// The report was changed elsewhere while it was being filled in: both versions, cell by cell, and a choice.

import type { Measure } from "../../generated/graphql.js";
import type { FormSection } from "./form-sections.js";
import type { Conflict } from "./use-draft.js";

export interface ConflictChoiceProps {
  readonly conflict: Conflict;
  readonly sections: readonly FormSection[];
  readonly onSettle: (choice: "MINE" | "THEIRS") => void;
}

export function ConflictChoice({ conflict: { mine, theirs }, sections, onSettle }: ConflictChoiceProps) {
  const text = (cells: Readonly<Partial<Record<Measure, string>>>, key: Measure) => cells[key] ?? "";
  const different = sections
    .flatMap(({ cells }) => cells)
    .filter(({ key }) => text(mine.cells, key).trim() !== text(theirs.cells, key).trim());
  return (
    <section className="conflict" role="alert" aria-labelledby="conflict-title">
      <h2 id="conflict-title">This report was changed elsewhere</h2>
      <p>
        In another window, or by somebody else, since you began. Nothing of yours has been overwritten. Which
        one stands?
      </p>
      <table>
        <caption>What differs</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">Yours</th>
            <th scope="col">On file</th>
          </tr>
        </thead>
        <tbody>
          {different.map(({ key, title }) => (
            <tr key={key}>
              <th scope="row">{title}</th>
              <td>{text(mine.cells, key) || "–"}</td>
              <td>{text(theirs.cells, key) || "–"}</td>
            </tr>
          ))}
          {mine.comment.trim() !== theirs.comment.trim() && (
            <tr>
              <th scope="row">Comment</th>
              <td>{mine.comment || "–"}</td>
              <td>{theirs.comment || "–"}</td>
            </tr>
          )}
        </tbody>
      </table>
      <div className="bar">
        <button type="button" onClick={() => onSettle("MINE")}>
          Go on with mine
        </button>
        <button type="button" className="quiet" onClick={() => onSettle("THEIRS")}>
          Take what is on file
        </button>
      </div>
    </section>
  );
}
