// Whether a role may be granted at a place: what each role needs to name, and that it exists in the state.

import type { StateCode } from "../geography.js";
import { accepted, problem, refused, type Outcome, type Problem } from "../problem.js";
import type { Gazetteer } from "../reporting/gazetteer.js";
import { unknownState } from "../geography.js";
import { ROLES, type Grant, type Role } from "./viewer.js";

/** A grant as it was asked for. */
export interface AskedGrant {
  readonly role: Role;
  readonly state: string;
  /** Slug. */
  readonly chapter: string | null;
  /** FIPS code. */
  readonly county: string | null;
}

const CHAPTER_ROLES: readonly Role[] = ["COORDINATOR", "AGENCY_OFFICER"];

const NAMES: Readonly<Record<Role, string>> = {
  ADMINISTRATOR: "An administrator",
  REVIEWER: "A reviewer",
  ANALYST: "An analyst",
  COORDINATOR: "A coordinator",
  AGENCY_OFFICER: "An agency's officer",
  LIAISON: "A liaison",
  DISPATCHER: "A dispatcher",
};

/**
 * @param gazetteers by state code, of every state that is asked for; one without a state is unknown
 * @param path of the list, such as `grants`
 */
export function parseGrants(
  asked: readonly AskedGrant[],
  gazetteers: ReadonlyMap<string, Gazetteer>,
  path: string,
): Outcome<readonly Grant[]> {
  const problems = asked.flatMap((one, index) => {
    const at = `${path}[${String(index)}]`;
    const gazetteer = gazetteers.get(one.state);
    if (gazetteer?.state == null) return [unknownState(one.state, `${at}.state`)];
    const earlier = asked.findIndex((other) => isSame(one, other));
    return [
      ...placeProblems(one.role, one, gazetteer, { chapter: `${at}.chapter`, county: `${at}.county` }),
      ...(earlier < index ? [repeated(at, `${path}[${String(earlier)}]`)] : []),
    ];
  });
  return problems.length > 0 ? refused(...problems) : accepted(asked.map(toGrant));
}

/**
 * What is wrong with the chapter or county that goes with a role.
 * @param role undefined when it is none: then only what is named is looked up
 */
export function placeProblems(
  role: Role | undefined,
  place: Pick<AskedGrant, "chapter" | "county">,
  gazetteer: Gazetteer,
  paths: { readonly chapter: string; readonly county: string },
): readonly Problem[] {
  const needsChapter = role === undefined ? place.chapter !== null : CHAPTER_ROLES.includes(role);
  const needsCounty = role === undefined ? place.county !== null : role === "LIAISON";
  return [
    ...(needsChapter ? chapterProblems(role, place.chapter, gazetteer, paths.chapter) : []),
    ...(needsCounty ? countyProblems(role, place.county, gazetteer, paths.county) : []),
    ...(!needsChapter && place.chapter !== null ? [superfluous(role, "chapter", paths.chapter)] : []),
    ...(!needsCounty && place.county !== null ? [superfluous(role, "county", paths.county)] : []),
  ];
}

function chapterProblems(
  role: Role | undefined,
  slug: string | null,
  { state, chapters }: Gazetteer,
  path: string,
): readonly Problem[] {
  if (chapters.some((chapter) => chapter.slug === slug)) return [];
  return [
    problem(
      "UNKNOWN_CHAPTER",
      path,
      slug === null
        ? `${named(role)} needs a chapter.`
        : `${state?.name ?? "The state"} has no chapter "${slug}".`,
      'Give the chapter\'s short name; the query "chapters" lists them.',
    ),
  ];
}

function countyProblems(
  role: Role | undefined,
  fips: string | null,
  { state, counties }: Gazetteer,
  path: string,
): readonly Problem[] {
  if (counties.some((county) => county.fips === fips && county.stateCode === state?.code)) return [];
  return [
    problem(
      "UNKNOWN_COUNTY",
      path,
      fips === null
        ? `${named(role)} needs a county.`
        : `${state?.name ?? "The state"} has no county "${fips}".`,
      'Give the county\'s five-digit FIPS code; the query "counties" lists them.',
    ),
  ];
}

function superfluous(role: Role | undefined, what: "chapter" | "county", path: string): Problem {
  const reach = role === "LIAISON" ? "in a county" : "statewide";
  const where = role !== undefined && CHAPTER_ROLES.includes(role) ? "for a chapter" : reach;
  return problem(
    "BAD_VALUE",
    path,
    `${named(role)} works ${where}, not by ${what}.`,
    `Leave the ${what} out.`,
  );
}

function repeated(path: string, earlier: string): Problem {
  return problem("DUPLICATE", path, `It is the same as ${earlier}.`, "Give each grant once.");
}

function named(role: Role | undefined): string {
  return role === undefined ? "The role" : NAMES[role];
}

function isSame(one: AskedGrant, other: AskedGrant): boolean {
  return (
    one.role === other.role &&
    one.state === other.state &&
    one.chapter === other.chapter &&
    one.county === other.county
  );
}

function toGrant({ role, state, chapter, county }: AskedGrant): Grant {
  const grant = { role, stateCode: state as StateCode, chapterSlug: chapter };
  return county === null ? grant : { ...grant, county: county as NonNullable<Grant["county"]> };
}

/** The role that a word means, in any case; undefined when it is none. */
export function roleOf(word: string): Role | undefined {
  const wanted = word.trim().toUpperCase().replaceAll("-", "_");
  return ROLES.find((one) => one === wanted);
}
