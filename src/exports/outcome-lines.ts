// The lines of a file of outcomes: one area in one period, with the figures chosen of it. Made one by one, as they are asked for.

import type { Count, Rate } from "../domain/statistics/figure.js";
import type { OutcomeRow } from "../domain/statistics/outcome-source.js";
import type { OutcomeTable } from "../domain/statistics/outcome-table.js";
import { chosenMeasures, chosenMetrics, type Choice } from "./choice.js";
import { nameOf } from "./column.js";

/** An answer, and the instant at which its reports were read. */
export interface Answer extends OutcomeTable {
  readonly asOf: Date;
  /** Number of the release that it is from; left out: it is live. */
  readonly release?: string;
}

export interface OutcomeLine {
  readonly answer: Answer;
  readonly row: OutcomeRow;
  /** In the order of {@link chosenMeasures}. */
  readonly counts: readonly Count[];
  /** In the order of {@link chosenMetrics}. */
  readonly rates: readonly Rate[];
  readonly notes: string | null;
}

const BETWEEN_NOTES = " | ";

export function* outcomeLines(answer: Answer, choice: Choice): Generator<OutcomeLine> {
  const [measures, metrics] = [chosenMeasures(choice), chosenMetrics(choice)];
  const names = [...measures, ...metrics].map(nameOf);
  for (const row of answer.rows) {
    const counts = measures.map((key) => row.cell.count(key));
    const rates = metrics.map((key) => row.cell.rate(key));
    const notes = notesOn(
      names,
      [...counts, ...rates].map(({ note }) => note),
    );
    yield { answer, row, counts, rates, notes };
  }
}

/** Every note once: alone when it is on all figures, else with the names of those it is on. */
function notesOn(names: readonly string[], notes: readonly (string | null)[]): string | null {
  const namesUnder = new Map<string, string[]>();
  notes.forEach((note, index) => {
    if (note !== null) namesUnder.set(note, [...(namesUnder.get(note) ?? []), names[index] ?? ""]);
  });
  const said = [...namesUnder].map(([note, under]) =>
    under.length === names.length ? note : `${under.join(", ")}: ${note}`,
  );
  return said.length === 0 ? null : said.join(BETWEEN_NOTES);
}

/** What must be said of an answer as a whole, as one text; null when there is nothing. */
export function noticesOf({ notices }: Answer): string | null {
  return notices.length === 0 ? null : notices.join(BETWEEN_NOTES);
}
