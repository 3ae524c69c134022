// Sends what the explorer asks to /graphql of this same host, and to nowhere else.
import { GraphQLError, type ExecutionResult, parse, separateOperations } from "graphql";
import type { GraphiQLProps } from "graphiql";
import { isPlaceholder } from "./token";

export const fetchAnswer: GraphiQLProps["fetcher"] = async ({ query, operationName, variables }, options) => {
  const typed = Object.entries<unknown>(options?.headers ?? {}).map(
    ([name, value]) => [name, String(value)] as const,
  );
  const sent = typed.filter(
    ([name, value]) => !(name.toLowerCase() === "authorization" && isPlaceholder(value)),
  );
  const response = await fetch("/graphql", {
    method: "POST",
    headers: {
      accept: "application/graphql-response+json, application/json;q=0.9",
      "content-type": "application/json",
      ...Object.fromEntries(sent),
    },
    body: JSON.stringify({
      query: operationName ? onlyOperation(query, operationName) : query,
      operationName,
      variables: variables as unknown,
    }),
  });
  const answer = (await response.json()) as ExecutionResult;
  const tokenIsMissing = sent.length < typed.length;
  return tokenIsMissing && answer.errors ? { ...answer, errors: [noTokenSent(), ...answer.errors] } : answer;
};

/**
 * Blanks out the other operations of the tab: each counts against the server's limits, and a mistake in one would
 * refuse them all. Blanks keep the lines and columns of the server's error messages right.
 */
function onlyOperation(query: string, operationName: string): string {
  const document = parse(query);
  const wanted = new Set(separateOperations(document)[operationName]?.definitions ?? document.definitions);
  return document.definitions
    .filter((definition) => !wanted.has(definition))
    .reduce((text, { loc }) => {
      if (!loc) return text;
      return (
        text.slice(0, loc.start) + text.slice(loc.start, loc.end).replace(/\S/g, " ") + text.slice(loc.end)
      );
    }, query);
}

function noTokenSent(): GraphQLError {
  return new GraphQLError(
    "This was asked without a token: Headers still hold the placeholder. Staff figures need a token pasted over it.",
  );
}
