// What published figures say of any set of county months: the figures that are wholly inside it, and, where they do not reach,
// those it lies inside of. Everything here is worked out from what is published, so it gives nothing away that is not.

import { measure as measureOf } from "../catalog/catalog.js";
import type { Bounds } from "../disclosure/protected-lattice.js";
import type { MeasureKey } from "../catalog/measures.js";
import type { NoNumber } from "../disclosure/lattice-cell.js";
import type { PublishedFigure } from "./published-release.js";
import type { MonthNumber, Spot } from "./spots.js";

/** A set of county months, cut into spots of the release. What only some questions need is found when it is asked for. */
export class Cover {
  /** Spots that lie wholly inside, and share no month. */
  readonly inside: readonly Spot[];
  /** Accepted months that no spot inside counts. */
  readonly left: ReadonlySet<MonthNumber>;
  private found: Surroundings | null = null;
  private foundWithin: readonly Spot[] | null = null;

  /**
   * @param spots every spot of the years that the months lie in, those with the most months first
   * @param isAccepted whether the report of a county month was accepted: others add nothing to any figure
   */
  constructor(
    private readonly asked: ReadonlySet<MonthNumber>,
    readonly spots: readonly Spot[],
    private readonly isAccepted: (month: MonthNumber) => boolean,
  ) {
    const { inside, left } = cut(asked, spots);
    this.inside = inside;
    this.left = new Set([...left].filter(isAccepted));
  }

  /** Every spot that lies wholly inside, also those that others hold. */
  get within(): readonly Spot[] {
    return (this.foundWithin ??= this.spots.filter(
      ({ months }) => months.size <= this.asked.size && [...months].every((month) => this.asked.has(month)),
    ));
  }

  /** The smallest spot that all of it lies in; null when there is none. */
  get around(): Spot | null {
    return this.surroundings.around;
  }

  /** What has to be taken away from the spot around it; null when that is no sum of spots. */
  get outside(): readonly Spot[] | null {
    return this.surroundings.outside;
  }

  /** Kinds of figure that count all the months that are left, each with the spots that share a month with them. */
  get limits(): readonly (readonly Spot[])[] {
    return this.surroundings.limits;
  }

  /** The same for every measure, so it is looked for once. */
  private get surroundings(): Surroundings {
    return (this.found ??= this.lookAround());
  }

  private lookAround(): Surroundings {
    const { asked, spots, left } = this;
    const around =
      spots.findLast(
        ({ months }) => months.size >= asked.size && [...asked].every((one) => months.has(one)),
      ) ?? null;
    return {
      around,
      outside: around === null ? null : this.outsideOf(around),
      limits: limitsOf(left, spots),
    };
  }

  private outsideOf(around: Spot): readonly Spot[] | null {
    const others = new Set([...around.months].filter((month) => !this.asked.has(month)));
    const { inside, left } = cut(others, this.spots);
    return [...left].some(this.isAccepted) ? null : inside;
  }
}

interface Surroundings {
  readonly around: Spot | null;
  readonly outside: readonly Spot[] | null;
  readonly limits: readonly (readonly Spot[])[];
}

/** What is known of one measure over a cover. */
export interface Known {
  /** Whole numbers between which the count lies; equal when it is known. `upper` null: nothing limits it. */
  readonly bounds: Bounds;
  /** Reports that are in the count; null when that cannot be said. */
  readonly counted: number | null;
  /** Why there is no number at all; null when there is one, shown or not. */
  readonly absence: NoNumber | null;
  /** A restatement has changed it since it was first published. */
  readonly isRestated: boolean;
}

/** Known to the number, and from how many reports: a limit of 0 alone does not tell nothing from not collected. */
export function isExact({ bounds: { lower, upper }, counted }: Pick<Known, "bounds" | "counted">): boolean {
  return lower === upper && counted !== null;
}

/**
 * Only part of what late corrections change is restated, so that restated figures do not add up with those around them. They
 * are taken where they answer by themselves, beside first numbers of other places and periods; what has to be narrowed by others
 * is worked out from first numbers alone.
 * @param together measures that are compared with each other: in one place and period all of them are restated, or none is taken so
 */
export function knownOf(
  measure: MeasureKey,
  cover: Cover,
  together: readonly MeasureKey[] = [measure],
): Known {
  const isRestated = ({ restated }: Spot) => together.every((one) => restated.has(one));
  if (cover.left.size === 0 && cover.inside.some(isRestated)) {
    const now = addUp(measure, cover.inside, (spot) =>
      (isRestated(spot) ? spot.restated : spot.figures).get(measure),
    );
    if (isExact(now)) return { ...now, isRestated: true };
  }
  return firstKnownOf(measure, cover);
}

/** From the numbers that were published first. */
export function firstKnownOf(measure: MeasureKey, cover: Cover): Known {
  const isNeverSaid = cover.spots.every((spot) => figureIn(spot, measure) === NEVER_SAID);
  if (isNeverSaid && cover.spots.length > 0)
    return { bounds: { lower: 0, upper: 0 }, counted: 0, absence: "NOT_COLLECTED", isRestated: false };
  const inside = addUp(measure, cover.inside);
  if (cover.left.size === 0 && isExact(inside)) return { ...inside, isRestated: false };
  if (cover.left.size === 0)
    return { ...inside, bounds: meet(inside.bounds, takenAway(measure, cover)), isRestated: false };
  const bounds = meet(sum(inside.bounds, limitOf(measure, cover)), takenAway(measure, cover));
  const counted = countedInside(measure, cover);
  return { bounds, counted, absence: counted === 0 ? "NOT_COLLECTED" : null, isRestated: false };
}

