// Tokens that a person makes for programs: named, limited in time, and withdrawn when they are no longer needed.

import { parseName, type ApiToken } from "../domain/access/account.js";
import type { TokenScopes, Viewer } from "../domain/access/viewer.js";
import { accepted, problem, refused, type Outcome, type Problem } from "../domain/problem.js";
import type { Clock, InTransaction } from "./ports.js";
import { newToken, tokenPrefix, tokenSha256 } from "./token.js";

const DAY_MS = 24 * 60 * 60 * 1000;

/** A year, and time to renew. */
export const LONGEST_TOKEN_DAYS = 400;

export interface TokenWish {
  readonly label: string;
  readonly scopes: TokenScopes;
  readonly expiresAt: Date;
}

export interface IssuedToken {
  /** Shown once and kept nowhere. */
  readonly token: string;
  readonly apiToken: ApiToken;
}

interface Ports {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}

export type CreateApiToken = (viewer: Viewer, wish: TokenWish) => Promise<Outcome<IssuedToken>>;

export function createApiToken(ports: Ports): CreateApiToken {
  return async ({ accountId }, { label, scopes, expiresAt }) => {
    const now = ports.clock();
    const name = parseName(label, "label");
    const problems = [...(name.ok ? [] : name.problems), ...expiryProblems(expiresAt, now)];
    if (!name.ok || problems.length > 0) return refused(...problems);
    const token = newToken();
    const apiToken = await ports.inTransaction((writer) =>
      writer.addToken(accountId, {
        label: name.value,
        prefix: tokenPrefix(token),
        tokenSha256: tokenSha256(token),
        scopes,
        createdAt: now,
        expiresAt,
      }),
    );
    return accepted({ token, apiToken });
  };
}

export type RevokeApiToken = (viewer: Viewer, tokenId: number) => Promise<Outcome<ApiToken>>;

/** Somebody else's token reads like one that does not exist. One that is revoked already stays as it is. */
export function revokeApiToken(ports: Ports): RevokeApiToken {
  return async ({ accountId }, tokenId) => {
    const revoked = await ports.inTransaction((writer) =>
      writer.revokeToken(accountId, tokenId, ports.clock()),
    );
    return revoked === null ? refused(unknownToken()) : accepted(revoked);
  };
}

function expiryProblems(expiresAt: Date, now: Date): readonly Problem[] {
  const latest = new Date(now.getTime() + LONGEST_TOKEN_DAYS * DAY_MS);
  if (expiresAt > now && expiresAt <= latest) return [];
  return [
    problem(
      "BAD_VALUE",
      "expiresAt",
      `A token has to expire after now and at most ${String(LONGEST_TOKEN_DAYS)} days from now; ${expiresAt.toISOString()} is not.`,
      `Give an instant up to ${latest.toISOString()}.`,
    ),
  ];
}

function unknownToken(): Problem {
  return problem(
    "UNKNOWN_TOKEN",
    "token",
    "Your account has no such token.",
    'Take the id of one that "viewer { apiTokens { id } }" lists.',
  );
}
