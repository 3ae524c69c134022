// An answer as this server gives it, made from sums that somebody else has added up. For the floor over SQL, and for
// PostGraphile's aggregates, which leave this to the one who asked.

import { toDecimal } from "../../src/domain/statistics/decimal.js";
import { reliabilityOf } from "../../src/domain/statistics/figure.js";
import { wilsonInterval } from "../../src/domain/statistics/interval.js";
import { addMonths, type ReportingMonth } from "../../src/domain/reporting-month.js";
import type { FiguresAsked } from "./questions.js";

/** One measure over some reports; the sum is null when none of them says it. */
export interface Sum {
  readonly sum: number | null;
  readonly counted: number;
  readonly notCollected: number;
}

export interface Sums {
  readonly expected: number;
  readonly accepted: number;
  readonly partial: number;
  readonly encounters: Sum;
  readonly jailBookings: Sum;
  readonly hospitalDiversions: Sum;
  readonly healthDiversions: Sum;
  readonly weaponPresent: Sum;
  /** Of the reports that say both; null when none does. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly bothCounted: number;
}

export interface Place {
  readonly county: { readonly fips: string; readonly name: string };
  readonly chapter: { readonly slug: string; readonly name: string };
}

/** @param place null: the whole state @param month null: the whole range that was asked for */
export function rowOf(asked: FiguresAsked, place: Place | null, month: ReportingMonth | null, sums: Sums) {
  const { expected, accepted, partial } = sums;
  return {
    ...(place === null ? {} : { county: place.county, chapter: place.chapter }),
    period:
      month === null ? { from: asked.from, until: asked.until } : { from: month, until: addMonths(month, 1) },
    coverage: {
      expectedReports: expected,
      acceptedReports: accepted,
      fraction: expected === 0 ? null : toDecimal(accepted / expected),
      complete: expected > 0 && accepted === expected && partial === 0,
    },
    encounters: countOf(sums, sums.encounters),
    jailBookings: countOf(sums, sums.jailBookings),
    hospitalDiversions: countOf(sums, sums.hospitalDiversions),
    healthDiversions: countOf(sums, sums.healthDiversions),
    weaponPresent: countOf(sums, sums.weaponPresent),
    diversionRate: rateOf(sums),
  };
}

/** In the order of this server: chapters, then counties, then months. */
export function inOrder<Row extends Partial<Place> & { readonly period: { readonly from: string } }>(
  rows: readonly Row[],
): readonly Row[] {
  const key = ({ chapter, county, period }: Row) =>
    [chapter?.slug ?? "", county?.fips ?? "", period.from].join("\u0000");
  return rows
    .map((row) => ({ row, at: key(row) }))
    .sort((left, right) => (left.at < right.at ? -1 : 1))
    .map(({ row }) => row);
}

function countOf(sums: Sums, one: Sum) {
  return { value: one.sum, status: statusOf(sums, one) };
}

function statusOf({ expected, partial }: Sums, { sum, counted, notCollected }: Sum): string {
  if (expected === 0) return "NOT_EXPECTED";
  if (counted === 0) return notCollected > 0 ? "NOT_COLLECTED" : "NOT_REPORTED";
  return sum === 0 && counted === expected && partial === 0 ? "REPORTED_ZERO" : "REPORTED";
}

function rateOf(sums: Sums) {
  const { numerator, denominator, bothCounted } = sums;
  if (numerator === null || denominator === null || denominator === 0) {
    const none = {
      value: null,
      numerator: null,
      denominator: null,
      interval: null,
      reliability: "NOT_ASSESSED",
    };
    const status =
      denominator === 0 ? "NOT_APPLICABLE" : statusOf(sums, { sum: null, counted: 0, notCollected: 0 });
    return { ...none, status };
  }
  const { lower, upper } = wilsonInterval(numerator, denominator);
  return {
    value: toDecimal(numerator / denominator),
    numerator,
    denominator,
    interval: { lower, upper },
    reliability: reliabilityOf("PROPORTION", numerator, denominator),
    status: statusOf(sums, { sum: numerator, counted: bothCounted, notCollected: 0 }),
  };
}