/**
 * Whether the measures come from the same reports, as far as what is published tells: as many in all may be others, such as those
 * of one chapter that say the first and those of another that say the second.
 */
export function areOfSameReports(measures: readonly MeasureKey[], { within }: Cover): boolean {
  return within.every((spot) => {
    const counted = measures.flatMap((measure) => figureIn(spot, measure)?.coverage.counted ?? []);
    return new Set(counted).size <= 1;
  });
}

/** How many of the reports that were accepted say the measure; null where what is published does not tell. */
function countedInside(measure: MeasureKey, { around, outside }: Cover): number | null {
  const whole = around === null ? undefined : figureIn(around, measure)?.coverage.counted;
  if (whole === undefined) return null;
  // None of the reports around says it.
  if (whole === 0) return 0;
  const rest = outside === null ? null : addUp(measure, outside).counted;
  return rest === null ? null : whole - rest;
}

function cut(
  asked: ReadonlySet<MonthNumber>,
  spots: readonly Spot[],
): { readonly inside: readonly Spot[]; readonly left: ReadonlySet<MonthNumber> } {
  const left = new Set(asked);
  const inside: Spot[] = [];
  for (const spot of spots) {
    if (spot.months.size > left.size || ![...spot.months].every((month) => left.has(month))) continue;
    inside.push(spot);
    for (const month of spot.months) left.delete(month);
    if (left.size === 0) break;
  }
  return { inside, left };
}

type Unrestated = Omit<Known, "isRestated">;

/** The figures of spots that share no month, added up. */
function addUp(
  measure: MeasureKey,
  spots: readonly Spot[],
  figureOf = (spot: Spot): Figure | undefined => figureIn(spot, measure),
): Unrestated {
  let bounds: Bounds = { lower: 0, upper: 0 };
  let counted: number | null = 0;
  const absences = new Set<NoNumber>();
  let isNumber = false;
  for (const spot of spots) {
    const figure = figureOf(spot);
    bounds = sum(bounds, boundsOf(figure));
    counted = counted === null || figure === undefined ? null : counted + figure.coverage.counted;
    if (figure === undefined || figure.status === "WITHHELD" || figure.value !== null) isNumber = true;
    else absences.add(figure.status as NoNumber);
  }
  const absence = (["NOT_REPORTED", "NOT_COLLECTED", "NOT_EXPECTED"] as const).find((one) =>
    absences.has(one),
  );
  return { bounds, counted, absence: isNumber ? null : (absence ?? null) };
}

type Figure = Pick<PublishedFigure, "status" | "value" | "bounds"> & {
  readonly coverage: Pick<PublishedFigure["coverage"], "counted">;
};

/** What a release without a figure says of a measure that came into the catalog later. */
const NEVER_SAID: Figure = { status: "NOT_COLLECTED", value: null, bounds: null, coverage: { counted: 0 } };

function figureIn({ figures, period }: Spot, key: MeasureKey): Figure | undefined {
  return figures.get(key) ?? (measureOf(key).since >= period.until ? NEVER_SAID : undefined);
}

/** A figure that was never published can be anything. */
function boundsOf(figure: Figure | undefined): Bounds {
  if (figure === undefined) return { lower: 0, upper: null };
  return figure.bounds ?? { lower: figure.value ?? 0, upper: figure.value ?? 0 };
}

/** At most what the figures around the months that are left over allow, by the kind of figure that allows least. */
function limitOf(measure: MeasureKey, { left, limits }: Cover): Bounds {
  if (left.size === 0) return { lower: 0, upper: 0 };
  const uppers = limits.flatMap((spots) => {
    const bounds = spots.map((spot) => boundsOf(figureIn(spot, measure)));
    const { upper } = bounds.reduce(sum, { lower: 0, upper: 0 });
    return upper === null ? [] : [upper];
  });
  return { lower: 0, upper: uppers.length === 0 ? null : Math.min(...uppers) };
}

function limitsOf(left: ReadonlySet<MonthNumber>, spots: readonly Spot[]): readonly (readonly Spot[])[] {
  const months = [...left];
  const kinds = new Map<string, Spot[]>();
  for (const spot of spots) {
    if (!months.some((month) => spot.months.has(month))) continue;
    const name = `${spot.place.level} ${spot.period.grain}`;
    const kind = kinds.get(name);
    if (kind === undefined) kinds.set(name, [spot]);
    else kind.push(spot);
  }
  return [...kinds.values()].filter((kind) =>
    months.every((month) => kind.some((spot) => spot.months.has(month))),
  );
}

/** The spot around it without what is outside of it. */
function takenAway(measure: MeasureKey, cover: Cover): Bounds {
  const { around, outside } = cover;
  if (around === null) return { lower: 0, upper: null };
  const whole = boundsOf(figureIn(around, measure));
  if (outside === null) return { lower: 0, upper: whole.upper };
  const rest = addUp(measure, outside).bounds;
  return {
    lower: rest.upper === null ? 0 : Math.max(0, whole.lower - rest.upper),
    upper: whole.upper === null ? null : whole.upper - rest.lower,
  };
}

function sum(left: Bounds, right: Bounds): Bounds {
  return {
    lower: left.lower + right.lower,
    upper: left.upper === null || right.upper === null ? null : left.upper + right.upper,
  };
}

function meet(left: Bounds, right: Bounds): Bounds {
  const uppers = [left.upper, right.upper].filter((upper) => upper !== null);
  return {
    lower: Math.max(left.lower, right.lower),
    upper: uppers.length === 0 ? null : Math.min(...uppers),
  };
}
