// A question that this process asks of one of its own servers: the same documents, limits and refusals as over HTTP.

import type { ApolloServer } from "@apollo/server";
import type { Problem } from "../domain/problem.js";
import type { RequestContext } from "./shared/context.js";

export type InProcessAnswer =
  | { readonly ok: true; readonly data: unknown }
  /** Refused with every problem, or failed with a code such as INTERNAL_SERVER_ERROR and none. */
  | { readonly ok: false; readonly code: string; readonly problems: readonly Problem[] };

export type AskInProcess = (
  query: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<InProcessAnswer>;

export function inProcess<Context extends RequestContext>(
  server: ApolloServer<Context>,
  newContext: () => Context,
): AskInProcess {
  return async (query, variables) => {
    const { body } = await server.executeOperation({ query, variables }, { contextValue: newContext() });
    if (body.kind !== "single") throw new Error("A whole answer was asked for.");
    const { data, errors = [] } = body.singleResult;
    if (errors.length === 0) return { ok: true, data };
    return {
      ok: false,
      code: String(errors[0]?.extensions?.["code"]),
      problems: errors.flatMap(
        ({ extensions }) => (extensions?.["problems"] as readonly Problem[] | undefined) ?? [],
      ),
    };
  };
}
