// Makes an account with one role and gives it a token: the way in for an operator's first staff users.

import { parseName } from "../domain/access/account.js";
import { placeProblems, roleOf } from "../domain/access/grants.js";
import { ROLES, type Role } from "../domain/access/viewer.js";
import { accepted, problem, refused, type Outcome, type Problem } from "../domain/problem.js";
import type { CountyFips } from "../domain/geography.js";
import type { Gazetteer } from "../domain/reporting/gazetteer.js";
import type { Clock, GeographyReader, InTransaction } from "./ports.js";
import { newToken, tokenPrefix, tokenSha256 } from "./token.js";

const OPERATORS_LABEL = "Issued by the operator";

export interface TokenRequest {
  readonly displayName: string;
  /** In any case, such as "analyst". */
  readonly role: string;
  readonly state: string;
  /** Slug; a coordinator and an agency's officer need one, nobody else has one. */
  readonly chapter: string | null;
  /** FIPS code; a liaison needs one, nobody else has one. */
  readonly county: string | null;
}

/** The token, which is shown once and kept nowhere. */
export type IssueToken = (request: TokenRequest) => Promise<Outcome<string>>;

export function issueToken(ports: {
  readonly geography: GeographyReader;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}): IssueToken {
  return async (request) => {
    const gazetteer = await ports.geography.gazetteer(request.state, []);
    const { state } = gazetteer;
    const role = roleOf(request.role);
    const problems = check(request, role, gazetteer);
    if (problems.length > 0 || role === undefined || state === null) return refused(...problems);
    const token = newToken();
    const createdAt = ports.clock();
    const { chapter, county } = request;
    const place = county === null ? {} : { county: county as CountyFips };
    await ports.inTransaction(async (writer) => {
      const id = await writer.addAccount({
        displayName: request.displayName.trim(),
        email: null,
        passwordHash: null,
        grants: [{ role, stateCode: state.code, chapterSlug: chapter, ...place }],
      });
      if (id === null) throw new Error("An account without an email was taken for another.");
      await writer.addToken(id, {
        label: OPERATORS_LABEL,
        prefix: tokenPrefix(token),
        tokenSha256: tokenSha256(token),
        scopes: "READ_WRITE",
        createdAt,
        expiresAt: null,
      });
    });
    return accepted(token);
  };
}

function check(request: TokenRequest, role: Role | undefined, gazetteer: Gazetteer): readonly Problem[] {
  const name = parseName(request.displayName, "--name");
  const problems = [...(name.ok ? [] : name.problems)];
  if (role === undefined) {
    const roles = ROLES.map((one) => one.toLowerCase().replace("_", "-")).join(", ");
    problems.push(problem("BAD_VALUE", "--role", `"${request.role}" is no role.`, `Use one of: ${roles}.`));
  }
  if (gazetteer.state === null) {
    problems.push(
      problem(
        "UNKNOWN_STATE",
        "--state",
        `"${request.state}" is no state on this platform.`,
        'Give a postal code such as "MO".',
      ),
    );
  } else {
    const paths = { chapter: "--chapter", county: "--county" };
    problems.push(...placeProblems(role, request, gazetteer, paths));
  }
  return problems;
}
