// What is left empty, and what an empty cell means: told while there is still time to fill it in.

import { many } from "../words.js";
import { readCell, type Content } from "./content.js";
import { isNeeded, type FormMeasure, type FormSection } from "./form-sections.js";

export interface EmptyCellsProps {
  readonly content: Content;
  readonly sections: readonly FormSection[];
}

export function EmptyCells({ content, sections }: EmptyCellsProps) {
  const cells = sections.flatMap((section) => section.cells);
  const empty = cells.filter(({ key }) => readCell(content.cells[key] ?? "") === "NOTHING");
  const needed = empty.filter(isNeeded);
  const optional = empty.filter((measure) => !isNeeded(measure));
  // Before the first cell is filled in, that all are empty is nothing new.
  if (empty.length === 0 || empty.length === cells.length) return null;
  return (
    <section className="empty-cells" aria-label="Empty cells">
      {needed.length > 0 && (
        <Listed measures={needed} className="caution">
          {many(needed.length, "cell")} must be filled in before you can submit. Enter a number, 0 if there
          were none, or NC if your chapter doesn't collect it.
        </Listed>
      )}
      {optional.length > 0 && (
        <Listed measures={optional}>
          {many(optional.length, "cell")} {optional.length === 1 ? "is" : "are"} empty, and will be recorded
          as missing, not as zero.
        </Listed>
      )}
    </section>
  );
}

interface ListedProps {
  readonly measures: readonly FormMeasure[];
  readonly className?: string;
  readonly children: React.ReactNode;
}

function Listed({ measures, className, children }: ListedProps) {
  return (
    <div className={className}>
      <p>{children}</p>
      <details>
        <summary>Show which</summary>
        <ul>
          {measures.map(({ key, title }) => (
            <li key={key}>{title}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}
