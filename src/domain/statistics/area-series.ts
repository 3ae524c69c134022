// The series of one area, added up over stretches of months. Large areas keep their sums month by month, so that a statewide
// trend does not add the same reports up for each of its figures anew.

import type { MeasureKey } from "../catalog/measures.js";
import { monthIndex, type MonthRange, type ReportingMonth } from "../reporting-month.js";
import type { FigurePlan, Side, Term } from "./figure-plan.js";
import {
  MARK,
  NOT_COLLECTED,
  NOT_SAID,
  placesOf,
  type RefusedRows,
  type ReportGrid,
  type Series,
} from "./report-grid.js";

/** How many county-months were expected, and what became of them. */
export interface MarkSums {
  readonly expected: number;
  readonly received: number;
  readonly onTime: number;
  readonly accepted: number;
  /** Of the accepted ones. */
  readonly partial: number;
  /** Of the accepted ones. */
  readonly invented: number;
  /** Of the accepted ones, those that were filed to say that nothing happened. */
  readonly zero: number;
  /** Sent back, and waiting for their chapter. */
  readonly returned: number;
  /** Something of it is invented: a report, or the expectation of one that never came. */
  readonly isInvented: boolean;
}

/** What a figure adds up to over the reports that answer it. */
export interface FigureSums {
  readonly numerator: number;
  readonly denominator: number;
  readonly counted: number;
  /** Of the counted ones. */
  readonly partial: number;
  /** Of the counted ones. */
  readonly invented: number;
  /** Accepted reports that do not collect it. */
  readonly notCollected: number;
  /** Accepted reports of a part of their month, where whole months are needed. */
  readonly leftOut: number;
}

export interface RefusedRowsInAll extends RefusedRows {
  /** There may be more without a date: months may share them, or each have its own. */
  readonly isUndatedAtLeast: boolean;
}

type InTheMaking<T> = { -readonly [Key in keyof T]: T[Key] };

/** One month of one series that is in a figure, or should be. */
export interface SeriesMonth {
  readonly series: Series;
  /** Place in the columns of the grid. */
  readonly place: number;
}

/** With fewer series than this, adding up costs less than keeping sums. */
const LARGE = 8;

/** Bounds what a large area keeps: every figure of the catalogue fits. */
const MOST_COLUMNS = 256;

export class AreaSeries {
  private readonly first: number;
  private readonly length: number;
  private readonly monthly = new Map<FigurePlan, readonly FigureSums[]>();
  private monthlyMarks: readonly MonthMarks[] | null = null;

  constructor(
    readonly series: readonly Series[],
    { span }: Pick<ReportGrid, "span">,
  ) {
    this.first = monthIndex(span.from);
    this.length = monthIndex(span.until) - this.first;
  }

  /** @param runningMonth the first month that is not over yet: from then on only what came counts as expected */
  marks(range: MonthRange, runningMonth: ReportingMonth): MarkSums {
    const [from, until] = placesOf(range, this.first, this.length);
    const running = monthIndex(runningMonth) - this.first;
    const sums = noMarks();
    if (this.series.length < LARGE) {
      for (const { marks } of this.series)
        for (let place = from; place < until; place++) addMarks(sums, marks[place] ?? 0, place < running);
    } else {
      const months = (this.monthlyMarks ??= this.addMonths());
      for (let place = from; place < until; place++) joinMarks(sums, months[place], place < running);
    }
    return sums;
  }

  /** What the figure adds up to in a range of months. */
  sum(plan: FigurePlan, range: MonthRange): FigureSums {
    const [from, until] = placesOf(range, this.first, this.length);
    if (this.series.length < LARGE) return this.addUp(plan, from, until);
    const months = this.monthsOf(plan);
    const sums = nothing();
    for (let place = from; place < until; place++) join(sums, months[place]);
    return sums;
  }

  /** The months that are in a figure, series by series. */
  *counted(plan: FigurePlan, range: MonthRange): Generator<SeriesMonth> {
    const [from, until] = placesOf(range, this.first, this.length);
    for (const series of this.series)
      for (let place = from; place < until; place++)
        if (isCounted(series, plan, place, this.first)) yield { series, place };
  }

