// One page of a list, asked for as "the first so many after this one".

import { accepted, problem, refused, type Outcome, type Problem } from "./problem.js";

export const LARGEST_PAGE = 100;

/** `after` is the key of the last item already seen; null starts at the beginning. */
export interface PageRequest {
  readonly first: number;
  readonly after: string | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly hasNext: boolean;
}

/** How many items are asked for: 1 to `most`. */
export function parseFirst(first: number, most: number): Outcome<number> {
  if (first >= 1 && first <= most) return accepted(first);
  return refused(
    problem(
      "PAGE_SIZE",
      "first",
      `"first" is ${String(first)}; one answer holds 1 to ${String(most)} items.`,
      `Give a "first" from 1 to ${String(most)}.`,
    ),
  );
}

export function parsePageRequest(request: PageRequest): Outcome<PageRequest> {
  const first = parseFirst(request.first, LARGEST_PAGE);
  return first.ok ? accepted(request) : first;
}

/** A page of a list whose cursors are numbers. */
export function parseNumberedPage(request: PageRequest): Outcome<PageRequest> {
  if (request.after === null || /^\d{1,9}$/.test(request.after)) return parsePageRequest(request);
  return refused(badCursor());
}

export function badCursor(): Problem {
  return problem(
    "BAD_CURSOR",
    "after",
    "The cursor is none of this list.",
    'Give the "endCursor" of an earlier page of it.',
  );
}

/** Cuts a page out of `first + 1` items: the extra one only tells that there are more. */
export function pageOf<T>(items: readonly T[], first: number): Page<T> {
  return { items: items.slice(0, first), hasNext: items.length > first };
}
