// A trend in words. It says what was signalled and what is missing, and never why something changed.

import type { Period } from "../period.js";
import type { TrendGrain } from "./trend.js";
import { FEWEST_POINTS } from "./trend-judgement.js";
import type { Change, PeriodCounts, TrendVerdict } from "./trend-summary.js";

interface Told {
  readonly title: string;
  readonly grain: TrendGrain;
  readonly judged: readonly Period[];
  readonly verdict: TrendVerdict;
  readonly changes: readonly Change[];
  readonly counts: PeriodCounts;
}

export function sentenceOf(told: Told): string {
  return [finding(told), ...(told.verdict === "NOT_JUDGED" ? [] : reservations(told))].join(" ");
}

function finding({ title, grain, judged, verdict, changes }: Told): string {
  const [first, last, latest] = [judged[0], judged.at(-1), changes.at(-1)];
  if (verdict === "NOT_JUDGED")
    return `${title}: not judged. A level carries over from one ${noun(grain)} to the next, so they are no separate evidence.`;
  if (latest !== undefined)
    return `${title}: ${change(latest, grain)} ${earlier(changes.length - 1)}`.trimEnd();
  if (verdict === "TOO_FEW_PERIODS" || first === undefined || last === undefined)
    return `${title}: too few ${noun(grain)}s to judge (${String(judged.length)} of at least ${String(FEWEST_POINTS)}).`;
  return `${title}: no change is signalled in ${many(judged.length, grain)} judged, ${first.label} to ${last.label}. A change that is small beside chance stays unseen.`;
}

function change({ direction, from, until, periods, index }: Change, grain: TrendGrain): string {
  const percent = percentInWords(index);
  const isUp = direction === "UP";
  const side = isUp ? "above" : "below";
  const what =
    periods === 1
      ? `unusually ${isUp ? "high" : "low"} in ${from.label}, ${percent} ${side} its usual level.`
      : `${side} its usual level ${until === null ? `since ${from.label}` : `from ${from.label} to ${until.label}`}, on average by ${percent} (${many(periods, grain)} judged).`;
  return `${what} Chance alone would rarely do that; the figures do not say why.`;
}

/** How far off its usual level, never rounded to nothing, nor to all of it. @param index 1 at its usual level */
function percentInWords(index: number): string {
  const percent = Math.abs(index - 1) * 100;
  if (percent < 0.5) return "less than 1%";
  return index > 0 && index < 0.005 ? "more than 99%" : `${String(Math.round(percent))}%`;
}

function earlier(number: number): string {
  if (number === 0) return "";
  return `${String(number)} earlier ${number === 1 ? "change is" : "changes are"} signalled, too.`;
}

function reservations({ grain, counts }: Told): readonly string[] {
  const { expectedPeriods, missingPeriods, incompletePeriods, partialPeriods } = counts;
  return [
    missingPeriods === 0
      ? ""
      : `${String(missingPeriods)} of ${many(expectedPeriods, grain)} ${is(missingPeriods)} missing: left out, not counted as zero.`,
    incompletePeriods === 0
      ? ""
      : `In ${many(incompletePeriods, grain)} judged some reports are missing; what is usual is reckoned for those that are there.`,
    partialPeriods === 0
      ? ""
      : `${many(partialPeriods, grain)} ${is(partialPeriods)} covered only in part and not judged.`,
  ].filter((sentence) => sentence !== "");
}

function noun(grain: TrendGrain): string {
  return grain === "MONTH" ? "month" : "quarter";
}

function many(number: number, grain: TrendGrain): string {
  return `${String(number)} ${noun(grain)}${number === 1 ? "" : "s"}`;
}

function is(number: number): string {
  return number === 1 ? "is" : "are";
}
