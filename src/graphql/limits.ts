// What one request may ask for at most.

import type { ApolloServerPlugin, GraphQLRequestContext } from "@apollo/server";
import {
  GraphQLError,
  Lexer,
  OperationTypeNode,
  SchemaMetaFieldDef,
  Source,
  TokenKind,
  TypeMetaFieldDef,
  type DocumentNode,
} from "graphql";
// The package's ESM build loads a second copy of graphql, whose types are strangers to ours.
import queryComplexity, { type ComplexityEstimator } from "graphql-query-complexity/cjs";
import { problem } from "../domain/problem.js";
import { variablesOf } from "./execution/variables.js";
import type { RequestContext } from "./shared/context.js";

const { fieldExtensionsEstimator, getComplexity, simpleEstimator } = queryComplexity;

/** Words and signs of a query; introspection has about 500. */
export const MOST_TOKENS = 4_000;

/** Brackets of any kind around one word; introspection has 14, and no query of the pages more. */
const MOST_DEPTH = 32;

/** Faults of a query that one answer lists at most: whoever wrote it fixes those first. */
export const MOST_FAULTS = 5;

/** Anybody may ask this much at once: about a twentieth of a second. */
export const PUBLIC_POINTS = 10_000;

/** The staff may ask this much at once: a third of a second, or one at the worst, and about three megabytes. */
export const STAFF_POINTS = 300_000;

const OPENING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/**
 * Refuses selections, values and types that are nested deeply, by their brackets alone: parsing and validation take more than
 * twice as long for twice the depth, so neither begins before this.
 * @throws GraphQLError
 */
export function refuseDeepQuery(query: unknown): void {
  if (typeof query !== "string" || depthOf(query) <= MOST_DEPTH) return;
  const found = problem(
    "BAD_VALUE",
    "query",
    `The query nests selections or values more than ${String(MOST_DEPTH)} levels deep.`,
    "Ask for what lies deeper in a request of its own, and write lists inside lists only where the schema has them.",
  );
  throw new GraphQLError(`query: ${found.message} ${found.fix}`, {
    extensions: { code: "QUERY_TOO_LARGE", problems: [found], http: { status: 400 } },
  });
}

/** As far as it can be read, and no further than to the first word that is too deep or beyond the limit of words. */
function depthOf(query: string): number {
  const lexer = new Lexer(new Source(query));
  let depth = 0;
  let deepest = 0;
  try {
    for (let tokens = 0; tokens <= MOST_TOKENS && deepest <= MOST_DEPTH; tokens++) {
      const { kind } = lexer.advance();
      if (kind === TokenKind.EOF) break;
      if (OPENING.has(kind)) depth++;
      if (CLOSING.has(kind)) depth--;
      deepest = Math.max(deepest, depth);
    }
  } catch (error) {
    // The parser says better what is wrong with it.
    if (!(error instanceof GraphQLError)) throw error;
  }
  return deepest;
}

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
  const points = pointsOf(asked);
  if (points <= mostPoints) return;
  const found = problem(
    "BAD_VALUE",
    "query",
    `The query costs ${inWords(points)} points; one request may cost ${inWords(mostPoints)}. A field is one point, a list multiplies what is inside it, and a question over reports costs its months and rows, and more as of a past instant.`,
    'Ask for fewer fields, smaller pages ("first"), fewer months or rows, or split it into several requests.',
  );
  throw new GraphQLError(`query: ${found.message} ${found.fix}`, {
    extensions: { code: "QUERY_TOO_COSTLY", problems: [found], http: { status: 400 } },
  });
}

function pointsOf(asked: GraphQLRequestContext<RequestContext>): number {
  const { schema, document, operation, request } = asked;
  if (document === undefined || operation === undefined) return 0;
  const { coerced } = variablesOf(schema, operation, request.variables);
  // Nothing will run, and executing says what is wrong with all of the variables.
  if (coerced === undefined) return 0;
  // What changes something may hold secrets, and is hardly asked twice.
  if (operation.operation !== OperationTypeNode.QUERY) return countPoints(asked, document);
  const known = knownPoints.get(document) ?? new Map<string, number>();
  knownPoints.set(document, known);
  const key = JSON.stringify([operation.name?.value, coerced]);
  const points = known.get(key) ?? countPoints(asked, document);
  if (key.length <= LONGEST_KNOWN) known.set(key, points);
  if (known.size > MOST_KNOWN) known.clear();
  return points;
}

/** Counting takes as long as answering a short query. Known by the document, for as long as that is kept, and its variables. */
const knownPoints = new WeakMap<DocumentNode, Map<string, number>>();
const MOST_KNOWN = 20;
const LONGEST_KNOWN = 1_000;

function countPoints(
  { schema, operationName, request }: GraphQLRequestContext<RequestContext>,
  document: DocumentNode,
): number {
  try {
    return Math.ceil(
      getComplexity({
        schema,
        query: document,
        ...(operationName == null ? {} : { operationName }),
        variables: request.variables ?? {},
        estimators: [
          introspectionEstimator,
          fieldExtensionsEstimator(),
          simpleEstimator({ defaultComplexity: 1 }),
        ],
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

/** About how many there are of each in introspection. Of the types inside a type most have none. */
const INTROSPECTED: ReadonlyMap<string, number> = new Map([
  ["types", 100],
  ["fields", 6],
  ["inputFields", 6],
  ["enumValues", 6],
  ["possibleTypes", 2],
  ["interfaces", 1],
  ["args", 1],
  ["directives", 8],
  ["ofType", 0.25],
]);

/** What the schema says of itself lies in memory; the whole of it, as tools ask for it, costs about half of what anybody may ask at once. */
const INTROSPECTED_FOR_A_POINT = 4;

/** Fields of introspection have no place to say what they cost, and a query can ask for the whole schema hundreds of times. */
const introspectionEstimator: ComplexityEstimator = ({ type, field, childComplexity }) => {
  if (field === SchemaMetaFieldDef || field === TypeMetaFieldDef)
    return 1 + childComplexity / INTROSPECTED_FOR_A_POINT;
  const items = type.name.startsWith("__") ? INTROSPECTED.get(field.name) : undefined;
  return items === undefined ? undefined : 1 + items * childComplexity;
};

function inWords(points: number): string {
  return Number.isFinite(points) ? String(points) : "millions of";
}
