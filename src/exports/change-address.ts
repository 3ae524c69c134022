// The query of an address that asks for changes.

import { accepted, problem, refused, type Outcome, type Problem } from "../domain/problem.js";
import { isLocalDate } from "../domain/reporting-month.js";
import { missing } from "./address-problems.js";

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
    ...(since === undefined ? [missing("since")] : instant === null ? [badInstant(since)] : []),
  ];
  if (state === undefined || instant === null) return refused(...problems);
  return accepted({ state, since: instant, chapters: chapters === undefined ? null : chapters.split(",") });
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Null for a text that is no instant: without a time zone it could be any of several. */
function parseInstant(text: string): Date | null {
  const [, day] = INSTANT.exec(text) ?? [];
  const instant = new Date(text);
  return day !== undefined && isLocalDate(day) && !Number.isNaN(instant.getTime()) ? instant : null;
}

function badInstant(text: string): Problem {
  return problem(
    "BAD_VALUE",
    "query.since",
    `"${text.slice(0, 60)}" is no instant with a time zone.`,
    'Write it in UTC like "2026-11-01T00:00:00Z"; the header Next-Since of an earlier answer can be given as it is.',
  );
}
