// A published figure that a restatement has changed, with what it was.

import { measure, REPORTED_MEASURES } from "../catalog/catalog.js";
import type { MeasureKey } from "../catalog/measures.js";
import { cellId, parseCellId, type CellId } from "../disclosure/lattice-cell.js";
import type { CellStatus, FrozenCell, PublicCell } from "../disclosure/protected-lattice.js";
import type { PublishedMonth } from "./published-release.js";

/** A figure as the public sees it. */
export interface ShownFigure {
  readonly status: CellStatus;
  /** Null for everything but what is reported. */
  readonly value: number | null;
}

export interface Correction {
  /** Place, period and measure. Of what is not about persons: a county and a month. */
  readonly id: CellId;
  readonly before: ShownFigure;
  readonly after: ShownFigure;
}

/** A correction as anybody may read it. */
export interface PublishedCorrection extends Correction {
  /** "MO-5": the release that made it. */
  readonly release: string;
  readonly publishedAt: Date;
  /** What people call the place. */
  readonly placeName: string;
}

/** In one sentence, to print. */
export function correctionSentence({ id, placeName, before, after, release }: PublishedCorrection): string {
  const { spot, measure: key } = parseCellId(id);
  const period = spot.slice(spot.indexOf("|") + 1);
  return `${measure(key).title}, ${placeName}, ${period}: ${inWords(after)}, published before as ${inWords(before)} (corrected in ${release}).`;
}

function inWords({ value, status }: ShownFigure): string {
  return value === null ? status.toLowerCase().replaceAll("_", " ") : String(value);
}

/** @param before the cell as it stood in public; undefined: it was never shown */
export function cellCorrection(
  { id, status, value }: PublicCell,
  before: FrozenCell | undefined,
): Correction {
  const was = before?.reading;
  return {
    id,
    before: { status: before?.status ?? "NOT_EXPECTED", value: typeof was === "number" ? was : null },
    after: { status, value },
  };
}

/** What has changed of measures that are not about persons, county month by county month. */
export function plainCorrections(
  before: readonly PublishedMonth[],
  after: readonly PublishedMonth[],
): readonly Correction[] {
  const earlier = new Map(before.map((month) => [`${month.county} ${month.month}`, month]));
  return after.flatMap((month) => {
    const was = earlier.get(`${month.county} ${month.month}`);
    return PLAIN.flatMap((key) => {
      const figures = { before: figureOf(was, key), after: figureOf(month, key) };
      if (figures.before.status === figures.after.status && figures.before.value === figures.after.value)
        return [];
      const id = cellId({ level: "COUNTY", code: month.county }, { label: month.month }, key);
      return [{ id, ...figures }];
    });
  });
}

const PLAIN: readonly MeasureKey[] = REPORTED_MEASURES.flatMap(({ key }) =>
  measure(key).sensitivity === "NONE" ? [key] : [],
);

function figureOf(month: PublishedMonth | undefined, key: MeasureKey): ShownFigure {
  if (month === undefined) return { status: "NOT_EXPECTED", value: null };
  if (month.values === null) return { status: "NOT_REPORTED", value: null };
  const value = month.values[key] ?? null;
  if (value === null) return { status: "NOT_COLLECTED", value };
  return { status: value === 0 ? "REPORTED_ZERO" : "REPORTED", value };
}
