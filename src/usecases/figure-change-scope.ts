// Whose changes, and since when: what is asked of the list of changes, as far as the viewer may read live figures.

import { may } from "../domain/access/permissions.js";
import type { Viewer } from "../domain/access/viewer.js";
import { unknownState, type County, type CountyFips, type State } from "../domain/geography.js";
import { accepted, problem, refused, type Outcome, type Problem } from "../domain/problem.js";
import type { Chapter, ChapterId } from "../domain/reporting/chapter.js";
import type { AcceptanceSpan, Clock, GeographyReader } from "./ports.js";

export interface AskedChanges {
  readonly state: string;
  /** Slugs. Null: every chapter whose figures the viewer may read. */
  readonly chapters: readonly string[] | null;
  /** What was accepted later is told. */
  readonly since: Date;
}

export interface Scope {
  readonly state: State;
  readonly span: AcceptanceSpan;
  readonly chapters: ReadonlyMap<ChapterId, Chapter>;
  readonly counties: ReadonlyMap<CountyFips, County>;
}

/** @param until left out, the list goes up to now */
export async function scopeOf(
  { geography, clock }: { readonly geography: GeographyReader; readonly clock: Clock },
  viewer: Viewer,
  { state: stateCode, chapters: named, since }: AskedChanges,
  until?: Date,
): Promise<Outcome<Scope>> {
  const { state, chapters, counties } = await geography.gazetteer(stateCode, []);
  const now = clock();
  const early = since > now ? [notYet(since, now)] : [];
  if (state === null) return refused(unknownState(stateCode, "state"), ...early);
  const visible = chapters.filter(({ slug }) =>
    may(viewer, "outcomes:read-live", { stateCode: state.code, chapterSlugs: [slug] }),
  );
  if (visible.length === 0) return refused(notAllowed(state), ...early);
  const strangers = (named ?? []).filter((slug) => !visible.some((chapter) => chapter.slug === slug));
  const problems = [...strangers.map(strangeChapter), ...early];
  if (problems.length > 0) return refused(...problems);
  const wanted = visible.filter(({ slug }) => named?.includes(slug) ?? true);
  return accepted({
    state,
    span: { chapters: wanted.map(({ id }) => id), since, until: until ?? now },
    chapters: new Map(wanted.map((chapter) => [chapter.id, chapter])),
    counties: new Map(counties.map((county) => [county.fips, county])),
  });
}

function notYet(since: Date, now: Date): Problem {
  return problem(
    "BAD_VALUE",
    "since",
    `${since.toISOString()} has not come: it is ${now.toISOString()}.`,
    "Give an instant that is over.",
  );
}

function notAllowed({ name }: State): Problem {
  return problem(
    "NOT_ALLOWED",
    "state",
    `Your account may not read live figures in ${name}.`,
    "Ask about a state in which your account holds a role.",
  );
}

function strangeChapter(slug: string): Problem {
  return problem(
    "UNKNOWN_CHAPTER",
    "chapters",
    `There is no chapter "${slug}" whose figures your account may read.`,
    "Name a chapter of yours, or leave the list out for all that you may read.",
  );
}
