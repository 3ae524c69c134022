// The cells of a month: one column to type in, two to look back. Enter and the arrows move from cell to cell.

import { useRef, type KeyboardEvent } from "react";
import type { Measure } from "../../generated/graphql.js";
import { balanceInWords, balanceOf, checkCells, sumOf, type Notes } from "./check-cells.js";
import { NOT_COLLECTED, readCell, type Content } from "./content.js";
import type { FormMeasure, FormSection } from "./form-sections.js";

export interface MonthFormProps {
  readonly sections: readonly FormSection[];
  readonly content: Content;
  /** Cells of other months to set beside, with how their column is headed. */
  readonly beside: readonly { readonly title: string; readonly cells: Content["cells"] }[];
  /** What the server found wrong, by measure. */
  readonly problems: Notes;
  readonly isReadOnly: boolean;
  readonly onChange: (content: Content) => void;
  /** The cell that one has come to. */
  readonly onEnter: (measure: FormMeasure) => void;
}

export function cellId(measure: Measure): string {
  return `cell-${measure}`;
}

export function MonthForm({
  sections,
  content,
  beside,
  problems,
  isReadOnly,
  onChange,
  onEnter,
}: MonthFormProps) {
  const form = useRef<HTMLDivElement>(null);
  const measures = sections.flatMap(({ cells }) => cells);
  const notes = checkCells(content, measures);
  const move = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const cells = [...(form.current?.querySelectorAll<HTMLInputElement>("input.cell") ?? [])];
    const next = cells[cells.indexOf(event.currentTarget) + step];
    next?.focus();
    next?.select();
  };
  const type = (measure: Measure, text: string) =>
    onChange({ ...content, cells: { ...content.cells, [measure]: text } });
  return (
    <div ref={form} className="month-form">
      {sections.map(({ title, cells, sums }) => (
        <table key={title}>
          <caption>{title}</caption>
          <thead>
            <tr>
              <td />
              <th scope="col">This month</th>
              {beside.map((column) => (
                <th key={column.title} scope="col" className="beside">
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cells.map((measure) => (
              <Cell
                key={measure.key}
                measure={measure}
                text={content.cells[measure.key] ?? ""}
                note={problems.get(measure.key) ?? notes.get(measure.key) ?? null}
                beside={beside.map((column) => column.cells[measure.key] ?? "–")}
                isReadOnly={isReadOnly}
                onType={(text) => type(measure.key, text)}
                onKeyDown={move}
                onEnter={onEnter}
              />
            ))}
            {cells.some(({ partOf }) => partOf === "ENCOUNTERS") && (
              <Balance content={content} measures={measures} columns={2 + beside.length} />
            )}
            {sums.map((measure) => (
              <tr key={measure.key} className="sum">
                <th scope="row">{measure.title}</th>
                <td>
                  <output aria-label={measure.title}>{sumOf(content, measure, measures) ?? "–"}</output>
                </td>
                {beside.map((column) => (
                  <td key={column.title} className="beside">
                    {sumOf({ ...content, cells: column.cells }, measure, measures) ?? "–"}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}

const STEPS: Readonly<Partial<Record<string, number>>> = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };

interface CellProps {
  readonly measure: FormMeasure;
  readonly text: string;
  readonly note: string | null;
  readonly beside: readonly string[];
  readonly isReadOnly: boolean;
  readonly onType: (text: string) => void;
  readonly onEnter: (measure: FormMeasure) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
}

function Cell({ measure, text, note, beside, isReadOnly, onType, onEnter, onKeyDown }: CellProps) {
  const id = cellId(measure.key);
  const isUncollected = readCell(text) === "NOT_COLLECTED";
  return (
    <tr className={note === null ? undefined : "wrong"}>
      <th scope="row">
        <label htmlFor={id}>{measure.title}</label>
        <span id={`${id}-says`} className="spoken">
          {measure.description}
        </span>
        {note !== null && (
          <span id={`${id}-note`} className="note">
            {note}
          </span>
        )}
      </th>
      <td>
        <input
          id={id}
          className="cell"
          value={text}
          inputMode="numeric"
          autoComplete="off"
          readOnly={isReadOnly}
          aria-invalid={note !== null}
          aria-describedby={note === null ? `${id}-says` : `${id}-note ${id}-says`}
          onChange={(event) => onType(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onFocus={() => onEnter(measure)}
        />
        {!isReadOnly && (
          <button
            type="button"
            className="quiet nc"
            tabIndex={-1}
            aria-pressed={isUncollected}
            aria-label={`NC: ${measure.title} not collected`}
            title="Not collected (you can also type NC)"
            onClick={() => onType(isUncollected ? "" : NOT_COLLECTED)}
          >
            NC
          </button>
        )}
      </td>
      {beside.map((one, index) => (
        <td key={index} className="beside">
          {one}
        </td>
      ))}
    </tr>
  );
}

function Balance({
  content,
  measures,
  columns,
}: {
  readonly content: Content;
  readonly measures: readonly FormMeasure[];
  readonly columns: number;
}) {
  const balance = balanceOf(content, "ENCOUNTERS", measures);
  const isOff = balance.whole !== null && balance.sum > balance.whole;
  return (
    <tr className={isOff ? "balance wrong" : "balance"}>
      <td colSpan={columns}>
        <output aria-label="Sum of the endings">{balanceInWords(balance)}</output>
      </td>
    </tr>
  );
}
