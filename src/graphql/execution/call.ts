// Calls resolvers, and tells them what they are told.

import type { GraphQLResolveInfo } from "graphql";
import { argsOf } from "./args.js";
import type { FieldPlan } from "./plan.js";
import type { Place, Run } from "./run.js";

export function propertyOf(source: unknown, name: string): unknown {
  if ((typeof source !== "object" && typeof source !== "function") || source === null) return undefined;
  return (source as Readonly<Record<string, unknown>>)[name];
}

/**
 * Calls the field's own resolver, or the method of the source that stands in for one.
 * @throws whatever that throws, and GraphQLError for arguments at fault
 */
export function call(run: Run, field: FieldPlan, source: unknown, place: Place): unknown {
  const args = argsOf(run, field);
  const info = infoOf(run, field, place);
  if (field.resolve !== undefined) return field.resolve(source, args, run.context, info);
  const methods = source as Readonly<Record<string, (...given: readonly unknown[]) => unknown>>;
  return methods[field.definition.name]?.(args, run.context, info);
}

export function infoOf({ plan, variableValues }: Run, field: FieldPlan, path: Place): GraphQLResolveInfo {
  const { schema, operation, fragments } = plan.setting;
  return {
    fieldName: field.definition.name,
    fieldNodes: field.nodes,
    returnType: field.definition.type,
    parentType: field.parentType,
    path,
    schema,
    fragments,
    rootValue: undefined,
    operation,
    variableValues,
  };
}
