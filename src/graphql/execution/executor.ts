// Executes what has been parsed and validated: queries by their plan, anything else by graphql-js. No part of a request is ever
// turned into code: a compiler that does so can be brought to run what a query says.

import {
  execute,
  getOperationAST,
  isAbstractType,
  isObjectType,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from "graphql";
import { answer } from "./answer.js";
import { Plans } from "./plans.js";
import { variablesOf } from "./variables.js";

export interface Asked {
  /** The same object for the same text, as long as it is kept: its plans are kept with it. */
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Record<string, unknown> | undefined;
  readonly context: unknown;
}

export type Execute = (asked: Asked) => ExecutionResult | Promise<ExecutionResult>;

/** @throws Error for a schema that leaves it to chance which type a value is of */
export function executor(schema: GraphQLSchema): Execute {
  refuseGuesses(schema);
  const plansOf = new WeakMap<DocumentNode, Plans>();
  return ({ document, operationName, variables: sent, context }) => {
    const operation = getOperationAST(document, operationName);
    const rootType = schema.getQueryType();
    if (operation?.operation !== OperationTypeNode.QUERY || rootType == null || isOdd(document)) {
      return execute({
        schema,
        document,
        contextValue: context,
        operationName: operationName ?? null,
        variableValues: sent ?? null,
      });
    }
    const { errors, coerced } = variablesOf(schema, operation, sent);
    if (errors !== undefined) return { errors };
    const plans = plansOf.get(document) ?? new Plans(schema, document);
    plansOf.set(document, plans);
    return answer(plans.planOf(operation, rootType, coerced), context, coerced);
  };
}

/** A field by this name would not be one of the answer's own. */
function isOdd(document: DocumentNode): boolean {
  return document.loc?.source.body.includes("__proto__") ?? true;
}

function refuseGuesses(schema: GraphQLSchema): void {
  const guesses = Object.values(schema.getTypeMap()).filter((type) =>
    isAbstractType(type) ? type.resolveType == null : isObjectType(type) && type.isTypeOf != null,
  );
  if (guesses.length > 0)
    throw new Error(
      `Interfaces and unions say by resolveType what a value is; these do not, or ask the value: ${guesses.join(", ")}.`,
    );
}
