// What one request may ask for at most.

import type { ApolloServerPlugin, GraphQLRequestContext } from "@apollo/server";
import { getVariableValues, GraphQLError } from "graphql";
// The package's ESM build loads a second copy of graphql, whose types are strangers to ours.
import queryComplexity from "graphql-query-complexity/cjs";
import { problem } from "../domain/problem.js";
import type { RequestContext } from "./shared/context.js";

const { fieldExtensionsEstimator, getComplexity, simpleEstimator } = queryComplexity;

/** Words and signs of a query; introspection has about 500. */
export const MOST_TOKENS = 4_000;

/** Anybody may ask this much at once: about a twentieth of a second. */
export const PUBLIC_POINTS = 10_000;

/** The staff may ask this much at once, which is a second, or three at the worst: 115 counties over 48 months, with a dozen fields a row. */
export const STAFF_POINTS = 300_000;

/** Refuses a query before it runs when its fields, multiplied by the lists around them, are too many. */
export function costLimit(mostPoints: number): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: (request) => {
          refuseUnknownKind(request);
          refuseTooCostly(request, mostPoints);
          return Promise.resolve();
        },
      }),
  };
}

/** A mutation or subscription, while the schema has none. */
function refuseUnknownKind({ schema, operation }: GraphQLRequestContext<RequestContext>): void {
  if (operation === undefined || schema.getRootType(operation.operation) != null) return;
  const found = problem(
    "BAD_VALUE",
    "query",
    `The API has no ${operation.operation} that you may send.`,
    'Send a query: "query { … }" or just "{ … }".',
  );
  throw new GraphQLError(`query: ${found.message} ${found.fix}`, {
    extensions: { code: "BAD_USER_INPUT", problems: [found], http: { status: 400 } },
  });
}

function refuseTooCostly(asked: GraphQLRequestContext<RequestContext>, mostPoints: number): void {
  if (hasBadVariables(asked)) return;
  const points = pointsOf(asked);
  if (points <= mostPoints) return;
  const found = problem(
    "BAD_VALUE",
    "query",
    `The query costs ${inWords(points)} points; one request may cost ${inWords(mostPoints)}. A field is one point, a list multiplies what is inside it, and a question over reports costs its months and rows.`,
    'Ask for fewer fields, smaller pages ("first"), fewer months or rows, or split it into several requests.',
  );
  throw new GraphQLError(`query: ${found.message} ${found.fix}`, {
    extensions: { code: "QUERY_TOO_COSTLY", problems: [found], http: { status: 400 } },
  });
}

/** Then nothing will run, and executing says what is wrong with all of them. */
function hasBadVariables({ schema, operation, request }: GraphQLRequestContext<RequestContext>): boolean {
  const definitions = operation?.variableDefinitions ?? [];
  return getVariableValues(schema, definitions, request.variables ?? {}).errors !== undefined;
}

function pointsOf({
  schema,
  document,
  operationName,
  request,
}: GraphQLRequestContext<RequestContext>): number {
  if (document === undefined) return 0;
  try {
    return Math.ceil(
      getComplexity({
        schema,
        query: document,
        ...(operationName == null ? {} : { operationName }),
        variables: request.variables ?? {},
        estimators: [fieldExtensionsEstimator(), simpleEstimator({ defaultComplexity: 1 })],
      }),
    );
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    // Fragments that spread fragments: more fields than are worth counting.
    if (error.nodes === undefined) return Number.POSITIVE_INFINITY;
    throw new GraphQLError(error.message, {
      nodes: error.nodes,
      extensions: { code: "BAD_USER_INPUT", http: { status: 400 } },
    });
  }
}

function inWords(points: number): string {
  return Number.isFinite(points) ? String(points) : "millions of";
}
