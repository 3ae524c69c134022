// How many of the expected reports each period rests on.

import type { CoveragePartsFragment, PeriodPartsFragment } from "../generated/graphql.js";
import { percent } from "./scale.js";

export interface CoverageStripProps {
  readonly periods: readonly {
    readonly period: PeriodPartsFragment;
    readonly coverage: CoveragePartsFragment;
  }[];
}

const HEIGHT = 64;

export function CoverageStrip({ periods }: CoverageStripProps) {
  const width = 1 / periods.length;
  return (
    <svg
      className="coverage-strip"
      width="100%"
      height={HEIGHT}
      role="img"
      aria-label="Reports counted, period by period"
    >
      {periods.map(({ period, coverage: { expectedReports, countedReports } }, index) => {
        const share = expectedReports === 0 ? 0 : shown(countedReports / expectedReports);
        const x = percent(index * width + width * 0.1);
        return (
          <g key={period.from}>
            {/* Where none was expected there is no bar to be empty. */}
            {expectedReports > 0 && (
              <rect x={x} y="0" width={percent(width * 0.8)} height={HEIGHT} className="expected" />
            )}
            <rect
              x={x}
              y={(HEIGHT * (1 - share)).toFixed(1)}
              width={percent(width * 0.8)}
              height={(HEIGHT * share).toFixed(1)}
              className="counted"
            />
            <title>{`${period.label}: ${String(countedReports)} of ${String(expectedReports)} reports`}</title>
          </g>
        );
      })}
    </svg>
  );
}

/** One report among a thousand is still seen, whether it is there or missing. */
function shown(share: number): number {
  const least = 1 / HEIGHT;
  return share > 0 && share < 1 ? Math.min(1 - least, Math.max(least, share)) : share;
}