  /** Parts of the figure that a report in it does not collect, so that they are left out of it. */
  partsLeftOut(plan: FigurePlan, range: MonthRange): readonly MeasureKey[] {
    const open = new Set(plan.optional);
    if (open.size > 0)
      for (const { series, place } of this.counted(plan, range))
        for (const part of open) {
          const isCollected = (series.values[part.place]?.[place] ?? NOT_SAID) >= 0;
          // Before it was to be reported nobody could collect it.
          if (!isCollected && this.first + place >= part.since) open.delete(part);
        }
    return plan.optional.filter((part) => !open.has(part)).map(({ key }) => key);
  }

  /** Rows of sources that were refused, of which no figure of these months knows anything. */
  refusedRows(range: MonthRange): RefusedRowsInAll {
    const [from, until] = placesOf(range, this.first, this.length);
    let dated = 0;
    let isUndatedAtLeast = false;
    const undated = new Map<number, number>();
    for (const { chapter, refusedRows } of this.series)
      for (const [place, rows] of refusedRows) {
        if (place < from || place >= until) continue;
        dated += rows.dated;
        if (rows.undated === 0) continue;
        // The same rows without a date stand beside every month that their file covers; those of another file are others.
        const before = undated.get(chapter.id);
        if (before !== undefined) isUndatedAtLeast = true;
        undated.set(chapter.id, Math.max(before ?? 0, rows.undated));
      }
    return { dated, undated: [...undated.values()].reduce((sum, rows) => sum + rows, 0), isUndatedAtLeast };
  }

  /** The months that should have been reported and were not, series by series. */
  *missing(range: MonthRange, runningMonth: ReportingMonth): Generator<SeriesMonth> {
    const [from, until] = placesOf(range, this.first, this.length);
    const over = Math.min(until, monthIndex(runningMonth) - this.first);
    for (const series of this.series)
      for (let place = from; place < over; place++)
        if (((series.marks[place] ?? 0) & (MARK.EXPECTED | MARK.RECEIVED)) === MARK.EXPECTED)
          yield { series, place };
  }

  private addUp(plan: FigurePlan, from: number, until: number): FigureSums {
    const sums = nothing();
    for (const series of this.series)
      for (let place = from; place < until; place++) add(sums, series, plan, place, this.first);
    return sums;
  }

  private monthsOf(plan: FigurePlan): readonly FigureSums[] {
    const kept = this.monthly.get(plan);
    if (kept !== undefined) return kept;
    const months = Array.from({ length: this.length }, (_, place) => this.addUp(plan, place, place + 1));
    if (this.monthly.size >= MOST_COLUMNS) this.monthly.clear();
    this.monthly.set(plan, months);
    return months;
  }

  private addMonths(): readonly MonthMarks[] {
    return Array.from({ length: this.length }, (_, place) => {
      const [came, awaited] = [noMarks(), noMarks()];
      for (const { marks } of this.series) {
        const mark = marks[place] ?? 0;
        addMarks((mark & MARK.RECEIVED) === 0 ? awaited : came, mark, true);
      }
      return { came, awaited };
    });
  }
}

/** What came, and what should have come once the month is over. */
interface MonthMarks {
  readonly came: MarkSums;
  readonly awaited: MarkSums;
}

function isObserved(mark: number, isOver: boolean): boolean {
  return (mark & MARK.RECEIVED) !== 0 || (isOver && (mark & MARK.EXPECTED) !== 0);
}

function noMarks(): InTheMaking<MarkSums> {
  return {
    expected: 0,
    received: 0,
    onTime: 0,
    accepted: 0,
    partial: 0,
    invented: 0,
    zero: 0,
    returned: 0,
    isInvented: false,
  };
}

