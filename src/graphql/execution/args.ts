// The arguments of fields: worked out with the plan where the query itself holds them, else with each request.

import { getArgumentValues, Kind, visit, type FieldNode, type GraphQLField } from "graphql";
import type { Args, FieldPlan } from "./plan.js";
import type { Run } from "./run.js";

/** @returns null when they depend on variables, or are at fault */
export function constantArgs(definition: GraphQLField<unknown, unknown>, node: FieldNode): Args | null {
  if (usesVariables(node)) return null;
  try {
    return getArgumentValues(definition, node);
  } catch {
    // Said where the field is resolved, each time anew.
    return null;
  }
}

function usesVariables({ arguments: given = [] }: FieldNode): boolean {
  let isFound = false;
  for (const argument of given) visit(argument, { [Kind.VARIABLE]: () => void (isFound = true) });
  return isFound;
}

/** @throws GraphQLError for arguments at fault */
export function argsOf({ args, variableValues }: Run, field: FieldPlan): Args {
  const known = field.args ?? args.get(field);
  if (known !== undefined) return known;
  const found = getArgumentValues(field.definition, field.nodes[0], variableValues);
  args.set(field, found);
  return found;
}
