// A grid made ready to be asked: its areas, and the names that stand in its rows, are found once.

import type { MeasureKey } from "../catalog/measures.js";
import type { MetricKey } from "../catalog/metrics.js";
import type { County, State } from "../geography.js";
import type { Period } from "../period.js";
import type { Chapter, ChapterId } from "../reporting/chapter.js";
import type { ReportingMonth } from "../reporting-month.js";
import { Areas, type Area } from "./area.js";
import type { AreaSeries } from "./area-series.js";
import { Cell, type CellSetting } from "./cell.js";
import type { Coverage } from "./coverage.js";
import type { Count, Rate } from "./figure.js";
import type { PartialReports } from "./figure-plan.js";
import type { ReportGrid, Roster } from "./report-grid.js";

/** One area in one period: figures on demand. */
export interface OutcomeCell {
  readonly coverage: Coverage;
  /** Something of it is invented. */
  readonly isDemonstration: boolean;
  count(key: MeasureKey): Count;
  rate(key: MetricKey): Rate;
  /** Parts of the figure that some of its reports do not collect, so that they are left out of it. */
  partsLeftOut(key: MeasureKey | MetricKey): readonly MeasureKey[];
  /** Numerator and denominator of a rate, as far as both are known. Null where nothing is known. */
  sumsOf(key: MetricKey): { readonly numerator: number; readonly denominator: number } | null;
}

/** How a source comes to its figures. */
export type MakeCell = (
  area: AreaSeries,
  period: Pick<Period, "from" | "until">,
  setting: CellSetting,
) => OutcomeCell;

export interface OutcomeRow {
  readonly state: State;
  /** Null: the rows are not split by region. */
  readonly region: string | null;
  /** Null: the rows are not split by chapter, or the county is served by none. */
  readonly chapter: Chapter | null;
  /** Null: the rows are not split by county, or the chapter serves none. */
  readonly county: County | null;
  readonly period: Period;
  readonly cell: OutcomeCell;
}

export class OutcomeSource {
  readonly areas: Areas;
  private readonly counties: ReadonlyMap<string, County>;
  private readonly chapters: ReadonlyMap<string, Chapter>;

  /** @param makeCell left out: figures are added up from the reports of the grid */
  constructor(
    readonly grid: ReportGrid,
    private readonly makeCell: MakeCell = (area, period, setting) => new Cell(area, period, setting),
  ) {
    this.areas = new Areas(grid);
    this.counties = new Map(grid.roster.counties.map((county) => [county.fips, county]));
    this.chapters = new Map(grid.roster.chapters.map((chapter) => [chapter.slug, chapter]));
  }

  get roster(): Roster {
    return this.grid.roster;
  }

  /** The same without the chapters that are out of somebody's reach. */
  within(reach: ReadonlySet<ChapterId>): OutcomeSource {
    const { series, roster } = this.grid;
    if (roster.chapters.every(({ id }) => reach.has(id))) return this;
    const own = series.filter(({ chapter }) => reach.has(chapter.id));
    return new OutcomeSource({ ...this.grid, series: own }, this.makeCell);
  }

  /** @param runningMonth the first month that is not over yet */
  row(
    { region, chapter, county, reports }: Area,
    period: Period,
    runningMonth: ReportingMonth,
    partialReports: PartialReports = "COUNTED",
  ): OutcomeRow {
    const { state, populations } = this.roster;
    return {
      state,
      region,
      chapter: chapter === null ? null : (this.chapters.get(chapter) ?? null),
      county: county === null ? null : (this.counties.get(county) ?? null),
      period,
      cell: this.makeCell(reports, period, {
        populations,
        firstMonth: this.grid.span.from,
        runningMonth,
        partialReports,
      }),
    };
  }
}
