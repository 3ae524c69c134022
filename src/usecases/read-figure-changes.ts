// "What has changed since I looked last?": figures of record with before and after, in the order in which they were accepted.

import type { Viewer } from "../domain/access/viewer.js";
import type { State } from "../domain/geography.js";
import { parsePageRequest, type Page, type PageRequest } from "../domain/page.js";
import { accepted, problem, problemsOf, refused, type Outcome, type Problem } from "../domain/problem.js";
import { changesOf, type FigureChange } from "../domain/statistics/figure-change.js";
import {
  isBehind,
  parseChangePlace,
  placeOfChange,
  type ChangePlace,
} from "../domain/statistics/change-place.js";
import { scopeOf, type AskedChanges, type Scope } from "./figure-change-scope.js";
import type { AcceptanceSpan, Clock, GeographyReader, ReportReader } from "./ports.js";

/** Changes in a row, without a gap between two answers. */
interface Continued {
  /**
   * From where to ask the next time. It lies some minutes back, so that nothing is lost that was accepted under way: such a
   * change may be told twice, and is the same both times.
   */
  readonly nextSince: Date;
}

export interface FigureChanges extends Continued {
  readonly state: State;
  /** Read as they are taken. */
  readonly changes: AsyncGenerator<FigureChange>;
}

/** All changes, or those up to an instant when there are very many; `nextSince` goes on from there. */
export type ReadFigureChanges = (viewer: Viewer, asked: AskedChanges) => Promise<Outcome<FigureChanges>>;

export interface ChangePage extends Page<FigureChange>, Continued {
  readonly cursorOf: (change: FigureChange) => string;
}

export type PageFigureChanges = (
  viewer: Viewer,
  asked: AskedChanges,
  page: PageRequest,
) => Promise<Outcome<ChangePage>>;

interface ChangePorts {
  readonly geography: GeographyReader;
  readonly reports: ReportReader;
  readonly clock: Clock;
}

/** Longer than any transaction lasts, and than clocks of two processes differ. */
const OVERLAP_MS = 15 * 60 * 1000;

/** Acceptances in one file: some hundred thousand figures. */
const MOST_ACCEPTANCES = 5_000;

const ACCEPTANCES_AT_ONCE = 500;

/** @param mostAcceptances in one answer; those of one instant are never parted */
export function readFigureChanges(ports: ChangePorts, mostAcceptances = MOST_ACCEPTANCES): ReadFigureChanges {
  return async (viewer, asked) => {
    const scope = await scopeOf(ports, viewer, asked);
    if (!scope.ok) return scope;
    const { state, span } = scope.value;
    const cut = await ports.reports.instantOfAcceptance(viewer, span, mostAcceptances);
    const bounded = { ...scope.value, span: { ...span, until: cut ?? span.until } };
    const settled = settledSince(span);
    return accepted({
      state,
      nextSince: cut !== null && cut < settled ? cut : settled,
      changes: walk(ports, viewer, bounded, null, ACCEPTANCES_AT_ONCE),
    });
  };
}

export function pageFigureChanges(ports: ChangePorts): PageFigureChanges {
  return async (viewer, asked, page) => {
    const request = parsePageRequest(page);
    const place = page.after === null ? null : parseChangePlace(page.after);
    const isLost = page.after !== null && place === null;
    // Every page of a list sees it as it was at the first one.
    const scope = await scopeOf(ports, viewer, asked, place?.until);
    const problems = [...problemsOf(request), ...(isLost ? [badCursor()] : []), ...problemsOf(scope)];
    if (!scope.ok || problems.length > 0) return refused(...problems);
    const { span } = scope.value;
    const found: FigureChange[] = [];
    for await (const change of walk(ports, viewer, scope.value, place, page.first + 1)) {
      found.push(change);
      if (found.length > page.first) break;
    }
    return accepted({
      items: found.slice(0, page.first),
      hasNext: found.length > page.first,
      nextSince: settledSince(span),
      cursorOf: (change) => placeOfChange(change, span.until),
    });
  };
}

/** Reads a few acceptances at a time, each time under the account's grants as they are then. */
async function* walk(
  { reports }: ChangePorts,
  viewer: Viewer,
  { span, chapters, counties }: Scope,
  after: ChangePlace | null,
  acceptancesAtOnce: number,
): AsyncGenerator<FigureChange> {
  let place = after;
  for (;;) {
    const from = place;
    const found = await reports.acceptances(viewer, span, from, acceptancesAtOnce + 1);
    for (const acceptance of found.slice(0, acceptancesAtOnce)) {
      const chapter = chapters.get(acceptance.chapterId);
      const county = counties.get(acceptance.county);
      if (chapter === undefined || county === undefined) continue;
      yield* changesOf(acceptance, chapter, county).filter((change) => isBehind(change, from));
    }
    const next = found[acceptancesAtOnce];
    if (next === undefined) return;
    place = { ...next, until: span.until, measure: null };
  }
}

/** Up to here nothing can come to light any more that was accepted before the list was read. */
function settledSince({ since, until }: AcceptanceSpan): Date {
  return new Date(Math.max(since.getTime(), until.getTime() - OVERLAP_MS));
}

function badCursor(): Problem {
  return problem(
    "BAD_CURSOR",
    "after",
    "The cursor is of another list.",
    'Give the "endCursor" of an earlier page of changes, or leave "after" out.',
  );
}
