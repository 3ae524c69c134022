// Requests made from a built schema, so that a field that is added later is asked for without anybody thinking of it.

import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  isRequiredArgument,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from "graphql";

/** `name: Type` without marks of non-null → what to send. Enums and input objects are made by themselves. */
export type Known = Readonly<Record<string, unknown>>;

export interface Document {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Asks for one root field, and for everything below it down to a depth. @throws Error for an argument not known */
export function documentFor(
  schema: GraphQLSchema,
  kind: "query" | "mutation",
  field: GraphQLField<unknown, unknown>,
  known: Known,
  /** Names of the optional arguments to send; those that are required always are. */
  optional: readonly string[],
  depth: number,
): Document {
  const args = field.args.filter((arg) => isRequiredArgument(arg) || optional.includes(arg.name));
  const declared = args.map(({ name, type }) => `$${name}: ${String(type)}`).join(", ");
  const given = args.map(({ name }) => `${name}: $${name}`).join(", ");
  const selection = selectionOf(schema, field.type, known, depth);
  return {
    query: `${kind}${args.length > 0 ? ` (${declared})` : ""} { answer: ${field.name}${args.length > 0 ? `(${given})` : ""} ${selection} }`,
    variables: Object.fromEntries(args.map((arg) => [arg.name, valueFor(arg, known)])),
  };
}

/** @throws Error for an input of which nothing is known: say in `known` what to send for it */
export function valueFor({ name, type }: GraphQLArgument | GraphQLInputField, known: Known): unknown {
  const key = `${name}: ${String(type).replaceAll("!", "")}`;
  if (key in known) return known[key];
  return made(key, type, known);
}

function made(key: string, type: GraphQLInputType, known: Known): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [made(key, nullable.ofType, known)];
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name;
  if (isInputObjectType(nullable)) {
    return Object.fromEntries(
      Object.values(nullable.getFields()).map((one) => [one.name, valueFor(one, known)]),
    );
  }
  throw new Error(`Nothing is known to send for "${key}".`);
}

/** Every field without required arguments, and those whose arguments are known; empty for a scalar. */
function selectionOf(schema: GraphQLSchema, type: GraphQLOutputType, known: Known, depth: number): string {
  const named = getNamedType(type);
  if (!isCompositeType(named)) return "";
  const objects = isObjectType(named) ? [named] : schema.getPossibleTypes(named);
  const parts = objects.map((object) => {
    const fields = fieldsOf(schema, object, known, depth);
    return isObjectType(named) ? fields : `... on ${object.name} { ${fields} }`;
  });
  return `{ __typename ${parts.join(" ")} }`;
}

function fieldsOf(schema: GraphQLSchema, object: GraphQLObjectType, known: Known, depth: number): string {
  return Object.values(object.getFields())
    .filter((field) => depth > 1 || !isCompositeType(getNamedType(field.type)))
    .map((field) => {
      const args = field.args
        .filter(isRequiredArgument)
        .map((arg) => `${arg.name}: ${literal(valueFor(arg, known), arg.type)}`);
      const given = args.length > 0 ? `(${args.join(", ")})` : "";
      // Members of a union may give one name to fields of different types.
      return `${object.name}_${field.name}: ${field.name}${given} ${selectionOf(schema, field.type, known, depth - 1)}`;
    })
    .join(" ");
}

/** The value as it is written in a query. */
export function literal(value: unknown, type: GraphQLInputType): string {
  const nullable = getNullableType(type);
  if (value === null) return "null";
  if (isListType(nullable) && Array.isArray(value))
    return `[${value.map((item) => literal(item, nullable.ofType)).join(", ")}]`;
  if (isInputObjectType(nullable)) {
    const fields = nullable.getFields();
    const parts = Object.entries(value as object).map(([name, item]) => {
      const field = fields[name];
      if (field === undefined) throw new Error(`${nullable.name} has no field "${name}".`);
      return `${name}: ${literal(item, field.type)}`;
    });
    return `{${parts.join(", ")}}`;
  }
  return isEnumType(nullable) && typeof value === "string" ? value : JSON.stringify(value);
}

/** Every type that an answer of this type can hold, itself included. */
export function typesBelow(schema: GraphQLSchema, type: GraphQLOutputType): ReadonlySet<string> {
  const seen = new Set<GraphQLNamedType>([getNamedType(type)]);
  for (const one of seen) {
    const objects = isObjectType(one) ? [one] : isCompositeType(one) ? schema.getPossibleTypes(one) : [];
    for (const object of objects) {
      seen.add(object);
      for (const field of Object.values(object.getFields())) seen.add(getNamedType(field.type));
    }
  }
  return new Set([...seen].map(({ name }) => name));
}

/** Every input type that the arguments of a field can hold. */
export function inputsBelow(field: GraphQLField<unknown, unknown>): ReadonlySet<string> {
  const seen = new Set<GraphQLNamedType>(field.args.map(({ type }) => getNamedType(type)));
  for (const one of seen) {
    if (!isInputObjectType(one)) continue;
    for (const { type } of Object.values(one.getFields())) seen.add(getNamedType(type));
  }
  return new Set([...seen].map(({ name }) => name));
}

/** Which optional arguments to send: none, all, and each on its own. */
export function choicesOf(field: GraphQLField<unknown, unknown>): readonly (readonly string[])[] {
  const optional = field.args.filter((arg) => !isRequiredArgument(arg)).map(({ name }) => name);
  const choices = [[], optional, ...optional.map((name) => [name])];
  return choices.filter(
    (choice, index) => choices.findIndex((one) => one.join() === choice.join()) === index,
  );
}
