// Makes an account with one role and gives it a token: the way in for an operator's first staff users.

import { ROLES, type Role } from "../domain/access/viewer.js";
import { accepted, problem, refused, type Outcome, type Problem } from "../domain/problem.js";
import type { State } from "../domain/geography.js";
import type { Chapter } from "../domain/reporting/chapter.js";
import type { Clock, GeographyReader, InTransaction } from "./ports.js";
import { newToken, tokenSha256 } from "./token.js";

export interface TokenRequest {
  readonly displayName: string;
  /** In any case, such as "analyst". */
  readonly role: string;
  readonly state: string;
  /** Slug; a coordinator needs one, nobody else has one. */
  readonly chapter: string | null;
}

/** The token, which is shown once and kept nowhere. */
export type IssueToken = (request: TokenRequest) => Promise<Outcome<string>>;

export function issueToken(ports: {
  readonly geography: GeographyReader;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}): IssueToken {
  return async (request) => {
    const { state, chapters } = await ports.geography.gazetteer(request.state, []);
    const role = ROLES.find((one) => one === request.role.toUpperCase());
    const problems = check(request, role, state, chapters);
    if (problems.length > 0 || role === undefined || state === null) return refused(...problems);
    const token = newToken();
    const viewer = {
      displayName: request.displayName.trim(),
      isDemonstration: false,
      grants: [{ role, stateCode: state.code, chapterSlug: request.chapter }],
    };
    await ports.inTransaction((writer) => writer.addAccount(viewer, tokenSha256(token), ports.clock()));
    return accepted(token);
  };
}

function check(
  request: TokenRequest,
  role: Role | undefined,
  state: State | null,
  chapters: readonly Chapter[],
): readonly Problem[] {
  const problems: Problem[] = [];
  if (request.displayName.trim() === "") {
    problems.push(
      problem(
        "MISSING_VALUE",
        "--name",
        "The account has no name.",
        'Say whose token it is: --name "State analyst".',
      ),
    );
  }
  if (role === undefined) {
    const roles = ROLES.map((one) => one.toLowerCase()).join(", ");
    problems.push(problem("BAD_VALUE", "--role", `"${request.role}" is no role.`, `Use one of: ${roles}.`));
  }
  if (state === null) {
    problems.push(
      problem(
        "UNKNOWN_STATE",
        "--state",
        `"${request.state}" is no state on this platform.`,
        'Give a postal code such as "MO".',
      ),
    );
  } else problems.push(...checkChapter(request, role, state, chapters));
  return problems;
}

function checkChapter(
  request: TokenRequest,
  role: Role | undefined,
  state: State,
  chapters: readonly Chapter[],
): readonly Problem[] {
  if (role !== "COORDINATOR" && request.chapter === null) return [];
  if (role !== "COORDINATOR" && role !== undefined) {
    return [
      problem("BAD_VALUE", "--chapter", `A ${role.toLowerCase()} works statewide.`, "Leave --chapter out."),
    ];
  }
  if (chapters.some((chapter) => chapter.slug === request.chapter)) return [];
  return [
    problem(
      "UNKNOWN_CHAPTER",
      "--chapter",
      request.chapter === null
        ? "A coordinator needs a chapter."
        : `${state.name} has no chapter "${request.chapter}".`,
      "Give the chapter's short name as it stands in chapter-roster.csv.",
    ),
  ];
}
