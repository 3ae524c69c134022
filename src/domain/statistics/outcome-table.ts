// The answer to a question: rows of cells, area by area and period by period, and the total over all of them.

import type { State } from "../geography.js";
import { periodsOf, splitIntoPeriods, type Period } from "../period.js";
import type { ReportingMonth } from "../reporting-month.js";
import type { OutcomeQuestion } from "./outcome-question.js";
import type { OutcomeRow, OutcomeSource } from "./outcome-source.js";

export interface OutcomeTable {
  readonly state: State;
  readonly rows: readonly OutcomeRow[];
  /** One row over all the reports of the table; added up from the reports, not from the rows. */
  readonly total: OutcomeRow;
  /** What must be said of the table as a whole. */
  readonly notices: readonly string[];
}

export const DEMONSTRATION_NOTICE =
  "Demonstration data: these figures are invented to show the platform at work. They say nothing about any real place or person.";

/**
 * Every area of the question gets a row in every period, also where nothing was expected or reported. Areas are those that
 * the roster gives to a chapter at some time in the range, and those that the question names.
 * @param runningMonth the first month that is not over yet
 */
export function tabulate(
  source: OutcomeSource,
  question: OutcomeQuestion,
  runningMonth: ReportingMonth,
): OutcomeTable {
  const { state } = question;
  const periods = periodsOf(question, state.fiscalYearStartMonth, runningMonth);
  const rows = source.areas
    .split(question)
    .flatMap((area) => periods.map((period) => source.row(area, period, runningMonth)));
  const [whole] = splitIntoPeriods(question, "WHOLE", state.fiscalYearStartMonth, runningMonth) as readonly [
    Period,
  ];
  const total = source.row(source.areas.whole(question), whole, runningMonth);
  return { state, rows, total, notices: total.cell.isDemonstration ? [DEMONSTRATION_NOTICE] : [] };
}
