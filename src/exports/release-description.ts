// A release in the words that catalogues ask for.

import { citationParts } from "../domain/release/citation.js";
import type { ReleaseHead } from "../domain/release/published-release.js";
import { addMonths, type ReportingMonth } from "../domain/reporting-month.js";
import { DEMONSTRATION_NOTICE } from "../domain/statistics/outcome-table.js";

export interface ReleaseDescription {
  readonly title: string;
  readonly description: string;
  readonly keywords: readonly string[];
  /** First and last month. */
  readonly from: ReportingMonth;
  readonly to: ReportingMonth;
}

const KEYWORDS = ["crisis intervention team", "mental health", "police", "jail bookings", "diversion"];

/** @param stateName what people call its state */
export function describeRelease(release: ReleaseHead, stateName: string): ReleaseDescription {
  const { title, number } = citationParts(release, "");
  const { from, until, policy, isDemonstration } = release;
  const sentences = [
    ...(isDemonstration ? [DEMONSTRATION_NOTICE] : []),
    `How many people in a mental-health crisis police brought to jail and how many to care in ${stateName}, as Crisis Intervention Team chapters report it, with the coverage of every figure.`,
    `Counts of persons from 1 to ${String(policy.threshold)} are withheld, with some others that would give them away; a missing report is never a zero.`,
  ];
  return {
    title: `${title} (release ${number})`,
    description: sentences.join(" "),
    keywords: [...KEYWORDS, stateName],
    from,
    to: addMonths(until, -1),
  };
}
