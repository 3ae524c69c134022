// One figure in a page: the number, or the reason why there is none, in a form that nobody mistakes for zero.

import type { CountPartsFragment, RatePartsFragment } from "../generated/graphql.js";
import { countInWords, countWords, intervalInWords, rateInWords } from "../words.js";

/** A number, or words that look like none. */
export function CountWords({
  count,
}: {
  readonly count: Pick<CountPartsFragment, "value" | "status" | "lower" | "upper">;
}) {
  const words = countInWords(count);
  return count.value === null ? <span className="no-number">{words}</span> : <>{words}</>;
}

export function RateWords({ rate }: { readonly rate: Pick<RatePartsFragment, "value" | "status" | "per"> }) {
  const words = rateInWords(rate);
  return rate.value === null ? <span className="no-number">{words}</span> : <>{words}</>;
}

/** "80.6% (79.9% to 81.3%)". */
export function RateWithInterval({ rate }: { readonly rate: RatePartsFragment }) {
  const interval = intervalInWords(rate);
  return (
    <>
      <RateWords rate={rate} />
      {interval !== null && <span className="interval-words"> ({interval})</span>}
    </>
  );
}

/** "916 of 958". */
export function ReportsCounted({
  coverage: { countedReports, expectedReports },
}: {
  readonly coverage: { readonly countedReports: number; readonly expectedReports: number };
}) {
  if (expectedReports === 0) return <span className="no-number">None expected</span>;
  return (
    <>
      {countWords(countedReports)} of {countWords(expectedReports)}
    </>
  );
}
