// The query of an address that asks for changes.

import { accepted, problemsOf, refused, type Outcome } from "../domain/problem.js";
import { instantIn, missing } from "./address-problems.js";

export const CHANGE_PARAMETERS = ["state", "since", "chapters"] as const;

interface ChangeRequest {
  readonly state: string;
  readonly chapters: readonly string[] | null;
  readonly since: Date;
}

export function parseChangeAddress(
  given: Readonly<Partial<Record<(typeof CHANGE_PARAMETERS)[number], string>>>,
): Outcome<ChangeRequest> {
  const { state, since, chapters } = given;
  const instant = instantIn("since", since);
  const problems = [
    ...(state === undefined ? [missing("state")] : []),
    ...(since === undefined ? [missing("since")] : problemsOf(instant)),
  ];
  if (state === undefined || !instant.ok || instant.value === null) return refused(...problems);
  return accepted({
    state,
    since: instant.value,
    chapters: chapters === undefined ? null : chapters.split(","),
  });
}
