// The query of an address that asks for changes.

import { accepted, refused, type Outcome } from "../domain/problem.js";
import { badInstant, check, missing } from "./address-problems.js";
import { isInstant, parseInstant } from "./instant.js";

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
  const instant = since === undefined ? null : parseInstant(since);
  const problems = [
    ...(state === undefined ? [missing("state")] : []),
    ...(since === undefined ? [missing("since")] : check("since", [since], isInstant, badInstant)),
  ];
  if (state === undefined || instant === null) return refused(...problems);
  return accepted({ state, since: instant, chapters: chapters === undefined ? null : chapters.split(",") });
}
