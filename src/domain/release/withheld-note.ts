// Why a figure is withheld, in one sentence that a reader can print.

import type { Bounds } from "../disclosure/protected-lattice.js";
import type { DisclosurePolicy } from "../disclosure/policy.js";
import { monthName, type Period } from "../period.js";
import { addMonths } from "../reporting-month.js";
import type { Cover } from "./cover.js";

/**
 * Two reasons, never told apart further: a number is small or would give a small one away; or nothing is published so finely.
 * @param isInRestatedYear late corrections may have moved it out of a range that holds for first numbers
 */
export function withheldNote(
  { lower, upper }: Bounds,
  { left }: Pick<Cover, "left">,
  { threshold }: Pick<DisclosurePolicy, "threshold">,
  period: Pick<Period, "from" | "until">,
  isInRestatedYear: boolean,
): string {
  const range =
    upper === null ? `at least ${String(lower)}` : `between ${String(lower)} and ${String(upper)}`;
  const reason =
    left.size > 0
      ? `Nothing is published for this place and ${monthName(period.from)} through ${monthName(addMonths(period.until, -1))} as such`
      : `Withheld to protect people: a number from 1 to ${String(threshold)}, or one that would give such a number away`;
  const basis = isInRestatedYear ? "what was published first, before late corrections," : "what is published";
  return `${reason}; from ${basis} it lies ${range}.`;
}

/** For figures about persons that no release holds, whatever they are: no threshold on a sum of hours protects anybody. */
export const NEVER_PUBLISHED =
  "Not published, whatever it is: this is no count of persons, and a sum of hours, small or large, may tell of a single one.";
