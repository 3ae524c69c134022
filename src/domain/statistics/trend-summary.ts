// What the signals of a trend come to: whether a change is signalled, since when, and how much is missing.

import type { AddsUp } from "../catalog/measure.js";
import type { Period } from "../period.js";
import type { Count, Rate } from "./figure.js";
import { total } from "./total.js";
import type { FigureInPeriod, TrendGrain } from "./trend.js";
import type { Judgement } from "./trend-judgement.js";
import { sentenceOf } from "./trend-sentence.js";

export const TREND_VERDICTS = ["CHANGE", "NO_CHANGE", "TOO_FEW_PERIODS", "NOT_JUDGED"] as const;

/** Whether a change is signalled. `NOT_JUDGED`: of a stock, whose months carry over and are no separate evidence. */
export type TrendVerdict = (typeof TREND_VERDICTS)[number];

/** Neighbouring points that stand out in one direction; periods that are missing between them do not part them. */
export interface Change {
  readonly direction: "UP" | "DOWN";
  readonly from: Period;
  /** The last period of it; null while it lasts. */
  readonly until: Period | null;
  /** Judged periods from the first to the last. */
  readonly periods: number;
  /** All its events as a multiple of those that would be usual. */
  readonly index: number;
}

/** Why periods are not judged, or judged on less. */
export interface PeriodCounts {
  /** In which a figure was expected. */
  readonly expectedPeriods: number;
  readonly judgedPeriods: number;
  /** Nothing is known of them. */
  readonly missingPeriods: number;
  /** They have a figure of only a part of their time. */
  readonly partialPeriods: number;
  /** Of the judged ones, those in which some report is missing. */
  readonly incompletePeriods: number;
}

export interface TrendSummary extends PeriodCounts {
  readonly verdict: TrendVerdict;
  /** In order of time; the last one is what the verdict speaks of. */
  readonly changes: readonly Change[];
  /** To be quoted as it stands. Names no cause. */
  readonly sentence: string;
}

interface Findings {
  readonly title: string;
  readonly addsUp: AddsUp;
  readonly grain: TrendGrain;
  readonly figures: readonly FigureInPeriod<Count | Rate>[];
  /** Those that can be judged. */
  readonly whole: readonly FigureInPeriod<Count | Rate>[];
  /** Of each whole one; none when the trend is not judged. */
  readonly judgements: readonly Judgement[];
}

export function summarize(findings: Findings): TrendSummary {
  const { title, grain, whole } = findings;
  const changes = changesOf(findings);
  const verdict = verdictOf(findings, changes);
  const counts = countsOf(findings);
  const judged = whole.map(({ period }) => period);
  return {
    verdict,
    changes,
    ...counts,
    sentence: sentenceOf({ title, grain, judged, verdict, changes, counts }),
  };
}

function verdictOf({ addsUp, judgements }: Findings, changes: readonly Change[]): TrendVerdict {
  if (addsUp === "STOCK") return "NOT_JUDGED";
  if (judgements.length === 0) return "TOO_FEW_PERIODS";
  return changes.length > 0 ? "CHANGE" : "NO_CHANGE";
}

function countsOf({ figures, whole, judgements }: Findings): PeriodCounts {
  const all = figures.map(({ figure }) => figure);
  const isJudged = judgements.length > 0;
  return {
    expectedPeriods: all.filter(({ status }) => status !== "NOT_EXPECTED").length,
    judgedPeriods: judgements.length,
    missingPeriods: all.filter(({ status }) => status === "NOT_REPORTED" || status === "NOT_COLLECTED")
      .length,
    partialPeriods: all.filter(({ value }) => value !== null).length - whole.length,
    incompletePeriods: isJudged ? whole.filter(({ figure }) => isIncomplete(figure)).length : 0,
  };
}

function isIncomplete({ coverage }: Count | Rate): boolean {
  return coverage.countedReports < coverage.expectedReports;
}

function changesOf({ whole, judgements }: Findings): readonly Change[] {
  return stretchesOf(judgements).flatMap(({ first, last }) => {
    const [from, to] = [whole[first]?.period, whole[last]?.period];
    const inside = judgements.slice(first, last + 1);
    if (from === undefined || to === undefined) return [];
    const [events, mean] = [total(inside.map((one) => one.events)), total(inside.map((one) => one.mean))];
    return {
      direction: judgements[first]?.direction === 1 ? "UP" : "DOWN",
      from,
      until: last === judgements.length - 1 ? null : to,
      periods: inside.length,
      index: events / mean,
    };
  });
}

function stretchesOf(judgements: readonly Judgement[]): readonly { first: number; last: number }[] {
  const stretches: { first: number; last: number }[] = [];
  judgements.forEach(({ direction }, index) => {
    if (direction === 0) return;
    const latest = stretches.at(-1);
    if (latest?.last === index - 1 && judgements[latest.last]?.direction === direction) latest.last = index;
    else stretches.push({ first: index, last: index });
  });
  return stretches;
}
