// The two sides of a comparison, and why two rates may not be set side by side.

import { countsOf, type Counts } from "./counts.js";
import type { Rate } from "./figure.js";

/** One side of a comparison. */
export interface Side {
  /** As it stands in a sentence, such as "Boone County in 2025". */
  readonly name: string;
  readonly rate: Rate;
  /** Census vintage that a rate per residents rests on; null for any other rate. */
  readonly vintage: string | null;
}

/**
 * Whether the two sides count the same reports: none of them, some, or all; or a stock of the same counties at two times, which is
 * mostly the same officers. Limits hold only where they share nothing.
 */
export type Overlap = "APART" | "OVERLAPPING" | "SAME" | "SAME_STOCK";

/** A side that has a number. */
export interface CountedSide extends Side {
  readonly counts: Counts;
}

type Pairing =
  | { readonly left: CountedSide; readonly right: CountedSide; readonly refusal: null }
  | { readonly refusal: string };

/**
 * Two sides that can be compared, or every reason why they cannot.
 * @throws RangeError for rates of two metrics, or of two versions of one
 */
export function pairUp(left: Side, right: Side, overlap: Overlap): Pairing {
  requireOneMetric(left.rate, right.rate);
  const [one, other] = [counted(left), counted(right)];
  const refusals = [
    overlapRefusal(left, right, overlap),
    one === null ? absenceRefusal(left) : null,
    other === null ? absenceRefusal(right) : null,
    vintageRefusal(left, right),
  ].filter((refusal) => refusal !== null);
  return one === null || other === null || refusals.length > 0
    ? { refusal: refusals.join(" ") }
    : { left: one, right: other, refusal: null };
}

function requireOneMetric({ definition: left }: Rate, { definition: right }: Rate): void {
  if (left.key === right.key && left.version === right.version) return;
  const names = [left, right].map(({ key, version }) => `${key} version ${String(version)}`);
  throw new RangeError(`${names.join(" and ")} are two metrics: only rates of one can be compared.`);
}

function counted(side: Side): CountedSide | null {
  const counts = countsOf(side.rate);
  return counts === null ? null : { ...side, counts };
}

function overlapRefusal(left: Side, right: Side, overlap: Overlap): string | null {
  switch (overlap) {
    case "APART":
      return null;
    case "SAME":
      return `${left.name} is set against itself: choose two areas, or two periods.`;
    case "OVERLAPPING":
      return `${left.name} and ${right.name} share reports, so nobody can say how far chance alone sets them apart: choose two that share none.`;
    case "SAME_STOCK":
      return `${left.name} and ${right.name} count mostly the same officers, once at each time, so nobody can say how far chance alone sets them apart: read the two figures as they are, or choose two areas at one time.`;
  }
}

function absenceRefusal({ name, rate }: Side): string {
  const absence = `${name} has no ${rate.definition.title} to compare.`;
  return rate.note === null ? absence : `${absence} ${rate.note}`;
}

/** Where a side has no number, its own note says why. */
function vintageRefusal(left: Side, right: Side): string | null {
  if (left.rate.definition.kind !== "RESIDENT_RATE") return null;
  if (left.rate.value === null || right.rate.value === null) return null;
  if (left.vintage !== null && left.vintage === right.vintage) return null;
  const [one, other] = [left, right].map(({ vintage }) => vintage ?? "that is not known");
  return `The residents of ${left.name} are of census vintage ${String(one)}, those of ${right.name} of vintage ${String(other)}. Numbers of two vintages are not comparable: choose years that one vintage covers.`;
}
