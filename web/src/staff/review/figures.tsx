// The figures of a report beside those of the month before and of the year before: what is judged, before it is judged.

import { useState } from "react";
import type { WaitingPartsFragment } from "../../generated/graphql.js";
import { sumOf } from "../reports/check-cells.js";
import { cellsOf, readCell, type Content } from "../reports/content.js";
import { FIRST_LOOKED_AT, type FormMeasure, type FormSection } from "../reports/form-sections.js";
import { countInWords, many, monthInWords, monthsLater } from "../words.js";

export interface FiguresProps {
  readonly report: WaitingPartsFragment;
  readonly sections: readonly FormSection[];
  /** All of them at once; otherwise those that are looked at first, and the others when they are asked for. */
  readonly isWhole?: boolean;
}

export function Figures({ report, sections, isWhole = false }: FiguresProps) {
  const [isOpen, setIsOpen] = useState(isWhole);
  const { latest, month, monthBefore, yearBefore } = report;
  if (latest === null) return null;
  const cells = cellsOf(latest.values);
  const columns = [
    { title: monthInWords(month), cells },
    { title: monthInWords(monthsLater(month, -1)), cells: cellsOf(monthBefore ?? []) },
    { title: monthInWords(monthsLater(month, -12)), cells: cellsOf(yearBefore ?? []) },
  ];
  const all = sections.flatMap((section) => [...section.cells, ...section.sums]);
  const first = FIRST_LOOKED_AT.flatMap((key) => all.filter((measure) => measure.key === key));
  const said = (measure: FormMeasure) => readCell(cells[measure.key] ?? "");
  const counted = sections.flatMap((section) => section.cells);
  const others = sections.map((section) => ({
    title: section.title,
    measures: [...section.cells, ...section.sums].filter((measure) => !first.includes(measure)),
  }));
  const name = `Figures of ${report.county?.name ?? report.chapter.name}, ${monthInWords(month)}`;
  return (
    <div className="figures">
      <div className="wide" tabIndex={0} role="region" aria-label={name}>
        <table>
          <caption>Figures</caption>
          <thead>
            <tr>
              <th scope="col">Measure</th>
              {columns.map(({ title }) => (
                <th key={title} scope="col" className="number">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <Rows title={null} measures={first} columns={columns} counted={counted} />
          {isOpen &&
            others.map(({ title, measures }) => (
              <Rows key={title} title={title} measures={measures} columns={columns} counted={counted} />
            ))}
        </table>
      </div>
      <NotSaid
        title="is empty"
        titleOfMany="are empty"
        measures={counted.filter((one) => said(one) === "NOTHING")}
      >
        recorded as missing, not as zero
      </NotSaid>
      <NotSaid
        title="is not collected"
        titleOfMany="are not collected"
        measures={counted.filter((one) => said(one) === "NOT_COLLECTED")}
      />
      {!isWhole && (
        <button type="button" className="quiet" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? "Show fewer figures" : "Show all figures"}
          <span className="spoken"> of {name.slice("Figures of ".length)}</span>
        </button>
      )}
    </div>
  );
}

interface RowsProps {
  readonly title: string | null;
  readonly measures: readonly FormMeasure[];
  readonly columns: readonly { readonly title: string; readonly cells: Content["cells"] }[];
  /** What the report counts, of which sums are made. */
  readonly counted: readonly FormMeasure[];
}

function Rows({ title, measures, columns, counted }: RowsProps) {
  return (
    <tbody>
      {title !== null && (
        <tr>
          <th scope="rowgroup" colSpan={1 + columns.length}>
            {title}
          </th>
        </tr>
      )}
      {measures.map((measure) => (
        <tr key={measure.key}>
          <th scope="row">{measure.title}</th>
          {columns.map((column) => (
            <td key={column.title} className="number">
              {inWords(measure, column.cells, counted)}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

/** A sum that lacks a part is no number. */
function inWords(measure: FormMeasure, cells: Content["cells"], counted: readonly FormMeasure[]): string {
  if (measure.sumOf.length > 0) {
    const sum = sumOf({ cells }, measure, counted);
    return sum === null ? "–" : countInWords(sum);
  }
  const said = readCell(cells[measure.key] ?? "");
  if (said === "NOT_COLLECTED") return "NC";
  return typeof said === "number" ? countInWords(said) : "–";
}

interface NotSaidProps {
  readonly title: string;
  readonly titleOfMany: string;
  readonly measures: readonly FormMeasure[];
  /** What that means. */
  readonly children?: string;
}

function NotSaid({ title, titleOfMany, measures, children }: NotSaidProps) {
  if (measures.length === 0) return null;
  return (
    <details>
      <summary>
        {many(measures.length, "cell")} {measures.length === 1 ? title : titleOfMany}
        {children !== undefined && `: ${children}`}
      </summary>
      <p className="says">{measures.map((measure) => measure.title).join("; ")}</p>
    </details>
  );
}