/** A report that came unasked is as good as expected. */
function addMarks(sums: InTheMaking<MarkSums>, mark: number, isOver: boolean): void {
  if (!isObserved(mark, isOver)) return;
  sums.expected++;
  if ((mark & MARK.INVENTED) !== 0) sums.isInvented = true;
  if ((mark & MARK.RECEIVED) !== 0) sums.received++;
  if ((mark & MARK.ON_TIME) !== 0) sums.onTime++;
  if ((mark & MARK.RETURNED) !== 0) sums.returned++;
  if ((mark & MARK.ACCEPTED) === 0) return;
  sums.accepted++;
  if ((mark & MARK.PARTIAL) !== 0) sums.partial++;
  if ((mark & MARK.INVENTED) !== 0) sums.invented++;
  if ((mark & MARK.ZERO_REPORT) !== 0) sums.zero++;
}

function joinMarks(sums: InTheMaking<MarkSums>, month: MonthMarks | undefined, isOver: boolean): void {
  if (month === undefined) return;
  const { came, awaited } = month;
  sums.expected += came.expected + (isOver ? awaited.expected : 0);
  sums.received += came.received;
  sums.onTime += came.onTime;
  sums.accepted += came.accepted;
  sums.partial += came.partial;
  sums.invented += came.invented;
  sums.zero += came.zero;
  sums.returned += came.returned;
  sums.isInvented ||= came.isInvented || (isOver && awaited.isInvented);
}

function nothing(): InTheMaking<FigureSums> {
  return {
    numerator: 0,
    denominator: 0,
    counted: 0,
    partial: 0,
    invented: 0,
    notCollected: 0,
    leftOut: 0,
  };
}

function join(sums: InTheMaking<FigureSums>, month: FigureSums | undefined): void {
  if (month === undefined) return;
  sums.numerator += month.numerator;
  sums.denominator += month.denominator;
  sums.counted += month.counted;
  sums.partial += month.partial;
  sums.invented += month.invented;
  sums.notCollected += month.notCollected;
  sums.leftOut += month.leftOut;
}

/** Adds one month of one series, if its report answers the figure: a report that lacks a part of it lends nothing. */
function add(
  sums: InTheMaking<FigureSums>,
  series: Series,
  plan: FigurePlan,
  place: number,
  first: number,
): void {
  const mark = series.marks[place] ?? 0;
  if ((mark & MARK.ACCEPTED) === 0) return;
  const numerator = read(series, plan.numerator, place, first + place);
  const denominator = plan.denominator === null ? 0 : read(series, plan.denominator, place, first + place);
  if (!Number.isFinite(numerator) || !Number.isFinite(denominator)) {
    if (numerator === Infinity || denominator === Infinity) sums.notCollected++;
    return;
  }
  const isPartial = (mark & MARK.PARTIAL) !== 0;
  if (isPartial && plan.isOfWholeMonths) {
    sums.leftOut++;
    return;
  }
  sums.counted++;
  sums.numerator += numerator;
  sums.denominator += denominator;
  if (isPartial) sums.partial++;
  if ((mark & MARK.INVENTED) !== 0) sums.invented++;
}

function isCounted(series: Series, plan: FigurePlan, place: number, first: number): boolean {
  const sums = nothing();
  add(sums, series, plan, place, first);
  return sums.counted > 0;
}

/** What a report says of one side of a figure. NaN: it leaves a part out. Infinity: it does not collect what is needed. */
function read(series: Series, { plus, minus }: Side, place: number, month: number): number {
  let sum = 0;
  for (const term of plus) sum += readTerm(series, term, place, month);
  for (const term of minus) {
    const value = readTerm(series, term, place, month);
    // Not collected stays so, also where it is taken away.
    sum = value === Infinity && !Number.isNaN(sum) ? Infinity : sum - value;
  }
  return sum;
}

function readTerm(series: Series, { parts, needsEveryPart }: Term, place: number, month: number): number {
  let sum = 0;
  let isAnyCounted = false;
  let isAnyUncollected = false;
  for (const part of parts) {
    const value = series.values[part.place]?.[place] ?? NOT_SAID;
    if (value >= 0) {
      sum += value;
      isAnyCounted = true;
    } else if (value === NOT_COLLECTED) isAnyUncollected = true;
    else if (month >= part.since) return NaN;
  }
  return isAnyCounted && (!needsEveryPart || !isAnyUncollected) ? sum : Infinity;
}
