// Where a report belongs: the chapter and state that a request names, as far as the viewer may reach them.

import { may, type Permission } from "../domain/access/permissions.js";
import type { Viewer } from "../domain/access/viewer.js";
import type { CountyFips, State } from "../domain/geography.js";
import { problem, type Problem } from "../domain/problem.js";
import type { Chapter } from "../domain/reporting/chapter.js";
import type { ReportingMonth } from "../domain/reporting-month.js";
import type { GeographyReader } from "./ports.js";

/** A report as it is named from outside. */
export interface ReportRef {
  readonly state: string;
  /** Slug. */
  readonly chapter: string;
  readonly county: CountyFips;
  readonly month: ReportingMonth;
}

export interface Place {
  readonly state: State;
  readonly chapter: Chapter;
}

/** Null also when the viewer may not: not-found and not-allowed read the same. */
export async function findPlace(
  { geography }: { readonly geography: GeographyReader },
  viewer: Viewer,
  { state: stateCode, chapter: slug }: Pick<ReportRef, "state" | "chapter">,
  permission: Permission,
): Promise<Place | null> {
  const chapter = await geography.findChapter(stateCode, slug);
  if (chapter === null) return null;
  if (!may(viewer, permission, { stateCode: chapter.stateCode, chapterSlugs: [slug] })) return null;
  const [state] = await geography.statesByCode([chapter.stateCode]);
  return state === undefined ? null : { state, chapter };
}

/** A state with the chapters of it for which the viewer may do this. */
export interface OwnChapters {
  readonly state: State;
  readonly bySlug: ReadonlyMap<string, Chapter>;
}

/** The same few statements, whatever the number of chapters. Null: there is no such state. */
export async function findChapters(
  { geography }: { readonly geography: GeographyReader },
  viewer: Viewer,
  stateCode: string,
  permission: Permission,
): Promise<OwnChapters | null> {
  const { state, chapters } = await geography.roster(stateCode);
  if (state === null) return null;
  const own = chapters.filter(({ slug }) =>
    may(viewer, permission, { stateCode: state.code, chapterSlugs: [slug] }),
  );
  return { state, bySlug: new Map(own.map((chapter) => [chapter.slug, chapter])) };
}

export function unknownPlace({ state, chapter }: Pick<ReportRef, "state" | "chapter">): Problem {
  if (chapter === "") {
    return problem(
      "MISSING_VALUE",
      "chapter",
      "No chapter is named.",
      'Give its short name, such as "linn"; for a file, in the address (chapter=linn) or in the column chapter_slug.',
    );
  }
  return problem(
    "NOT_FOUND",
    "chapter",
    `"${state}" has no chapter "${chapter}" for which your account may do this.`,
    'The query "viewer { grants { state chapter } }" says what your account may reach.',
  );
}
