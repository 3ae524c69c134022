// Values that resolvers give, and what they must be.

import {
  GraphQLError,
  isObjectType,
  type GraphQLAbstractType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from "graphql";

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as Partial<PromiseLike<unknown>>).then === "function"
  );
}

export function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

/** @throws Error for a value that the type cannot hold: a bug of ours */
export function leafOf(type: GraphQLLeafType, value: unknown): unknown {
  const leaf: unknown = type.serialize(value);
  if (leaf === null || leaf === undefined)
    throw new Error(`Expected ${type.name}.serialize(${String(value)}) to give a value.`);
  return leaf;
}

/** @throws GraphQLError for a type that the schema does not have there: a bug of ours */
export function objectTypeOf(
  schema: GraphQLSchema,
  abstractType: GraphQLAbstractType,
  name: unknown,
): GraphQLObjectType {
  const type = typeof name === "string" ? schema.getType(name) : undefined;
  if (isObjectType(type) && schema.isSubType(abstractType, type)) return type;
  throw new GraphQLError(`A value of ${abstractType.name} said that it is a ${String(name)}.`);
}
