// Rates under one another, each with the range in which it lies, on a common axis.

import type { RatePartsFragment } from "../generated/graphql.js";
import { intervalInWords, rateInWords, roundNumber, type Unit } from "../words.js";
import { niceAxis, percent } from "./scale.js";

export interface IntervalBarsProps {
  readonly bars: readonly { readonly name: string; readonly rate: RatePartsFragment }[];
  readonly unit: Unit;
}

const HEIGHT = 28;
const INSET = 0.06;

export function IntervalBars({ bars, unit }: IntervalBarsProps) {
  const numbers = bars.flatMap(({ rate: { value, interval } }) =>
    value === null ? [] : [Number(value), Number(interval?.lower ?? value), Number(interval?.upper ?? value)],
  );
  const axis = niceAxis(numbers.length === 0 ? [0, 1] : numbers, 3);
  const across = (value: number) => percent(INSET + (1 - 2 * INSET) * axis.place(value));
  return (
    <dl className="interval-bars">
      {bars.map(({ name, rate }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <strong>{rateInWords(rate)}</strong> {rate.interval !== null && <>({intervalInWords(rate)})</>}
            {rate.value !== null && (
              <svg width="100%" height={HEIGHT} aria-hidden="true">
                <line x1="0%" x2="100%" y1={HEIGHT / 2} y2={HEIGHT / 2} className="grid" />
                {rate.interval !== null && (
                  <line
                    x1={across(Number(rate.interval.lower))}
                    x2={across(Number(rate.interval.upper))}
                    y1={HEIGHT / 2}
                    y2={HEIGHT / 2}
                    className="interval"
                  />
                )}
                <circle cx={across(Number(rate.value))} cy={HEIGHT / 2} r="6" className="point" />
              </svg>
            )}
          </dd>
        </div>
      ))}
      {numbers.length > 0 && (
        <div className="axis" aria-hidden="true">
          <dt />
          <dd>
            <svg width="100%" height="18">
              {axis.ticks.map((tick) => (
                <text key={tick} x={across(tick)} y="13" textAnchor="middle">
                  {roundNumber(tick, unit)}
                </text>
              ))}
            </svg>
          </dd>
        </div>
      )}
    </dl>
  );
}
