// A rate over time with its band of uncertainty. A period without a number is a gap with a mark, never a line through it.

import type { PeriodPartsFragment, RatePartsFragment } from "../generated/graphql.js";
import { intervalInWords, rateInWords, roundNumber, type Unit } from "../words.js";
import { niceAxis, percent, type Axis } from "./scale.js";

export interface TrendPoint {
  readonly period: PeriodPartsFragment;
  readonly rate: RatePartsFragment;
}

export interface RateTrendProps {
  readonly points: readonly TrendPoint[];
  readonly unit: Unit;
  readonly label: string;
}

export const BAND_IN_WORDS = "The band is the range in which the rate lies 95 times in 100.";

const HEIGHT = 220;
/** Room below for marks of periods without a number. */
const FLOOR = 18;
const MOST_LABELS = 5;

export function RateTrend({ points, unit, label }: RateTrendProps) {
  const numbers = points.flatMap(({ rate }) =>
    rate.value === null ? [] : [rate.value, rate.interval?.lower, rate.interval?.upper].flatMap(numberOf),
  );
  if (numbers.length === 0) return <p className="no-chart">There is no number for any of these periods.</p>;
  const axis = niceAxis(numbers, 4);
  const y = (value: number) => (HEIGHT - FLOOR) * (1 - axis.place(value)) + 6;
  const x = (index: number) =>
    points.length < 4 ? (index + 0.5) / points.length : index / (points.length - 1);
  return (
    <div className="rate-trend">
      <ValueAxis axis={axis} unit={unit} y={y} />
      <div className="plot">
        <svg width="100%" height={HEIGHT + 30} role="img" aria-label={label}>
          {axis.ticks.map((tick) => (
            <line key={tick} x1="0%" x2="100%" y1={y(tick)} y2={y(tick)} className="grid" />
          ))}
          <svg viewBox={`0 0 100 ${String(HEIGHT)}`} preserveAspectRatio="none" width="100%" height={HEIGHT}>
            {stretches(points).map((stretch) => (
              <g key={stretch[0]}>
                <path d={bandOf(stretch, points, x, y)} className="band" />
                <path d={lineOf(stretch, points, x, y)} className="line" />
              </g>
            ))}
          </svg>
          {points.map((point, index) => (
            <PointMark
              key={point.period.from}
              point={point}
              x={percent(x(index))}
              y={y}
              isAlone={points[index - 1]?.rate.value == null && points[index + 1]?.rate.value == null}
            />
          ))}
          {labelled(points.length).map((index) => (
            <text key={index} x={percent(x(index))} y={HEIGHT + 20} textAnchor={anchorOf(x(index))}>
              {shortLabel(points[index]?.period)}
            </text>
          ))}
        </svg>
        {points.some(({ rate }) => rate.value === null) && (
          <p className="axis-title">×: no number, which is not zero</p>
        )}
      </div>
    </div>
  );
}

function ValueAxis({
  axis,
  unit,
  y,
}: {
  readonly axis: Axis;
  readonly unit: Unit;
  readonly y: (value: number) => number;
}) {
  return (
    <svg className="value-axis" width="52" height={HEIGHT + 30} aria-hidden="true">
      {axis.ticks.map((tick) => (
        <text key={tick} x="46" y={y(tick) + 4} textAnchor="end">
          {roundNumber(tick, unit)}
        </text>
      ))}
    </svg>
  );
}

/** @param isAlone neither neighbour has a number: the range is a line, where others have a band */
function PointMark({
  point: { period, rate },
  x,
  y,
  isAlone,
}: {
  readonly point: TrendPoint;
  readonly isAlone: boolean;
  readonly x: string;
  readonly y: (value: number) => number;
}) {
  const interval = intervalInWords(rate);
  const says = `${period.label}: ${rateInWords(rate)}${interval === null ? "" : ` (${interval})`}`;
  if (rate.value === null)
    return (
      <text x={x} y={HEIGHT - 2} textAnchor="middle" className="gap">
        ×<title>{says}</title>
      </text>
    );
  return (
    <g>
      {isAlone && rate.interval !== null && (
        <line
          x1={x}
          x2={x}
          y1={y(Number(rate.interval.lower))}
          y2={y(Number(rate.interval.upper))}
          className="alone"
        />
      )}
      <circle cx={x} cy={y(Number(rate.value))} r="4" className="point">
        <title>{says}</title>
      </circle>
    </g>
  );
}

/** Words at the ends do not reach beyond the chart. */
function anchorOf(place: number): "start" | "middle" | "end" {
  if (place === 0) return "start";
  return place === 1 ? "end" : "middle";
}

function numberOf(value: string | undefined): readonly number[] {
  return value === undefined ? [] : [Number(value)];
}

/** Indices of neighbours that all have a number. */
function stretches(points: readonly TrendPoint[]): readonly (readonly number[])[] {
  const found: number[][] = [];
  points.forEach(({ rate }, index) => {
    if (rate.value === null) return;
    const last = found.at(-1);
    if (last?.at(-1) === index - 1) last.push(index);
    else found.push([index]);
  });
  return found;
}

type Across = (index: number) => number;
type Down = (value: number) => number;

function lineOf(stretch: readonly number[], points: readonly TrendPoint[], x: Across, y: Down): string {
  return pathThrough(stretch.map((index) => [x(index), y(Number(points[index]?.rate.value))]));
}

function bandOf(stretch: readonly number[], points: readonly TrendPoint[], x: Across, y: Down): string {
  const edge = (side: "lower" | "upper") =>
    stretch.flatMap((index): [number, number][] => {
      const interval = points[index]?.rate.interval;
      return interval == null ? [] : [[x(index), y(Number(interval[side]))]];
    });
  const around = [...edge("upper"), ...edge("lower").reverse()];
  return around.length < 4 ? "" : `${pathThrough(around)}Z`;
}

function pathThrough(places: readonly (readonly number[])[]): string {
  return places
    .map(
      ([across = 0, down = 0], index) =>
        `${index === 0 ? "M" : "L"}${(across * 100).toFixed(2)} ${down.toFixed(1)}`,
    )
    .join("");
}

/** Which periods are named below the axis: evenly spread, first and last among them. */
function labelled(count: number): readonly number[] {
  if (count <= MOST_LABELS) return Array.from({ length: count }, (_, index) => index);
  const last = count - 1;
  return Array.from({ length: MOST_LABELS - 1 }, (_, index) =>
    Math.round((index * last) / (MOST_LABELS - 2)),
  );
}

const SHORT_MONTH = new Intl.DateTimeFormat("en-US", { month: "short", year: "numeric", timeZone: "UTC" });

function shortLabel(period: PeriodPartsFragment | undefined): string {
  if (period === undefined) return "";
  return /^\d{4}$/.test(period.label)
    ? period.label
    : SHORT_MONTH.format(new Date(`${period.from}-01T00:00:00Z`));
}
