// Reports laid over a roster without a database.

import type { ReportValues } from "../domain/catalog/catalog.js";
import type { County, CountyFips, PopulationSeries, State, StateCode } from "../domain/geography.js";
import type { Chapter } from "../domain/reporting/chapter.js";
import type { ReportingMonth } from "../domain/reporting-month.js";
import { OutcomeSource } from "../domain/statistics/outcome-source.js";
import { buildReportGrid, type AcceptedValues, type ReportOnFile } from "../domain/statistics/report-grid.js";

export const MISSOURI: State = {
  code: "MO" as StateCode,
  name: "Missouri",
  timeZone: "America/Chicago",
  fiscalYearStartMonth: 7,
};

export interface World {
  readonly state?: State;
  readonly counties?: readonly County[];
  readonly chapters: readonly Chapter[];
  readonly reports: readonly ReportOnFile[];
  readonly populations: ReadonlyMap<CountyFips, PopulationSeries>;
  readonly runningMonth: ReportingMonth;
}

export function sourceOf(world: World): OutcomeSource {
  const { state = MISSOURI, counties = [], chapters, populations, reports, runningMonth } = world;
  return new OutcomeSource(
    buildReportGrid({ state, counties, chapters, populations }, reports, runningMonth),
  );
}

/** Values as a reviewer accepted them, in a whole month. */
export function acceptedValues(values: ReportValues, rest: Partial<AcceptedValues> = {}): AcceptedValues {
  return { values, isPartial: false, isZeroReport: false, revision: 1, ...rest };
}
