// The query of an address that asks a release: the same words as for live figures, but for the instant, which the release is.

import type { Outcome } from "../domain/problem.js";
import type { ReleaseHead } from "../domain/release/published-release.js";
import {
  OUTCOME_PARAMETERS,
  parseOutcomeAddress,
  QUESTION_PARAMETERS,
  type OutcomeRequest,
} from "./outcome-address.js";

type Parameter = Exclude<(typeof OUTCOME_PARAMETERS)[number], "asOf">;

export const RELEASE_PARAMETERS = OUTCOME_PARAMETERS.filter((name): name is Parameter => name !== "asOf");

/** The finest rows that a release shows for every month of it, wherever it ends. */
const WHOLE = { by: "REGION", grain: "MONTH" } as const;

/**
 * What is left out of the question is the release's own: its state, its first month and its last. Without any question it is
 * every region in every month.
 */
export function parseReleaseAddress(
  { stateCode, from, until }: Pick<ReleaseHead, "stateCode" | "from" | "until">,
  given: Readonly<Partial<Record<Parameter, string>>>,
): Outcome<OutcomeRequest> {
  const isAsked = QUESTION_PARAMETERS.some((name) => name !== "asOf" && given[name] !== undefined);
  return parseOutcomeAddress({ state: stateCode, from, until, ...(isAsked ? {} : WHOLE), ...given });
}
