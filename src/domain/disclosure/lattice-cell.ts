// One figure that a release may publish: a measure, at a place, in a stretch of calendar months. Names are text and never
// change, so that the same figure is found again in every release.

import type { MeasureKey } from "../catalog/measures.js";
import type { ReportingMonth } from "../reporting-month.js";
import type { Depth, LatticeGrain, PlaceLevel } from "./policy.js";

declare const cell: unique symbol;

/** "CHAPTER:greene|2025-Q1|JAIL_BOOKINGS". */
export type CellId = string & { readonly [cell]: true };

export interface Place {
  readonly level: PlaceLevel;
  /** State code, name of the region, slug of the chapter, or FIPS code of the county. */
  readonly code: string;
}

export interface LatticePeriod {
  readonly grain: LatticeGrain;
  /** "2025-03", "2025-Q1" or "2025". */
  readonly label: string;
  readonly from: ReportingMonth;
  readonly until: ReportingMonth;
}

/** Why a cell has no number at all. None of these is ever a zero, and none is secret. */
export type NoNumber = "NOT_REPORTED" | "NOT_COLLECTED" | "NOT_EXPECTED";

/** How many county months stand behind a cell. Public, cell by cell. */
export interface CellCoverage {
  /** County months for which a report was expected, or came unasked. */
  readonly expected: number;
  /** Reports that are in the number. */
  readonly counted: number;
}

export interface LatticeCell {
  readonly id: CellId;
  readonly place: Place;
  readonly period: LatticePeriod;
  readonly measure: MeasureKey;
  readonly depth: Depth;
  /** The true number, which is secret where it is small. */
  readonly reading: number | NoNumber;
  readonly coverage: CellCoverage;
}

export function cellId(place: Place, period: Pick<LatticePeriod, "label">, measure: string): CellId {
  return `${place.level}:${place.code}|${period.label}|${measure}` as CellId;
}

/** The parts of a cell's name: "CHAPTER:greene|2025-Q1" and the measure. */
export function parseCellId(id: CellId): { readonly spot: string; readonly measure: MeasureKey } {
  const bar = id.lastIndexOf("|");
  return { spot: id.slice(0, bar), measure: id.slice(bar + 1) as MeasureKey };
}
