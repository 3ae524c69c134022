// "What would the rate of an area be, were the police called there as they are in the whole state?" Over the encounters on file.

import { may } from "../domain/access/permissions.js";
import type { Viewer } from "../domain/access/viewer.js";
import { metric } from "../domain/catalog/catalog.js";
import { METRICS, type MetricKey } from "../domain/catalog/metrics.js";
import type { CallSource } from "../domain/encounters/encounter.js";
import type { State } from "../domain/geography.js";
import { splitIntoPeriods, type Period } from "../domain/period.js";
import { accepted, problem, refused, type Outcome, type Problem } from "../domain/problem.js";
import type { Split } from "../domain/statistics/area.js";
import type { AskedQuestion } from "../domain/statistics/outcome-question.js";
import type { OutcomeRow } from "../domain/statistics/outcome-source.js";
import { DEMONSTRATION_NOTICE } from "../domain/statistics/outcome-table.js";
import { standardizeAreas, type StandardizedArea } from "../domain/statistics/standardized-areas.js";
import { strataByCallSource, type Strata } from "../domain/statistics/strata.js";
import { askFigures, type AskedFigures, type FigurePorts } from "./asked-figures.js";
import type { EncounterReader } from "./ports.js";

export interface AskedStandardization {
  readonly metric: MetricKey;
  /** What the areas are. */
  readonly by: Split;
  readonly scope: AskedQuestion;
}

export interface StandardizedRow extends Omit<StandardizedArea, "area"> {
  /** The area by its monthly reports. */
  readonly row: OutcomeRow;
}

export interface StandardizedOutcomes {
  readonly metric: MetricKey;
  /** Counted in all encounters of the state. */
  readonly reference: Strata<CallSource>;
  readonly areas: readonly StandardizedRow[];
  readonly asOf: Date;
  readonly notices: readonly string[];
}

export type ReadStandardization = (
  viewer: Viewer,
  asked: AskedStandardization,
) => Promise<Outcome<StandardizedOutcomes>>;

export function readStandardization(
  ports: FigurePorts & { readonly encounters: EncounterReader },
): ReadStandardization {
  return async (viewer, { metric: key, by, scope }) => {
    const found = await askFigures(ports, viewer, { ...scope, by: [by], grain: "WHOLE" }, null, "scope");
    if (!found.ok) return found;
    const { source, question, asOf } = found.value;
    const denial = deny(viewer, question.state);
    if (denial !== null) return refused(denial);
    const chapters = new Set(source.grid.series.map(({ chapter }) => chapter.id));
    const encounters = await ports.encounters.alike(viewer, [...chapters], question);
    const { reports } = source.areas.whole({ ...question, ...EVERYWHERE });
    const areas = source.areas.split(question);
    const standardized = standardizeAreas(metric(key), areas, reports, encounters);
    if (standardized === null) return refused(notOfEncounters(key));
    const rows = standardized.areas.map(({ area, ...rest }) => ({ ...rest, row: rowOf(found.value, area) }));
    const isInvented = rows.some(({ row }) => row.cell.isDemonstration);
    return accepted({
      metric: key,
      reference: standardized.reference,
      areas: rows,
      asOf,
      notices: isInvented ? [DEMONSTRATION_NOTICE] : [],
    });
  };
}

const EVERYWHERE = { chapters: null, counties: null, regions: null, except: null } as const;

function rowOf({ source, question, runningMonth }: AskedFigures, area: StandardizedArea["area"]): OutcomeRow {
  const { fiscalYearStartMonth } = question.state;
  const [whole] = splitIntoPeriods(question, "WHOLE", fiscalYearStartMonth, runningMonth) as readonly [
    Period,
  ];
  return source.row(area, whole, runningMonth);
}

/** The state's rates by call source are made of every chapter's encounters. */
function deny(viewer: Viewer, { code, name }: State): Problem | null {
  if (may(viewer, "outcomes:read-live", { stateCode: code, chapterSlugs: null })) return null;
  return problem(
    "NOT_ALLOWED",
    "scope.state",
    `A standardised rate is measured against all encounters of ${name}, and your account may not read live figures of all of it.`,
    'Ask "liveOutcomes" for the rate of your own chapters as it is.',
  );
}

function notOfEncounters(key: MetricKey): Problem {
  const others = METRICS.filter((one) => strataByCallSource(one, []) !== null).map((one) => one.key);
  return problem(
    "BAD_VALUE",
    "metric",
    `${metric(key).title} is not counted in encounters, and only they tell the call source.`,
    `Ask for one of ${others.join(", ")}.`,
  );
}
