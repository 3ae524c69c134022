// The public API as these pages ask it: the same documents, answers and refusals as anybody else's.

import type { TypedDocumentString } from "./generated/graphql.js";

/** What the API says is wrong with a question. */
export interface ApiProblem {
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly fix: string;
}

/** @throws Refused where the API refuses the question */
export type AskPublic = <Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
) => Promise<Data>;

/** A question that the API does not answer; caught where the page is sent, which says why instead. */
export class Refused extends Error {
  override readonly name = "Refused";

  constructor(
    readonly status: 400 | 404 | 410 | 503,
    readonly problems: readonly ApiProblem[],
  ) {
    super(problems.map(({ message }) => message).join(" "));
  }
}

const CODES = { 400: "BAD_VALUE", 404: "NOT_FOUND", 410: "GONE" } as const;

/** @param pathOfField where in the address, or what on the page, is wrong */
export function refused(status: 400 | 404 | 410, pathOfField: string, message: string, fix: string): Refused {
  return new Refused(status, [{ code: CODES[status], path: pathOfField, message, fix }]);
}
