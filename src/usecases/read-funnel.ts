// The areas of one stretch of time against their common rate, over the reports accepted so far or as they stood at a past instant.

import type { Viewer } from "../domain/access/viewer.js";
import type { MetricKey } from "../domain/catalog/metrics.js";
import { accepted, type Outcome } from "../domain/problem.js";
import type { Split } from "../domain/statistics/area.js";
import { funnel, type Funnel } from "../domain/statistics/funnel.js";
import { unlikePartsNotice } from "../domain/statistics/like-with-like.js";
import type { AskedQuestion } from "../domain/statistics/outcome-question.js";
import type { OutcomeRow } from "../domain/statistics/outcome-source.js";
import { tabulate } from "../domain/statistics/outcome-table.js";
import { askFigures, type AskedFigures, type FigurePorts } from "./asked-figures.js";

export interface AskedFunnel {
  readonly metric: MetricKey;
  /** What the points are. */
  readonly by: Split;
  readonly scope: AskedQuestion;
}

export interface FunnelOfOutcomes extends Funnel<OutcomeRow> {
  readonly metric: MetricKey;
  /** All reports of the scope in one row. */
  readonly total: OutcomeRow;
  readonly asOf: Date;
  readonly notices: readonly string[];
}

export type ReadFunnel = (
  viewer: Viewer,
  asked: AskedFunnel,
  asOf: Date | null,
) => Promise<Outcome<FunnelOfOutcomes>>;

export function readFunnel(ports: FigurePorts): ReadFunnel {
  return async (viewer, { metric, by, scope }, instant) => {
    const found = await askFigures(ports, viewer, { ...scope, by: [by], grain: "WHOLE" }, instant, "scope");
    if (!found.ok) return found;
    return accepted(funnelOf(metric, found.value));
  };
}

/** The areas that were asked for, wherever their figures are from. */
export function funnelOf(metric: MetricKey, asked: AskedFigures): FunnelOfOutcomes {
  const { source, question, runningMonth, asOf } = asked;
  const { rows, total, notices } = tabulate(source, question, runningMonth);
  const areas = rows.map((row) => ({ area: row, rate: row.cell.rate(metric) }));
  const placed = areas.filter(({ rate }) => rate.value !== null);
  const unlike = unlikePartsNotice(
    "areas",
    placed.map(({ area }) => area.cell.partsLeftOut(metric)),
  );
  return {
    ...funnel(areas, total.cell.rate(metric)),
    metric,
    total,
    asOf,
    notices: unlike === null ? notices : [...notices, unlike],
  };
}
