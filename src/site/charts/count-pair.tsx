// Jail beside hospital in one line: a dot and a square on a common axis, or the range in which a withheld count lies.

import type { CountPartsFragment } from "../generated/graphql.js";
import { countInWords } from "../words.js";
import { countAxis, percent, type Axis } from "./scale.js";

export type ShownCount = Pick<CountPartsFragment, "value" | "status" | "lower" | "upper">;

export interface CountPairProps {
  readonly jail: ShownCount;
  readonly care: ShownCount;
  readonly axis: Axis;
}

const HEIGHT = 30;
/** Room at the left and right for half a mark. */
const INSET = 0.04;

/** One axis for all lines of a table. */
export function axisOfPairs(counts: readonly ShownCount[]): Axis {
  return countAxis(Math.max(0, ...counts.map(({ value, upper }) => value ?? upper ?? 0)));
}

export function CountPair({ jail, care, axis }: CountPairProps) {
  const says = `Jail bookings: ${countInWords(jail)}. Hospital diversions: ${countInWords(care)}.`;
  return (
    <svg className="count-pair" width="100%" height={HEIGHT} role="img" aria-label={says}>
      {axis.ticks.map((tick) => (
        <line
          key={tick}
          x1={across(axis, tick)}
          x2={across(axis, tick)}
          y1="0"
          y2={HEIGHT}
          className="grid"
        />
      ))}
      {jail.value !== null && care.value !== null && (
        <line
          x1={across(axis, jail.value)}
          x2={across(axis, care.value)}
          y1={HEIGHT / 2}
          y2={HEIGHT / 2}
          className="between"
        />
      )}
      <Range count={jail} axis={axis} y={HEIGHT / 2 - 7} look="jail" />
      <Range count={care} axis={axis} y={HEIGHT / 2 + 7} look="care" />
      {jail.value !== null && <circle cx={across(axis, jail.value)} cy={HEIGHT / 2} r="6" className="jail" />}
      {care.value !== null && (
        <svg x={across(axis, care.value)} y={HEIGHT / 2} overflow="visible">
          <rect x="-6" y="-6" width="12" height="12" className="care" />
        </svg>
      )}
    </svg>
  );
}

/** The numbers of the axis, above the lines of the table. */
export function CountPairAxis({ axis }: { readonly axis: Axis }) {
  return (
    <svg className="count-pair-axis" width="100%" height="20" aria-hidden="true">
      {axis.ticks.map((tick) => (
        <text key={tick} x={across(axis, tick)} y="14" textAnchor="middle">
          {tick < 1000 ? tick : `${String(tick / 1000)}k`}
        </text>
      ))}
    </svg>
  );
}

function Range({
  count: { value, status, lower, upper },
  axis,
  y,
  look,
}: {
  readonly count: ShownCount;
  readonly axis: Axis;
  readonly y: number;
  readonly look: string;
}) {
  if (value !== null || status !== "WITHHELD" || upper === null) return null;
  return (
    <line x1={across(axis, lower ?? 0)} x2={across(axis, upper)} y1={y} y2={y} className={`range ${look}`} />
  );
}

function across(axis: Axis, value: number): string {
  return percent(INSET + (1 - 2 * INSET) * axis.place(value));
}
