// Every place against the common rate, by its size, with the lines that chance draws: what to read instead of a ranking.

import type { FunnelOfPlacesQuery } from "../generated/graphql.js";
import { rateInWords, roundNumber, type Unit } from "../words.js";
import { niceAxis, percent } from "./scale.js";

type Funnel = FunnelOfPlacesQuery["funnel"];
type FunnelPoint = Funnel["points"][number];

export interface FunnelChartProps {
  readonly funnel: Funnel;
  readonly unit: Unit;
  readonly label: string;
}

const HEIGHT = 340;
const LIMITS = ["lower998", "lower95", "upper95", "upper998"] as const;

export function FunnelChart({ funnel, unit, label }: FunnelChartProps) {
  const placed = funnel.points.filter(({ rate }) => rate.value !== null && rate.denominator !== null);
  const center = funnel.center.value;
  if (placed.length === 0) return <p className="no-chart">No place has a rate in this period.</p>;
  if (center === null)
    return <p className="no-chart">There is no common rate in this period to set the places against.</p>;
  const sizes = funnel.curve.map(({ denominator }) => Math.log10(Math.max(1, denominator)));
  const [least, most] = [Math.min(...sizes), Math.max(...sizes, Math.min(...sizes) + 0.1)];
  const x = (size: number) => 0.03 + (0.94 * (Math.log10(Math.max(1, size)) - least)) / (most - least);
  const shares = placed.map(({ rate }) => Number(rate.value));
  const inView = (value: number) => (unit.per === 1 ? Math.min(1, Math.max(0, value)) : Math.max(0, value));
  const lines = funnel.curve.flatMap(({ adjustedLimits }) =>
    LIMITS.map((limit) => inView(Number(adjustedLimits[limit]))),
  );
  const axis = niceAxis([...shares, ...lines], 5);
  const y = (value: number) => 8 + (HEIGHT - 16) * (1 - axis.place(value));
  const curveOf = (limit: (typeof LIMITS)[number]) =>
    funnel.curve
      .map(
        ({ denominator, adjustedLimits }, index) =>
          `${index === 0 ? "M" : "L"}${(x(denominator) * 100).toFixed(2)} ${y(inView(Number(adjustedLimits[limit]))).toFixed(1)}`,
      )
      .join("");
  return (
    <>
      <div className="funnel-chart">
        <svg className="value-axis" width="52" height={HEIGHT + 26} aria-hidden="true">
          {axis.ticks.map((tick) => (
            <text key={tick} x="46" y={y(tick) + 4} textAnchor="end">
              {roundNumber(tick, unit)}
            </text>
          ))}
        </svg>
        <div className="plot">
          <svg width="100%" height={HEIGHT + 26} role="img" aria-label={label}>
            <svg
              viewBox={`0 0 100 ${String(HEIGHT)}`}
              preserveAspectRatio="none"
              width="100%"
              height={HEIGHT}
            >
              {LIMITS.map((limit) => (
                <path key={limit} d={curveOf(limit)} className={limit.endsWith("998") ? "outer" : "inner"} />
              ))}
              <path d={`M0 ${y(Number(center)).toFixed(1)}H100`} className="center" />
            </svg>
            {placed.map((point) => (
              <PlaceMark key={nameOf(point)} point={point} funnel={funnel} x={x} y={y} />
            ))}
            {sizeTicks(10 ** least, 10 ** most).map((size) => (
              <text key={size} x={percent(x(size))} y={HEIGHT + 20} textAnchor="middle">
                {size.toLocaleString("en-US")}
              </text>
            ))}
          </svg>
          <p className="axis-title">Size: how many the rate is divided by (logarithmic scale)</p>
        </div>
      </div>
      <FunnelKey isSpread={funnel.dispersion?.overdispersed === true} />
    </>
  );
}

/** @param isSpread places differ by more than chance, so the lines were moved apart */
function FunnelKey({ isSpread }: { readonly isSpread: boolean }) {
  return (
    <ul className="funnel-key" aria-label="Key">
      <li>Solid line: the common rate.</li>
      <li>
        Dashed: 95 of 100 places would lie within,{" "}
        {isSpread ? "if places differed as much as these do" : "were there nothing but chance"}.
      </li>
      <li>Dotted: 998 of 1,000 would.</li>
      <li>Triangles with a name lie outside; circles within.</li>
    </ul>
  );
}

/** Beyond the lines a place is a triangle with its name, within them a dot. */
function PlaceMark({
  point,
  funnel,
  x,
  y,
}: {
  readonly point: FunnelPoint;
  readonly funnel: Funnel;
  readonly x: (size: number) => number;
  readonly y: (value: number) => number;
}) {
  const across = x(Number(point.rate.denominator));
  const down = y(Number(point.rate.value));
  const says = `${nameOf(point)}: ${rateInWords(point.rate)}, ${positionInWords(point, funnel)}`;
  const isOutside = !["WITHIN", "NOT_ASSESSED"].includes(point.adjustedPosition);
  return (
    <svg x={percent(across)} y={down} overflow="visible" className={isOutside ? "outside" : "within"}>
      {isOutside ? (
        <path d={point.adjustedPosition.startsWith("ABOVE") ? "M-7 5L0 -8L7 5Z" : "M-7 -5L0 8L7 -5Z"}>
          <title>{says}</title>
        </path>
      ) : (
        <circle r="5">
          <title>{says}</title>
        </circle>
      )}
      {isOutside && (
        <text x={across > 0.6 ? -10 : 10} y="4" textAnchor={across > 0.6 ? "end" : "start"}>
          {nameOf(point)}
        </text>
      )}
    </svg>
  );
}

/**
 * Where a place lies, in words. Where places differ by more than chance the lines were moved apart: then they say what is usual
 * between places, and no more what chance explains.
 */
export function positionInWords(
  { adjustedPosition }: Pick<FunnelPoint, "adjustedPosition">,
  { dispersion }: Pick<Funnel, "dispersion">,
): string {
  const [side, line] = adjustedPosition.split("_");
  const spread = dispersion?.overdispersed === true ? "what is usual between places" : "what chance explains";
  if (side === "NOT") return "not assessed";
  if (side === "WITHIN") return `within ${spread}`;
  return `${line === "998" ? "far " : ""}${side === "ABOVE" ? "above" : "below"} ${spread}`;
}

export function nameOf({ row }: FunnelPoint): string {
  return row.county?.name ?? row.chapter?.name ?? row.region ?? "";
}

/** Round numbers of the axis: 1, 2 and 5 times powers of ten, at most about five. */
function sizeTicks(least: number, most: number): readonly number[] {
  const all: number[] = [];
  for (let power = 1; power <= most; power *= 10)
    for (const times of [1, 2, 5])
      if (times * power >= least && times * power <= most) all.push(times * power);
  return all.length <= 5 ? all : all.filter((_, index) => index % 2 === 0);
}
