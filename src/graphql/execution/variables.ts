// What the variables of a request come to. Several want to know before it runs; it is found out once.

import { getVariableValues, type GraphQLSchema, type OperationDefinitionNode } from "graphql";

type Variables = ReturnType<typeof getVariableValues>;

/** Errors that one answer lists at most; graphql-js stops there too. */
const MOST_ERRORS = 50;

/** By what was sent: each request brings an object of its own. */
const found = new WeakMap<
  object,
  { readonly operation: OperationDefinitionNode; readonly variables: Variables }
>();

export function variablesOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  sent: Record<string, unknown> | undefined,
): Variables {
  const known = sent === undefined ? undefined : found.get(sent);
  if (known?.operation === operation) return known.variables;
  const definitions = operation.variableDefinitions ?? [];
  const variables = getVariableValues(schema, definitions, sent ?? {}, { maxErrors: MOST_ERRORS });
  if (sent !== undefined) found.set(sent, { operation, variables });
  return variables;
}
