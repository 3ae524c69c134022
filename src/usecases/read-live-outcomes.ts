// "How many went to jail and how many to hospital, where, when, and how sure are we?", from the reports accepted so far, or as
// they stood at a past instant.

import type { Viewer } from "../domain/access/viewer.js";
import { accepted, type Outcome } from "../domain/problem.js";
import type { AskedQuestion } from "../domain/statistics/outcome-question.js";
import { tabulate, type OutcomeTable } from "../domain/statistics/outcome-table.js";
import { askFigures, type FigurePorts } from "./asked-figures.js";

export interface LiveOutcomes extends OutcomeTable {
  /** The instant at which the reports stood so. */
  readonly asOf: Date;
}

/** @param asOf null: as accepted so far */
export type ReadLiveOutcomes = (
  viewer: Viewer,
  asked: AskedQuestion,
  asOf: Date | null,
) => Promise<Outcome<LiveOutcomes>>;

export function readLiveOutcomes(ports: FigurePorts): ReadLiveOutcomes {
  return async (viewer, asked, instant) => {
    const found = await askFigures(ports, viewer, asked, instant);
    if (!found.ok) return found;
    const { source, question, runningMonth, asOf } = found.value;
    return accepted({ ...tabulate(source, question, runningMonth), asOf });
  };
}
