// One way to the API for all pages of the staff: typed documents, in the session that the browser holds.

import type { TypedDocumentString } from "../generated/graphql.js";

/** What the server says is wrong. */
export interface Problem {
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly fix: string;
  readonly severity?: string;
  /** Address in an uploaded file. */
  readonly cell?: string | null;
}

/** The server understood, and says no. */
export class Refused extends Error {
  override readonly name = "Refused";

  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join(" "));
  }
}

/** Nobody is signed in any more. What was typed stays where it is. */
export class SessionEnded extends Error {
  override readonly name = "SessionEnded";
}

/** No answer came: whether the server took in what was sent is not known, so it is sent again with the same key. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** @throws Refused, SessionEnded, Unreachable */
export async function ask<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const { data } = await send<{ readonly data: Data }>("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
  return data;
}

interface GraphqlError {
  readonly message: string;
  readonly extensions?: { readonly code?: string; readonly problems?: readonly Problem[] };
}

/** @throws Refused, SessionEnded, Unreachable */
export async function send<Answer>(path: string, init: RequestInit): Promise<Answer> {
  const body = await answerTo(path, init);
  const errors = body.errors ?? [];
  if (errors.some(({ extensions }) => extensions?.code === "UNAUTHENTICATED") && path !== SIGN_IN)
    throw new SessionEnded();
  if (errors.length > 0)
    throw new Refused(
      errors.flatMap(
        ({ message, extensions }) =>
          extensions?.problems ?? [{ code: extensions?.code ?? "ERROR", path: "server", message, fix: "" }],
      ),
    );
  return body as Answer;
}

/** @throws Unreachable where no whole answer of this server came: a line that broke off, or a proxy's page in place of it */
async function answerTo(
  path: string,
  init: RequestInit,
): Promise<{ readonly errors?: readonly GraphqlError[] }> {
  try {
    const response = await fetch(path, init);
    const text = await response.text();
    if (response.status < 502) return text === "" ? {} : (JSON.parse(text) as object);
  } catch {
    throw new Unreachable("The server cannot be reached.");
  }
  throw new Unreachable("The server does not answer just now.");
}

export const SIGN_IN = "/auth/sign-in";

/** A name under which one change is sent, however often it has to be. */
export function newKey(): string {
  return crypto.randomUUID();
}
