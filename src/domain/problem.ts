// What is wrong with an input, said so that the person who sent it can mend it.
// Expected failures are returned as problems, all at once; an exception is a bug.

/** `WARNING` asks for attention; `ERROR` stops the action. */
export type Severity = "ERROR" | "WARNING";

/** Stable names that programs may branch on; the message is for people and may be reworded. */
export type ProblemCode =
  | "BAD_MONTH"
  | "BAD_FIPS"
  | "BAD_VALUE"
  | "BAD_LIST"
  | "BAD_ID"
  | "BAD_CURSOR"
  | "PAGE_SIZE"
  | "EMPTY_RANGE"
  | "RANGE_TOO_LONG"
  | "TOO_MANY_ROWS"
  | "UNKNOWN_STATE"
  | "UNKNOWN_COUNTY"
  | "UNKNOWN_CHAPTER"
  | "UNKNOWN_REGION"
  | "COUNTY_OUTSIDE_STATE"
  | "COUNTY_OUTSIDE_CHAPTER"
  | "NOT_ALLOWED"
  | "MISSING_COLUMN"
  | "MISSING_VALUE"
  | "DUPLICATE"
  | "CONFLICT"
  | "UNREADABLE_FILE"
  | "UNKNOWN_MEASURE"
  | "SUM_MISMATCH"
  | "EXCEEDS_CEILING"
  | "LEFT_EMPTY"
  | "UNUSUAL_CHANGE"
  | "ZERO_REPORT"
  | "MONTH_NOT_OVER"
  | "MONTH_IN_FUTURE"
  | "MONTH_LOCKED"
  | "MONTH_NOT_LOCKED"
  | "NOTHING_NEW"
  | "NOTHING_PUBLISHED"
  | "TOO_SOON"
  | "WITHDRAWN"
  | "BROKEN_OFF"
  | "WRONG_STATUS"
  | "STALE_VERSION"
  | "REPLACES_DRAFT"
  | "OVERTURNS_CORRECTION"
  | "REASON_NEEDED"
  | "TEXT_TOO_LONG"
  | "OWN_WORK"
  | "DEMONSTRATION"
  | "KEY_REUSED"
  | "NOT_FOUND"
  | "BAD_EMAIL"
  | "WEAK_PASSWORD"
  | "WRONG_PASSWORD"
  | "UNKNOWN_ACCOUNT"
  | "UNKNOWN_TOKEN"
  | "UNKNOWN_INVITATION"
  | "TOO_MANY_ATTEMPTS"
  | "TOO_MANY_SAVED"
  | "DISCLOSED"
  | "SEARCH_LIMIT";

export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** Where: a field such as `question.counties[1]`, or a place in a file such as `line 7, column month`. */
  readonly path: string;
  /** Address in a file, such as F7. */
  readonly cell?: string;
  /** One sentence that names the value and the rule it breaks. */
  readonly message: string;
  /** One sentence that says what to do instead. */
  readonly fix: string;
}

/** Either the value, or every reason why there is none. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** An error at a place, with the rule it breaks and the way out. */
export function problem(code: ProblemCode, path: string, message: string, fix: string): Problem {
  return { code, severity: "ERROR", path, message, fix };
}

/** Something that asks for attention at a place, and stops nothing. */
export function warning(code: ProblemCode, path: string, message: string, fix: string): Problem {
  return { code, severity: "WARNING", path, message, fix };
}

export function accepted<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refused(...problems: readonly Problem[]): {
  readonly ok: false;
  readonly problems: readonly Problem[];
} {
  return { ok: false, problems };
}

/** Why there is no value; none when there is one. */
export function problemsOf(outcome: Outcome<unknown>): readonly Problem[] {
  return outcome.ok ? [] : outcome.problems;
}
