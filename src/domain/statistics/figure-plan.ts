// What each figure adds up, worked out once from the catalogue: which reported measures, at which places of a report.

import { addsUpOf, measure, REPORTED_MEASURES } from "../catalog/catalog.js";
import { MEASURES, type MeasureKey } from "../catalog/measures.js";
import type { Expression } from "../catalog/metric.js";
import { METRICS, type MetricKey } from "../catalog/metrics.js";
import { monthIndex } from "../reporting-month.js";

/** A reported measure that a figure adds up. */
export interface Part {
  /** Place in the list of what is reported. */
  readonly place: number;
  /** Month index from which on reports must say it; before, one that leaves it out lacks nothing. */
  readonly since: number;
}

/** A measure of a figure: itself, or the parts it is worked out from. */
export interface Term {
  readonly parts: readonly Part[];
  /** False: parts that a report does not collect are left out, as long as it collects one. */
  readonly needsEveryPart: boolean;
}

/** Measures added and taken away. */
export interface Side {
  readonly plus: readonly Term[];
  readonly minus: readonly Term[];
}

export interface FigurePlan {
  /** What is counted. */
  readonly numerator: Side;
  /** What a rate of measures divides it by. */
  readonly denominator: Side | null;
  /** Parts that a report may leave out without being left out itself, each once. */
  readonly optional: readonly (Part & { readonly key: MeasureKey })[];
  /** Read in the last month of a period that is over, instead of added up. */
  readonly isStock: boolean;
  /** A part of a month cannot be divided by a whole month of residents, so such reports are left out. */
  readonly isOfWholeMonths: boolean;
}

const PLACES: ReadonlyMap<string, number> = new Map(REPORTED_MEASURES.map(({ key }, place) => [key, place]));

/** Where a report keeps each measure that it reports. */
export function placeOf(key: string): number {
  const place = PLACES.get(key);
  if (place === undefined) throw new RangeError(`No report holds the measure ${key}.`);
  return place;
}

interface Plans {
  readonly ofCount: ReadonlyMap<MeasureKey, FigurePlan>;
  readonly ofRate: ReadonlyMap<MetricKey, FigurePlan>;
}

/** @param isOfWholeMonths also figures that could count a part of a month leave it out */
function plans(isOfWholeMonths: boolean): Plans {
  return {
    ofCount: new Map<MeasureKey, FigurePlan>(
      MEASURES.map(({ key }) => [key, planOf({ plus: [key], minus: [] }, null, isOfWholeMonths)]),
    ),
    ofRate: new Map<MetricKey, FigurePlan>(
      METRICS.map(({ key, numerator, denominator }) => [
        key,
        planOf(numerator, denominator, isOfWholeMonths || denominator === null),
      ]),
    ),
  };
}

/** What is done with reports of a part of their month, where a figure can count them. */
export type PartialReports = "COUNTED" | "LEFT_OUT";

const PLANS: Readonly<Record<PartialReports, Plans>> = { COUNTED: plans(false), LEFT_OUT: plans(true) };

/** @throws RangeError for a key that is not in the catalogue. */
export function planOfCount(key: MeasureKey, partial: PartialReports = "COUNTED"): FigurePlan {
  return planIn(PLANS[partial].ofCount, key);
}

/** @throws RangeError for a key that is not in the catalogue. */
export function planOfRate(key: MetricKey, partial: PartialReports = "COUNTED"): FigurePlan {
  return planIn(PLANS[partial].ofRate, key);
}

function planIn<Key extends string>(plans: ReadonlyMap<Key, FigurePlan>, key: Key): FigurePlan {
  const plan = plans.get(key);
  if (plan === undefined) throw new RangeError(`The catalogue has no ${key}.`);
  return plan;
}

function planOf(numerator: Expression, denominator: Expression | null, isOfWholeMonths: boolean): FigurePlan {
  const parts = denominator === null ? [numerator] : [numerator, denominator];
  const keys = parts.flatMap(({ plus, minus }) => [...plus, ...minus]);
  const optional = keys.flatMap((key) => (measure(key).needsEveryPart ? [] : partsOf(key)));
  return {
    numerator: sideOf(numerator),
    denominator: denominator === null ? null : sideOf(denominator),
    optional: [...new Map(optional.map((part) => [part.key, part])).values()],
    isStock: parts.every((part) => addsUpOf(part) === "STOCK"),
    isOfWholeMonths,
  };
}

function sideOf({ plus, minus }: Expression): Side {
  return { plus: plus.map(termOf), minus: minus.map(termOf) };
}

function termOf(key: MeasureKey): Term {
  return { parts: partsOf(key), needsEveryPart: measure(key).needsEveryPart };
}

/** A measure that is worked out stands at the places of its parts. */
function partsOf(key: MeasureKey): FigurePlan["optional"] {
  const { sumOf } = measure(key);
  return (sumOf.length === 0 ? [key] : (sumOf as readonly MeasureKey[])).map((part) => ({
    key: part,
    place: placeOf(part),
    since: monthIndex(measure(part).since),
  }));
}
